"""Edits in our words to edits of a file: where a field stands there, and in adopted files what they call its value."""

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from worksystem.actions.situation import Refusal, Situation
from worksystem.change import Append, Remove, SetValue
from worksystem.model.adopt import steps
from worksystem.model.entry import Entry
from worksystem.model.pattern import compile_pattern
from worksystem.model.settings import Collection, FieldMap
from worksystem.model.wording import quoted
from worksystem.source.document import Document, Keys, field_name, find_text
from worksystem.source.folder import match

__all__ = ["in_file_words"]

ValueChange = SetValue | Remove | Append


def in_file_words(
    situation: Situation, entry: Entry[Any], changes: Sequence[ValueChange]
) -> tuple[ValueChange, ...] | Refusal:
    """Changes in our words as changes of the file, or why it has no place or no word for one."""
    if entry.path.startswith("../"):
        return Refusal(f"{entry.id} lies outside the repository, in {entry.path}", help="change it where it comes from")
    found: list[ValueChange] = []
    for change in changes:
        edit = _of_adopted(situation, entry, change) if entry.origins else _of_own(entry, change)
        if isinstance(edit, Refusal):
            return edit
        found.append(edit)
    return tuple(found)


def _of_own(entry: Entry[Any], change: ValueChange) -> ValueChange | Refusal:
    in_prose = change.keys == ("description",) and entry.body and entry.body.strip()
    if in_prose and not (isinstance(entry.document.values, dict) and "description" in entry.document.values):
        return Refusal(
            f"the description of {entry.id} is the text below its front matter", help=f"edit {entry.path} by hand"
        )
    document, keys = entry.origin(change.keys)
    return replace(change, path=document.path, keys=keys)


def _of_adopted(situation: Situation, entry: Entry[Any], change: ValueChange) -> ValueChange | Refusal:
    found = _find_map(situation, entry, change.keys)
    ours = field_name(change.keys)
    if found is None:
        return Refusal(
            f"{entry.path} has no place for {ours} of {entry.id}: nothing is mapped to it",
            help=f"map {change.keys[0]} under fields of the collection in {situation.folder}/worksystem.yml",
        )
    field_map, depth = found
    document, keys = entry.origin(change.keys)
    if document is not entry.document:
        return Refusal(f"{ours} of {entry.id} stands in {document.path}", help="edit that file by hand")
    if len(keys) <= len(entry.root):
        return Refusal(f"{ours} of {entry.id} is made from the path of its file", help="move the file")
    if None in steps(field_map.from_) and isinstance(change, Append):
        return Refusal(f"{ours} of {entry.id} is gathered from {field_map.from_}", help=f"edit {entry.path} by hand")
    if isinstance(change, Remove):
        return replace(change, path=entry.path, keys=keys)
    value = _reversed(change.value, field_map, document, keys) if len(change.keys) >= depth else None
    if value is None:
        message = f"{entry.path} has no word for {ours} {quoted(change.value)}"
        words = [word for word in field_map.values.values() if word]
        help = f"it knows {', '.join(dict.fromkeys(words))}" if words else field_map.help or "edit it by hand"
        return Refusal(message, help=help)
    return replace(change, path=entry.path, keys=keys, value=value)


def _find_map(situation: Situation, entry: Entry[Any], keys: Keys) -> tuple[FieldMap, int] | None:
    """What an adopted field is made from, and how many of our keys lead to it; the nearest of several."""
    found: tuple[FieldMap, int] | None = None
    for collection in _collections(situation, entry):
        for ours, field_map in collection.fields.items():
            target = tuple(str(step) for step in steps(ours) if step is not None)
            if keys[: len(target)] == target and (found is None or len(target) > found[1]):
                found = field_map, len(target)
        if found is not None:
            break
    return found


def _collections(situation: Situation, entry: Entry[Any]) -> Iterator[Collection]:
    """The collections that a record may have come from."""
    base = posixpath.dirname(situation.folder)
    for collection in situation.workspace.settings.collections:
        root = posixpath.normpath(posixpath.join(base, collection.root))
        path = entry.path if root == "." else posixpath.relpath(entry.path, root)
        fits = collection.kind == entry.kind and not path.startswith("../")
        if fits and any(match((path,), pattern) for pattern in collection.files):
            yield collection


def _reversed(value: object, field_map: FieldMap, document: Document, keys: Keys) -> object | None:
    """A value of ours in their words; `None` if they have none that would be read as it."""
    if isinstance(value, (list, tuple)):
        listed = [_reversed(each, field_map, document, (*keys, index)) for index, each in enumerate(value)]
        return None if None in listed else listed
    if isinstance(value, Mapping):
        named = {key: _reversed(each, field_map, document, (*keys, key)) for key, each in value.items()}
        return None if None in named.values() else named
    if not (field_map.as_ or field_map.strip or field_map.values or field_map.nothing or field_map.pattern):
        return value
    text = str(value)
    if field_map.as_:
        before, _, behind = field_map.as_.partition("{}")
        if not (text.startswith(before) and text.endswith(behind)):
            return None
        text = text[len(before) : len(text) - len(behind)]
    theirs = [word for word, ours in field_map.values.items() if ours == text]
    if not theirs and (text in field_map.values or text in field_map.nothing):
        return None
    return _in_form(theirs[0] if theirs else text, field_map, document, keys)


def _in_form(text: str, field_map: FieldMap, document: Document, keys: Keys) -> str | None:
    """A text with the signs in front that are taken off when it is read: as what stands there has them, or what stands
    beside it; where their form asks for others, those.
    """
    beside = (keys, (*keys, 0), (*keys[:-1], 0))
    standing = next((found for each in beside if (found := find_text(document, each))), "")
    lead = standing[: len(standing) - len(standing.lstrip(field_map.strip))] if field_map.strip else ""
    if not field_map.pattern:
        return lead + text
    fits = compile_pattern(field_map.pattern)
    return next((sign + text for sign in (lead, "", *field_map.strip) if fits(sign + text)), None)
