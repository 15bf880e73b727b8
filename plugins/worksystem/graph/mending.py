"""Fixes for records: what is to be written, taken out, added or renamed, in the keys of the record's own file.

A record of an adopted file gets none: its shape is its owner's, and so are the words in it.
"""

from typing import Any

from worksystem.change import Append, Change, Remove, Rename, SetValue
from worksystem.diagnostics import Fix
from worksystem.model.entry import Entry
from worksystem.source.document import Keys

__all__ = ["add", "rename", "take_out", "together", "write"]


def write(entry: Entry[Any], keys: Keys, value: object, says: str, *, safe: bool = False) -> Fix | None:
    """Put a value into a field."""
    return _fix(entry, keys, says, safe, lambda path, at: SetValue(path, at, value, says))


def take_out(entry: Entry[Any], keys: Keys, says: str, *, safe: bool = False) -> Fix | None:
    """Take a field, or the entry of a list, out."""
    return _fix(entry, keys, says, safe, lambda path, at: Remove(path, at, says))


def add(entry: Entry[Any], keys: Keys, value: object, says: str, *, safe: bool = False) -> Fix | None:
    """Put a value at the end of a list."""
    return _fix(entry, keys, says, safe, lambda path, at: Append(path, at, value, says))


def rename(entry: Entry[Any], keys: Keys, to: str, says: str, *, safe: bool = False) -> Fix | None:
    """Give a field another key."""
    return _fix(entry, keys, says, safe, lambda path, at: Rename(path, at, to, says))


def together(says: str, *fixes: Fix | None) -> Fix | None:
    """Several fixes as one, which is made whole or not at all; `None` if one of them cannot be made."""
    made = [fix for fix in fixes if fix is not None]
    if len(made) < len(fixes):
        return None
    return Fix(says, tuple(change for fix in made for change in fix.changes), all(fix.safe for fix in made))


def _fix(entry: Entry[Any], keys: Keys, says: str, safe: bool, change: Any) -> Fix | None:
    if entry.origins or entry.is_open or not keys:
        return None
    document, at = entry.origin(keys)
    made: Change = change(document.path, at)
    return Fix(says, (made,), safe)
