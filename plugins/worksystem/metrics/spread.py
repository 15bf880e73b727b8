"""How times spread: percentiles where there are enough of them, each single one where there are few."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from worksystem.metrics.conventions import Conventions
from worksystem.metrics.percentile import percentile
from worksystem.model.words import capital, count_of, day_words, days_words, percent_words

__all__ = ["Timed", "median_of", "percentiles", "shares_of", "spread_detail", "spread_words"]

# An item and a time in days.
Timed = tuple[str, float]


def shares_of(conventions: Conventions) -> tuple[float, ...]:
    """The shares that are told of a spread: half, 70%, the expectation, 95%."""
    return tuple(sorted({0.5, 0.7, conventions.expectation, 0.95}))


def percentiles(values: Iterable[float], conventions: Conventions) -> dict[float, float]:
    """Each share with the time that it of the values does not exceed; empty if they are few."""
    known = sorted(values)
    if len(known) < max(1, conventions.few):
        return {}
    return {share: percentile(known, share, method=conventions.percentile) for share in shares_of(conventions)}


def median_of(values: Iterable[float], conventions: Conventions) -> float | None:
    """The middle value by the conventions; `None` if they are few."""
    return percentiles(values, conventions).get(0.5)


def spread_detail(timed: Iterable[Timed], conventions: Conventions) -> dict[str, Any]:
    """The least, the most, the percentiles (`p85`) and the average; of few, each value with its item in their stead."""
    known = sorted(timed, key=lambda each: (each[1], each[0]))
    if not known:
        return {}
    ends: dict[str, Any] = {"least": known[0][1], "most": known[-1][1]}
    found = percentiles((days for _, days in known), conventions)
    if not found:
        return ends | {"values": [{"item": item, "days": days} for item, days in known]}
    average = round(sum(days for _, days in known) / len(known), 2)
    return ends | {f"p{share * 100:g}": value for share, value in found.items()} | {"average": average}


def spread_words(timed: Iterable[Timed], conventions: Conventions, *, did: str, since: date) -> str:
    """The spread in a sentence; `did` is what the items did, like `finished`, on a day of the window or later."""
    values = sorted(days for _, days in timed)
    begin = f"since {day_words(since)}"
    if not values:
        return f"Nothing was {did} {begin}"
    found = percentiles(values, conventions)
    if found:
        half, most = found[0.5], found[conventions.expectation]
        share = percent_words(conventions.expectation)
        return (
            f"Half of the items were {did} within {days_words(half)}, {share} within {days_words(most)}; "
            f"{count_of(len(values), 'item')} {begin}"
        )
    took = days_words(values[0]) if values[0] == values[-1] else f"{values[0]:g} to {days_words(values[-1])}"
    return f"{capital(count_of(len(values), 'item'))} {'was' if len(values) == 1 else 'were'} {did} {begin}, in {took}"
