"""How often which value occurs."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from worksystem.views.chart import Panel
from worksystem.views.charts.style import QUIET, Level, Scale, colour, figure, panel, text_layer

__all__ = ["histogram"]

_WIDTH = 190
_HEIGHT = 300


def histogram(
    values: Sequence[float],
    levels: Sequence[Level] = (),
    *,
    unit: str = "days",
    of: str = "items",
    hue: str = "done",
    width: int = _WIDTH,
    height: int = _HEIGHT,
) -> Panel:
    """Upright bars of whole numbers, each as wide as a round number of units; `of` is what is counted."""
    scale = Scale.of([*values, *(level.value for level in levels)], steps=4)
    size = max(1.0, Scale.of([scale.high], steps=14).step)
    counts = Counter(int(value // size) for value in values)
    rows: list[dict[str, Any]] = [
        {
            "low": index * size,
            "high": (index + 1) * size,
            "count": counts[index],
            "tip": f"{figure(counts[index], of)}: {_span(index * size, size, unit)}",
        }
        for index in sorted(counts)
    ]
    across = Scale(scale.low, max(scale.high, (max(counts, default=0) + 1) * size), scale.step)
    bars = {
        "data": {"values": rows},
        "mark": {"type": "rect", "color": colour(hue), "opacity": 0.65, "stroke": "var(--ws-ground)"},
        "encoding": {
            "x": across.channel("low") | {"axis": {"values": scale.ticks, "title": unit, "labelOverlap": "greedy"}},
            "x2": {"field": "high"},
            "y": Scale.of([row["count"] * (1 + 0.07 * len(levels)) for row in rows]).channel("count", title=of),
            "y2": {"datum": 0},
            "tooltip": {"field": "tip"},
        },
    }
    lines = [
        {"value": level.value, "name": level.name, "row": 2 + 15 * index}
        for index, level in enumerate(sorted(levels, key=lambda level: level.value))
    ]
    if not lines:
        return panel([bars], width=width, height=height)
    rule = {
        "data": {"values": lines},
        "mark": {"type": "rule", "color": QUIET, "strokeDash": [4, 3]},
        "encoding": {"x": across.channel("value")},
    }
    names = [
        text_layer(
            [line], {"x": across.channel("value"), "y": {"value": line["row"]}}, align="left", baseline="top", dx=4
        )
        for line in lines
    ]
    return panel([bars, rule, *names], width=width, height=height)


def _span(low: float, size: float, unit: str) -> str:
    return figure(low, unit) if size == 1 else f"{low:g} to {low + size - 1:g} {unit}"
