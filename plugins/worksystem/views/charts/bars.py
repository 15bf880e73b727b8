"""Rows of bars with their names above them: shares of time, and causes by weight."""

from collections.abc import Sequence
from typing import Any

from msgspec import Struct

from worksystem.views.chart import Panel
from worksystem.views.charts.style import INK, QUIET, Layer, colour, figure, panel, text_layer

__all__ = ["Bar", "Cause", "Part", "pareto", "stacked_bars"]

_ROW = 46
# The share of the width from which a part bears its name.
_ROOM = 0.12


class Part(Struct, frozen=True):
    """A part of a bar; `hue` is a category of states, `accent`, `quiet` or a severity."""

    name: str
    hue: str
    value: float


class Bar(Struct, frozen=True):
    """A bar with its parts from left to right."""

    name: str
    parts: tuple[Part, ...]


class Cause(Struct, frozen=True):
    """A cause and its weight."""

    name: str
    value: float


def stacked_bars(bars: Sequence[Bar], *, unit: str = "days", share: bool = False) -> Panel:
    """Bars made of parts, which are named within as far as they have room; with `share`, each is parts of 100%.

    Shape: at least one bar. Unit: `value` is in `unit` in either case.
    """
    rows: list[dict[str, Any]] = []
    labels: list[dict[str, Any]] = []
    totals = [sum(part.value for part in bar.parts) for bar in bars]
    longest = 100.0 if share else max(totals)
    for index, (bar, total) in enumerate(zip(bars, totals, strict=True)):
        start = 0.0
        for place, part in enumerate(bar.parts):
            size = part.value * 100 / total if share and total else part.value
            said = figure(part.value, unit) + (f", {figure(round(size), '%')}" if share else "")
            row = {
                "row": index + 0.46, "middle": index + 0.67, "foot": index + 0.88, "low": start, "high": start + size,
                "hue": colour(part.hue), "strength": 0.45 if place % 2 else 0.28, "name": part.name,
                "tip": f"{bar.name}\n{part.name}: {said}",
            }  # fmt: skip
            rows.append(row)
            start += size
        labels.append({"row": index + 0.28, "name": f"{bar.name}, {figure(total, unit)}"})
    x: Layer = {"field": "low", "type": "quantitative", "scale": {"domain": [0, longest], "nice": False}, "axis": None}
    y = _down("row", len(bars))
    boxes: Layer = {
        "mark": {"type": "rect", "stroke": "var(--ws-ground)", "strokeWidth": 1},
        "encoding": {
            "x": x, "x2": {"field": "high"}, "y": y, "y2": {"field": "foot"},
            "color": {"field": "hue", "type": "nominal", "scale": None},
            "opacity": {"field": "strength", "type": "quantitative", "scale": None},
            "tooltip": {"field": "tip"},
        },
    }  # fmt: skip
    named = [row | {"share": (row["high"] - row["low"]) / (longest or 1)} for row in rows]
    names = text_layer(
        [row for row in named if row["share"] > _ROOM],
        {"x": x, "y": _down("middle", len(bars)), "tooltip": {"field": "tip"}},
        align="left",
        baseline="middle",
        dx=6,
        color=INK,
        limit={"expr": "width * datum.share - 10"},
    )
    drawn: Layer = {"data": {"values": rows}, "layer": [boxes]}
    return panel([drawn, names, _row_names(labels, len(bars))], height=_ROW * len(bars) + 10)


def pareto(causes: Sequence[Cause], *, unit: str = "days") -> Panel:
    """Causes by weight, heaviest first, and the line of what they come to together, on the same scale.

    Shape: at least one cause.
    """
    ordered = sorted(causes, key=lambda cause: (-cause.value, cause.name))
    total = sum(cause.value for cause in ordered) or 1.0
    rows: list[dict[str, Any]] = []
    so_far = 0.0
    for index, cause in enumerate(ordered):
        so_far += cause.value
        together = figure(round(so_far * 100 / total), "%")
        rows.append({
            "row": index + 0.46, "foot": index + 0.88, "middle": index + 0.67, "low": 0, "high": cause.value,
            "sum": so_far, "name": together,
            "tip": f"{cause.name}: {figure(cause.value, unit)}\n{together} with those above it",
        })  # fmt: skip
    labels = [
        {"row": index + 0.28, "name": f"{cause.name}, {figure(cause.value, unit)}"}
        for index, cause in enumerate(ordered)
    ]
    x: Layer = {"field": "low", "type": "quantitative", "scale": {"domain": [0, total], "nice": False}, "axis": None}
    tip = {"tooltip": {"field": "tip"}}
    count = len(ordered)
    sums = {"x": x | {"field": "sum"}, "y": _down("middle", count)}
    drawn = {
        "data": {"values": rows},
        "layer": [
            {
                "mark": {"type": "rect", "color": colour("active"), "opacity": 0.7},
                "encoding": {"x": x, "x2": {"field": "high"}, "y": _down("row", count), "y2": {"field": "foot"}} | tip,
            },
            {"mark": {"type": "line", "color": QUIET, "strokeWidth": 1}, "encoding": sums},
            {"mark": {"type": "point", "filled": True, "color": INK, "size": 26, "opacity": 1}, "encoding": sums | tip},
            {
                "mark": {"type": "text", "align": "left", "baseline": "bottom", "dx": 6, "dy": -3, "color": INK},
                "encoding": sums | {"text": {"field": "name", "type": "nominal"}},
            },
        ],
    }
    return panel([drawn, _row_names(labels, count)], height=_ROW * count + 10)


def _down(field: str, count: int) -> Layer:
    scale = {"domain": [0, count], "nice": False, "reverse": True}
    return {"field": field, "type": "quantitative", "scale": scale, "axis": None}


def _row_names(labels: Sequence[dict[str, Any]], count: int) -> Layer:
    position = {"x": {"value": 0}, "y": _down("row", count)}
    return text_layer(labels, position, align="left", baseline="middle", color=INK, limit={"expr": "width"})
