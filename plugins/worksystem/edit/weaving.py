"""Parts of two sides put together: each field from the side that changed it, at its place, with its comments."""

from collections.abc import Sequence
from typing import Final

from msgspec import Struct

from worksystem.edit.lines import Conflict, Piece, merge_lines
from worksystem.edit.matching import Slot, match, name_of, pair_new, weave
from worksystem.edit.meaning import same
from worksystem.edit.parts import Cut, Part, Sheet, UnplaceableError
from worksystem.source.node import Branch, Leaf
from worksystem.source.parse import parse_yaml

__all__ = ["Woven", "weave_sheets"]


class _Absent:
    """Stands for a field that is not there."""


_ABSENT: Final = _Absent()


class Woven(Struct, frozen=True):
    """What two sides come to.

    Shape: `ours` and `theirs` are what it means once everything left open is decided for that side.
    """

    pieces: list[Piece]
    ours: object
    theirs: object


def weave_sheets(base: Sheet | None, ours: Sheet, theirs: Sheet) -> Woven:
    """Merge three documents.

    Errors: `UnplaceableError` if that cannot be done field by field.
    """
    here, there = ours.whole(), theirs.whole()
    if here.branch.is_mapping != there.branch.is_mapping:
        raise UnplaceableError
    was = base.whole() if base is not None and base.layout.root is not None else None
    return _weave_cuts(was, here, there, "")


def _weave_cuts(was: Cut | None, here: Cut, there: Cut, name: str) -> Woven:
    """Merge what three mappings or lists hold; ours or theirs is in block style."""
    if was is not None and was.branch.is_mapping != here.branch.is_mapping:
        was = None
    frame = here if here.is_block else there
    slots = _slots(was, here, there)
    order = weave(*slots)
    if order is None:
        raise UnplaceableError
    parts = [_by_slot(*pair) for pair in zip(slots, (was, here, there), strict=True)]
    before = frame.before
    if here.is_block and there.is_block:
        before = _choose(was.before if was is not None and was.is_block else None, here.before, there.before)
    pieces: list[Piece] = []
    found: list[tuple[Slot, Woven]] = []
    for slot in order:
        three = [each.get(slot) for each in parts]
        label = _label(name, slot, [part for part in three if part is not None][-1])
        prefix = before if frame.is_inline and not pieces else None
        woven = _weave_part(three[0], three[1], three[2], frame=frame, prefix=prefix, name=label)
        if woven.pieces:
            pieces += woven.pieces
            found.append((slot, woven))
    if not pieces:
        pieces = [_emptied(before, frame)]
    elif not frame.is_inline:
        pieces.insert(0, before)
    pieces += _merge_whole(was.after if was is not None and was.is_block else "", *_afters(here, there), "comment")
    return Woven(pieces, _value(found, frame, "ours"), _value(found, frame, "theirs"))


def _afters(here: Cut, there: Cut) -> tuple[str, str]:
    return here.after if here.is_block else "", there.after if there.is_block else ""


def _slots(was: Cut | None, here: Cut, there: Cut) -> tuple[list[Slot], list[Slot], list[Slot]]:
    """Names for the parts of the three, the same one for what is the same."""
    if here.branch.is_mapping:
        return list(was.names) if was is not None else [], list(here.names), list(there.names)
    base = [part.value for part in was.parts] if was is not None else []
    ours, theirs = [part.value for part in here.parts], [part.value for part in there.parts]
    mine, other = match(base, ours), match(base, theirs)
    new = pair_new(
        [(index, ours[index]) for index, at in enumerate(mine) if at is None],
        [(index, theirs[index]) for index, at in enumerate(other) if at is None],
    )
    left: list[Slot] = [at if at is not None else ("ours", index) for index, at in enumerate(mine)]
    right: list[Slot] = [
        at if at is not None else ("ours", new[index]) if index in new else ("theirs", index)
        for index, at in enumerate(other)
    ]
    return list(range(len(base))), left, right


def _by_slot(slots: Sequence[Slot], cut: Cut | None) -> dict[Slot, Part]:
    return dict(zip(slots, cut.parts if cut is not None else (), strict=True))


def _label(name: str, slot: Slot, part: Part) -> str:
    if isinstance(slot, str):
        return f"{name}.{slot}" if name else slot
    return f"{name} ({name_of(part.value, slot if isinstance(slot, int) else 0)})" if name else "an entry"


def _value(found: Sequence[tuple[Slot, Woven]], frame: Cut, side: str) -> object:
    values = [(slot, getattr(woven, side)) for slot, woven in found]
    there = [(slot, value) for slot, value in values if value is not _ABSENT]
    return dict(there) if frame.branch.is_mapping else [value for _, value in there]


def _weave_part(
    was: Part | None, here: Part | None, there: Part | None, *, frame: Cut, prefix: str | None, name: str
) -> Woven:
    """One part with the lines above it; `prefix` is what stands before it in its line, if that is not only blanks."""
    if here is not None and there is not None:
        lead = _merge_whole(_lead(was, frame) if was is not None else "", _lead(here, frame), _lead(there, frame), name)
        core = _weave_core(was, here, there, frame, name)
        if prefix is None:
            prefix = " " * frame.column if frame.is_block else ""
        elif lead:
            raise UnplaceableError
        return Woven(lead + _begun(core.pieces, prefix), core.ours, core.theirs)
    kept = here or there
    assert kept is not None
    text = _placed(kept, frame, prefix)
    if was is None:
        return Woven([text], kept.value, kept.value)
    if _is_unchanged(was, kept):
        return Woven([], _ABSENT, _ABSENT)
    if prefix is not None:
        raise UnplaceableError
    before = _placed(was, frame, prefix)
    if here is not None:
        return Woven([Conflict(name, text, before, "")], here.value, _ABSENT)
    return Woven([Conflict(name, "", before, text)], _ABSENT, kept.value)


def _placed(part: Part, frame: Cut, prefix: str | None) -> str:
    """A part as it stands in the frame, with the lines above it.

    Errors: `UnplaceableError` if there are some, and it has to stand behind a dash.
    """
    lead = _lead(part, frame)
    if prefix is None:
        return lead + " " * (frame.column if frame.is_block else 0) + _fit(part, frame)
    if lead:
        raise UnplaceableError
    return prefix + _fit(part, frame)


def _weave_core(was: Part | None, here: Part, there: Part, frame: Cut, name: str) -> Woven:
    ours, theirs = _fit(here, frame), _fit(there, frame)
    base = _fit(was, frame) if was is not None else ""
    if theirs in (base, ours):
        return Woven([ours], here.value, here.value)
    if ours == base:
        return Woven([theirs], there.value, there.value)
    try:
        return _weave_inside(was, here, there, frame, name)
    except UnplaceableError:
        return Woven([Conflict(name, ours, base, theirs)], here.value, there.value)


def _weave_inside(was: Part | None, here: Part, there: Part, frame: Cut, name: str) -> Woven:
    """Merge what both sides changed.

    Errors: `UnplaceableError` if they disagree.
    """
    if not here.is_block and not there.is_block:
        return _weave_written(was, here, there, frame)
    leading = here if here.is_block else there
    if _are_alike(here, there) and leading.column == frame.column:
        was_cut = was.cut() if was is not None and isinstance(was.node, Branch) else None
        return _weave_cuts(was_cut, here.cut(), there.cut(), name)
    is_ours = _is_unchanged(was, there) if was is not None else False
    if is_ours or (same(here.value, there.value) and not there.said - here.said):
        return Woven([_fit(here, frame)], here.value, here.value)
    if was is not None and _is_unchanged(was, here):
        return Woven([_fit(there, frame)], there.value, there.value)
    raise UnplaceableError


def _weave_written(was: Part | None, here: Part, there: Part, frame: Cut) -> Woven:
    """Merge single values and what stands in brackets, with the comment behind."""
    value = here.value
    if there.written == here.written or (was is not None and _says_the_same(was, there)):
        written = here.written
    elif was is not None and _says_the_same(was, here):
        written, value = _shifted(there.written, frame.column - there.column), there.value
    elif _are_alike(here, there):
        written, value = _weave_brackets(was, here, there)
    elif same(here.value, there.value):
        written = here.written
    else:
        return _weave_prose(was, here, there, frame)
    rest = _choose(was.rest if was is not None and not was.is_block else None, here.rest, there.rest)
    return Woven([_stem(here, written) + written + _ended(rest, frame)], value, value)


def _weave_prose(was: Part | None, here: Part, there: Part, frame: Cut) -> Woven:
    """Merge texts over several lines by their lines."""
    if was is None or not (_is_text(was) and _is_text(here) and _is_text(there)):
        raise UnplaceableError
    (base, was_below), (ours, here_below), (theirs, there_below) = (
        _fit(part, frame).split("\n", 1) for part in (was, here, there)
    )
    pieces = merge_lines(was_below, here_below, there_below, field="")
    if any(isinstance(piece, Conflict) for piece in pieces):
        raise UnplaceableError
    text = "\n".join((_choose(base, ours, theirs), "".join(map(str, pieces))))
    value = _read_text(text, frame)
    return Woven([text], value, value)


def _read_text(text: str, frame: Cut) -> object:
    """What a field with a text over several lines means."""
    values = parse_yaml("", " " * frame.column + text).values
    inner = list(values.values()) if isinstance(values, dict) else values
    if not isinstance(inner, list) or len(inner) != 1:
        raise UnplaceableError
    return inner[0]


def _weave_brackets(was: Part | None, here: Part, there: Part) -> tuple[str, object]:
    """Merge lists or mappings in brackets; comments between the brackets, or a disagreement, leave all of it open."""
    cuts = [part.cut() if part is not None and isinstance(part.node, Branch) else None for part in (was, here, there)]
    base, ours, theirs = cuts
    assert ours is not None
    assert theirs is not None
    if base is not None and base.branch.is_mapping != ours.branch.is_mapping:
        base = None
    if any("#" in gap for cut in (ours, theirs) for gap in (*cut.gaps, cut.after)):
        raise UnplaceableError
    slots = _slots(base, ours, theirs)
    order = weave(*slots)
    if order is None:
        raise UnplaceableError
    parts = [_by_slot(*pair) for pair in zip(slots, (base, ours, theirs), strict=True)]
    gaps = dict(zip(slots[1][1:], ours.gaps[1:], strict=False))
    usual = next(iter(gaps.values()), next(iter(theirs.gaps[1:]), ", "))
    text = ours.before + (ours.gaps[0] if ours.gaps else "")
    found: list[tuple[Slot, Woven]] = []
    for slot in order:
        woven = _weave_part(*(each.get(slot) for each in parts), frame=ours, prefix=None, name="")
        if any(isinstance(piece, Conflict) for piece in woven.pieces):
            raise UnplaceableError
        if woven.pieces:
            text += (gaps.get(slot, usual) if found else "") + "".join(map(str, woven.pieces))
            found.append((slot, woven))
    after = ours.after if found else ours.after.strip(", ")
    return text + after, _value(found, ours, "ours")


def _is_unchanged(was: Part, now: Part) -> bool:
    """Whether a side left a part as it was, but for its form."""
    return same(was.value, now.value) and not now.said - was.said


def _says_the_same(was: Part, now: Part) -> bool:
    return was.written == now.written or same(was.value, now.value)


def _are_alike(one: Part, other: Part) -> bool:
    return (
        isinstance(one.node, Branch) and isinstance(other.node, Branch) and one.node.is_mapping == other.node.is_mapping
    )


def _is_text(part: Part) -> bool:
    return isinstance(part.node, Leaf) and part.sheet.layout.is_block_text(part.node)


def _stem(part: Part, written: str) -> str:
    """What stands before a value, with a blank where one is needed now."""
    return part.stem if not written or part.stem.endswith((" ", "\n")) else f"{part.stem} "


def _lead(part: Part, frame: Cut) -> str:
    return _shifted_lines(part.lead, frame.column - part.column) if frame.is_block else ""


def _fit(part: Part, frame: Cut) -> str:
    """A part as it stands in the frame: in its column, and on a line of its own where the frame has lines."""
    text = part.text
    if not frame.is_block:
        if part.is_block or text.endswith("\n"):
            raise UnplaceableError
        return text
    if not text.endswith("\n"):
        dash = "" if frame.branch.is_mapping else "- "
        return f"{dash}{text}\n"
    return _shifted(text, frame.column - part.column)


def _shifted(text: str, by: int) -> str:
    """The text with all lines but the first moved to the right, or to the left."""
    first, end, below = text.partition("\n")
    return first + end + _shifted_lines(below, by)


def _shifted_lines(text: str, by: int) -> str:
    if not by:
        return text
    lines = text.split("\n")
    if by > 0:
        return "\n".join(" " * by + line if line.strip() else line for line in lines)
    return "\n".join(line[-by:] if not line[:-by].strip(" ") else line for line in lines)


def _begun(pieces: list[Piece], before: str) -> list[Piece]:
    """The pieces of a part with what stands before it in its line, on each side of what is left open."""
    first = pieces[0]
    if isinstance(first, str):
        return [before + first, *pieces[1:]]
    sides = (before + side if side else "" for side in (first.ours, first.base, first.theirs))
    return [Conflict(first.field, *sides), *pieces[1:]]


def _emptied(before: str, frame: Cut) -> str:
    """The line of a field whose list or mapping has nothing left.

    Errors: `UnplaceableError` for a whole document, and for what stands behind a dash.
    """
    if frame.is_inline or not frame.stem or not before.startswith(frame.stem):
        raise UnplaceableError
    empty = "{}" if frame.branch.is_mapping else "[]"
    return f"{frame.stem.rstrip()} {empty}{before[len(frame.stem.rstrip()) :]}"


def _ended(rest: str, frame: Cut) -> str:
    return rest if not frame.is_block or rest.endswith("\n") else f"{rest}\n"


def _choose(base: str | None, ours: str, theirs: str) -> str:
    """The text of the side that changed it.

    Errors: `UnplaceableError` if both did.
    """
    if theirs == base or theirs.strip() == ours.strip():
        return ours
    if ours == base or (base is None and not ours.strip()):
        return theirs
    if base is None and not theirs.strip():
        return ours
    raise UnplaceableError


def _merge_whole(base: str, ours: str, theirs: str, name: str) -> list[Piece]:
    """Whole lines of comments from both sides."""
    if theirs in (base, ours):
        return [ours] if ours else []
    if ours == base:
        return [theirs] if theirs else []
    return merge_lines(base, ours, theirs, field=name)
