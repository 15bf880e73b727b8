"""Cumulative flow: how many items had reached each state by each day."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from worksystem.model.words import day_words
from worksystem.views.chart import Panel
from worksystem.views.charts.style import (
    INK,
    Layer,
    Scale,
    axis_of_days,
    colour,
    figure,
    panel,
    spread,
    text_layer,
    when,
)

__all__ = ["Band", "cumulative_flow"]

_HEIGHT = 300


class Band(Struct, frozen=True):
    """A state with how many items were in it on each day; `category` gives the colour."""

    name: str
    category: str
    counts: tuple[int, ...]


def cumulative_flow(days: Sequence[date], bands: Sequence[Band]) -> Panel:
    """Bands on top of each other, the first state on top, what is done at the bottom.

    Shape: at least one day, oldest first; every band has a count for each day. The axis begins just below what was done
    on the first day, since all before that is the same all along.
    """
    rising = list(reversed(bands))
    sums = [[sum(band.counts[day] for band in rising[: place + 1]) for day in range(len(days))]
            for place in range(len(rising))]  # fmt: skip
    scale = Scale.of([sums[0][0], *sums[-1]], zero=sums[0][0] < max(sums[-1]) / 3)
    x, y = axis_of_days(days[0], days[-1]), scale.channel("high", title="items")
    layers: list[Layer] = []
    seen: dict[str, int] = {}
    for place, band in enumerate(rising):
        below = sums[place - 1] if place else [scale.low] * len(days)
        rows = [
            {"day": when(day), "low": low, "high": high}
            for day, low, high in zip(days, below, sums[place], strict=True)
        ]
        # States of one category differ in how strong their colour is.
        seen[band.category] = seen.get(band.category, 0) + 1
        hue = colour(band.category)
        layers.append({
            "data": {"values": rows},
            "mark": {
                "type": "area", "color": hue, "fillOpacity": 0.38 if seen[band.category] % 2 else 0.2,
                "line": {"color": hue, "strokeWidth": 1.2},
            },
            "encoding": {"x": x, "y": y, "y2": {"field": "low"}},
        })  # fmt: skip
    return panel([*layers, *_names(days[-1], rising, sums, scale, x, y), _hits(days, bands, x)], height=_HEIGHT)


def _names(
    last: date, rising: Sequence[Band], sums: Sequence[Sequence[int]], scale: Scale, x: Layer, y: Layer
) -> list[Layer]:
    tops = [each[-1] for each in sums]
    middles = [(low + high) / 2 for low, high in zip([scale.low, *tops], tops, strict=False)]
    places = spread(middles, (scale.high - scale.low) * 15 / (_HEIGHT - 40))
    return [
        text_layer(
            [{"day": when(last), "place": place, "name": f"{band.name} {band.counts[-1]}"}],
            {"x": x, "y": y | {"field": "place"}},
            align="left",
            baseline="middle",
            dx=6,
            color=colour(band.category),
        )
        for band, place in zip(rising, places, strict=True)
    ]


def _hits(days: Sequence[date], bands: Sequence[Band], x: Layer) -> Layer:
    """An unseen line for each day that tells all its counts."""
    rows = [
        {
            "day": when(day),
            "tip": "\n".join([day_words(day), *(f"{band.name}: {figure(band.counts[index])}" for band in bands)]),
        }
        for index, day in enumerate(days)
    ]
    mark = {"type": "rule", "color": INK, "opacity": 0, "strokeWidth": 8}
    return {"data": {"values": rows}, "mark": mark, "encoding": {"x": x, "tooltip": {"field": "tip"}}}
