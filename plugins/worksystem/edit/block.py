"""Entries of lists and mappings that stand on lines of their own: put in, exchanged, taken out.

A comment belongs to the field below it if it stands directly above it, in the same column. It goes with the field,
unless it heads more: the first lines of a file, and a comment above a paragraph of several fields, stay.
"""

from worksystem.edit.compose import Piece
from worksystem.edit.layout import Entry, Layout, Splice
from worksystem.source.node import Branch, Leaf, Node

__all__ = ["exchange_value", "insert_lines", "remove_lines"]


def insert_lines(
    layout: Layout, entries: list[Entry], index: int, lines: tuple[str, ...], *, airy: bool
) -> list[Splice]:
    """Put lines in before the entry at an index, or after the last one.

    Shape: `airy`: with an empty line between. Comments above the next entry stay with it; comments that stand
    further to the right belong to the entry above.
    """
    end = layout.newline
    gap = end if airy else ""
    if index:
        last = layout.last_line(entries[index - 1])
        at = layout.line_end(layout.line_offset(last))
        return [Splice(at, at, end + gap + end.join(lines))]
    first = entries[0]
    text = end.join(lines).removeprefix(" " * first.column)
    return [Splice(first.start, first.start, text + end + gap + " " * first.column)]


def remove_lines(layout: Layout, entries: list[Entry], index: int) -> list[Splice]:
    """Take out an entry that is not the only one."""
    entry = entries[index]
    last = layout.last_line(entry)
    if not layout.begins_line(entry):
        return [_remove_beside_dash(layout, entry, entries[index + 1], last)]
    first = layout.line_of(entry.start)
    comment = layout.comment_line(entry)
    if comment < first and not _heads_more(layout, comment, last):
        first = comment
    is_end = index == len(entries) - 1 or last + 1 >= layout.line_count
    if (layout.is_blank(last + 1) or is_end) and layout.is_blank(first - 1):
        while layout.is_blank(first - 1):
            first -= 1
    if last + 1 >= layout.line_count and first > 0 and not layout.text.endswith(("\n", "\r")):
        return [Splice(layout.line_end(layout.line_offset(first - 1)), len(layout.text), "")]
    return [Splice(layout.line_offset(first), layout.line_offset(last + 1), "")]


def exchange_value(layout: Layout, entry: Entry, node: Node, piece: Piece) -> list[Splice]:
    """The cuts that put a piece where a value stands; a comment behind key or dash stays."""
    start, stop = layout.offset(node.span.start), layout.end(node)
    below = layout.line_end(stop)
    rest = below
    if isinstance(node, Leaf) and layout.is_block_text(node):
        below, rest = layout.line_end(start), max(stop, layout.line_end(start))
        stop = layout.header_end(node)
    elif isinstance(node, Branch) and node.style == "block" and layout.line_of(start) > layout.line_of(entry.after):
        start = stop = entry.after
        below, rest = layout.line_end(start), entry.end
    lines = "".join(layout.newline + line for line in piece.below)
    inline = piece.inline
    if not inline:
        start = entry.after
    elif start == entry.after:
        inline = " " + inline
    cuts = [Splice(start, stop, inline)]
    return [*cuts, Splice(below, rest, lines)] if lines or rest > below else cuts


def _heads_more(layout: Layout, comment: int, last: int) -> bool:
    """Whether a comment above an entry speaks of more than of this entry."""
    if comment == 0:
        return True
    opens = layout.is_blank(comment - 1) or layout.line(comment - 1).startswith("---")
    below = layout.line(last + 1).strip()
    return opens and bool(below) and not below.startswith("#")


def _remove_beside_dash(layout: Layout, entry: Entry, following: Entry, last: int) -> Splice:
    """The first field behind a dash: the next one takes its place."""
    end = layout.line_end(layout.line_offset(last))
    if not layout.text[end : following.start].strip():
        return Splice(entry.start, following.start, "")
    return Splice(len(layout.text[: entry.start].rstrip(" ")), end, "")
