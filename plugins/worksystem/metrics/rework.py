"""Rework: work that went back, and work that was done and then was not."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from itertools import pairwise
from typing import Any

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.month import by_month, finished_on
from worksystem.metrics.paths import Step, goes_back, steps_of
from worksystem.metrics.population import DONE, Population
from worksystem.model.words import count_of, percent_words

__all__ = ["FIGURES", "Finish", "MonthOfRework", "list_finishes", "rework_by_month", "rework_of"]

REWORK = Definition(
    "rework",
    "Work that went back",
    "share",
    "completion",
    "The share of finished items that went back to an earlier state at least once after their work had started",
    "lower",
)
REOPENED = Definition(
    "reopened",
    "Reopened after done",
    "share",
    "completion",
    "The share of completions in the window after which the item was opened again",
    "lower",
)


class Finish(Struct, frozen=True):
    """One time at which an item became done, and when it was opened again, `None` if it was not."""

    life: Life
    at: datetime
    reopened: datetime | None


class MonthOfRework(Struct, frozen=True):
    """A month: finished items and how many of them had gone back; completions and how many did not last."""

    month: str
    finished: int
    went_back: int
    completions: int
    reopened: int


def rework_of(life: Life, population: Population) -> tuple[Step, ...]:
    """The moves back of an item once its work had started, oldest first.

    Shape: to an earlier place on the board of that day's workflow, out of a closed state, or declared as rework.
    """
    started = population.clocks[life.key].started
    return tuple(
        step
        for step in steps_of(life, population)
        if started is not None
        and step.when > started
        and goes_back(population.history.workflow_at(life.workflow, step.when), step.old, step.new)
    )


def list_finishes(population: Population) -> tuple[Finish, ...]:
    """Every completion in the window, by item; not those of items first seen done, nor by a commit that moved many."""
    found: list[Finish] = []
    for life in population.lives:
        for index, (before, spell) in enumerate(pairwise(life.spells), start=1):
            if spell.category != DONE or before.category == DONE or not population.in_window(spell.start):
                continue
            if not any(event.bulk and event.when == spell.start for event in life.events):
                again = (each for each in life.spells[index + 1 :] if each.category not in (DONE, None))
                found.append(Finish(life, spell.start, next((each.start for each in again), None)))
    return tuple(found)


def rework_by_month(population: Population) -> tuple[MonthOfRework, ...]:
    """Rework and reopened work, month by month."""
    completions = dict(by_month(population, _completions))
    return tuple(
        MonthOfRework(
            month,
            len(finished),
            sum(bool(rework_of(life, population)) for life in finished),
            len(completions[month]),
            sum(each.reopened is not None for each in completions[month]),
        )
        for month, finished in by_month(population, finished_on)
    )


def _completions(population: Population) -> Iterator[tuple[date, Finish]]:
    return ((population.day(each.at), each) for each in list_finishes(population))


def _rework(population: Population) -> Figure:
    steps = {life.key: rework_of(life, population) for life in population.lives}
    where = Counter((step.old, step.new) for each in steps.values() for step in each if population.in_window(step.when))
    detail: dict[str, Any] = {
        "moves_back_in_window": sum(where.values()),
        "where": [{"from": old, "to": new, "moves": n} for (old, new), n in sorted(where.items(), key=_most)],
        "by_month": [
            {"month": each.month, "finished": each.finished, "went_back": each.went_back}
            for each in rework_by_month(population)
        ],
        "apart": len(population.apart),
    }
    n = len(population.finished)
    if not n:
        return Figure(REWORK.name, None, "No item was finished in this window", 0, detail)
    back = [life for life in population.finished if steps[life.key]]
    moves = sum(len(steps[life.key]) for life in population.finished)
    detail |= {"items": len(back), "moves_back": moves, "moves_back_an_item": moves / n}
    if n < population.conventions.few:
        detail["values"] = [{"item": life.key, "moves_back": len(steps[life.key])} for life in population.finished]
    if not back:
        says = f"None of {count_of(n, 'finished item')} went back" if n > 1 else "The one finished item never went back"
        return Figure(REWORK.name, 0.0, says, n, detail)
    says = f"{percent_words(len(back) / n)} of {count_of(n, 'finished item')} went back at least once"
    says += f", {count_of(moves, 'time')} in all"
    if where:
        (old, new), _ = min(where.items(), key=_most)
        says += f"; most often from {old} to {new}"
    return Figure(REWORK.name, len(back) / n, says, n, detail)


def _most(counted: tuple[tuple[str, str], int]) -> tuple[int, tuple[str, str]]:
    return (-counted[1], counted[0])


def _reopened(population: Population) -> Figure:
    finishes = list_finishes(population)
    again = [each for each in finishes if each.reopened is not None]
    detail: dict[str, Any] = {
        "completions": len(finishes),
        "reopened": [
            {"item": each.life.key, "days_done": (population.day(each.reopened) - population.day(each.at)).days}
            for each in again
            if each.reopened is not None
        ],
        "by_month": [
            {"month": each.month, "completions": each.completions, "reopened": each.reopened}
            for each in rework_by_month(population)
        ],
    }
    n = len(finishes)
    if not n:
        return Figure(REOPENED.name, None, "No item was finished in this window", 0, detail)
    if not again:
        who = f"None of {count_of(n, 'completion')} was" if n > 1 else "The one completion was not"
        says = f"{who} reopened so far"
        return Figure(REOPENED.name, 0.0, says, n, detail)
    says = f"{percent_words(len(again) / n)} of {count_of(n, 'completion')} did not last: the item was opened again"
    return Figure(REOPENED.name, len(again) / n, says, n, detail)


FIGURES = ((REWORK, _rework), (REOPENED, _reopened))
