"""One version of a file, as far as its history matters: which items it speaks of, and what it says of each.

Nothing is checked here and nothing shaped: a word is kept as it is written, and as what it is in our words.
"""

import posixpath
from collections.abc import Iterator
from typing import Any

from worksystem.history.event import Written
from worksystem.history.plan import Source, Taken
from worksystem.history.version import Said
from worksystem.source.document import Document, Keys, find_text, reach
from worksystem.source.files import MAX_BYTES
from worksystem.source.parse import parse_markdown, parse_yaml

__all__ = ["MISSING", "Read", "complete", "from_plain", "is_markdown", "read_document", "read_version", "to_plain"]

ID, TYPE, FORMER = "id", "type", "former_ids"
MISSING = "its content is not in the repository"
# What a version says, or why it cannot be read.
Read = tuple[Said, ...] | str


def read_version(path: str, data: bytes | None, source: Source) -> Read:
    """What one version says of its items; ids that only the path gives are left empty, see `complete`."""
    if data is None:
        return MISSING
    if len(data) > MAX_BYTES:
        return f"the file is larger than {MAX_BYTES // 1_000_000} MB"
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return "the file is not UTF-8 text"
    return read_document(parse_markdown(path, text) if is_markdown(path) else parse_yaml(path, text), source)


def is_markdown(path: str) -> bool:
    """Whether a file is read as Markdown with front matter."""
    return path.endswith((".md", ".markdown"))


def read_document(document: Document, source: Source) -> Read:
    """The same of a text that was parsed already."""
    if not document.readable:
        return document.problems[0].message if document.problems else "the file cannot be read"
    if not source.each:
        if not isinstance(document.values, dict):
            return "the file is not written as fields with values"
        return (_said(document, (), source, ""),)
    found = [_said(document, keys, source, f"[{index}]") for index, keys in enumerate(_elements(document, source))]
    ids = [said.id for said in found]
    return tuple(_anchored(said, said.id if ids.count(said.id) == 1 and said.id else said.anchor) for said in found)


def complete(said: Said, path: str, source: Source) -> Said:
    """What a version says, with what its path adds to it."""
    if source.by_stem:
        return said if said.id else _named(said, posixpath.splitext(posixpath.basename(path))[0])
    missing = {
        name: taken for name, taken in source.given.items() if not (said.id if name == ID else name in said.fields)
    }
    if not missing:
        return said
    from worksystem.load.naming import match_name, read_folder  # most files say all of it themselves

    below = path.removeprefix(source.prefix)
    named = (match_name(below, source.names) if source.names else None) or {}
    names = {**read_folder(below, source.folder), **named}
    found = {
        name: (text, _ours(text, taken)) for name, taken in missing.items() if (text := names.get(str(taken.path[0])))
    }
    id = found.pop(ID, (None, said.id))[1]
    return Said(str(id or ""), {**said.fields, **found}, said.type, said.former_ids, said.anchor)


def to_plain(read: Read) -> Any:
    """What a version says, as JSON can hold it."""
    if isinstance(read, str):
        return read
    return [
        (
            said.id,
            said.type,
            said.former_ids,
            said.anchor,
            # what is written stands alone where it is the same in our words
            {name: both[:1] if both[0] == both[1] else both for name, both in said.fields.items()},
        )
        for said in read
    ]


def from_plain(plain: Any) -> Read:
    """The reverse of `to_plain`."""
    if isinstance(plain, str):
        return plain
    return tuple(
        Said(id, {name: (both[0], both[-1]) for name, both in fields.items()}, type, tuple(former), anchor)
        for id, type, former, anchor, fields in plain
    )


def _said(document: Document, root: Keys, source: Source, anchor: str) -> Said:
    fields: dict[str, tuple[Written, Written]] = {}
    values = document.values if not root and isinstance(document.values, dict) else None
    for name, key, taken in source.steps:
        if values is not None and key is not None:
            plain = values.get(key)
            if isinstance(plain, str) and plain:
                fields[name] = plain, plain
            if plain is None or isinstance(plain, str):  # nearly always
                continue
        written = _find(document, root, taken.path)
        if written is not None:
            fields[name] = (written, _ours(written, taken))
    id = fields.pop(ID, (None, None))[1]
    type = fields.get(TYPE, (None, source.type))[1]
    former = fields.pop(FORMER, (None, None))[1]
    return Said(
        id if isinstance(id, str) else "",
        fields,
        type if isinstance(type, str) else "",
        tuple(each for each in former if isinstance(each, str)) if isinstance(former, list) else (),
        anchor,
    )


def _find(document: Document, root: Keys, path: tuple[str | int | None, ...]) -> Written:
    """A value as it is written: the text of a scalar, a mapping or list as it is; `None` if it is absent or empty."""
    if len(path) == 1 and not root and isinstance(document.values, dict):  # nearly always, and nearly never a number
        value = document.values.get(str(path[0]))
        if value is None or isinstance(value, (str, dict, list)):
            return value or None
    plain = tuple(step for step in path if step is not None)
    if len(plain) < len(path):
        from worksystem.model.adopt import reach_all

        return [each for _, each in reach_all(reach(document.values, root)[1], path)] or None
    there, value = reach(document.values, (*root, *plain))
    if not there or value is None:
        return None
    if isinstance(value, (dict, list)):
        return value or None
    text = find_text(document, (*root, *plain))
    return text if text else None


def _ours(written: Written, taken: Taken) -> Written:
    """A value in our words."""
    if isinstance(written, list):
        kept = [_ours(each if isinstance(each, (dict, list)) else str(each), taken) for each in written]
        return [each for each in kept if each is not None]
    if not isinstance(written, str):
        return written
    if written in taken.nothing:
        return None
    text = written.strip(taken.strip) if taken.strip else written
    text = taken.values.get(text, text)
    return (taken.as_.replace("{}", text) if taken.as_ else text) if text else None


def _elements(document: Document, source: Source) -> Iterator[Keys]:
    from worksystem.model.adopt import elements

    yield from elements(document, source.each)


def _named(said: Said, id: str) -> Said:
    return Said(id, said.fields, said.type, said.former_ids, said.anchor)


def _anchored(said: Said, anchor: str) -> Said:
    return Said(said.id, said.fields, said.type, said.former_ids, anchor)
