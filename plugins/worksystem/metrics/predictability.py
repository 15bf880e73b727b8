"""Predictability: how far times spread, and which weeks and items differ by more than noise."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from worksystem.metrics import xmr
from worksystem.metrics.cycle_time import cycle_times
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.metrics.spread import percentiles
from worksystem.metrics.throughput import finished_by_week
from worksystem.model.words import capital, count_of, number_of, percent_words

__all__ = ["FIGURES", "Behaviour", "cycle_time_behaviour", "predictability", "throughput_behaviour"]

PREDICTABILITY = Definition(
    "predictability",
    "Predictability",
    "times",
    "completion",
    "How many times as long as the middle item the slow ones take",
    "lower",
)


class Behaviour(Struct, frozen=True):
    """A process behaviour chart.

    Shape: `values` by day, oldest first, each with a name (an item or empty); `limits` is `None` where the values are
    few, and then there are no signals; these point into `values`.
    """

    values: tuple[tuple[date, float, str], ...]
    limits: xmr.Limits | None
    signals: tuple[xmr.Signal, ...]


def throughput_behaviour(population: Population) -> Behaviour:
    """The number finished in each whole week of the window."""
    return _behave([(week.monday, week.finished, "") for week in finished_by_week(population)], population)


def cycle_time_behaviour(population: Population) -> Behaviour:
    """The cycle time of each item finished in the window, in that order."""
    return _behave([(each.day, each.days, each.item) for each in cycle_times(population)], population)


def _behave(values: Sequence[tuple[date, float, str]], population: Population) -> Behaviour:
    if len(values) < max(2, population.conventions.few):
        return Behaviour(tuple(values), None, ())
    numbers = [value for _, value, _ in values]
    limits = xmr.limits(numbers, zero_bounded=True)
    return Behaviour(tuple(values), limits, xmr.signals(numbers, limits))


def predictability(population: Population) -> Figure:
    """The cycle time of the expectation as a multiple of the median; 1 would mean that all take as long."""
    conventions = population.conventions
    weeks, items = throughput_behaviour(population), cycle_time_behaviour(population)
    detail = {"throughput": _detail(weeks), "cycle_time": _detail(items)}
    count = len(items.values)
    found = percentiles((value for _, value, _ in items.values), conventions)
    if not found:
        says = "Nothing was finished that had been started" if not count else ""
        says = says or f"{capital(count_of(count, 'item'))} finished, too few to say how far their times spread"
        return Figure(PREDICTABILITY.name, None, says, count, detail)
    half, most = found[0.5], found[conventions.expectation]
    if not half:
        return Figure(PREDICTABILITY.name, None, "The middle item took no day, so there is no ratio", count, detail)
    says = (
        f"{percent_words(conventions.expectation)} of the items are finished within {most / half:.1f} times the median"
    )
    if weeks.limits is None:
        says += f"; {count_of(len(weeks.values), 'whole week')} of throughput are too few to tell signal from noise"
    else:
        odd = len({signal.index for signal in weeks.signals})
        says += f"; the throughput of {number_of(odd) if odd else 'none'} of {count_of(len(weeks.values), 'week')} "
        says += "differs by more than noise"
    return Figure(PREDICTABILITY.name, round(most / half, 3), says, count, detail)


def _detail(behaviour: Behaviour) -> dict[str, Any]:
    limits = behaviour.limits
    return {
        "n": len(behaviour.values),
        "mean": None if limits is None else round(limits.mean, 3),
        "lower": None if limits is None else round(limits.lower, 3),
        "upper": None if limits is None else round(limits.upper, 3),
        "signals": [
            {
                "day": behaviour.values[each.index][0].isoformat(),
                "value": behaviour.values[each.index][1],
                "rule": each.rule,
                "side": each.side,
                **({"item": behaviour.values[each.index][2]} if behaviour.values[each.index][2] else {}),
            }
            for each in behaviour.signals
        ],
    }


FIGURES = ((PREDICTABILITY, predictability),)
