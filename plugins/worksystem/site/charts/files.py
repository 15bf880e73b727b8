"""What a chart offers for download: its table as CSV, and its drawing as an SVG that needs no page around it."""

import csv
import io
import re
from collections.abc import Mapping, MutableMapping
from datetime import date
from functools import lru_cache
from html import escape
from pathlib import Path
from typing import Final

from worksystem.site.charts.draw import draw_panels
from worksystem.views.chart import Chart, ChartCell, Panel
from worksystem.views.charts.style import FULL
from worksystem.views.record import Place
from worksystem.views.reference import Ref, StateMark

__all__ = ["chart_files", "light_colours"]

_STYLES = Path(__file__).parents[1] / "assets" / "worksystem.css"
_TOKEN = re.compile(r"--(ws-[\w-]+): (#[0-9a-f]{3,6});")
_USED = re.compile(r"var\(--(ws-[\w-]+)\)")
_HEAD: Final = 34
_GAP: Final = 12


def chart_files(chart: Chart, cache: MutableMapping[str, str] | None = None) -> dict[str, str]:
    """The files that go beside the page, by name; none for a chart without rows."""
    if not chart.rows:
        return {}
    return {f"{chart.id}.csv": _table(chart), f"{chart.id}.svg": _drawing(chart, draw_panels(chart, cache))}


def _table(chart: Chart) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerows([_cell(value) for value in row] for row in (chart.columns, *chart.rows))
    return text.getvalue()


def _cell(value: ChartCell) -> str | float:
    """A value as a spreadsheet reads it; a text is never taken for a formula."""
    if value is None:
        return ""
    if isinstance(value, int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    text = value.name if isinstance(value, StateMark) else value.title if isinstance(value, Place) else value
    text = text.id if isinstance(text, Ref) else text
    return f"'{text}" if text[:1] in "=+-@\t\r" and text else text


def _drawing(chart: Chart, drawings: tuple[str, ...]) -> str:
    """Panels in one drawing, in rows as they fit, in the colours of a light page."""
    placed, width, height = _laid_out(chart.panels)
    size = f'width="{width}" height="{height}"'
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {width} {height}" font-family="sans-serif">',
        f'<rect {size} fill="var(--ws-ground)"/>',
        f'<text x="4" y="18" font-size="14" font-weight="600" fill="var(--ws-ink)">{escape(chart.title)}</text>',
    ]
    for (panel, x, y), svg in zip(placed, drawings, strict=True):
        if panel.title:
            parts.append(
                f'<text x="{x + 4}" y="{y - 6}" font-size="12" fill="var(--ws-ink)">{escape(panel.title)}</text>'
            )
        parts.append(svg.replace("<svg ", f'<svg x="{x}" y="{y}" ', 1))
    light = light_colours()
    return _USED.sub(lambda match: light.get(match[1], "#fff"), "".join([*parts, "</svg>\n"]))


def _laid_out(panels: tuple[Panel, ...]) -> tuple[list[tuple[Panel, int, int]], int, int]:
    head = 20 if any(panel.title for panel in panels) else 0
    placed: list[tuple[Panel, int, int]] = []
    x, y, row = 0, _HEAD + head, 0
    for panel in panels:
        if x and x + panel.width > FULL:
            x, y, row = 0, y + row + head + _GAP, 0
        placed.append((panel, x, y))
        x, row = x + panel.width + _GAP, max(row, panel.height)
    width = max(x + panel.width for panel, x, _ in placed)
    return placed, width, y + row


@lru_cache(maxsize=1)
def light_colours() -> Mapping[str, str]:
    """The colours of a light page, from the one file that has them."""
    text = _STYLES.read_text(encoding="utf-8")
    return dict(_TOKEN.findall(text[: text.index("}")]))
