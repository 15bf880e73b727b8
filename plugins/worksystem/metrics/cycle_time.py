"""Cycle time, from start to finish, and lead time, from the first word of it to finish, of what was finished."""

from datetime import date

from msgspec import Struct

from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.metrics.spread import median_of, spread_detail, spread_words

__all__ = ["FIGURES", "Finished", "cycle_time", "cycle_times", "lead_time", "lead_times"]

CYCLE_TIME = Definition(
    "cycle_time",
    "Cycle time",
    "days",
    "completion",
    "How long it takes from starting an item to finishing it, for the middle one of all that were finished",
    "lower",
)
LEAD_TIME = Definition(
    "lead_time",
    "Lead time",
    "days",
    "completion",
    "How long it takes from writing an item down to finishing it, for the middle one of all that were finished",
    "lower",
)


class Finished(Struct, frozen=True):
    """A finished item, the day on which it was, and how many days it took."""

    item: str
    day: date
    days: int


def cycle_times(population: Population) -> tuple[Finished, ...]:
    """The cycle time of everything that was started, and finished in the window, in that order."""
    return tuple(
        Finished(life.key, population.day(finished), days)
        for life in population.finished
        if (finished := population.clocks[life.key].finished) is not None
        and (days := population.cycle_days(life)) is not None
    )


def lead_times(population: Population) -> tuple[Finished, ...]:
    """The lead time of everything finished in the window, in that order."""
    return tuple(
        Finished(life.key, population.day(finished), days)
        for life in population.finished
        if (finished := population.clocks[life.key].finished) is not None
        and (days := population.lead_days(life)) is not None
    )


def cycle_time(population: Population) -> Figure:
    """The median cycle time."""
    found = cycle_times(population)
    never_started = len(population.finished) - len(found)
    figure = _figure(CYCLE_TIME, population, found, {"never_started": never_started})
    if not found and never_started:
        return Figure(figure.name, None, "Nothing that was finished had been started first", 0, figure.detail)
    return figure


def lead_time(population: Population) -> Figure:
    """The median lead time."""
    return _figure(LEAD_TIME, population, lead_times(population), {})


def _figure(
    definition: Definition, population: Population, found: tuple[Finished, ...], more: dict[str, int]
) -> Figure:
    conventions = population.conventions
    timed = [(each.item, each.days) for each in found]
    detail = {**spread_detail(timed, conventions), **more, "apart": len(population.apart)}
    says = spread_words(timed, conventions, did="finished", since=population.start)
    return Figure(definition.name, median_of((days for _, days in timed), conventions), says, len(found), detail)


FIGURES = ((CYCLE_TIME, cycle_time), (LEAD_TIME, lead_time))
