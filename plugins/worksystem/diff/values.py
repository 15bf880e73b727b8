"""Values in words: what stands in a field, as somebody would say it in a review."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from typing import Any, Final

from msgspec import Struct

from worksystem.model import Duration, WorkDate
from worksystem.model.base import Part
from worksystem.model.tree import Holds, fields_of
from worksystem.model.words import day_words, duration_words

__all__ = ["ANY", "Difference", "Teller", "differences_of", "part_name"]

ANY: Final = Holds("any")
_LONGEST: Final = 90
# fields of a part that need no label
_PLAIN: Final = frozenset({"date", "gate", "id", "item", "person", "text"})
# what tells one entry of a list from another, the best first
_NAMES: Final = ("id", "gate", "item", "text", "during", "date", "from", "person", "stage", "planned", "by", "to")


class Difference(Struct, frozen=True):
    """One value that differs: where, and both sides in words, `None` where nothing stood or stands.

    Shape: `keys` are field names, keys of mappings, and what names an entry of a list; `is_entry` where one entry of a
    list came or went.
    """

    keys: tuple[str, ...]
    old: str | None
    new: str | None
    is_entry: bool = False


class Teller(Struct, frozen=True):
    """Says values in words; `title` knows what a record of one of some kinds is called."""

    title: Callable[[Sequence[str], str], str]

    def tell(self, value: Any, holds: Holds = ANY) -> str:
        """One value on one line, cut where it is long."""
        text = " ".join(self._tell(value, holds).split())
        return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"

    def _tell(self, value: Any, holds: Holds) -> str:
        if isinstance(value, bool):
            return "yes" if value else "no"
        if isinstance(value, WorkDate):
            return day_words(value.day) if value.precision == "day" else str(value)
        if isinstance(value, Duration):
            return duration_words(value)
        if isinstance(value, int | float):
            return f"{value:.0%}" if holds.word == "share" else f"{value:g}"
        if isinstance(value, Part):
            return self._part(value)
        if isinstance(value, Mapping):
            key, of = holds.key or ANY, holds.of or ANY
            return ", ".join(f"{self._tell(name, key)}: {self._tell(each, of)}" for name, each in value.items())
        if isinstance(value, Sequence) and not isinstance(value, str):
            return ", ".join(self._tell(each, holds.of or ANY) for each in value)
        return self.title(holds.refers.kinds, str(value)) if holds.refers is not None else str(value)

    def _part(self, part: Part) -> str:
        told = [
            (field.key, self._tell(value, field.holds))
            for field in fields_of(type(part)).values()
            if (value := getattr(part, field.attribute)) != _absent(part, field.attribute)
        ]
        if len(told) == 1 and told[0][0] == part.short:
            return told[0][1]
        return ", ".join(
            text if key == part.short or key in _PLAIN else f"{key.replace('_', ' ')} {text}" for key, text in told
        )


def differences_of(
    old: Any, new: Any, holds: Holds, tell: Callable[[Any, Holds], str], keys: tuple[str, ...] = ()
) -> list[Difference]:
    """Where two values differ, as near to the leaves as it can be said."""
    if old == new:
        return []
    if isinstance(old, Part) and isinstance(new, Part) and type(old) is type(new):
        return list(
            chain.from_iterable(
                differences_of(
                    getattr(old, field.attribute), getattr(new, field.attribute), field.holds, tell, (*keys, field.key)
                )
                for field in fields_of(type(old)).values()
            )
        )
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return _of_named(old, new, holds.of or ANY, tell, keys)
    if isinstance(old, list | tuple) and isinstance(new, list | tuple):
        return _of_lists(old, new, holds, tell, keys)
    before, after = (None if _is_nothing(each) else tell(each, holds) for each in (old, new))
    return [] if before is None and after is None else [Difference(keys, before, after)]


def part_name(part: Any) -> str:
    """What names an entry of a list; empty where nothing does."""
    for name in _NAMES:
        value = part.get(name) if isinstance(part, Mapping) else getattr(part, name, None)
        if isinstance(value, str | WorkDate) and str(value):
            return str(value)
    return ""


def _of_named(
    old: Mapping[Any, Any], new: Mapping[Any, Any], of: Holds, tell: Callable[[Any, Holds], str], keys: tuple[str, ...]
) -> list[Difference]:
    found: list[Difference] = []
    for name in dict.fromkeys((*old, *new)):
        found += differences_of(old.get(name), new.get(name), of, tell, (*keys, str(name)))
    return found


def _of_lists(
    old: Sequence[Any], new: Sequence[Any], holds: Holds, tell: Callable[[Any, Holds], str], keys: tuple[str, ...]
) -> list[Difference]:
    of = holds.of or ANY
    before, after = ({part_name(each): each for each in side} for side in (old, new))
    if "" not in before and "" not in after and len(before) == len(old) and len(after) == len(new):
        found = _of_named(before, after, of, tell, keys)
    else:
        gone, come = _without(old, new), _without(new, old)
        if len(gone) == len(come) == 1:
            found = [Difference(keys, tell(gone[0], of), tell(come[0], of))]
        else:
            found = [Difference(keys, tell(each, of), None, is_entry=True) for each in gone]
            found += [Difference(keys, None, tell(each, of), is_entry=True) for each in come]
    return found or [Difference(keys, tell(old, holds), tell(new, holds))]  # only the order differs


def _without(these: Sequence[Any], those: Sequence[Any]) -> list[Any]:
    """What stands in one list and not in another, each as often as it stands there more."""
    left = list(those)
    found = []
    for each in these:
        if each in left:
            left.remove(each)
        else:
            found.append(each)
    return found


def _absent(part: Part, attribute: str) -> object:
    """What a field holds that nobody wrote."""
    return type(part).model_fields[attribute].get_default(call_default_factory=True)


def _is_nothing(value: Any) -> bool:
    return value is None or value is False or (not isinstance(value, int | float) and not value)
