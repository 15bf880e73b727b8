"""Files in somebody else's shape to records in ours, with every value's place kept.

A collection's `fields` say which of their keys becomes which of our fields; nothing is guessed.
Source: content/reference/format/adoption.md
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from worksystem.model.entry import Origin
from worksystem.model.settings import Beside, Collection, FieldMap
from worksystem.source.document import Document, Keys, reach

__all__ = ["Adopted", "Sidecar", "adopt", "elements", "join_key", "read_names"]

_STEP = re.compile(r"([^.\[\]]+)|\[(\d*)\]")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A file that belongs to a record: where its values go, and what they are."""

    into: str
    document: Document


@dataclass(slots=True)
class Adopted:
    """One record in our shape.

    Shape: `values` is what a file of our own would hold; `origins` maps our keys to a document and its keys; `extra`
    holds the keys that no field was made from; `unmapped` the same, where the collection calls that an error.
    """

    values: dict[str, Any] = field(default_factory=dict)
    origins: dict[Keys, Origin] = field(default_factory=dict)
    extra: dict[str, Any] = field(default_factory=dict)
    unmapped: tuple[str, ...] = ()


@cache
def steps(path: str) -> tuple[str | int | None, ...]:
    """A path like `leadership.chairs[].github` as keys; `None` stands for every element."""
    found: list[str | int | None] = []
    for name, index in _STEP.findall(path):
        found.append(name if name else (int(index) if index else None))
    return tuple(found)


def elements(document: Document, each: str) -> Iterator[Keys]:
    """The keys of every record in a document; of the whole document if `each` is empty."""
    yield from (keys for keys, _ in _reach(document.values, steps(each), ()))


def adopt(
    document: Document, root: Keys, collection: Collection, names: Mapping[str, str], sidecars: tuple[Sidecar, ...] = ()
) -> Adopted:
    """Make one record of ours from a mapping of theirs.

    Shape: `root` leads to the mapping in the document; `names` are keys that the path of the file gives.
    """
    theirs = reach(document.values, root)[1]
    adopted = Adopted()
    used: set[str] = set()
    for ours, field_map in collection.fields.items():
        path = steps(field_map.from_)
        if path and isinstance(path[0], str):
            used.add(path[0])
        target = tuple(str(step) for step in steps(ours) if step is not None)
        name = names.get(field_map.from_)
        if name is not None and not (isinstance(theirs, dict) and field_map.from_ in theirs):
            _put(adopted, target, _shape(name, field_map), (document, root))
        else:
            _take(adopted, target, path, theirs, field_map, document, root)
    if isinstance(theirs, dict):
        rest = {key: value for key, value in theirs.items() if key not in used}
        if collection.unmapped == "error":
            adopted.unmapped = tuple(rest)
        else:
            adopted.extra = rest
    for sidecar in sidecars:
        _put(adopted, (sidecar.into,), sidecar.document.values, (sidecar.document, ()))
    return adopted


def join_key(document: Document, root: Keys, keys: tuple[str, ...]) -> tuple[str, ...] | None:
    """The source texts under some keys, to join files by; `None` if one is missing."""
    found = []
    for key in keys:
        text = document.source_text(root + tuple(step for step in steps(key) if step is not None))
        if text is None:
            return None
        found.append(text)
    return tuple(found)


def read_names(path: str, collection: Collection | Beside) -> dict[str, str] | None:
    """The keys that a path gives, by the collection's `names` and `folder`; `None` if it has another form."""
    found: dict[str, str] = {}
    parts = path.split("/")
    for name, index in getattr(collection, "folder", {}).items():
        if index < len(parts):
            found[name] = parts[index]
    if collection.names:
        hit = _template(collection.names).fullmatch(path)
        if hit is None:
            return None
        found.update(zip(_template_keys(collection.names), hit.groups(), strict=True))
    return found


_CAPTURE = re.compile(r"\{([^{}]+)\}")


@cache
def _template_keys(template: str) -> tuple[str, ...]:
    return tuple(_CAPTURE.findall(template))


@cache
def _template(template: str) -> re.Pattern[str]:
    out = ""
    last = 0
    for hit in _CAPTURE.finditer(template):
        # a capture ends where the text after it first occurs: `{number}-{name}` splits at the first hyphen
        out += re.escape(template[last : hit.start()]) + "([^/]+?)"
        last = hit.end()
    return re.compile(out + re.escape(template[last:]))


def _take(
    adopted: Adopted,
    target: Keys,
    path: tuple[str | int | None, ...],
    theirs: object,
    field_map: FieldMap,
    document: Document,
    root: Keys,
) -> None:
    if None in path:
        found = list(_reach(theirs, path, root))
        if found:
            _put(
                adopted,
                target,
                [_value(document, keys, value, field_map) for keys, value in found],
                (document, (*root, *_first(path))),
            )
            for index, (keys, _) in enumerate(found):
                adopted.origins[(*target, index)] = (document, keys)
        return
    keys = tuple(step for step in path if step is not None)
    there, value = reach(theirs, keys)
    if not there:
        return
    if isinstance(value, list):
        shaped: Any = [_value(document, (*root, *keys, i), each, field_map) for i, each in enumerate(value)]
    else:
        shaped = _value(document, root + keys, value, field_map)
    _put(adopted, target, shaped, (document, root + keys))


def _value(document: Document, keys: Keys, value: object, field_map: FieldMap) -> object:
    if value is None or isinstance(value, (dict, list)):
        return value
    if not isinstance(value, str) and (field_map.as_ or field_map.strip or field_map.values):
        value = document.source_text(keys)
    return _shape(value, field_map)


def _shape(value: object, field_map: FieldMap) -> object:
    if not isinstance(value, str):
        return value
    text = value.strip(field_map.strip) if field_map.strip else value
    text = field_map.values.get(text, text)
    return field_map.as_.replace("{}", text) if field_map.as_ and text else text


def _put(adopted: Adopted, target: Keys, value: object, origin: Origin) -> None:
    place: Any = adopted.values
    for key in target[:-1]:
        place = place.setdefault(key, {})
    place[target[-1]] = value
    adopted.origins[target] = origin
    for length in range(1, len(target)):
        adopted.origins.setdefault(target[:length], origin)


def _reach(value: object, path: tuple[str | int | None, ...], at: Keys) -> Iterator[tuple[Keys, object]]:
    if not path:
        yield at, value
    elif path[0] is None:
        if isinstance(value, list):
            for index, each in enumerate(value):
                yield from _reach(each, path[1:], (*at, index))
    else:
        there, inner = reach(value, (path[0],))
        if there:
            yield from _reach(inner, path[1:], (*at, path[0]))


def _first(path: tuple[str | int | None, ...]) -> Keys:
    return tuple(step for step in path[:1] if step is not None)
