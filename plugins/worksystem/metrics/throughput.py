"""Throughput: how many items are finished per unit of time, counted exactly, whatever their size."""

from collections import Counter
from datetime import date, timedelta

from msgspec import Struct

from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.metrics.spread import median_of
from worksystem.model.words import capital, count_of, day_words, rate_words

__all__ = ["FIGURES", "Week", "finished_by_day", "finished_by_week", "throughput", "weeks_of"]

THROUGHPUT = Definition(
    "throughput",
    "Throughput",
    "items a week",
    "completion",
    "How many items are finished in a week",
    "higher",
)


class Week(Struct, frozen=True):
    """A week from Monday to Sunday, and how many items were finished in it."""

    monday: date
    finished: int


def weeks_of(population: Population) -> tuple[date, ...]:
    """The Mondays of the weeks that lie wholly in the window."""
    first = population.start + timedelta(-population.start.weekday() % 7)
    return tuple(first + timedelta(days) for days in range(0, (population.end - first).days - 5, 7))


def finished_by_day(population: Population) -> tuple[tuple[date, int], ...]:
    """How many items were finished on each day of the window, days without any included."""
    counts = _days(population)
    return tuple((day, counts[day]) for day in population.days)


def finished_by_week(population: Population) -> tuple[Week, ...]:
    """How many items were finished in each whole week of the window; weeks that it only touches are left out."""
    counts: Counter[date] = Counter()
    for day, count in _days(population).items():
        counts[day - timedelta(day.weekday())] += count
    return tuple(Week(monday, counts[monday]) for monday in weeks_of(population))


def _days(population: Population) -> Counter[date]:
    clocks = population.clocks
    moments = (clocks[life.key].finished for life in population.finished)
    return Counter(population.day(moment) for moment in moments if moment is not None)


def throughput(population: Population) -> Figure:
    """The average of the window by week; `n` is the exact count."""
    if not population.lives:
        return Figure(THROUGHPUT.name, None, "No item is here whose past is known")
    count, apart = len(population.finished), len(population.apart)
    rate = count * 7 / len(population.days)
    weeks = finished_by_week(population)
    detail = {
        "finished": count,
        "apart": apart,
        "weeks": [{"monday": week.monday.isoformat(), "finished": week.finished} for week in weeks],
        "median_week": median_of((week.finished for week in weeks), population.conventions),
    }
    says = f"{capital(count_of(count, 'item'))} finished since {day_words(population.start)}, {rate_words(rate)} a week"
    if apart:
        says += f"; {count_of(apart, 'more is', 'more are')} counted apart"
    return Figure(THROUGHPUT.name, round(rate, 3), says, count, detail)


FIGURES = ((THROUGHPUT, throughput),)
