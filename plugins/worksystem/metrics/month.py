"""Months of a population: the windows that trends are made of."""

from datetime import date, timedelta
from typing import Final

from worksystem.metrics.population import Population
from worksystem.model.words import MONTHS

__all__ = ["month_of", "month_words", "months_of"]

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


def month_of(population: Population) -> str:
    """The month of a window, like `2026-11`."""
    day: date = population.start
    return f"{day:%Y-%m}"


def month_words(month: str) -> str:
    """A month like `2026-11` as people say it: `Nov 2026`."""
    year, _, number = month.partition("-")
    return f"{MONTHS[int(number) - 1]} {year}"
