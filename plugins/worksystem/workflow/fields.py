"""The fields of an item as gates and approvals look at them."""

from collections.abc import Mapping
from typing import Any

from worksystem.model.entry import Entry

__all__ = ["is_filled"]


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
