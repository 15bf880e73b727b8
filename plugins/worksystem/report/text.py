"""Findings for people in a terminal: the place, what is wrong, the line itself, and what to do."""

from collections.abc import Callable, Sequence
from functools import cache

from msgspec import Struct

from worksystem.check import CheckResult
from worksystem.diagnostics import Diagnostic, Severity
from worksystem.position import split_lines
from worksystem.report.frame import Frame, build_frame
from worksystem.report.summary import render_summary
from worksystem.report.visible import make_visible

__all__ = ["WIDTH", "render"]

WIDTH = 120
_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}


class _Pen(Struct, frozen=True):
    colour: bool

    def __call__(self, text: str, *codes: str) -> str:
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if self.colour and text else text


def render(result: CheckResult, *, read: Callable[[str], str | None], colour: bool = False, width: int = WIDTH) -> str:
    """Every finding with its frame, an empty line between two, and the summary as the last line.

    Shape: `read` gives the text of a path as the findings name it, `None` if there is none (then there is no frame).
    Unit: `width` is terminal cells; long lines of source are cut around what they mark.
    """
    pen = _Pen(colour)

    @cache
    def lines_of(path: str) -> Sequence[str]:
        text = read(path)
        return split_lines(text) if text else ()

    blocks = [_block(diagnostic, lines_of, pen, width) for diagnostic in result.diagnostics]
    return "\n".join([*blocks, pen(render_summary(result), "1"), ""])


def _block(diagnostic: Diagnostic, lines_of: Callable[[str], Sequence[str]], pen: _Pen, width: int) -> str:
    tone = _COLOURS[diagnostic.severity]
    place = diagnostic.place
    lines = [_head(diagnostic, pen, tone)]
    gutter = len(str(place.span.start.line))
    frame = build_frame(lines_of(place.path), place.span, width=max(width - gutter - 3, 20))
    if frame is not None:
        lines += _frame(frame, pen, tone)
    margin = " " * (gutter if frame is not None else 0)
    for related in diagnostic.related:
        line, column = related.place.span.start
        where = make_visible(f"{related.place.path}:{line}:{column}")
        lines.append(f"{margin} {pen('see:', '36')} {where} {make_visible(related.message)}")
    if diagnostic.help is not None:
        lines.append(f"{margin} {pen('help:', '32')} {make_visible(diagnostic.help)}")
    if diagnostic.fix is not None:
        name = "fix:" if diagnostic.fix.safe else "unsafe fix:"
        lines.append(f"{margin} {pen(name, '35')} {make_visible(diagnostic.fix.says)}")
    return "\n".join([*lines, ""])


def _head(diagnostic: Diagnostic, pen: _Pen, tone: str) -> str:
    line, column = diagnostic.place.span.start
    where = make_visible(f"{diagnostic.place.path}:{line}:{column}")
    kind = pen(f"{diagnostic.severity.value} {diagnostic.code}", "1", tone)
    return f"{pen(where, '1')} {kind} {diagnostic.name}: {make_visible(diagnostic.message)}"


def _frame(frame: Frame, pen: _Pen, tone: str) -> list[str]:
    number = str(frame.line)
    bar = pen("|", "2")
    carets = pen("^" * frame.width, "1", tone)
    return [
        f"{' ' * len(number)} {bar}",
        f"{pen(number, '2')} {bar} {frame.before}{pen(frame.marked, '1')}{frame.after}".rstrip(),
        f"{' ' * len(number)} {bar} {' ' * frame.indent}{carets}",
    ]
