"""Which entries of a list, or fields of a mapping, are the same ones in two versions, and in which order they stand."""

from collections import defaultdict, deque
from collections.abc import Hashable, Iterable, Sequence
from typing import Final

__all__ = ["Slot", "match", "name_of", "pair_new", "weave"]

Slot = Hashable

# what makes an entry the same one though something else in it changed; the first whose fields it has counts
_KNOWN_BY: Final = (
    *(("id",), ("gate", "by"), ("gate",), ("item",), ("person",), ("from", "to"), ("during",)),
    *(("date", "by"), ("to", "date"), ("date",), ("text",), ("stage",), ("name",)),
)
# both sides may well add one of these: two comments of one day are two comments
_BY_CHANCE: Final = frozenset({("date", "by"), ("to", "date"), ("date",), ()})


def _identity(value: object) -> tuple[tuple[str, ...], tuple[str, ...]] | None:
    """What an entry is known by: fields and their values; a single text is the short form of the entry for an item.

    Shape: mappings and lists that nothing names are known by nothing, so their order tells them apart.
    """
    if isinstance(value, str):
        return ("item",), (value,)
    if isinstance(value, dict):
        for fields in _KNOWN_BY:
            said = [value[field] for field in fields if isinstance(value.get(field), (str, int, float))]
            if len(said) == len(fields):
                return fields, tuple(map(str, said))
    return ((), ()) if isinstance(value, (dict, list)) else None


def name_of(value: object, index: int) -> str:
    """An entry in words, for people: by what it is known by, else by its number from 1."""
    known = _identity(value)
    return str(index + 1) if not known or not known[1] else ", ".join(" ".join(word.split())[:40] for word in known[1])


def _exact(value: object) -> str:
    return f"{type(value).__name__} {value!r}"


def match(base: Sequence[object], side: Sequence[object]) -> list[int | None]:
    """For each entry of a side, which one of the base it is; `None` for a new one.

    Shape: equal ones first; then, among mappings, those known by the same fields, in order.
    """
    found: list[int | None] = [None] * len(side)
    taken: set[int] = set()
    for name_it in (_exact, _identity):
        waiting: dict[object, deque[int]] = defaultdict(deque)
        for index, value in enumerate(base):
            if index not in taken:
                waiting[name_it(value)].append(index)
        waiting.pop(None, None)
        for at, value in enumerate(side):
            if found[at] is None and (same := waiting.get(name_it(value))):
                index = found[at] = same.popleft()
                taken.add(index)
    return found


def pair_new(ours: Sequence[tuple[int, object]], theirs: Sequence[tuple[int, object]]) -> dict[int, int]:
    """Entries that both sides added: the index in theirs to the one in ours; given are indexes and values."""
    pairs: dict[int, int] = {}
    for name_it in (_exact, _surely):
        waiting: dict[object, deque[int]] = defaultdict(deque)
        taken = set(pairs.values())
        for index, value in ours:
            if index not in taken:
                waiting[name_it(value)].append(index)
        waiting.pop(None, None)
        for index, value in theirs:
            if index not in pairs and (same := waiting.get(name_it(value))):
                pairs[index] = same.popleft()
    return pairs


def _surely(value: object) -> object:
    known = _identity(value)
    return None if known is None or known[0] in _BY_CHANCE else known


def weave(base: Iterable[Slot], ours: Sequence[Slot], theirs: Sequence[Slot]) -> list[Slot] | None:
    """The order of everything that stands on either side; `None` if both changed the order, each in its own way.

    Shape: ours, with theirs put in behind what they stand behind there; if only they changed the order, theirs.
    """
    common = set(base) & set(ours) & set(theirs)
    was, here, there = ([slot for slot in each if slot in common] for each in (base, ours, theirs))
    if here not in (was, there) and there != was:
        return None
    frame, other = (theirs, ours) if here == was and there != was else (ours, theirs)
    shared, known = set(other), set(frame)
    behind: dict[Slot, list[Slot]] = defaultdict(list)
    anchor: Slot = None
    for slot in other:
        if slot in known:
            anchor = slot
        else:
            behind[anchor].append(slot)
    order: list[Slot] = []
    waiting = behind[None]
    for slot in frame:
        if slot in shared:
            order += waiting
            waiting = behind[slot]
        order.append(slot)
    return order + waiting
