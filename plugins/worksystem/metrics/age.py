"""Age of what is in progress: of each item since it was started, and of all of them together."""

from bisect import bisect_left, bisect_right
from datetime import date
from itertools import accumulate

from msgspec import Struct

from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.metrics.spread import percentiles, spread_detail
from worksystem.metrics.states import state_on
from worksystem.model.words import count_of, day_words, days_words

__all__ = ["FIGURES", "Aged", "ages_of", "total_age", "total_age_by_day", "work_item_age"]

WORK_ITEM_AGE = Definition(
    "work_item_age",
    "Work item age",
    "days",
    "completion",
    "How long ago the items in progress were started, the middle one of them",
    "lower",
)
TOTAL_AGE = Definition(
    "total_age",
    "Total age of work in progress",
    "item days",
    "completion",
    "The ages of all items in progress, added up",
    "lower",
)


class Aged(Struct, frozen=True):
    """An item in progress, the state it stands in, its age in days, and whether it is blocked."""

    item: str
    state: str
    days: int
    blocked: bool = False


def ages_of(population: Population) -> tuple[Aged, ...]:
    """Every item in progress at the end of the window, the oldest first."""
    moment = population.history.end_of(population.end)
    found = []
    for life in population.in_progress:
        days = population.age_days(life)
        if days is not None:
            state = state_on(population, life, population.end) or ""
            blocked = any(each.start < moment and (each.end is None or each.end >= moment) for each in life.blocks)
            found.append(Aged(life.key, state, days, blocked))
    return tuple(sorted(found, key=lambda each: (-each.days, each.item)))


def work_item_age(population: Population) -> Figure:
    """The median age at the end of the window."""
    aged = ages_of(population)
    if not aged:
        return Figure(WORK_ITEM_AGE.name, None, f"Nothing is in progress on {day_words(population.end)}")
    found = percentiles((each.days for each in aged), population.conventions)
    oldest = aged[0]
    says = f"The oldest of {count_of(len(aged), 'item')} in progress, {oldest.item}, is {days_words(oldest.days)} old"
    if len(aged) == 1:
        says = f"The one item in progress, {oldest.item}, is {days_words(oldest.days)} old"
    if found:
        says += f"; half of them are {days_words(found[0.5])} old at most"
    detail = spread_detail(((each.item, each.days) for each in aged), population.conventions)
    detail["items"] = [{"item": each.item, "state": each.state, "days": each.days} for each in aged]
    return Figure(WORK_ITEM_AGE.name, found.get(0.5), says, len(aged), detail)


def total_age_by_day(population: Population) -> tuple[tuple[date, int], ...]:
    """The sum of the ages of all that was in progress at the end of each day of the window. Unit: item days."""
    conventions = population.conventions
    starts = sorted(started.toordinal() for _, started, _ in population.stays)
    ends = sorted((over.toordinal(), started.toordinal()) for _, started, over in population.stays if over is not None)
    overs = [over for over, _ in ends]
    begun, left = [0, *accumulate(starts)], [0, *accumulate(started for _, started in ends)]
    is_over = bisect_left if conventions.finishing_day else bisect_right
    found = []
    for day in population.days:
        on = day.toordinal()
        came, went = bisect_right(starts, on), is_over(overs, on)
        found.append((day, conventions.days(0, on) * (came - went) - (begun[came] - left[went])))
    return tuple(found)


def total_age(population: Population) -> Figure:
    """The total age at the end of the window."""
    if not population.lives:
        return Figure(TOTAL_AGE.name, None, "No item is here whose past is known")
    series = total_age_by_day(population)
    (first, before), (last, now) = series[0], series[-1]
    more = "as much as" if now == before else "more than" if now > before else "less than"
    difference = "" if now == before else f"{days_words(abs(now - before))} "
    says = (
        f"What is in progress on {day_words(last)} is {days_words(now)} old together, "
        f"{difference}{more} on {day_words(first)}"
    )
    return Figure(TOTAL_AGE.name, now, says, len(population.in_progress), {"at_start": before})


FIGURES = ((WORK_ITEM_AGE, work_item_age), (TOTAL_AGE, total_age))
