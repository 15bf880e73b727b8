"""Places inside a text value: which character of the file a character of the value is, in each of YAML's styles.

Folding and indentation only ever touch white space, so the other characters follow each other in both, one to one.
"""

from collections.abc import Iterator
from typing import Final

from worksystem.position import Position, Span, split_lines

__all__ = ["find_inside"]

# escapes of a double-quoted text: how many hexadecimal digits follow, and those that stand for white space
_DIGITS: Final = {"x": 2, "u": 4, "U": 8}
_WHITE: Final = frozenset("ntvfrNLP_ \t")
# what stands for an escaped character whose own sign is not looked at
_ANY: Final = ""

Char = tuple[str, Position, int]


def find_inside(text: str, span: Span, value: str, offset: int) -> Position | None:
    """Where the character at `offset` of a scalar stands; `None` if the span does not hold this value.

    Shape: `text` is the YAML, `span` that of the scalar with its quotes; one past the end of the value is allowed.
    """
    seen = [char for char in _chars(text, span) if char[0] == _ANY or not char[0].isspace()]
    said = [char for char in value if not char.isspace()]
    if len(seen) != len(said) or any(a[0] not in (_ANY, b) for a, b in zip(seen, said, strict=True)):
        return None
    before = sum(not char.isspace() for char in value[:offset])
    if before < len(seen) and not value[offset].isspace():
        return seen[before][1]
    if not before:
        return span.start
    _, (line, column), width = seen[before - 1]
    return Position(line, column + width)


def _chars(text: str, span: Span) -> Iterator[Char]:
    """Every character of a scalar with its place and its width in the file."""
    (first, column), (last, end) = span
    lines = split_lines(text)[first - 1 : last]
    style = lines[0][column - 1 : column]
    if style in ("|", ">"):
        first, column, lines = first + 1, 1, lines[1:]
    elif style in ("'", '"'):
        column, end = column + 1, end - 1
    for number, line in enumerate(lines, start=first):
        at = column - 1 if number == first else 0
        stop = min(end - 1 if number == last else len(line), len(line))
        while at < stop:
            char, width = line[at], 1
            if style == "'" and char == "'":
                width = 2
            elif style == '"' and char == "\\":
                char, width = _escaped(line, at)
            yield char, Position(number, at + 1), width
            at += width


def _escaped(line: str, at: int) -> tuple[str, int]:
    sign = line[at + 1 : at + 2]
    if not sign or sign in _WHITE:
        return " ", 2
    if sign in _DIGITS:
        width = 2 + _DIGITS[sign]
        char = chr(int(line[at + 2 : at + width], 16))
        return char, width
    return (sign if sign in ('"', "\\", "/") else _ANY), 2
