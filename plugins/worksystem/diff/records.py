"""Changes of one record in words: what was created, what went, and every field that differs."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from worksystem.diff.changes import Change, What
from worksystem.diff.sides import Pair, Sides, ignores_of
from worksystem.diff.values import ANY, Difference, differences_of
from worksystem.model.base import Record
from worksystem.model.tree import Holds, fields_of
from worksystem.model.types import Refers

__all__ = ["change_of", "changes_of", "differences", "label_of", "life_of"]

# texts of which it is only said that they changed
_LONG: Final = frozenset({"description", "purpose", "statement", "help", "learned"})
_OWNERS: Final = frozenset({"owner", "lead"})


def changes_of(sides: Sides, pair: Pair) -> tuple[Change, ...]:
    """What changed in a record that is no item and no workflow, field by field."""
    return (*life_of(sides, pair), *(change_of(each) for each in differences(sides, pair)))


def life_of(sides: Sides, pair: Pair) -> Iterator[Change]:
    """That a record came, went, got another id or another place, or that the checker is to look away."""
    old, new = pair.old, pair.new
    if old is None or new is None:
        what: What = "created" if old is None else "removed"
        yield Change(what, what)
        return
    if old.id != new.id:
        yield Change("renamed", f"renamed: {old.id} → {new.id}", "id", old.id, new.id)
    if old.path != new.path:
        yield _moved_file(old.path, new.path)
    before, after = ignores_of(old), ignores_of(new)
    for comment in after:
        if comment not in before:
            yield Change("ignored", f"the checker is told to {comment}", "", None, comment)


def differences(sides: Sides, pair: Pair) -> Iterator[Difference]:
    """Every field that differs between the two, built-in ones, custom ones and what else a file says."""
    old, new = pair.old, pair.new
    if old is None or new is None:
        return
    tell = sides.teller.tell
    model: type[Record] = type(new.record)
    for name, field in fields_of(model).items():
        if name in ("id", "former_ids"):
            continue
        before, after = getattr(old.record, field.attribute), getattr(new.record, field.attribute)
        yield from differences_of(before, after, field.holds, tell, (name,))
    declared = _declared(sides, new.kind)
    for mine, theirs in ((old.custom, new.custom), (old.extra, new.extra)):
        for name in sorted({*mine, *theirs}):
            holds = declared.get(name, ANY)
            yield from differences_of(mine.get(name), theirs.get(name), holds, tell, (name,))
    if old.body != new.body:
        yield Difference(("description",), old.body or None, new.body or None)


def change_of(difference: Difference, what: What | None = None, label: str = "") -> Change:
    """A difference as a change; `label` says what it is about, the field in words if not said."""
    keys, old, new = difference.keys, difference.old, difference.new
    label = label or label_of(keys)
    if what is None:
        what = "reassigned" if keys[0] in _OWNERS and len(keys) == 1 else "changed"
    if difference.is_entry:
        return Change(
            what, f"{label}: {f'{new} added' if old is None else f'{old} taken out'}", ".".join(keys), old, new
        )
    return Change(what, says_of(label, keys, old, new), ".".join(keys), old, new)


def label_of(keys: Sequence[str]) -> str:
    """A field in words: `key results, failed payments, to`."""
    return ", ".join(key.replace("_", " ") if key.islower() else key for key in keys)


def says_of(label: str, keys: Sequence[str], old: str | None, new: str | None) -> str:
    """What became of a field."""
    if keys[-1] in _LONG:
        return f"{label} {'added' if old is None else 'taken out' if new is None else 'changed'}"
    if old is None:
        return f"{label}: {new}"
    return f"{label}: {old} → {'nothing' if new is None else new}"


def _moved_file(old: str, new: str) -> Change:
    was, now = ("archive" in path.split("/")[:-1] for path in (old, new))
    if was != now:
        what: What = "archived" if now else "restored"
        return Change(what, "archived" if now else "taken out of the archive", "", old, new)
    return Change("changed", f"its file moved to {new}", "", old, new)


def _declared(sides: Sides, kind: str) -> Mapping[str, Holds]:
    """What custom fields hold, as far as words depend on it."""
    if kind != "item":
        return {}
    kinds = ("person", "team", "item")
    return {
        name: Holds("id", refers=Refers((field.type,)))
        for entry in sides.new.types.values()
        for name, field in entry.record.fields.items()
        if field.type in kinds
    }
