"""The fields of an item as gates and approvals look at them."""

import json
from collections.abc import Collection, Mapping
from hashlib import sha256
from typing import Any, Final

from worksystem.model.entry import Entry

__all__ = ["digest_of", "is_filled"]

_LENGTH: Final = 16


def is_filled(entry: Entry[Any], name: str) -> bool:
    """Whether a field says anything, right or wrong; `closed.reason` looks inside. No and 0 say something."""
    if entry.record.__dict__.get(name):
        return True
    first, *rest = name.split(".")
    value, written = entry.get(first), entry.written.get(first)
    for part in rest:
        value = value.get(part) if isinstance(value, Mapping) else getattr(value, part, None)
        written = written.get(part) if isinstance(written, Mapping) else None
    return not (_is_empty(value) and _is_empty(written))


def _is_empty(value: object) -> bool:
    return value is None or value in ("", (), [], {})


def digest_of(entry: Entry[Any], fields: Collection[str]) -> str:
    """Sixteen hexadecimal digits that stand for what some fields of an item say; empty if there are no fields.

    Shape: of the values as they are written, so that comments, quotes and the order of keys make no difference; an
    absent field is as an empty one.
    Source: SHA-256, FIPS 180-4; the values as JSON with sorted keys.
    """
    values = {field: _plain(value) for field in fields if not _is_empty(value := _written(entry, field))}
    text = json.dumps({"fields": sorted(set(fields)), "values": values}, sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()[:_LENGTH] if fields else ""


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    return [_plain(each) for each in value] if isinstance(value, (list, tuple)) else value


def _written(entry: Entry[Any], field: str) -> object:
    value: object = entry.written
    for part in field.split("."):
        value = value.get(entry.meant.get(part, part)) if isinstance(value, Mapping) else None
    return entry.body if field == "description" and value is None else value
