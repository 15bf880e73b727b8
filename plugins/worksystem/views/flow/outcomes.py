"""Outcomes of the work system as a table: one row each, with its last year drawn small."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from msgspec import Struct

from worksystem.metrics.system_outcomes import SystemOutcome, say_value

__all__ = ["OutcomeRow", "Spark", "build_outcomes"]

_WORDS: Final = {
    "better": "better",
    "worse": "worse",
    "changed": "changed",
    "no_change": "no change beyond noise",
    "too_early": "too early to tell",
    "nothing": "nothing to count",
}


class Spark(Struct, frozen=True):
    """A series drawn small.

    Shape: `heights` from 0 to 1, `None` where there is no value; `band` are the heights between which noise lies, if
    that is known.
    """

    heights: tuple[float | None, ...]
    band: tuple[float, float] | None


class OutcomeRow(Struct, frozen=True):
    """A result.

    Shape: `value` is that of the last whole month in words, empty if there is none; `months` has each month with its
    value in words; `definition` is the address below the site's root.
    """

    title: str
    figure: str
    value: str
    verdict: str
    says: str
    spark: Spark
    months: tuple[tuple[date, str], ...]
    definition: str


def build_outcomes(outcomes: Sequence[SystemOutcome]) -> tuple[OutcomeRow, ...]:
    """The rows, in the order of the outcomes."""
    return tuple(_row(each) for each in outcomes)


def _row(each: SystemOutcome) -> OutcomeRow:
    words = tuple("" if value is None else say_value(value, each.definition.unit) for value in each.trend.values)
    return OutcomeRow(
        title=each.title,
        figure=each.definition.title,
        value=words[-1] if words else "",
        verdict=_WORDS[each.trend.verdict],
        says=each.says,
        spark=_spark(each),
        months=tuple(zip(each.months, words, strict=True)),
        definition=f"metrics/{each.definition.name}/",
    )


def _spark(each: SystemOutcome) -> Spark:
    within = each.trend.limits
    edges = [within.lower, within.upper] if within is not None else []
    known = [value for value in (*each.trend.values, *edges) if value is not None]
    low, high = min(known, default=0.0), max(known, default=0.0)
    span = high - low or 1.0

    def height(value: float) -> float:
        return round((value - low) / span, 3) if high > low else 0.5

    heights = tuple(None if value is None else height(value) for value in each.trend.values)
    return Spark(heights, (height(within.lower), height(within.upper)) if within is not None else None)
