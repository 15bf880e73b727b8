"""Outcomes of the work system itself: the results that work management promises, each with its trend by month."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from worksystem.metrics import cycle_time, due, outcomes, planned, predictability, rework
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.month import months_of
from worksystem.metrics.population import Population
from worksystem.metrics.trend import LEAST, Trend, trend_of
from worksystem.model.words import MONTHS, count_of, days_words, number_of, percent_words

__all__ = ["SystemOutcome", "list_system_outcomes", "say_value"]

# The value of each month that a population's window ends with, oldest first.
Series = Callable[[Population], Iterable[float | None]]


class SystemOutcome(Struct, frozen=True):
    """One result: `title` names it, `definition` is the figure that shows it, `months` are the first days of whole
    months, oldest first, with a value each in `trend`."""

    title: str
    definition: Definition
    months: tuple[date, ...]
    trend: Trend
    says: str


def list_system_outcomes(population: Population) -> tuple[SystemOutcome, ...]:
    """The outcomes over the last twelve whole months; the month under way is left out, because it is not over."""
    tomorrow = population.end + timedelta(days=1)
    whole = population.during(population.start, tomorrow.replace(day=1) - timedelta(days=1))
    months = tuple(month.start for month in months_of(whole))
    return tuple(_outcome(title, name, series(whole), months) for title, name, series in _OUTCOMES)


def _outcome(title: str, name: str, values: Iterable[float | None], months: tuple[date, ...]) -> SystemOutcome:
    definition = _MEASURED[name][0]
    trend = trend_of(tuple(values), definition.better)
    return SystemOutcome(title, definition, months, trend, _says(definition, months, trend))


def _each_month(name: str) -> Series:
    return lambda population: [_MEASURED[name][1](month).value for month in months_of(population)]


def _shares(pairs: Iterable[tuple[int, int]]) -> list[float | None]:
    return [part / whole if whole else None for part, whole in pairs]


def _rework(population: Population) -> list[float | None]:
    return _shares((month.went_back, month.finished) for month in rework.rework_by_month(population))


def _urgent(population: Population) -> list[float | None]:
    return _shares((month.urgent, month.started) for month in planned.starts_by_month(population))


def _delivered(population: Population) -> list[float | None]:
    return _shares((month.delivered, month.telling) for month in outcomes.outcomes_by_month(population))


_MEASURED: Final[dict[str, tuple[Definition, Callable[[Population], Figure]]]] = {
    definition.name: (definition, work_out)
    for module in (cycle_time, due, outcomes, planned, predictability, rework)
    for definition, work_out in module.FIGURES
}
_OUTCOMES: Final[tuple[tuple[str, str, Series], ...]] = (
    ("Deadlines", "due_date_performance", _each_month("due_date_performance")),
    ("Rework", "rework", _rework),
    ("Cycle time", "cycle_time", _each_month("cycle_time")),
    ("Predictability", "predictability", _each_month("predictability")),
    ("Urgency", "urgent_work", _urgent),
    ("Outcomes against activity", "activity_and_outcomes", _delivered),
)


def say_value(value: float, unit: str) -> str:
    """A value with its unit, as a sentence has it."""
    if unit == "share":
        return percent_words(value)
    return days_words(value) if unit == "days" else f"{value:,.1f} {unit}"


def _says(definition: Definition, months: tuple[date, ...], trend: Trend) -> str:
    unit = definition.unit
    last = trend.values[-1] if trend.values else None
    if last is None:
        return "Nothing, or too little, to count in the last whole month" if months else "No month is over yet"
    said = f"{say_value(last, unit)} in {MONTHS[months[-1].month - 1]} {months[-1].year}"
    if trend.limits is None:
        return (
            f"Too early to tell: {said}, and {count_of(trend.before, 'month')} before it; {number_of(LEAST)} are needed"
        )
    within = f"{say_value(trend.limits.lower, unit)} to {say_value(trend.limits.upper, unit)}"
    word = {"better": "Better", "worse": "Worse", "changed": "Changed", "no_change": "No change beyond noise"}
    return f"{word[trend.verdict]}: {said}; the {count_of(trend.before, 'month')} before lead to expect {within}"
