"""How one text of YAML is laid out: where values begin and end, whose comments are whose, how wide it is indented.

A layout never changes; an edit makes a new text, and that a new layout.
"""

import re
from bisect import bisect_right
from functools import cached_property
from typing import Final

from msgspec import Struct

from worksystem.position import Place, Position, Span
from worksystem.source.node import Branch, Leaf, Node, Pair

__all__ = ["Entry", "Layout", "Splice", "splice"]

_BREAK: Final = re.compile(r"\r\n|\n|\r")
_HEADER: Final = re.compile(r"[|>][-+0-9]*")
_COMMENT: Final = re.compile(r"([ ]*)#")
_COLON: Final = re.compile(r"[ \t]*:")


class Splice(Struct, frozen=True):
    """What stands from `start` up to `end` becomes `text`."""

    start: int
    end: int
    text: str


class Entry(Struct, frozen=True):
    """A pair of a mapping, or an item of a list.

    Shape: `start` is the first character of the key, or the dash; `after` is what follows the colon or the dash;
    `end` is where the value's last character was; all are offsets. `column` is that of key or dash, from 0.
    """

    start: int
    after: int
    end: int
    column: int
    value: Node


class Layout:
    """One text and its tree; offsets count from 0, and so do columns and lines here."""

    def __init__(self, text: str, root: Node | None) -> None:
        self.text = text
        self.root = root
        self._starts = [0, *(found.end() for found in _BREAK.finditer(text))]

    @cached_property
    def newline(self) -> str:
        """The line ending of the text: its first one."""
        found = _BREAK.search(self.text)
        return found[0] if found else "\n"

    @cached_property
    def step(self) -> int:
        """By how much a mapping stands to the right of its key."""
        return self._widths[0]

    @cached_property
    def dash(self) -> int:
        """By how much the dash of a list stands to the right of its key."""
        return self._widths[1]

    @cached_property
    def _widths(self) -> tuple[int, int]:
        step, dash = None, None
        waiting = [self.root] if self.root is not None else []
        while waiting and (step is None or dash is None):
            node = waiting.pop(0)
            if not isinstance(node, Branch) or node.style == "flow" or self.is_named(node):
                continue
            for pair in node.pairs:
                if isinstance(pair.value, Branch) and pair.value.style == "block" and not self.is_named(pair.value):
                    by = pair.value.span.start.column - pair.key.span.start.column
                    if pair.value.is_mapping:
                        step = by if step is None else step
                    else:
                        dash = by if dash is None else dash
                waiting.append(pair.value)
            waiting.extend(node.items)
        return step or 2, 2 if dash is None else dash

    def offset(self, position: Position) -> int:
        """The offset of a position of the tree, which may be a line below the last one."""
        if position.line > len(self._starts):
            return len(self.text)
        return min(self._starts[position.line - 1] + position.column - 1, len(self.text))

    def line_of(self, offset: int) -> int:
        """The line that an offset stands in."""
        return bisect_right(self._starts, offset) - 1

    def line(self, number: int) -> str:
        """A line without its end; empty past the last one."""
        if not 0 <= number < len(self._starts):
            return ""
        return self.text[self._starts[number] : self.line_end(self._starts[number])]

    def line_start(self, offset: int) -> int:
        """Where the line of an offset begins."""
        return self._starts[self.line_of(offset)]

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends, before its break."""
        found = _BREAK.search(self.text, offset)
        return found.start() if found else len(self.text)

    def is_named(self, node: Node) -> bool:
        """Whether an anchor, an alias or a tag stands where a value begins."""
        start = self.offset(node.span.start)
        plain = not isinstance(node, Leaf) or node.plain
        return plain and self.text[start : start + 1] in ("&", "*", "!") and node.span.start != node.span.end

    def is_block_text(self, node: Node) -> bool:
        """Whether a scalar is written over lines of its own, after `|` or `>`."""
        return isinstance(node, Leaf) and not node.plain and self.text[self.offset(node.span.start)] in "|>"

    def header_end(self, leaf: Leaf) -> int:
        """Where the sign that opens a block of text ends."""
        found = _HEADER.match(self.text, self.offset(leaf.span.start))
        assert found
        return found.end()

    def text_step(self, entry: Entry, leaf: Leaf) -> int:
        """By how much the lines of a block of text stand to the right of their key or dash; 0 if there are none."""
        number = leaf.span.start.line
        while leaf.text and self.is_blank(number):
            number += 1
        line = self.line(number)
        return max(0, len(line) - len(line.lstrip(" ")) - entry.column) if leaf.text else 0

    def end(self, node: Node) -> int:
        """Where the last character of a value was; of nothing, where it would stand."""
        stop = self.offset(node.span.end)
        if isinstance(node, Leaf):
            if not self.is_block_text(node):
                return stop
            header = self.text[self.offset(node.span.start) : self.header_end(node)]
            text = self.text[:stop]
            return len(text.removesuffix("\n").removesuffix("\r")) if "+" in header else len(text.rstrip())
        if node.style == "flow" or self.text[self.offset(node.span.start)] == "*":
            return stop
        if node.is_mapping:
            return max(self.end(node.pairs[-1].value), self.offset(node.pairs[-1].key.span.end))
        return self.end(node.items[-1])

    def pair(self, pair: Pair) -> Entry | None:
        """A pair of a mapping; `None` if it is not written as `key: value`."""
        start = self.offset(pair.key.span.start)
        colon = _COLON.match(self.text, self.offset(pair.key.span.end))
        if colon is None:
            return None
        column = start - self.line_start(start)
        return Entry(start, colon.end(), max(colon.end(), self.end(pair.value)), column, pair.value)

    def item(self, branch: Branch, index: int) -> Entry:
        """An item of a list in block style."""
        column = branch.span.start.column - 1
        value = branch.items[index]
        first = self.offset(value.span.start)
        number = self.line_of(first)
        top = branch.span.start.line - 1
        while number > top and not (
            self.line(number)[column : column + 1] == "-" and not self.line(number)[:column].strip()
        ):
            number -= 1
        start = self._starts[number] + column
        return Entry(start, start + 1, max(start + 1, self.end(value)), column, value)

    def entries(self, branch: Branch) -> list[Entry | None]:
        """All entries of a mapping or list in block style, in order."""
        if branch.is_mapping:
            return [self.pair(pair) for pair in branch.pairs]
        return [self.item(branch, index) for index in range(len(branch.items))]

    def last_line(self, entry: Entry) -> int:
        """The last line of an entry, with comments below it that stand further to the right than it does."""
        last = number = self.line_of(entry.end)
        while (number := number + 1) < len(self._starts):
            line = self.line(number)
            comment = _COMMENT.match(line)
            if comment and len(comment[1]) > entry.column:
                last = number
            elif line.strip() or comment:
                break
        return last

    def comment_line(self, entry: Entry) -> int:
        """The first line of the comment directly above an entry; the entry's own where there is none."""
        number = self.line_of(entry.start)
        while number > 0:
            comment = _COMMENT.match(self.line(number - 1))
            if comment is None or len(comment[1]) != entry.column:
                break
            number -= 1
        return number

    def is_blank(self, number: int) -> bool:
        """Whether a line is there and has nothing in it."""
        return 0 <= number < len(self._starts) and not self.line(number).strip()

    def begins_line(self, entry: Entry) -> bool:
        """Whether nothing but blanks stands before an entry."""
        return not self.text[self.line_start(entry.start) : entry.start].strip()

    def is_airy(self, branch: Branch) -> bool:
        """Whether all entries of a mapping or list have an empty line between them."""
        entries = [entry for entry in self.entries(branch) if entry]
        if len(entries) < 2:
            return False
        return all(self.is_blank(self.comment_line(entry) - 1) for entry in entries[1:])

    def line_offset(self, number: int) -> int:
        """Where a line begins; the end of the text for the line after the last one."""
        return self._starts[number] if number < len(self._starts) else len(self.text)

    @property
    def line_count(self) -> int:
        """How many lines there are; nothing after the last break is no line."""
        return len(self._starts) - (self._starts[-1] == len(self.text))

    def place(self, path: str, node: Node | None, name: str, *, down: int) -> Place:
        """A place in the whole file, whose first line of YAML is `down` lines below its first."""
        if node is None:
            return Place(path, field=name)
        (line, column), (end_line, end_column) = node.span
        return Place(path, Span(Position(line + down, column), Position(end_line + down, end_column)), name)


def splice(text: str, splices: list[Splice]) -> str:
    """The text with all replacements made; they do not overlap, and of two in one place the first comes first."""
    parts, at = [], 0
    for one in sorted(splices, key=lambda one: one.start):
        parts += [text[at : one.start], one.text]
        at = one.end
    return "".join(parts) + text[at:]
