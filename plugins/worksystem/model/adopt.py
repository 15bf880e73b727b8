"""Files in somebody else's shape to records in ours, with every value's place kept.

A collection's `fields` say which of their keys becomes which of our fields; nothing is guessed.
Source: content/reference/format/adoption.md
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, Final

from msgspec import Struct, field

from worksystem.model.entry import Origin
from worksystem.model.pattern import compile_pattern
from worksystem.model.settings import Collection, FieldMap
from worksystem.model.wording import not_in_form, quoted
from worksystem.source.document import Document, Keys, field_name, find_text, reach

__all__ = ["Adopted", "Remark", "Sidecar", "Steps", "adopt", "elements", "reach_all", "steps"]

_STEP: Final = re.compile(r"([^.\[\]]+)|\[(\d*)\]")
_GONE: Final = object()
Steps = tuple[str | int | None, ...]


class Sidecar(Struct, frozen=True):
    """A file that belongs to a record: where its values go, which of its keys become what, and which join it."""

    into: str
    document: Document
    fields: Mapping[str, FieldMap] = field(default_factory=dict)
    join: tuple[str, ...] = ()


class Remark(Struct, frozen=True):
    """Something wrong with one of their values, found while taking it over."""

    code: str
    message: str
    origin: Origin
    help: str


class Adopted(Struct):
    """One record in our shape.

    Shape: `values` is what a file of our own would hold; `origins` maps our keys to a document and its keys, those of
    absent fields too; `extra` holds the keys that no field was made from, `unmapped` where they stand if the collection
    calls that an error; `settled` names our fields that are empty for a reason that a remark gives already.
    """

    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[Keys, Origin] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    unmapped: list[Origin] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    settled: set[str] = field(default_factory=set)


@cache
def steps(path: str) -> Steps:
    """A path like `leadership.chairs[].github` as keys; `None` stands for every element."""
    found: list[str | int | None] = []
    for name, index in _STEP.findall(path):
        found.append(name if name else (int(index) if index else None))
    return tuple(found)


def elements(document: Document, each: tuple[str, ...]) -> Iterator[Keys]:
    """The keys of every record in a document; of the whole document if `each` is empty."""
    for path in each or ("",):
        yield from (keys for keys, _ in reach_all(document.values, steps(path)))


def adopt(
    document: Document, root: Keys, collection: Collection, names: Mapping[str, str], sidecars: tuple[Sidecar, ...] = ()
) -> Adopted:
    """Make one record of ours from a mapping of theirs.

    Shape: `root` leads to the mapping in the document; `names` are keys that the path of the file gives.
    """
    adopted = Adopted()
    rest = _Taker(document, root, adopted).take_all((), collection.fields, names)
    if collection.unmapped == "error":
        adopted.unmapped += [(document, (*root, key)) for key in rest]
    else:
        adopted.extra = rest
    for sidecar in sidecars:
        if sidecar.into in adopted.values:
            continue
        taker = _Taker(sidecar.document, (), adopted)
        if sidecar.fields:
            rest = taker.take_all((sidecar.into,), sidecar.fields, {})
            if collection.unmapped == "error":
                adopted.unmapped += [(sidecar.document, (key,)) for key in rest if key not in sidecar.join]
        else:
            taker.put((sidecar.into,), _without(sidecar.document.values, sidecar.join), ())
    return adopted


class _Taker:
    """Takes values over from one mapping of theirs."""

    def __init__(self, document: Document, root: Keys, adopted: Adopted) -> None:
        self.document = document
        self.root = root
        self.adopted = adopted
        self.theirs = reach(document.values, root)[1]

    def take_all(self, into: Keys, fields: Mapping[str, FieldMap], names: Mapping[str, str]) -> dict[str, Any]:
        """Take every field over; returns the keys that none was made from."""
        used: set[str] = set()
        for ours, field_map in fields.items():
            path = steps(field_map.from_)
            if path and isinstance(path[0], str):
                used.add(path[0])
            target = (*into, *(str(step) for step in steps(ours) if step is not None))
            name = names.get(field_map.from_)
            if name is not None and not (isinstance(self.theirs, dict) and field_map.from_ in self.theirs):
                self.put(target, _change(name, field_map), ())
            else:
                self._take(target, path, field_map)
        if not isinstance(self.theirs, dict):
            return {}
        return {key: value for key, value in self.theirs.items() if key not in used}

    def put(self, target: Keys, value: object, keys: Keys) -> None:
        """Keep a value of ours and where it came from; `keys` lead to it from the root."""
        place: Any = self.adopted.values
        for key in target[:-1]:
            inner = place.get(key)
            if not isinstance(inner, dict):
                inner = place[key] = {}
            place = inner
        place[target[-1]] = value
        self._came_from(target, keys)

    def _came_from(self, target: Keys, keys: Keys) -> None:
        origins = self.adopted.origins
        origins[target] = (self.document, self.root + keys)
        for length in range(1, len(target)):
            origins.setdefault(target[:length], (self.document, self.root + keys[:-1]))

    def _take(self, target: Keys, path: Steps, field_map: FieldMap) -> None:
        keys = tuple(step for step in path[: path.index(None) if None in path else None] if step is not None)
        if None in path:
            found: Any = list(reach_all(self.theirs, path))
            pairs = [(at, self._shape(each, at, (*target, index), field_map)) for index, (at, each) in enumerate(found)]
            value: Any = self._kept(pairs, target, found=bool(found)) if found else _GONE
        else:
            there, found = reach(self.theirs, keys)
            value = self._shape(found, keys, target, field_map) if there else _GONE
        if value is _GONE:
            self._came_from(target, keys)
        else:
            self.put(target, value, keys)

    def _kept(self, pairs: Iterable[tuple[Keys, object]], target: Keys, *, found: bool) -> list[object]:
        """The elements that say something, each with its own place."""
        kept: list[object] = []
        for at, value in pairs:
            if value is not _GONE:
                self.adopted.origins[(*target, len(kept))] = (self.document, self.root + at)
                kept.append(value)
        if found and not kept:
            self.adopted.settled.add(str(target[0]))
        return kept

    def _shape(self, value: object, keys: Keys, target: Keys, field_map: FieldMap) -> object:
        """A value as we want it; `_GONE` if it stands for nothing."""
        if _is_plain(field_map):
            return value
        if isinstance(value, list):
            pairs = [
                ((*keys, i), self._shape(each, (*keys, i), (*target, i), field_map)) for i, each in enumerate(value)
            ]
            return self._kept(pairs, target, found=True) if any(each is _GONE for _, each in pairs) else _seconds(pairs)
        if isinstance(value, dict):
            named = [(key, self._shape(each, (*keys, key), (*target, key), field_map)) for key, each in value.items()]
            return {key: each for key, each in named if each is not _GONE}
        return self._scalar(value, keys, target, field_map)

    def _scalar(self, value: object, keys: Keys, target: Keys, field_map: FieldMap) -> object:
        text = "" if value is None else find_text(self.document, self.root + keys) or ""
        if text in field_map.nothing:
            name = self._name(keys)
            message = f"{name} {quoted(text)} says nothing" if text else f"{name} is there and says nothing"
            self._remark("WS120", message, keys, "fill it in, or take it out")
            if len(target) == 1:
                self.adopted.settled.add(str(target[0]))
            return _GONE
        if value is None:
            return None
        if field_map.pattern and not compile_pattern(field_map.pattern)(text):
            help = field_map.help or f"write it so that it matches {field_map.pattern}"
            message = f"{self._name(keys)} {quoted(text)} {not_in_form(field_map.pattern, field_map.help)}"
            self._remark("WS117", message, keys, help)
        if field_map.as_ or field_map.strip or field_map.values:
            return _change(text, field_map)
        return value

    def _name(self, keys: Keys) -> str:
        return field_name(tuple(key for key in keys if isinstance(key, str)))

    def _remark(self, code: str, message: str, keys: Keys, help: str) -> None:
        self.adopted.remarks.append(Remark(code, message, (self.document, self.root + keys), help))


def _seconds(pairs: list[tuple[Keys, object]]) -> list[object]:
    return [value for _, value in pairs]


def _is_plain(field_map: FieldMap) -> bool:
    return not (field_map.as_ or field_map.strip or field_map.values or field_map.nothing or field_map.pattern)


def _change(text: str, field_map: FieldMap) -> str:
    text = text.strip(field_map.strip) if field_map.strip else text
    text = field_map.values.get(text, text)
    return field_map.as_.replace("{}", text) if field_map.as_ and text else text


def _without(values: object, keys: tuple[str, ...]) -> object:
    if not isinstance(values, dict):
        return values
    return {key: value for key, value in values.items() if key not in keys}


def reach_all(value: object, path: Steps, at: Keys = ()) -> Iterator[tuple[Keys, object]]:
    """What stands under a path, `None` in it being every element, and the keys that lead there."""
    if not path:
        yield at, value
    elif path[0] is None:
        if isinstance(value, list):
            for index, each in enumerate(value):
                yield from reach_all(each, path[1:], (*at, index))
    else:
        there, inner = reach(value, (path[0],))
        if there:
            yield from reach_all(inner, path[1:], (*at, path[0]))
