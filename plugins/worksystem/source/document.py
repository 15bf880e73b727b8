"""One file, read: its values now, the place of each of them when somebody asks.

A valid document costs one parse; the tree with positions is built only for what a finding points at.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Literal

from msgspec import Struct

from worksystem.position import LineIndex, Place, Position, Span, split_lines
from worksystem.source.inside import find_inside
from worksystem.source.node import Branch, Key, Leaf, Node, Pair

__all__ = ["Document", "Keys", "On", "Problem", "field_name", "find_text", "reach"]

Keys = tuple[Key, ...]
On = Literal["key", "value", "entry"]

START = Span(Position(1, 1), Position(1, 1))


class Problem(Struct, frozen=True):
    """What is wrong with the text of a file.

    Shape: `code` is the permanent code of a rule, `span` a place in this file.
    """

    code: str
    message: str
    span: Span
    help: str | None = None


def field_name(keys: Sequence[Key]) -> str:
    """The dotted path of a value, as people write it: `depends_on[0].item`."""
    out = ""
    for key in keys:
        if isinstance(key, int):
            out += f"[{key}]"
        else:
            out += f".{key}" if out else key
    return out


def reach(value: Any, keys: Sequence[Key]) -> tuple[bool, Any]:
    """What stands under some keys of plain values, and whether anything does."""
    for key in keys:
        if isinstance(key, str):
            if not isinstance(value, Mapping) or key not in value:
                return False, None
        elif not isinstance(value, list) or not 0 <= key < len(value):
            return False, None
        value = value[key]
    return True, value


class Document(Struct, frozen=True, dict=True):
    """A file of YAML, or of Markdown with front matter.

    Shape: `path` is relative to the repository; `values` is what the YAML means (YAML 1.2 core schema, dates are text),
    `None` when `readable` is false; `body` is the prose after the front matter and starts at line `body_line`.
    """

    path: str
    text: str
    values: object = None
    body: str | None = None
    body_line: int = 1
    yaml_text: str = ""
    yaml_line: int = 1
    problems: tuple[Problem, ...] = ()
    readable: bool = True

    @cached_property
    def tree(self) -> Node | None:
        """Every value with its place; `None` for a document that is empty or cannot be read."""
        from worksystem.source.tree import build_tree  # PyYAML is asked only for places

        return build_tree(self.yaml_text).root

    @cached_property
    def lines(self) -> LineIndex:
        """Offsets in the whole file's text to lines and columns."""
        return LineIndex(self.text)

    def find(self, keys: Keys, on: On = "value") -> Span:
        """The span of a value, of its key, or of the whole entry (from key to the end of the value).

        Shape: what does not exist answers with the nearest thing that does: the key of the mapping it is missing from.
        """
        pair, node, missing = self._walk(keys)
        if pair is not None and (
            on == "key" or missing or _is_empty(node) or (on == "value" and isinstance(node, Branch))
        ):
            span = pair.key.span
        elif on == "entry" and pair is not None and node is not None:
            span = Span(pair.key.span.start, node.span.end)
        elif node is None:
            span = START
        elif isinstance(node, Branch) and node.style == "block":
            span = _first_key(node)
        else:
            span = node.span
        return self._shift(span)

    def source_text(self, keys: Keys) -> str | None:
        """A scalar exactly as it is written, without quotes; `None` for anything else."""
        _, node, missing = self._walk(keys)
        return node.text if isinstance(node, Leaf) and not missing else None

    def value_as_written(self, keys: Keys) -> str | None:
        """A scalar's text, or the source of a list or mapping written on one line; `None` if absent."""
        _, node, missing = self._walk(keys)
        if missing or node is None:
            return None
        if isinstance(node, Leaf):
            return node.text
        if node.span.start.line == node.span.end.line:
            line = split_lines(self.yaml_text)[node.span.start.line - 1]
            return line[node.span.start.column - 1 : node.span.end.column - 1]
        return None

    def place(self, keys: Keys, on: On = "value") -> Place:
        """Where a value stands, in the file's own words."""
        return Place(self.path, self.find(keys, on), field_name(keys), self.value_as_written(keys))

    def inside(self, keys: Keys, offset: int) -> Position | None:
        """Where a character of a text value stands; `None` where the value is no text, or stands elsewhere."""
        _, node, missing = self._walk(keys)
        if missing or not isinstance(node, Leaf):
            return None
        at = find_inside(self.yaml_text, node.span, node.text, offset)
        return None if at is None else Position(at.line + self.yaml_line - 1, at.column)

    def body_place(self, offset: int, length: int) -> Place:
        """The place of a piece of the body; `offset` counts from the body's first character."""
        start = len(self.text) - len(self.body or "") + offset
        return Place(self.path, Span(self.lines.position(start), self.lines.position(start + length)), "")

    def _walk(self, keys: Keys) -> tuple[Pair | None, Node | None, bool]:
        node = self.tree
        pair: Pair | None = None
        for key in keys:
            step = node.step(key) if isinstance(node, Branch) else None
            if step is None:
                return pair, node, True
            if isinstance(step, Pair):
                pair, node = step, step.value
            else:
                pair, node = None, step
        return pair, node, False

    def _shift(self, span: Span) -> Span:
        down = self.yaml_line - 1
        if not down:
            return span
        (line, column), (end_line, end_column) = span
        return Span(Position(line + down, column), Position(end_line + down, end_column))


def find_text(document: Document, keys: Keys) -> str | None:
    """A scalar exactly as written; cheap for text, numbers and truth values written plainly, which is nearly all."""
    there, value = reach(document.values, keys)
    if not there or isinstance(value, (dict, list)):
        return None
    if isinstance(value, str):
        return value
    if isinstance(value, (int, float)) and len(keys) == 1:
        line = f"{keys[0]}: {str(value).lower()}\n"
        if document.yaml_text.startswith(line) or f"\n{line}" in document.yaml_text:
            return str(value).lower()
    return document.source_text(keys)


def _is_empty(node: Node | None) -> bool:
    return isinstance(node, Leaf) and node.span.start == node.span.end


def _first_key(node: Branch) -> Span:
    if node.pairs:
        return node.pairs[0].key.span
    if node.items:
        first = node.items[0]
        return _first_key(first) if isinstance(first, Branch) and first.style == "block" else first.span
    return Span(node.span.start, node.span.start)
