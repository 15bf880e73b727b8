"""Cumulative flow: how many items had reached each state by the end of each day."""

from collections.abc import Iterable
from datetime import date

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics import stages
from worksystem.metrics.population import Population
from worksystem.metrics.states import Stage, course_of

__all__ = ["CumulativeFlow", "cumulative_flow"]


class CumulativeFlow(Struct, frozen=True):
    """The diagram of a window: the states in order, and for each day how many items had reached each."""

    course: tuple[Stage, ...]
    days: tuple[stages.FlowDay, ...]

    @property
    def held(self) -> tuple[tuple[int, ...], ...]:
        """For each state, how many items stood in it at the end of each day: reached it, and not yet the next."""
        reached = [(*day.reached, 0) for day in self.days]
        return tuple(tuple(day[place] - day[place + 1] for day in reached) for place in range(len(self.course)))


def cumulative_flow(population: Population) -> CumulativeFlow:
    """The diagram over all days of the window.

    Shape: without what was dropped or deleted, which would stand in its last state for ever, and without what was done
    when it was first seen; an item that skipped a state reached it with the next one.
    """
    course = course_of(population)
    ids = [stage.id for stage in course]
    by_category = len({life.workflow for life in population.lives}) > 1
    items = [
        stages.stage_dates(_entries(population, life, by_category=by_category), ids, back=population.conventions.back)
        for life in population.lives
        if not life.born_done
        and (life.gone is None or population.clocks[life.key].finished is not None)
        and population.clocks[life.key].dropped is None
    ]
    return CumulativeFlow(course, stages.cumulative_flow(items, ids, population.days))


def _entries(population: Population, life: Life, *, by_category: bool) -> Iterable[tuple[date, str]]:
    for spell in life.spells:
        yield population.day(spell.start), (spell.category or "") if by_category else spell.state
