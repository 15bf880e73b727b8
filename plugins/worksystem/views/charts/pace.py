"""Aging work in progress: the age of each open item by state, on bands of how long finished items took to get there."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from textwrap import wrap
from typing import Any

from msgspec import Struct

from worksystem.views.chart import Panel
from worksystem.views.charts.style import QUIET, SIGNAL, Layer, Scale, colour, figure, panel, spread, text_layer

__all__ = ["Aged", "Pace", "aging"]

_HEIGHT = 320


class Pace(Struct, frozen=True):
    """A state, and by which age so many of the finished items had left it.

    Shape: `ages` are as many as the percentiles the chart is drawn for, rising; empty if too few have left it.
    """

    state: str
    category: str
    ages: tuple[float, ...] = ()


class Aged(Struct, frozen=True):
    """An open item; `state` is the name of its state. Unit: `days` since it was started."""

    state: str
    days: int
    name: str
    url: str = ""
    blocked: bool = False


def aging(states: Sequence[Pace], items: Sequence[Aged], percentiles: Sequence[str] = ("50%", "70%", "85%")) -> Panel:
    """A column for each state, in the order of the workflow; a blocked item is a filled square.

    Shape: at least one state; names of states differ.
    """
    ages = [*(item.days for item in items), *(age for each in states for age in each.ages)]
    scale = Scale.of(ages)
    held: dict[str, list[Aged]] = defaultdict(list)
    for item in items:
        held[item.state].append(item)
    x: Layer = {
        "field": "x",
        "type": "quantitative",
        "scale": {"domain": [0, len(states)], "nice": False, "zero": False},
        "axis": None,
    }
    y = scale.channel("y", title="days")
    tall = (scale.high - scale.low) * 9 / _HEIGHT
    places = [
        (place + 0.5 + shift, item)
        for place, each in enumerate(states)
        for item, shift in _side_by_side(held[each.state], tall)
    ]
    return panel(
        [
            _bands(states, scale, x, y),
            *_ages(states, percentiles, scale, y),
            _dots(places, x, y, blocked=False),
            _dots(places, x, y, blocked=True),
            _names(states, held, x),
        ],
        height=_HEIGHT,
    )


def _bands(states: Sequence[Pace], scale: Scale, x: Layer, y: Layer) -> Layer:
    rows = [
        {"x": place + 0.02, "end": place + 0.98, "y": low, "top": high, "level": level}
        for place, each in enumerate(states)
        for level, (low, high) in enumerate(pairwise((0.0, *each.ages, scale.high)))
        if each.ages
    ]
    most = max((len(each.ages) for each in states), default=1) or 1
    strength = {"domain": [0, most], "range": [0.05, 0.26]}
    return {
        "data": {"values": rows},
        "mark": {"type": "rect", "color": QUIET},
        "encoding": {
            "x": x,
            "x2": {"field": "end"},
            "y": y,
            "y2": {"field": "top"},
            "opacity": {"field": "level", "type": "quantitative", "scale": strength, "legend": None},
        },
    }


def _ages(states: Sequence[Pace], percentiles: Sequence[str], scale: Scale, y: Layer) -> list[Layer]:
    """The names of the percentiles, at the edges of the last state's bands."""
    places = spread(states[-1].ages, (scale.high - scale.low) * 15 / (_HEIGHT - 70))
    rows = [{"y": place, "name": name} for name, place in zip(percentiles, places, strict=False)]
    if not rows:
        return []
    return [text_layer(rows, {"x": {"value": "width"}, "y": y}, align="left", baseline="middle", dx=6)]


def _names(states: Sequence[Pace], held: dict[str, list[Aged]], x: Layer) -> Layer:
    rows = [
        {
            "x": place + 0.5,
            "name": "\n".join([*wrap(each.state, 11, break_long_words=False), str(len(held[each.state]))]),
        }
        for place, each in enumerate(states)
    ]
    below = {"x": x, "y": {"value": "height"}}
    return text_layer(rows, below, align="center", baseline="top", dy=8, lineBreak="\n", lineHeight=15)


def _dots(places: Sequence[tuple[float, Aged]], x: Layer, y: Layer, *, blocked: bool) -> Layer:
    rows: list[dict[str, Any]] = []
    for place, item in places:
        if item.blocked == blocked:
            said = f"{item.name}\n{figure(item.days, 'days')} old, {item.state}" + ("\nblocked" if blocked else "")
            row: dict[str, Any] = {"x": round(place, 4), "y": item.days, "tip": said}
            rows.append(row | ({"url": item.url} if item.url else {}))
    mark = {
        "type": "point", "filled": True, "opacity": 0.85, "size": 70 if blocked else 50,
        "shape": "square" if blocked else "circle", "color": SIGNAL if blocked else colour("active"),
    }  # fmt: skip
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "y": y, "tooltip": {"field": "tip"}}}


def _side_by_side(items: Sequence[Aged], tall: float) -> list[tuple[Aged, float]]:
    """Items of one state with how far each stands from its middle, so that those of about one age do not hide.

    Unit: `tall` is the height of a dot in days.
    """
    rows: dict[int, list[Aged]] = defaultdict(list)
    for item in sorted(items, key=lambda item: (item.days, item.name)):
        rows[int(item.days / tall)].append(item)
    found = []
    for row in rows.values():
        gap = min(0.1, 0.8 / len(row))
        found += [(item, (place - (len(row) - 1) / 2) * gap) for place, item in enumerate(row)]
    return found
