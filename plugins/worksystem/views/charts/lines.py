"""Values over time as lines that carry their names: run charts, work in progress, burn-ups, Little's law."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from worksystem.model.words import day_words
from worksystem.views.chart import Panel
from worksystem.views.charts.style import (
    FULL,
    Layer,
    Level,
    Moment,
    Scale,
    axis_of_days,
    colour,
    figure,
    level_layers,
    moment_layers,
    panel,
    spread,
    text_layer,
    when,
)

__all__ = ["Series", "burn_up", "lines", "littles_law"]

_HEIGHT = 240


class Series(Struct, frozen=True):
    """A named line.

    Shape: `points` by day, oldest first; `None` breaks the line. `hue` is a category of states, `accent` or `quiet`.
    """

    name: str
    points: tuple[tuple[date, float | None], ...]
    hue: str = "accent"
    dashed: bool = False


def lines(
    series: Sequence[Series],
    levels: Sequence[Level] = (),
    moments: Sequence[Moment] = (),
    *,
    unit: str,
    dots: bool = False,
    area: bool = False,
    step: bool = False,
    zero: bool = True,
    width: int = FULL,
    height: int = _HEIGHT,
    title: str = "",
) -> Panel:
    """Lines by day; `dots` marks each value, `area` fills below the first, `step` holds a value until the next,
    but for dashed lines, which are plans.

    Shape: at least one series has a point. A lone series goes without its name: the panel's title says it.
    """
    known = [(each, [(day, value) for day, value in each.points if value is not None]) for each in series]
    known = [(each, points) for each, points in known if points]
    values = [value for _, points in known for _, value in points]
    scale = Scale.of([*values, *(level.value for level in levels)], zero=zero, whole=_whole(values))
    first, last = min(points[0][0] for _, points in known), max(points[-1][0] for _, points in known)
    x, y = axis_of_days(first, last), scale.channel("value", title=unit)
    layers = [*level_layers(levels, scale, y, unit, height), *moment_layers(moments, first, last)]
    for index, (each, _) in enumerate(known):
        layers.append(_line(each, x, y, unit, dots=dots, floor=scale.low if area and not index else None, step=step))
    if len(known) > 1:
        layers += _ends(
            [(each, points[-1]) for each, points in known], x, y, (scale.high - scale.low) * 15 / (height - 40)
        )
    return panel(layers, width=width, height=height, title=title)


def burn_up(scope: Series, done: Series, others: Sequence[Series] = (), *, unit: str = "items") -> Panel:
    """What is done rising towards the line of all there is to do; `others` are forecasts or plans."""
    return lines([done, scope, *others], unit=unit, area=True, step=True, height=280)


def littles_law(observed: Series, expected: Series) -> Panel:
    """The mean cycle time that was seen beside the one that work in progress and throughput lead to expect."""
    return lines([observed, expected], unit="days")


def _whole(values: Sequence[float]) -> bool:
    return all(value == round(value) for value in values)


def _line(each: Series, x: Layer, y: Layer, unit: str, *, dots: bool, floor: float | None, step: bool) -> Layer:
    rows = [
        {"day": when(day), "value": value}
        | ({} if value is None else {"tip": f"{each.name}: {figure(value, unit)}, {day_words(day)}"})
        for day, value in each.points
    ]
    hue = colour(each.hue)
    shape = {"interpolate": "step-after"} if step and not each.dashed else {}
    mark: Layer = {"type": "line", "color": hue, "strokeWidth": 2, **shape}
    if each.dashed:
        mark["strokeDash"] = [5, 4]
    parts: list[Layer] = [{"mark": mark, "encoding": {"x": x, "y": y}}]
    if floor is not None:
        fill = {"type": "area", "color": hue, "opacity": 0.14, **shape}
        parts.insert(0, {"mark": fill, "encoding": {"x": x, "y": y, "y2": {"datum": floor}}})
    dot = {"type": "point", "filled": True, "color": hue, "size": 34 if dots else 60, "opacity": 1 if dots else 0}
    hit = {"x": x, "y": y, "tooltip": {"field": "tip"}}
    parts.append({"transform": [{"filter": "isValid(datum.value)"}], "mark": dot, "encoding": hit})
    return {"data": {"values": rows}, "layer": parts}


def _ends(ends: Sequence[tuple[Series, tuple[date, float]]], x: Layer, y: Layer, gap: float) -> list[Layer]:
    places = spread([value for _, (_, value) in ends], gap)
    return [
        text_layer(
            [{"day": when(day), "place": place, "name": f"{each.name} {figure(value)}"}],
            {"x": x, "y": y | {"field": "place"}},
            align="left",
            baseline="middle",
            dx=7,
            color=colour(each.hue),
        )
        for (each, (day, value)), place in zip(ends, places, strict=True)
    ]
