"""Places in text: positions, spans and the index that turns offsets into lines and columns.

Lines and columns count from 1; a column is a count of Unicode code points, never of bytes.
"""

import re
from bisect import bisect_right
from typing import NamedTuple

from msgspec import Struct

__all__ = ["LineIndex", "Place", "Position", "Span", "split_lines"]

_BREAK = re.compile(r"\r\n|\n|\r")


class Position(NamedTuple):
    """A point in a text.

    Unit: `line` and `column` count from 1, columns in code points.
    """

    line: int
    column: int


class Span(NamedTuple):
    """From `start` up to, but not including, `end`."""

    start: Position
    end: Position


FIRST = Span(Position(1, 1), Position(1, 1))


class Place(Struct, frozen=True):
    """Where something stands: a file, a span in it, and what the file itself calls it.

    Shape: `path` is relative to the repository, with `/` and, where it must, `..`; `field` is the dotted path in the
    file's own keys (`depends_on[0]`), empty for the whole record; `value` is the text as written, `None` if absent.
    """

    path: str
    span: Span = FIRST
    field: str = ""
    value: str | None = None


class LineIndex:
    """Turns an offset in a text into a position; built once a text, asked many times.

    Shape: a line ends at LF, CRLF or a lone CR.
    """

    def __init__(self, text: str) -> None:
        starts = [0]
        for offset, char in enumerate(text):
            if char == "\n" or (char == "\r" and text[offset + 1 : offset + 2] != "\n"):
                starts.append(offset + 1)
        self._starts = starts
        self._length = len(text)

    def position(self, offset: int) -> Position:
        """The position of a code point offset; one past the end is allowed."""
        offset = min(max(offset, 0), self._length)
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)


def split_lines(text: str) -> list[str]:
    """The lines of a text without their ends, as positions count them: ended by LF, CRLF or a lone CR."""
    return _BREAK.split(text)
