"""What all charts share: the calm look, scales that end on round numbers, axes of days, lines that bear their names."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from math import ceil, floor, log10
from typing import Any, Final

from msgspec import Struct

from worksystem.model.words import day_words
from worksystem.views.chart import Panel

__all__ = [
    "FULL", "HAIR", "HALF", "INK", "LINE", "QUIET", "SIGNAL", "Layer", "Level", "Moment", "Scale", "axis_of_days",
    "colour", "figure", "level_layers", "moment_layers", "panel", "spread", "text_layer", "when",
]  # fmt: skip

Layer = dict[str, Any]

# Pixels of a panel that has a row for itself, and of one of two that share a row.
FULL: Final = 680
HALF: Final = 330

INK: Final = "var(--ws-ink)"
QUIET: Final = "var(--ws-quiet)"
LINE: Final = "var(--ws-line)"
HAIR: Final = "var(--ws-hair)"
SIGNAL: Final = "var(--ws-error)"
_HUES: Final = frozenset({"accent", "active", "backlog", "done", "dropped", "error", "queue", "quiet", "warning"})
_TEXT: Final = 12
# Days are numbers on a plain scale: in Vega-Lite a bar from one day to another would not share the scale of a line.
_DAYS: Final = (
    "utcFormat(datum.value, {'year': '%Y', 'quarter': '%b', 'month': '%b', 'week': '%-d %b', 'date': '%-d %b', "
    "'day': '%-d %b'})"
)
_CONFIG: Final[Mapping[str, Any]] = {
    "aria": False,
    "font": "sans-serif",
    "view": {"stroke": None},
    "axis": {
        "domain": False, "grid": False, "ticks": False, "title": None, "labelFontSize": _TEXT, "titleFontSize": _TEXT,
        "labelColor": QUIET, "titleColor": QUIET, "titleFontWeight": "normal", "labelPadding": 6,
    },
    "axisX": {"domain": True, "domainColor": LINE, "ticks": True, "tickColor": LINE, "tickSize": 4, "labelPadding": 4},
    "axisY": {
        "grid": True, "gridColor": HAIR, "minExtent": 26, "titleAlign": "left", "titleAnchor": "end", "titleAngle": 0,
        "titleX": -26, "titleY": -10, "titleBaseline": "bottom",
    },
    "text": {"fontSize": _TEXT, "color": QUIET},
}  # fmt: skip


class Level(Struct, frozen=True):
    """A value that a line marks with its name: a percentile, a limit, a mean."""

    name: str
    value: float


class Moment(Struct, frozen=True):
    """A day that a line marks with its name: the start of an experiment."""

    day: date
    name: str


class Scale(Struct, frozen=True):
    """A scale from a round number to a round number, in round steps."""

    low: float
    high: float
    step: float

    @classmethod
    def of(cls, values: Iterable[float], *, zero: bool = True, whole: bool = True, steps: int = 5) -> "Scale":
        """The scale that holds all values, in about so many steps; with `whole`, in whole numbers."""
        found = list(values) or [0.0]
        low, high = min(found), max(found)
        if zero:
            low, high = min(low, 0), max(high, 0)
        rough = max((high - low) / steps, 1e-6)
        tenth = 10.0 ** floor(log10(rough))
        step = next(each * tenth for each in (1, 2, 5, 10) if each * tenth >= rough * 0.999)
        if whole:
            step = max(1.0, step)
        low = floor(low / step + 1e-9) * step
        return cls(low, max(ceil(high / step - 1e-9) * step, low + step), step)

    @property
    def ticks(self) -> list[float]:
        """Where it is marked."""
        count = round((self.high - self.low) / self.step)
        return [round(self.low + index * self.step, 9) for index in range(count + 1)]

    def channel(self, field: str, *, title: str | None = None) -> Layer:
        """The vertical or horizontal position by a field of numbers."""
        return {
            "field": field,
            "type": "quantitative",
            "scale": {"domain": [self.low, self.high], "nice": False, "zero": False},
            "axis": {"values": self.ticks, "title": title, "format": ",~f" if self.high < 1e5 else "~s"},
        }


def when(day: date) -> int:
    """A day as charts have it. Unit: milliseconds since 1970, at midnight of UTC."""
    return round(datetime(day.year, day.month, day.day, tzinfo=UTC).timestamp() * 1000)


def axis_of_days(first: date, last: date, field: str = "day") -> Layer:
    """The horizontal position by day, marked in days, weeks, months or years, as the span asks for."""
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [when(first), when(last)], "nice": False, "zero": False},
        "axis": {
            "values": [when(day) for day in _ticks(first, last)],
            "labelExpr": _DAYS,
            "labelOverlap": "greedy",
            "labelSeparation": 8,
            "labelFlush": True,
        },
    }


def _ticks(first: date, last: date) -> Iterable[date]:
    days = (last - first).days
    if days <= 10:
        return [first + timedelta(offset) for offset in range(days + 1)]
    if days <= 100:
        monday = first + timedelta(-first.weekday() % 7)
        return [monday + timedelta(offset) for offset in range(0, (last - monday).days + 1, 7)]
    step = 1 if days <= 400 else 3 if days <= 1200 else 12
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    starts = (date(month // 12, month % 12 + 1, 1) for month in months if month % step == 0)
    return [day for day in starts if day >= first]


def colour(hue: str) -> str:
    """The variable of a hue: a category of states, `accent`, `quiet` or a severity; any other is quiet."""
    return f"var(--ws-{hue if hue in _HUES else 'quiet'})"


def figure(value: float, unit: str = "") -> str:
    """A number with its unit, in a label: `14 days`, `1 day`, `3.5 days`, `85%`."""
    text = f"{value:,.0f}" if abs(value) >= 100 or value == round(value) else f"{value:.1f}"
    if unit in ("", "%"):
        return text + unit
    return f"{text} {unit.removesuffix('s') if text == '1' else unit}"


def spread(places: Sequence[float], gap: float) -> list[float]:
    """Places for labels at least a gap apart, each near its own, in their order; ties keep theirs."""
    order = sorted(range(len(places)), key=lambda index: places[index])
    found = list(places)
    for _ in range(len(order)):
        for lower, upper in pairwise(order):
            if (short := gap - (found[upper] - found[lower])) > 1e-9:
                found[lower] -= short / 2
                found[upper] += short / 2
    return found


def text_layer(rows: Sequence[Mapping[str, Any]], encoding: Layer, **mark: Any) -> Layer:
    """Texts of the field `name`."""
    return {
        "data": {"values": list(rows)},
        "mark": {"type": "text", **mark},
        "encoding": {"text": {"field": "name", "type": "nominal"}, **encoding},
    }


def level_layers(levels: Sequence[Level], scale: Scale, y: Layer, unit: str, height: int) -> list[Layer]:
    """Lines across the panel, each with its name and value at the right end."""
    if not levels:
        return []
    gap = (scale.high - scale.low) * 15 / (height - 40)
    places = spread([level.value for level in levels], gap)
    rows = [
        {"value": level.value, "place": place, "name": f"{level.name} {figure(level.value, unit)}"}
        for level, place in zip(levels, places, strict=True)
    ]
    rule = {"type": "rule", "color": QUIET, "strokeDash": [4, 3], "strokeWidth": 1}
    return [
        {"data": {"values": rows}, "mark": rule, "encoding": {"y": y | {"field": "value"}}},
        text_layer(rows, {"x": {"value": "width"}, "y": y | {"field": "place"}}, align="left", baseline="middle", dx=6),
    ]


def moment_layers(moments: Sequence[Moment], first: date, last: date) -> list[Layer]:
    """Upright lines, each with its name above, on the side where there is room; those outside the days are left out."""
    x = axis_of_days(first, last)
    layers: list[Layer] = []
    for each in moments:
        if not first <= each.day <= last:
            continue
        row = {"day": when(each.day), "name": each.name, "tip": f"{each.name}, {day_words(each.day)}"}
        rule = {"type": "rule", "color": INK, "strokeWidth": 1}
        layers += [
            {"data": {"values": [row]}, "mark": rule, "encoding": {"x": x, "tooltip": {"field": "tip"}}},
            text_layer(
                [row],
                {"x": x, "y": {"value": 0}},
                align="left" if each.day - first <= (last - first) / 2 else "right",
                baseline="bottom",
                dy=-4,
                color=INK,
            ),
        ]
    return layers


def panel(layers: Sequence[Layer], *, width: int = FULL, height: int, title: str = "") -> Panel:
    """Layers as one panel."""
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "width": width,
        "height": height,
        "autosize": {"type": "fit", "contains": "padding"},
        "padding": {"left": 2, "top": 4, "right": 4, "bottom": 2},
        "background": None,
        "layer": list(layers),
        "config": _CONFIG,
    }
    return Panel(spec, title)
