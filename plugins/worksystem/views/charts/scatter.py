"""One dot for each finished item: when, and after how many days."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from worksystem.model.words import day_words
from worksystem.views.chart import Panel
from worksystem.views.charts.style import (
    Level,
    Moment,
    Scale,
    axis_of_days,
    colour,
    figure,
    level_layers,
    moment_layers,
    panel,
    when,
)

__all__ = ["Point", "scatter"]

_WIDTH = 470
_HEIGHT = 300


class Point(Struct, frozen=True):
    """A dot; `url` is the page it leads to, below the site's root, or empty."""

    day: date
    value: float
    name: str
    url: str = ""


def scatter(
    points: Sequence[Point],
    levels: Sequence[Level] = (),
    moments: Sequence[Moment] = (),
    *,
    first: date,
    last: date,
    unit: str = "days",
    hue: str = "done",
    width: int = _WIDTH,
) -> Panel:
    """Dots by day and value with named lines; leaves room for a histogram beside it."""
    scale = Scale.of([*(point.value for point in points), *(level.value for level in levels)])
    x, y = axis_of_days(first, last), scale.channel("value", title=unit)
    rows = [
        {
            "day": when(point.day),
            "value": point.value,
            "tip": f"{point.name}\n{figure(point.value, unit)}, {day_words(point.day)}",
            **({"url": point.url} if point.url else {}),
        }
        for point in sorted(points, key=lambda point: (point.day, point.value, point.name))
    ]
    dots = {
        "data": {"values": rows},
        "mark": {"type": "point", "filled": True, "size": 34, "opacity": 0.65, "color": colour(hue)},
        "encoding": {"x": x, "y": y, "tooltip": {"field": "tip"}},
    }
    layers = [*level_layers(levels, scale, y, unit, _HEIGHT), *moment_layers(moments, first, last), dots]
    return panel(layers, width=width, height=_HEIGHT)
