"""Percentiles and histograms: what share of the values lies at or below which value.

Peers differ in the rule between two values; the rule is an argument here, never a habit of a library.
"""

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from typing import Final

__all__ = ["METHODS", "histogram", "percentile"]

# From the number of values and the share to the rank, counted from 1.
METHODS: Final[dict[str, Callable[[int, float], float]]] = {
    "nearest_rank": lambda n, share: math.ceil(_steady(n * share)),
    "linear": lambda n, share: _steady((n - 1) * share) + 1,
    "exclusive": lambda n, share: _steady((n + 1) * share),
    "floor": lambda n, share: math.floor(_steady(n * share)),
}


def percentile(values: Iterable[float], share: float, *, method: str = "nearest_rank") -> float:
    """The value that `share` of the values do not exceed, by one of `METHODS`.

    Shape: `values` in any order; `share` from 0 to 1, so the 85th percentile is 0.85. With `nearest_rank` the result
    is one of the values and at least that share of them is at or below it: "85% of items took so many days or less".
    Unit: that of the values.
    Errors: `ValueError` for no values, a share outside 0 to 1, or an unknown method.
    Source: content/handbook/measures_and_peers.md#percentiles; Hyndman and Fan, "Sample quantiles in statistical
    packages", The American Statistician 50 (1996), types 1 (nearest rank), 7 (linear) and 6 (exclusive).
    """
    ordered = sorted(values)
    if not ordered:
        raise ValueError("no values")
    if not 0 <= share <= 1:
        raise ValueError(f"a share lies between 0 and 1, not at {share}")
    if method not in METHODS:
        raise ValueError(f"no percentile method {method!r}")
    return _between(ordered, METHODS[method](len(ordered), share))


def histogram(values: Iterable[float], edges: Sequence[float]) -> tuple[int, ...]:
    """How many values fall between each two edges: the lower edge belongs to a bin, of the last bin the upper one too.

    Shape: one count per bin, one fewer than edges; edges ascending; what lies outside all bins is not counted.
    """
    counts = [0] * (len(edges) - 1)
    for value in values:
        if edges[0] <= value <= edges[-1]:
            counts[min(bisect_right(edges, value), len(counts)) - 1] += 1
    return tuple(counts)


def _between(ordered: Sequence[float], rank: float) -> float:
    """The value at a rank counted from 1; between two ranks on the straight line, beyond the ends the end."""
    rank = min(max(rank, 1), len(ordered))
    below = math.floor(rank)
    lower, upper = ordered[below - 1], ordered[min(below, len(ordered) - 1)]
    return lower + (rank - below) * (upper - lower) if rank > below else lower


def _steady(rank: float) -> float:
    """The rank without the rounding of floats: 0.07 of 100 values is the 7th, not a little more."""
    return round(rank, 9)
