"""Process behaviour charts (XmR): which points are signals of a change, and which are the noise of a steady process."""

from collections.abc import Sequence
from itertools import pairwise
from statistics import fmean
from typing import Final, Literal

from msgspec import Struct

__all__ = ["D2", "RULES", "SCALE", "Limits", "Side", "Signal", "limits", "moving_ranges", "signals"]

Side = Literal["above", "below"]

# The mean moving range of two values of a normal process is 1.128 of its standard deviations; 3 / 1.128 is printed as
# 2.66 in practice, and the upper limit of the ranges as 3.268 (3.267 and 3.27 are also seen).
D2: Final = 1.128
SCALE: Final = 2.66
RANGE_SCALE: Final = 3.268

RULES: Final = ("beyond_limits", "run_of_8", "2of3_beyond_2sigma", "4of5_beyond_1sigma")
_RUN: Final = 8
_SIDES: Final[tuple[Side, ...]] = ("above", "below")


class Limits(Struct, frozen=True):
    """The natural limits of a process, from a baseline of its values.

    Shape: `lower` and `upper` are the natural process limits around `mean`; `range_upper` is the upper limit of the
    moving ranges, whose mean is `range_mean`; `zero_bounded` says that values cannot be negative, so that a lower
    line below 0 stands at 0 and nothing is said about points under it.
    Unit: that of the values.
    """

    mean: float
    lower: float
    upper: float
    range_mean: float
    range_upper: float
    zero_bounded: bool = False

    @property
    def sigma(self) -> float:
        """The standard deviation as the moving ranges tell it, not the one of all values."""
        return self.range_mean / D2


class Signal(Struct, frozen=True, order=True):
    """One point that noise does not explain: its place among the values, the rule it meets, and the side it lies on."""

    index: int
    rule: str
    side: Side


def moving_ranges(values: Sequence[float]) -> tuple[float, ...]:
    """The distance of each value from the one before it; one fewer than values."""
    return tuple(abs(after - before) for before, after in pairwise(values))


def limits(baseline: Sequence[float], *, zero_bounded: bool = False, scale: float = SCALE) -> Limits:
    """The limits that a baseline gives: its mean, give or take `scale` mean moving ranges.

    Shape: `baseline` in order of time; one value has no range, so its limits are the value itself.
    Errors: `ValueError` for an empty baseline.
    Source: content/handbook/measures_and_peers.md#process-behaviour-charts; Wheeler, Understanding Variation (1993);
    NIST/SEMATECH e-Handbook of Statistical Methods, 6.3.2.2 (which has a scale of 3 / 1.128).
    """
    if not baseline:
        raise ValueError("no values")
    mean = fmean(baseline)
    ranges = moving_ranges(baseline)
    range_mean = fmean(ranges) if ranges else 0.0
    lower = mean - scale * range_mean
    return Limits(
        mean=mean,
        lower=max(lower, 0.0) if zero_bounded else lower,
        upper=mean + scale * range_mean,
        range_mean=range_mean,
        range_upper=RANGE_SCALE * range_mean,
        zero_bounded=zero_bounded,
    )


def signals(values: Sequence[float], within: Limits) -> tuple[Signal, ...]:
    """The points that four rules mark; limits come from a baseline, which may be other values than these.

    Shape: ordered by index, then rule; a point may meet several rules. "Beyond" is strict: a point on a line is
    not beyond it, and a point on the mean ends a run. Of a window that meets "2 of 3" or "4 of 5", all points on that
    side of the mean are marked.
    """
    found: set[Signal] = set()
    for side in _SIDES:
        offsets = _offsets(values, within, side)
        edge = within.upper - within.mean if side == "above" else within.mean - within.lower
        for rule, size, enough, line in (
            ("beyond_limits", 1, 1, edge),
            ("run_of_8", _RUN, _RUN, 0.0),
            ("2of3_beyond_2sigma", 3, 2, 2 * within.sigma),
            ("4of5_beyond_1sigma", 5, 4, within.sigma),
        ):
            if side == "below" and within.zero_bounded and line >= within.mean:
                continue
            found.update(Signal(index, rule, side) for index in _marked(offsets, size, enough, line))
    return tuple(sorted(found))


def _offsets(values: Sequence[float], within: Limits, side: Side) -> list[float]:
    """How far each value lies from the mean, counted towards one side."""
    return [value - within.mean if side == "above" else within.mean - value for value in values]


def _marked(offsets: Sequence[float], size: int, enough: int, line: float) -> set[int]:
    """The places on this side of the mean in every window of `size` points of which `enough` are beyond the line."""
    marked: set[int] = set()
    for start in range(len(offsets) - size + 1):
        window = range(start, start + size)
        if sum(offsets[index] > line for index in window) >= enough:
            marked.update(index for index in window if offsets[index] > 0)
    return marked
