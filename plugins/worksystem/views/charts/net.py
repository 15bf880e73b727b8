"""Net flow: what arrived upwards, what left downwards, and the difference."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from worksystem.model.words import day_words
from worksystem.views.chart import Panel
from worksystem.views.charts.style import INK, Layer, Scale, axis_of_days, colour, figure, panel, text_layer, when

__all__ = ["Period", "net_flow"]

_HEIGHT = 240


class Period(Struct, frozen=True):
    """A stretch of days that begins on `day`, with how many items arrived and departed in it."""

    day: date
    arrived: int
    departed: int


def net_flow(periods: Sequence[Period], *, arrived: str = "started", departed: str = "finished") -> Panel:
    """Bars up and down, the difference as a line of dots.

    Shape: at least one period, oldest first, all of about one length.
    """
    size = (periods[1].day - periods[0].day).days if len(periods) > 1 else 7
    scale = Scale.of([*(each.arrived for each in periods), *(-each.departed for each in periods)], steps=4)
    x = axis_of_days(periods[0].day, periods[-1].day + timedelta(size))
    rows = []
    for each in periods:
        net = each.arrived - each.departed
        said = f"{figure(each.arrived)} {arrived}, {figure(each.departed)} {departed}: {net:+d}"
        rows.append(
            {
                "low": when(each.day),
                "high": when(each.day + timedelta(size)),
                "middle": when(each.day) + size * 43_200_000,
                "up": each.arrived,
                "down": -each.departed,
                "net": net,
                "tip": f"{day_words(each.day)}\n{said}",
            }
        )
    top = scale.channel("up", title="items")
    tip = {"tooltip": {"field": "tip"}}

    def bars(field: str, hue: str) -> Layer:
        return {
            "mark": {"type": "rect", "color": colour(hue), "opacity": 0.5, "stroke": "var(--ws-ground)"},
            "encoding": {
                "x": x | {"field": "low"}, "x2": {"field": "high"}, "y": top | {"field": field}, "y2": {"datum": 0},
            } | tip,
        }  # fmt: skip

    middle = {"x": x | {"field": "middle"}, "y": top | {"field": "net"}}
    drawn = {
        "data": {"values": rows},
        "layer": [
            bars("up", "active"),
            bars("down", "done"),
            {"mark": {"type": "line", "color": INK, "strokeWidth": 1.5}, "encoding": middle},
            {
                "mark": {"type": "point", "filled": True, "color": INK, "size": 26, "opacity": 1},
                "encoding": middle | tip,
            },
        ],
    }
    labels = [
        text_layer(
            [{"name": name, "place": place}],
            {"x": {"value": "width"}, "y": top | {"field": "place"}},
            align="left",
            baseline="middle",
            dx=6,
            color=colour(hue),
        )
        for hue, name, place in (("active", arrived, scale.high / 2), ("done", departed, scale.low / 2))
    ]
    return panel([drawn, *labels], height=_HEIGHT)
