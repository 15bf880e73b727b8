"""Columns of text, as wide as what stands in them; the last one is cut where a terminal ends."""

import sys
from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from worksystem.cli.output import has_colour, is_terminal, terminal_width
from worksystem.report.visible import make_visible

__all__ = ["render_table"]


def render_table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A line of headings and one line a row."""
    shown = [[make_visible(cell) for cell in row] for row in (head, *rows)]
    widths = [max(cell_len(row[column]) for row in shown) for column in range(len(head))]
    lines = [
        "  ".join(set_cell_size(cell, width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in shown
    ]
    if is_terminal(sys.stdout):
        lines = [_cut(line, terminal_width(120)) for line in lines]
    if has_colour(sys.stdout):
        lines[0] = f"\x1b[1m{lines[0]}\x1b[0m"
    return "\n".join([*lines, ""])


def _cut(line: str, width: int) -> str:
    return line if cell_len(line) <= width else set_cell_size(line, width - 1) + "…"
