"""The piece of source that a finding points at, with the place marked under it.

Widths are terminal cells: a wide character (CJK, emoji) takes two, a tab becomes spaces.
"""

from collections.abc import Sequence

from msgspec import Struct
from rich.cells import cell_len

from worksystem.position import Span
from worksystem.report.visible import make_visible

__all__ = ["Frame", "build_frame"]

_TAB = "    "
_CUT = "…"


class Frame(Struct, frozen=True):
    """One line of source and what to mark in it.

    Shape: `before`, `marked` and `after` join to the line shown, cut with `…` where it was too long.
    Unit: `indent` and `width` are terminal cells; `width` is at least 1.
    """

    line: int
    before: str
    marked: str
    after: str
    indent: int
    width: int


def build_frame(lines: Sequence[str], span: Span, *, width: int) -> Frame | None:
    """The line where a span starts; a span over several lines is marked to the end of its first.

    Shape: at most `width` cells of source; `None` if there is no such line.
    """
    if not 0 < span.start.line <= len(lines):
        return None
    source = lines[span.start.line - 1]
    start = min(span.start.column - 1, len(source))
    end = span.end.column - 1 if span.end.line == span.start.line else len(source.rstrip())
    end = min(max(end, start), len(source))
    before, marked, after = (_shown(piece) for piece in (source[:start], source[start:end], source[end:]))
    before, marked, after = _cut(before, marked, after.rstrip(), width)
    return Frame(span.start.line, before, marked, after, cell_len(before), max(cell_len(marked), 1))


def _shown(text: str) -> str:
    return make_visible(text.replace("\t", _TAB))


def _cut(before: str, marked: str, after: str, width: int) -> tuple[str, str, str]:
    if cell_len(before) + cell_len(marked) + cell_len(after) <= width:
        return before, marked, after
    if cell_len(marked) > width * 2 // 3:
        marked = _head(marked, width * 2 // 3)
        after = ""
    room = width - cell_len(marked)
    left = max(room // 2, room - cell_len(after))
    before = _tail(before, left)
    return before, marked, _head(after, room - cell_len(before))


def _head(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    kept = text[: max(width - 1, 0)]
    while kept and cell_len(kept) > width - 1:
        kept = kept[:-1]
    return kept + _CUT


def _tail(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    kept = text[-(width - 1) :] if width > 1 else ""
    while kept and cell_len(kept) > width - 1:
        kept = kept[1:]
    return _CUT + kept
