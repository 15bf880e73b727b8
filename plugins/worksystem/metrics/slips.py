"""Slips: how often due dates moved while work was open, how far, and what replanning costs."""

from datetime import date
from itertools import pairwise
from statistics import median
from typing import Any

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics.field import Dated, dates_of
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.model import WorkDate
from worksystem.model.words import count_of, days_words, percent_words

__all__ = ["FIGURES", "Replan", "Replanned", "list_replanned", "replans_of"]

SLIPS = Definition(
    "slips",
    "Due dates that moved",
    "share",
    "coordination",
    "The share of open items with a due date whose date was moved in the window, how often and how far",
    "lower",
)


class Replan(Struct, frozen=True):
    """A due date that was replaced by another; `days` calendar days later, below 0 earlier."""

    day: date
    old: WorkDate
    new: WorkDate

    @property
    def days(self) -> int:
        return (self.new.day - self.old.day).days


class Replanned(Struct, frozen=True):
    """An item that was open with a due date: its first date, its last one, and how the date moved in the window."""

    life: Life
    first: WorkDate
    last: WorkDate
    replans: tuple[Replan, ...]
    finished: date | None


def replans_of(population: Population, dates: tuple[Dated, ...]) -> tuple[Replan, ...]:
    """Every time a date was replaced, oldest first; one that only became more precise was not."""
    known = [(each.when, each.date) for each in dates if each.date is not None]
    return tuple(
        Replan(population.day(when), old, new)
        for (_, old), (when, new) in pairwise(known)
        if new.day != old.day and not (old.first <= new.first and new.last <= old.last)
    )


def list_replanned(population: Population) -> tuple[tuple[Replanned, ...], int]:
    """Items that were open with a due date at some time of the window, by key; and how many values are no dates."""
    found: list[Replanned] = []
    unread = 0
    for life in population.lives:
        clock = population.clocks[life.key]
        over = min((each for each in (clock.finished, clock.dropped, life.gone) if each is not None), default=None)
        if clock.apart or (over is not None and population.day(over) < population.start):
            continue
        dates = dates_of(population, life, "due")
        unread += dates.unread
        said = tuple(each for each in dates.until(over) if population.day(each.when) <= population.end)
        known = [each.date for each in said if each.date is not None]
        if not known:
            continue
        moved = tuple(each for each in replans_of(population, said) if each.day >= population.start)
        if said[-1].date is None and not moved:  # it had no date left when the window began, or gave it up in it
            continue
        finished = population.day(clock.finished) if clock.finished else None
        found.append(Replanned(life, known[0], known[-1], moved, finished))
    return tuple(found), unread


def _slips(population: Population) -> Figure:
    items, unread = list_replanned(population)
    if not items:
        says = "No open item had a due date in this window; write due where a date matters"
        return Figure(SLIPS.name, None, says, 0, {"unread": unread})
    moved = [each for each in items if each.replans]
    replans = [replan for each in moved for replan in each.replans]
    later, earlier = [r.days for r in replans if r.days > 0], [-r.days for r in replans if r.days < 0]
    limit = population.workspace.settings.thresholds.slips
    detail: dict[str, Any] = {
        "items": len(items),
        "replanned": len(moved),
        "moves": len(replans),
        "moves_later": len(later),
        "moves_earlier": len(earlier),
        "days_later": sum(later),
        "days_earlier": sum(earlier),
        "moved_too_often": [each.life.key for each in moved if len(each.replans) > limit],
        "unread": unread,
    }
    if len(later) >= population.conventions.few:
        detail["median_days_later"] = median(later)
    else:
        detail["values"] = [
            {"item": each.life.key, "day": replan.day.isoformat(), "days": replan.days}
            for each in moved
            for replan in each.replans
        ]
    share = len(moved) / len(items)
    if not moved:
        who = f"None of {count_of(len(items), 'open item')} with a due date had"
        says = f"{who if len(items) > 1 else 'The one open item with a due date never had'} it moved"
    else:
        says = f"{percent_words(share)} of {count_of(len(items), 'item')} with a due date had it moved"
        says += f", {count_of(len(replans), 'time')} in all"
        if later:
            says += f"; {count_of(len(later), 'slip')} came to {days_words(sum(later))}"
    return Figure(SLIPS.name, share, says, len(items), detail)


FIGURES = ((SLIPS, _slips),)
