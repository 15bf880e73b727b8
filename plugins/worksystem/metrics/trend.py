"""Trends: whether the last value of a series differs from those before it by more than noise."""

from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

from worksystem.metrics.xmr import RULES, Limits, Side, limits, signals

__all__ = ["LEAST", "RULE_WORDS", "Direction", "Trend", "Verdict", "direction", "trend_of"]

# Fewer values than these tell too little of the noise.
LEAST: Final = 6
RULE_WORDS: Final = dict(
    zip(
        RULES,
        (
            "beyond the limits",
            "eight in a row on one side of the mean",
            "two of three far from the mean",
            "four of five away from the mean",
        ),
        strict=True,
    )
)
Better = Literal["lower", "higher"] | None
Direction = Literal["better", "worse", "changed"]
Verdict = Literal["better", "worse", "changed", "no_change", "too_early", "nothing"]


class Trend(Struct, frozen=True):
    """A series and what its last value says.

    Shape: `values` oldest first, `None` where there was nothing to count; `limits` are those of the values before the
    last one, `None` if these are too few; `rules` are those that the last one meets.
    """

    values: tuple[float | None, ...]
    limits: Limits | None
    verdict: Verdict
    rules: tuple[str, ...] = ()

    @property
    def before(self) -> int:
        """How many values there are before the last."""
        return sum(value is not None for value in self.values[:-1])


def direction(side: Side, better: Better) -> Direction:
    """What a signal on a side of the mean means where one side is wanted."""
    if better is None:
        return "changed"
    return "better" if (side == "above") == (better == "higher") else "worse"


def trend_of(values: Sequence[float | None], better: Better) -> Trend:
    """The trend of values that cannot be negative.

    Shape: `nothing` if the last value is missing, `too_early` with fewer than six before it.
    Source: metrics.xmr; content/handbook/measures_and_peers.md#process-behaviour-charts
    """
    known = [value for value in values if value is not None]
    if not values or values[-1] is None:
        return Trend(tuple(values), None, "nothing")
    if len(known) <= LEAST:
        return Trend(tuple(values), None, "too_early")
    within = limits(known[:-1], zero_bounded=True)
    found = [signal for signal in signals(known, within) if signal.index == len(known) - 1]
    verdict: Verdict = direction(found[0].side, better) if found else "no_change"
    return Trend(tuple(values), within, verdict, tuple(signal.rule for signal in found))
