"""New values as text: what stands on the line of the key or dash, and what stands on the lines below."""

from collections.abc import Mapping
from typing import Final

from msgspec import Struct

from worksystem.change import Written
from worksystem.edit.scalar import Quote, write_scalar

__all__ = ["Composer", "Piece"]

_WIDTH: Final = 110


class Piece(Struct, frozen=True):
    """A value in block style: `inline` follows `key:` or `-`, `below` are whole lines without their ends."""

    inline: str
    below: tuple[str, ...] = ()


class Composer(Struct, frozen=True):
    """Writes values the way the file around them is written.

    Unit: `step` and `dash` are columns by which mappings and dashes stand to the right of their key.
    """

    step: int
    dash: int

    def flow(self, value: object, quote: Quote = "plain", spare: Quote = "double") -> str:
        """A value on one line, lists and mappings in brackets."""
        if isinstance(value, Mapping):
            pairs = (f"{self.key(key, flow=True)}: {self.flow(inner)}" for key, inner in value.items())
            return "{" + ", ".join(pairs) + "}"
        if isinstance(value, list):
            return "[" + ", ".join(self.flow(inner) for inner in value) + "]"
        return write_scalar(value, quote, flow=True, spare=spare)

    def key(self, key: str, *, flow: bool = False) -> str:
        """A key; one that an older reader takes for a truth value or a number is put in quotes."""
        return write_scalar(str(key), flow=flow)

    def block(
        self,
        value: object,
        column: int,
        *,
        quote: Quote = "plain",
        spare: Quote = "double",
        style: str = "",
        text_step: int = 0,
        record: bool = False,
    ) -> Piece:
        """A value below a key that stands in a column.

        Shape: `style` is `flow` or `block` where a list or mapping is to be written so, the header (`|`, `>-`…) of a
        block of text that is to stay one; `text_step` is by how much that stands to the right. `record`: the value is
        a whole record, always over several lines.
        """
        if isinstance(value, Mapping) and value:
            if style != "block" and not record and self._is_short(value, column):
                return Piece(self.flow(value))
            return Piece("", self.lines(value, column + self.step))
        if isinstance(value, list) and value:
            if style == "flow" and self._is_short(value, column):
                return Piece(self.flow(value))
            return Piece("", self.items(value, column + self.dash, spare=spare))
        if isinstance(value, (Mapping, list)):
            return Piece("{}" if isinstance(value, Mapping) else "[]")
        if isinstance(value, str) and not isinstance(value, Written) and (style[:1] in ("|", ">") or "\n" in value):
            step = text_step or self.step
            lines = block_text(value, column + step, style if style[:1] in ("|", ">") else "|", step)
            if lines is not None:
                return lines
        return Piece(write_scalar(value, quote, spare=spare))

    def lines(self, value: Mapping[str, object], column: int) -> tuple[str, ...]:
        """A mapping, a key a line, each in a column."""
        found: list[str] = []
        for key, inner in value.items():
            piece = self.block(inner, column)
            found.append(" " * column + f"{self.key(key)}: {piece.inline}".rstrip(" "))
            found.extend(piece.below)
        return tuple(found)

    def items(
        self, value: list[object], column: int, *, style: str = "", quote: Quote = "plain", spare: Quote = "double"
    ) -> tuple[str, ...]:
        """Entries of a list, each behind a dash in a column; `style` is that of the entries around."""
        found: list[str] = []
        for inner in value:
            if isinstance(inner, Mapping) and inner and (style == "block" or not self._is_short(inner, column)):
                first, *rest = self.lines(inner, column + 2)
                found.extend([" " * column + "- " + first[column + 2 :], *rest])
            elif isinstance(inner, list):
                found.append(" " * column + "- " + self.flow(inner))
            else:
                piece = Composer(2, self.dash).block(inner, column, quote=quote, spare=spare)
                found.append(" " * column + f"- {piece.inline}".rstrip(" "))
                found.extend(piece.below)
        return tuple(found)

    def needs_lines(self, value: object, column: int) -> bool:
        """Whether a list of one value reads badly in brackets that begin in a column."""
        return not self._is_short([value], column)

    def _is_short(self, value: object, column: int) -> bool:
        """Whether a value reads well in brackets: no text of several lines, and not too long."""
        return not _has_lines(value) and column + len(self.flow(value)) <= _WIDTH


def _has_lines(value: object) -> bool:
    if isinstance(value, Mapping):
        return any(map(_has_lines, value.values()))
    if isinstance(value, list):
        return any(map(_has_lines, value))
    return isinstance(value, str) and "\n" in value


def block_text(text: str, column: int, sign: str, step: int) -> Piece | None:
    """Text over lines of its own, in a column; `None` where only quotes can say it.

    Shape: `sign` is `|` or `>`, and with a `+` behind it empty lines at the end may stay.
    """
    body = text.rstrip("\n")
    if not body or not all(char.isprintable() or char in "\n\t" for char in text) or "\ufeff" in text:
        return None
    ends = len(text) - len(body)
    if ends > 1 and "+" not in sign:
        return None
    chomp = ("-", "")[ends] if ends < 2 else "+"
    lines = body.split("\n")
    sign = sign[0]
    if sign == ">":
        if any(line[:1] in (" ", "\t") for line in lines):
            sign = "|"
        else:
            lines = _unfolded(lines)
    indent = str(step) if lines[0][:1] in (" ", "\t", "") else ""
    lines += [""] * (ends - 1)
    return Piece(sign + indent + chomp, tuple(" " * column + line if line else "" for line in lines))


def _unfolded(lines: list[str]) -> list[str]:
    """Lines whose breaks survive folding: before each text but the first one stands one empty line more."""
    found: list[str] = []
    for line in lines:
        if line and any(found):
            found.append("")
        found.append(line)
    return found
