"""Entries of lists and mappings in brackets: put in, taken out."""

import re
from typing import Final

from worksystem.edit.layout import Layout, Splice
from worksystem.source.node import Branch

__all__ = ["ends_of", "insert_in_brackets", "remove_in_brackets"]

_COMMA: Final = re.compile(r"\s*,")


def ends_of(layout: Layout, branch: Branch) -> list[tuple[int, int]]:
    """Where each entry begins and ends."""
    if branch.is_mapping:
        return [
            (layout.offset(pair.key.span.start), max(layout.end(pair.value), layout.offset(pair.key.span.end)))
            for pair in branch.pairs
        ]
    return [(layout.offset(item.span.start), layout.end(item)) for item in branch.items]


def insert_in_brackets(layout: Layout, branch: Branch, index: int, text: str) -> list[Splice] | None:
    """Put an entry before the one at an index, or at the end; `None` if a comment is in the way.

    Shape: where the entries stand on lines of their own the new one does, too.
    """
    ends = ends_of(layout, branch)
    opening = layout.offset(branch.span.start) + 1
    if not ends:
        return [Splice(opening, opening, text)]
    near = min(index, len(ends) - 1)
    start, end = ends[near]
    gap = layout.text[ends[near - 1][1] if near else opening : start]
    column = start - layout.line_start(start)
    comma = f",{layout.newline}{' ' * column}" if "\n" in gap else ", "
    if index < len(ends):
        return None if "#" in gap else [Splice(start, start, text + comma)]
    if "#" in layout.text[end : layout.line_end(end)] and layout.line_of(end) != layout.line_of(_close(layout, branch)):
        return None
    return [Splice(end, end, comma + text)]


def remove_in_brackets(layout: Layout, branch: Branch, index: int) -> list[Splice] | None:
    """Take an entry out with one comma; `None` if a comment is in the way."""
    ends = ends_of(layout, branch)
    start, end = ends[index]
    if len(ends) == 1:
        comma = _COMMA.match(layout.text, end)
        end = comma.end() if comma else end
        before, after = (
            layout.text[layout.offset(branch.span.start) + 1 : start],
            layout.text[end : _close(layout, branch)],
        )
        if before.strip() or after.strip():
            return None
        if "\n" in before or "\n" in after:
            start, end = start - len(before), end + len(after)
        return [Splice(start, end, "")]
    if index + 1 < len(ends):
        following = ends[index + 1][0]
        return None if "#" in layout.text[end:following] else [Splice(start, following, "")]
    previous = ends[index - 1][1]
    return None if "#" in layout.text[previous:start] else [Splice(previous, end, "")]


def _close(layout: Layout, branch: Branch) -> int:
    return layout.offset(branch.span.end) - 1
