"""A text of YAML cut into parts: every field, and every entry of a list, with the comments above it.

Put together in their order, the parts are the text again, byte for byte.
"""

from bisect import bisect_left
from collections import Counter
from functools import cached_property
from typing import Final

from msgspec import Struct

from worksystem.edit.flow import ends_of
from worksystem.edit.layout import Layout
from worksystem.source.comments import find_comments
from worksystem.source.document import Document
from worksystem.source.node import Branch, Leaf, Node, to_value

__all__ = ["Cut", "Part", "Sheet", "UnplaceableError"]

_NAMES: Final = ("&", "*", "!")


class UnplaceableError(Exception):
    """A text is written in a way that cannot be taken apart, or its parts cannot be put together."""


class Sheet(Struct, frozen=True, dict=True):
    """One version of a file's YAML, laid out."""

    document: Document

    @cached_property
    def layout(self) -> Layout:
        """The text with its tree."""
        return Layout(self.document.yaml_text, self.document.tree)

    @cached_property
    def comments(self) -> tuple[tuple[int, str], ...]:
        """Every comment of the YAML, with its line, from 0."""
        down = self.document.yaml_line
        last = self.layout.line_count
        every = ((comment.line - down, comment.text) for comment in find_comments(self.document))
        return tuple((line, text) for line, text in every if line < last)

    @property
    def has_names(self) -> bool:
        """Whether an anchor, an alias or a tag stands anywhere: what is said in one place then counts in another."""
        waiting = [self.layout.root] if self.layout.root is not None else []
        while waiting:
            node = waiting.pop()
            start = self.layout.offset(node.span.start)
            if node.span.start != node.span.end and self.layout.text.startswith(_NAMES, start):
                return True
            if isinstance(node, Branch):
                waiting += [pair.value for pair in node.pairs] + node.items
        return False

    def whole(self) -> "Cut":
        """The document, cut.

        Errors: `UnplaceableError` if it is no mapping or list in block style.
        """
        root = self.layout.root
        if not isinstance(root, Branch) or root.style != "block":
            raise UnplaceableError
        return Cut(self, root, 0, len(self.layout.text), 0)


class Part(Struct, frozen=True, dict=True):
    """One field or entry.

    Shape: `lead` are the whole lines above it; it reaches from `start` (the key or dash) to `stop`, in block style past
    the end of its last line. `column` counts from 0. `is_inline`: it stands in the line of the dash before it.
    """

    sheet: Sheet
    node: Node
    lead: str
    start: int
    after: int
    stop: int
    column: int
    is_inline: bool = False

    @property
    def text(self) -> str:
        """From the key or dash on."""
        return self.sheet.layout.text[self.start : self.stop]

    @cached_property
    def value(self) -> object:
        """What it means."""
        return to_value(self.node)

    @property
    def is_block(self) -> bool:
        """Whether what it holds stands on lines of its own, field by field."""
        return isinstance(self.node, Branch) and self.node.style == "block"

    @property
    def stem(self) -> str:
        """What stands before the value: the key, the colon and blanks."""
        return self.sheet.layout.text[self.start : self._begin]

    @property
    def written(self) -> str:
        """The value as it is written; for lists and mappings in brackets and single values."""
        return self.sheet.layout.text[self._begin : self._end]

    @property
    def rest(self) -> str:
        """What follows the value: a comment, and the end of the line."""
        return self.sheet.layout.text[self._end : self.stop]

    @property
    def said(self) -> Counter[str]:
        """The comments beside and within it."""
        layout, every = self.sheet.layout, self.sheet.comments
        begin = bisect_left(every, (layout.line_of(self.start), ""))
        end = bisect_left(every, (layout.line_of(self.stop - 1) + 1, ""))
        return Counter(text for _, text in every[begin:end])

    def cut(self) -> "Cut":
        """What it holds, cut."""
        assert isinstance(self.node, Branch)
        return Cut(self.sheet, self.node, self.start, self.stop, self.after)

    @property
    def _begin(self) -> int:
        return self.after if self._is_empty else max(self.after, self.sheet.layout.offset(self.node.span.start))

    @property
    def _end(self) -> int:
        return self.after if self._is_empty else self.sheet.layout.end(self.node)

    @property
    def _is_empty(self) -> bool:
        return isinstance(self.node, Leaf) and self.node.span.start == self.node.span.end


class Cut:
    """A mapping or list between two offsets: what stands before its parts, the parts, and what follows them.

    Shape: `names` are the keys of a mapping, empty for a list; in brackets `gaps` are what stands before each part.
    `stem` is the beginning of `before`: the key that all this stands under, or the dash; empty for a document.
    Errors: `UnplaceableError` when the parts are not the text again.
    """

    def __init__(self, sheet: Sheet, branch: Branch, start: int, stop: int, after: int) -> None:
        self.sheet = sheet
        self.stem = sheet.layout.text[start:after]
        self.branch = branch
        self.is_block = branch.style == "block"
        self.names = [pair.key.text for pair in branch.pairs]
        self.parts: list[Part] = []
        self.gaps: list[str] = []
        if self.is_block:
            self._cut_lines(start, stop)
        else:
            self._cut_brackets()
        if not self.parts and self.is_block:
            raise UnplaceableError

    @property
    def column(self) -> int:
        """Where keys or dashes stand."""
        return self.parts[0].column

    @property
    def is_inline(self) -> bool:
        """Whether the first part stands behind a dash."""
        return bool(self.parts) and self.parts[0].is_inline

    def _cut_lines(self, start: int, stop: int) -> None:
        layout, text = self.sheet.layout, self.sheet.layout.text
        done = -1
        for entry in layout.entries(self.branch):
            if entry is None:
                raise UnplaceableError
            line = layout.line_start(entry.start)
            end = min(stop, layout.line_offset(layout.last_line(entry) + 1))
            is_inline = done < 0 and line <= start < entry.start
            if done < 0:
                done = entry.start if is_inline else self._first_line(start, line)
                self.before = text[start:done]
            if not is_inline and (line < done or text[line : entry.start].strip(" ")):
                raise UnplaceableError
            lead = "" if is_inline else text[done:line]
            part = Part(self.sheet, entry.value, lead, entry.start, entry.after, end, entry.column, is_inline)
            if self.parts and part.column != self.column:
                raise UnplaceableError
            self.parts.append(part)
            done = end
        self.after = text[done:stop]

    def _first_line(self, start: int, line: int) -> int:
        """Where the lines above the first part begin; what heads the whole file is not among them."""
        layout = self.sheet.layout
        if self.stem:
            return layout.line_offset(layout.line_of(start) + 1)
        above = range(layout.line_of(line) - 1, -1, -1)
        heads = (n for n in above if layout.is_blank(n) or layout.line(n).startswith("---"))
        return layout.line_offset(next(heads, -1) + 1)

    def _cut_brackets(self) -> None:
        layout = self.sheet.layout
        done = layout.offset(self.branch.span.start) + 1
        self.before = layout.text[done - 1 : done]
        nodes = [pair.value for pair in self.branch.pairs] or self.branch.items
        keys = [layout.offset(pair.key.span.end) for pair in self.branch.pairs]
        for index, ((start, stop), node) in enumerate(zip(ends_of(layout, self.branch), nodes, strict=True)):
            self.gaps.append(layout.text[done:start])
            after = start
            if keys:
                after = layout.text.find(":", keys[index], stop) + 1 or stop
            self.parts.append(Part(self.sheet, node, "", start, after, stop, 0))
            done = stop
        self.after = layout.text[done : layout.offset(self.branch.span.end)]
