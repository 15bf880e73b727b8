"""Due dates: whether finished work was finished in time, by the date as it stood last and as it was said first."""

from datetime import date
from statistics import median
from typing import Any

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics.field import dates_of, in_force
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.model import WorkDate
from worksystem.model.words import count_of, days_words, percent_words

__all__ = ["FIGURES", "DueItem", "DueItems", "list_due"]

PERFORMANCE = Definition(
    "due_date_performance",
    "Due dates met",
    "share",
    "completion",
    "The share of finished items that were finished on or before the day they were due, as that day stood last",
    "higher",
)


class DueItem(Struct, frozen=True):
    """A finished item that had a due date: the first one said, the last one before it was finished."""

    life: Life
    first: WorkDate
    last: WorkDate
    finished: date

    @property
    def late(self) -> int:
        """Calendar days after the last due day; below 0 for days to spare."""
        return (self.finished - self.last.day).days

    @property
    def late_at_first(self) -> int:
        """The same against the first due day."""
        return (self.finished - self.first.day).days


class DueItems(Struct, frozen=True):
    """Finished items with a due date, in the order in which they were finished.

    Shape: `without` had no due date when they were finished; `unread` counts values that are no dates.
    """

    items: tuple[DueItem, ...]
    without: int
    unread: int


def list_due(population: Population) -> DueItems:
    """What was finished in the window against when it was due."""
    found: list[DueItem] = []
    without = unread = 0
    for life in population.finished:
        finished = population.clocks[life.key].finished
        dates = dates_of(population, life, "due")
        unread += dates.unread
        before = dates.until(finished)
        last = in_force(before)
        if finished is None or last is None:
            without += 1
            continue
        first = next(each.date for each in before if each.date is not None)
        found.append(DueItem(life, first, last, population.day(finished)))
    return DueItems(tuple(found), without, unread)


def _performance(population: Population) -> Figure:
    due = list_due(population)
    detail: dict[str, Any] = {"without_due": due.without, "unread": due.unread, "apart": len(population.apart)}
    if not due.items:
        says = "No finished item had a due date in this window; write due where a date matters"
        return Figure(PERFORMANCE.name, None, says, 0, detail)
    n = len(due.items)
    met, met_first = sum(each.late <= 0 for each in due.items), sum(each.late_at_first <= 0 for each in due.items)
    late = [each.late for each in due.items if each.late > 0]
    detail |= {
        "met": met,
        "missed": n - met,
        "met_first": met_first,
        "missed_first": n - met_first,
        "share_first": met_first / n,
        "late_days": sum(late),
    }
    if len(late) >= population.conventions.few:
        detail["median_late_days"] = median(late)
    if n < population.conventions.few:
        detail["values"] = [{"item": each.life.key, "late_days": each.late} for each in due.items]
    says = f"{percent_words(met / n)} of {count_of(n, 'finished item')} met the due date as it stood last"
    if met_first != met:
        says += f", {percent_words(met_first / n)} the one that was said first"
    if late:
        says += f"; {count_of(len(late), 'was', 'were')} late, by {days_words(sum(late) / len(late))} on average"
    return Figure(PERFORMANCE.name, met / n, says, n, detail)


FIGURES = ((PERFORMANCE, _performance),)
