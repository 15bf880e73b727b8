"""Months of a population: the windows that trends are made of."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Final, TypeVar

from worksystem.history import Life
from worksystem.metrics.population import Population
from worksystem.model.words import MONTHS

__all__ = ["by_month", "finished_on", "month_words", "months_of"]

T = TypeVar("T")

_MOST: Final = 12


def months_of(population: Population, *, most: int = _MOST) -> tuple[Population, ...]:
    """The same items month by month, oldest first, up to the end of the window; the last month may not be over.

    Shape: at most `most` months, none before the first item was created; without items, none at all.
    """
    if not population.lives:
        return ()
    born = min(population.day(life.created) for life in population.lives)
    found: list[Population] = []
    end = population.end
    while len(found) < most and end >= born:
        first = end.replace(day=1)
        found.append(population.during(first, end))
        end = first - timedelta(days=1)
    return tuple(reversed(found))


def by_month(
    population: Population, dated: Callable[[Population], Iterable[tuple[date, T]]]
) -> tuple[tuple[str, tuple[T, ...]], ...]:
    """What happened in each of those months, as `2026-11`, oldest first.

    Shape: `dated` gives what happened in a window, each with its day; it is asked once, for all months.
    """
    months = months_of(population)
    found: dict[str, list[T]] = {f"{month.start:%Y-%m}": [] for month in months}
    if months:
        for day, each in dated(population.during(months[0].start, population.end)):
            found[f"{day:%Y-%m}"].append(each)
    return tuple((month, tuple(each)) for month, each in found.items())


def finished_on(population: Population) -> Iterator[tuple[date, Life]]:
    """What was finished in a window, each with its day."""
    clocks = population.clocks
    return ((population.day(at), life) for life in population.finished if (at := clocks[life.key].finished))


def month_words(month: str) -> str:
    """A month like `2026-11` as people say it: `Nov 2026`."""
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}"
