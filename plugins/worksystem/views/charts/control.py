"""Process behaviour charts (XmR): the values and their moving ranges between the limits of noise."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from worksystem.metrics.xmr import Limits, Signal, moving_ranges
from worksystem.model.words import day_words
from worksystem.views.chart import Panel
from worksystem.views.charts.style import (
    QUIET,
    SIGNAL,
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
    when,
)

__all__ = ["xmr"]

_HEIGHTS: Final = (240, 150)
_RULES: Final = {
    "beyond_limits": "beyond the limits",
    "run_of_8": "eight in a row on one side of the mean",
    "2of3_beyond_2sigma": "two of three far from the mean",
    "4of5_beyond_1sigma": "four of five away from the mean",
}


def xmr(
    values: Sequence[tuple[date, float]],
    limits: Limits,
    signals: Sequence[Signal] = (),
    moments: Sequence[Moment] = (),
    *,
    unit: str,
    title: str = "Each value",
) -> tuple[Panel, Panel]:
    """The X panel and the mR panel. A signal is a filled diamond, and its rule is told; what is noise stays a dot.

    Shape: at least two values, oldest first; `signals` point into `values`.
    """
    rules: dict[int, list[str]] = {}
    for signal in signals:
        rules.setdefault(signal.index, []).append(_RULES.get(signal.rule, signal.rule))
    days = [day for day, _ in values]
    ranges = moving_ranges([value for _, value in values])
    natural = [Level("upper", limits.upper), Level("mean", limits.mean), Level("lower", limits.lower)]
    if limits.zero_bounded and limits.lower <= 0:
        natural.pop()
    spread = [Level("upper", limits.range_upper), Level("mean", limits.range_mean)]
    over = {index: ["beyond the limit"] for index, value in enumerate(ranges) if value > limits.range_upper}
    return (
        _panel(days, [value for _, value in values], natural, rules, moments, unit, _HEIGHTS[0], title, days[0]),
        _panel(days[1:], ranges, spread, over, moments, unit, _HEIGHTS[1], "Moving range", days[0]),
    )


def _panel(
    days: Sequence[date],
    values: Sequence[float],
    levels: Sequence[Level],
    rules: dict[int, list[str]],
    moments: Sequence[Moment],
    unit: str,
    height: int,
    title: str,
    first: date,
) -> Panel:
    scale = Scale.of([*values, *(level.value for level in levels)], whole=False, steps=5 if height > 200 else 3)
    x = axis_of_days(first, days[-1])
    rows = [
        {
            "day": when(day),
            "value": value,
            "signal": index in rules,
            "tip": "\n".join([f"{figure(value, unit)}, {day_words(day)}", *rules.get(index, ())]),
        }
        for index, (day, value) in enumerate(zip(days, values, strict=True))
    ]
    y = scale.channel("value", title=unit)
    hit = {"x": x, "y": y, "tooltip": {"field": "tip"}}
    dot = {"type": "point", "filled": True, "color": colour("accent"), "size": 30, "opacity": 1}
    diamond = {"type": "point", "shape": "diamond", "filled": True, "color": SIGNAL, "size": 130, "opacity": 1}
    line: Layer = {"mark": {"type": "line", "color": QUIET, "strokeWidth": 1}, "encoding": {"x": x, "y": y}}
    drawn: Layer = {
        "data": {"values": rows},
        "layer": [
            line,
            {"transform": [{"filter": "!datum.signal"}], "mark": dot, "encoding": hit},
            {"transform": [{"filter": "datum.signal"}], "mark": diamond, "encoding": hit},
        ],
    }
    return panel(
        [*level_layers(levels, scale, y, unit, height), *moment_layers(moments, first, days[-1]), drawn],
        height=height,
        title=title,
    )
