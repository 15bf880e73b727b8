"""Work in progress: how many items are started and not finished, today and on every day of the window."""

from collections import Counter
from datetime import date

from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.metrics.stages import work_in_progress
from worksystem.metrics.states import stages_of, state_on
from worksystem.model.words import capital, count_of, day_words

__all__ = ["FIGURES", "wip", "wip_by_day"]

WIP = Definition(
    "wip",
    "Work in progress",
    "items",
    "completion",
    "How many items are started and not finished",
    "lower",
)


def wip_by_day(population: Population) -> tuple[tuple[date, int], ...]:
    """The number in progress at the end of each day of the window."""
    spans = ((started, over) for _, started, over in population.stays)
    return work_in_progress(spans, population.days, finishing_day=population.conventions.finishing_day)


def wip(population: Population) -> Figure:
    """The number in progress at the end of the window."""
    if not population.lives:
        return Figure(WIP.name, None, "No item is here whose past is known")
    series = wip_by_day(population)
    now = series[-1][1]
    average = sum(count for _, count in series) / len(series)
    held = Counter(state_on(population, life, population.end) for life in population.in_progress)
    by_state = [
        {"state": stage.id, "name": stage.name, "items": held[stage.id]}
        for stage in stages_of(population)
        if held[stage.id]
    ]
    says = (
        f"{capital(count_of(now, 'item'))} {'is' if now == 1 else 'are'} in progress on {day_words(population.end)}; "
        f"{average:.1f} on an average day since {day_words(population.start)}"
    )
    return Figure(WIP.name, now, says, now, {"average": round(average, 2), "by_state": by_state})


FIGURES = ((WIP, wip),)
