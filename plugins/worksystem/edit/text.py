"""Changes to one text: every byte stays but those of what changes, and the result is read again and compared.

Source: content/decisions/0015-edits_keep_every_byte.md
"""

import re
from collections.abc import Iterable
from typing import assert_never

from worksystem.change import Append, Keys, Remove, Rename, Reword, SetValue, Written
from worksystem.edit.editing import Editing
from worksystem.edit.error import EditError
from worksystem.edit.guide import Guide, find_guide
from worksystem.edit.meaning import meant, put, rename, same, take
from worksystem.edit.prepare import prepare
from worksystem.position import Place, Position, Span
from worksystem.source.document import Document, field_name
from worksystem.source.node import Branch, Leaf
from worksystem.source.parse import parse_markdown, parse_yaml

__all__ = ["edit_text", "reword_text"]

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r)|[^\r\n]+")
ValueChange = SetValue | Remove | Append | Rename


def edit_text(path: str, text: str, changes: Iterable[ValueChange], *, guide: Guide | None = None) -> str:
    """The text of a file after some changes, in this order.

    Shape: `path` says by its ending whether it is YAML or Markdown, and by its place what the file holds; a byte
    order mark is kept.
    Errors: `EditError` if one of them cannot be made exactly as asked.
    """
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    document = _parse(path, text[len(mark) :])
    start = document.text.find("\n") + 1 if document.yaml_line > 1 else 0
    stop = start + len(document.yaml_text)
    editing = Editing(path, document.text[start:stop], guide or find_guide(path), down=document.yaml_line - 1)
    for change in changes:
        _carry_out(editing, change)
    after = document.text[:start] + editing.layout.text + document.text[stop:]
    again = _parse(path, after)
    if again.body != document.body or not same(again.values, editing.values):
        raise EditError(Place(path), "the file would read differently in another place", help="edit it by hand")
    return mark + after


def reword_text(text: str, change: Reword) -> str:
    """The text of a file with other words in one place, which was to be no value.

    Errors: `EditError` if the old words do not stand there, or if the file would read differently without them.
    """
    lines = _LINE.findall(text)
    place = Place(change.path, Span(Position(change.line, change.column), Position(change.line, change.column)))
    mark = len(text) - len(text.removeprefix("\ufeff")) if change.line == 1 else 0
    line = lines[change.line - 1] if change.line <= len(lines) else ""
    start = mark + change.column - 1
    if not line.startswith(change.old, start):
        raise EditError(place, "the file changed since it was read", help="run the command again")
    before, after = line[:start], line[start + len(change.old) :]
    if not change.new:
        before = before.rstrip(" \t") if before.strip() else ""
    lines[change.line - 1] = before + change.new + after if (before + change.new + after).strip() else ""
    changed = "".join(lines)
    old, new = (_parse(change.path, each.removeprefix("\ufeff")) for each in (text, changed))
    if not same(old.values, new.values) or _prose(old.body) != _prose(new.body):
        raise EditError(place, "the file would read differently without this", help="edit it by hand")
    return changed


def _prose(body: str | None) -> str:
    """The text of a body, in which comments are nothing."""
    return re.sub(r"\s+", " ", re.sub(r"<!--.*?-->", "", body or "", flags=re.DOTALL)).strip()


def _parse(path: str, text: str) -> Document:
    is_prose = path.endswith((".md", ".markdown"))
    document = parse_markdown(path, text) if is_prose else parse_yaml(path, text)
    problem = next((found for found in document.problems if not document.readable or found.code == "WS003"), None)
    if problem is not None:
        raise EditError(Place(path, problem.span), problem.message, help=problem.help)
    if is_prose and document.yaml_line == 1:
        raise EditError(Place(path), "it has no front matter", help="begin it with fields between two lines of ---")
    return document


def _carry_out(editing: Editing, change: ValueChange) -> None:
    before = editing.layout
    try:
        wanted = _make(editing, change)
        if not same(editing.values, wanted):
            editing.layout = before
            editing.end_with_newline()  # text over several lines cannot do without
            _make(editing, change)
    except ValueError as error:
        editing.refuse(change.keys, str(error))
    if not same(editing.values, wanted):
        why = f"{field_name(change.keys)} cannot be written here without changing more"
        editing.refuse(change.keys, why, help="edit this place by hand")


def _make(editing: Editing, change: ValueChange) -> object:
    """Make a change; what all values are to be after it."""
    match change:
        case SetValue():
            return _set(editing, change.keys, change.value)
        case Remove():
            return _remove(editing, change.keys)
        case Append():
            return _append(editing, change.keys, change.value)
        case Rename():
            return _rename(editing, change.keys, change.to)
        case _:
            assert_never(change)


def _set(editing: Editing, keys: Keys, value: object) -> object:
    if not keys:
        editing.refuse(keys, "a change needs the key of a field")
    keys, value = _widen(editing, keys, prepare(value, keys, editing.guide, _old(editing, keys)))
    wanted = put(editing.values, keys, meant(value))
    editing.put(keys, value)
    return wanted


def _append(editing: Editing, keys: Keys, value: object) -> object:
    node = _old(editing, keys)
    count = len(node.items) if isinstance(node, Branch) else 0
    value = prepare(value, (*keys, count), editing.guide, None)
    if node is None or (isinstance(node, Leaf) and node.value is None):
        return _set(editing, keys, [value])
    if isinstance(node, Leaf):
        if editing.guide.word(keys) != "list":
            editing.refuse(keys, f"{field_name(keys)} holds one value, not a list", node=node)
        return _set(editing, keys, [_as_written(node), value])
    if node.is_mapping:
        editing.refuse(keys, f"{field_name(keys)} holds fields, not a list", node=node)
    wanted = put(editing.values, (*keys, count), meant(value))
    editing.add_item(keys, count, value)
    return wanted


def _remove(editing: Editing, keys: Keys) -> object:
    keys = _short(editing, keys)
    if not keys or editing.node_at(keys) is None:
        editing.refuse(keys, f"nothing stands under {field_name(keys)}")
    while len(keys) > 1 and isinstance(keys[-2], str) and not editing.guide.is_record(keys[:-1]):
        parent = editing.node_at(keys[:-1])
        if not isinstance(parent, Branch) or len(parent.pairs) + len(parent.items) > 1:
            break
        if parent.style == "flow" and not editing.in_brackets(keys[:-1]):
            break
        keys = keys[:-1]
    wanted = take(editing.values, keys)
    editing.drop(keys)
    return wanted


def _rename(editing: Editing, keys: Keys, to: str) -> object:
    if not keys or isinstance(keys[-1], int) or editing.node_at(keys) is None:
        editing.refuse(keys, f"no field stands under {field_name(keys)}")
    if editing.node_at((*keys[:-1], to)) is not None:
        editing.refuse(keys, f'"{to}" stands there already')
    wanted = rename(editing.values, keys, to)
    editing.rename(keys, to)
    return wanted


def _old(editing: Editing, keys: Keys) -> Branch | Leaf | None:
    """What stands under some keys, a short form read as the field that it stands for."""
    return editing.node_at(_short(editing, keys))


def _short(editing: Editing, keys: Keys) -> Keys:
    """The keys of a short form instead of those of the field that it stands for."""
    if len(keys) > 1 and isinstance(editing.node_at(keys[:-1]), Leaf) and editing.guide.short(keys[:-1]) == keys[-1]:
        return keys[:-1]
    return keys


def _widen(editing: Editing, keys: Keys, value: object) -> tuple[Keys, object]:
    """The nearest keys that can take a value, and what that must be for the one asked for to stand inside.

    Shape: mappings on the way that are not there come to exist; a short form becomes a mapping.
    """
    for index, key in enumerate(keys):
        node, here = editing.node_at(keys[:index]), keys[:index]
        if node is None or (isinstance(node, Leaf) and node.value is None):
            cut = max(index, 1)
            return keys[:cut], _nest(editing, keys, cut, value)
        if isinstance(node, Leaf):
            return _lengthen(editing, keys, index, node, value)
        if node.is_mapping != isinstance(key, str):
            editing.refuse(
                keys, f"{field_name(here) or 'the file'} holds {'fields' if node.is_mapping else 'a list'}", node=node
            )
        if node.step(key) is None:
            if isinstance(key, int):
                editing.refuse(keys, f"{field_name(here)} has no entry {key + 1}", node=node)
            return keys[: index + 1], _nest(editing, keys, index + 1, value)
    return keys, value


def _lengthen(editing: Editing, keys: Keys, index: int, leaf: Leaf, value: object) -> tuple[Keys, object]:
    """A field put into what is one value so far."""
    here, key = keys[:index], keys[index]
    short = editing.guide.short(here)
    if not short or isinstance(key, int):
        editing.refuse(keys, f'{field_name(here)} holds "{leaf.text}", not fields', node=leaf)
    if key == short and index == len(keys) - 1:
        return here, value
    fields = {short: _as_written(leaf), key: _nest(editing, keys, index + 1, value)}
    order = editing.guide.names(here)
    return here, dict(sorted(fields.items(), key=lambda pair: order.index(pair[0]) if pair[0] in order else len(order)))


def _nest(editing: Editing, keys: Keys, cut: int, value: object) -> object:
    for key in reversed(keys[cut:]):
        if isinstance(key, int):
            editing.refuse(keys, f"nothing stands under {field_name(keys[:cut])}")
        value = {key: value}
    return value


def _as_written(leaf: Leaf) -> object:
    return Written(leaf.text) if leaf.plain and not isinstance(leaf.value, str) else leaf.value
