"""Promises: what was promised against what came, and what is promised still."""

from datetime import date, datetime
from itertools import pairwise
from typing import Any, Literal

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics.field import Dated, dates_of, in_force
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.model import WorkDate
from worksystem.model.words import count_of, list_words, number_of, percent_words

__all__ = ["FIGURES", "Fate", "Promised", "list_promises"]

Fate = Literal["kept", "missed", "moved", "withdrawn", "dropped", "open"]

KEPT = Definition(
    "promises_kept",
    "Promises kept",
    "share",
    "coordination",
    "The share of promises that were kept as they were made, of those that were kept, missed or moved in the window",
    "higher",
)
_STANDINGS = {"at_risk": "its owner sees it at risk", "off_track": "its owner sees it off track"}


class Promised(Struct, frozen=True):
    """A promise and what became of it.

    Shape: `made` is when it was said, `decided` when its fate was certain, `None` while it is open; `risks` are the
    reasons why an open one may not be kept.
    """

    life: Life
    day: WorkDate
    made: date
    fate: Fate
    decided: date | None
    risks: tuple[str, ...] = ()


def list_promises(population: Population) -> tuple[tuple[Promised, ...], int]:
    """Every promise that was decided in the window, and those open at its end; and how many are no dates.

    Shape: by item, oldest first. A promise replaced by one for an earlier day, or by a more precise one, is the same
    promise said better: only the better one counts.
    """
    found: list[Promised] = []
    unread = 0
    for life in population.lives:
        clock = population.clocks[life.key]
        if clock.apart:
            continue
        over = min((each for each in (clock.finished, clock.dropped, life.gone) if each is not None), default=None)
        dates = dates_of(population, life, "promised", "date")
        unread += dates.unread
        before = dates.until(over)
        for promised, after in pairwise((*before, None)):
            if promised is not None and promised.date is not None:
                made = population.day(promised.when)
                one = _decide(population, life, promised.date, made, after, over)
                if one is not None and _counts(population, one):
                    found.append(one)
    return tuple(found), unread


def _decide(
    population: Population, life: Life, day: WorkDate, made: date, after: Dated | None, over: datetime | None
) -> Promised | None:
    if after is not None:
        replaced = population.day(after.when)
        if replaced > day.day:
            return Promised(life, day, made, "missed", day.day)
        if after.date is None:
            return Promised(life, day, made, "withdrawn", replaced)
        return Promised(life, day, made, "moved", replaced) if after.date.day > day.day else None
    ended = population.day(over) if over is not None else None
    if (ended or population.history.as_of) > day.day:
        return Promised(life, day, made, "missed", day.day)
    if ended is None:
        return Promised(life, day, made, "open", None, _risks(population, life, day))
    clock = population.clocks[life.key]
    fate: Fate = "kept" if clock.finished else "dropped" if clock.dropped else "withdrawn"
    return Promised(life, day, made, fate, ended)


def _counts(population: Population, promised: Promised) -> bool:
    if promised.decided is None:
        return population.end == population.history.as_of
    return population.start <= promised.decided <= population.end


def _risks(population: Population, life: Life, day: WorkDate) -> tuple[str, ...]:
    found = []
    due = in_force(dates_of(population, life, "due").values)
    if due is not None and due.day > day.day:
        found.append("it is due after the day promised")
    if any(block.end is None for block in life.blocks):
        found.append("it is blocked")
    entry = population.workspace.items.get(life.item)
    updates = sorted((each for each in entry.record.updates if each.state), key=lambda each: each.date) if entry else []
    if updates and updates[-1].state in _STANDINGS:
        found.append(_STANDINGS[updates[-1].state])
    return tuple(found)


def _kept(population: Population) -> Figure:
    promises, unread = list_promises(population)
    counts: dict[str, int] = {fate: sum(each.fate == fate for each in promises) for fate in _FATES}
    at_risk = [each for each in promises if each.risks]
    n = counts["kept"] + counts["missed"] + counts["moved"]
    detail: dict[str, Any] = {
        **counts,
        "at_risk": [
            {"item": each.life.key, "promised": str(each.day), "because": list(each.risks)} for each in at_risk
        ],
        "not_kept": [
            {"item": each.life.key, "promised": str(each.day), "fate": each.fate}
            for each in promises
            if each.fate in ("missed", "moved")
        ],
        "unread": unread,
    }
    still = f"; {count_of(counts['open'], 'promise')} open" + (
        f", {number_of(len(at_risk))} at risk" if at_risk else ""
    )
    if not n:
        says = "No promise was kept, missed or moved in this window"
        says += still if counts["open"] else "; write promised where somebody outside relies on a day"
        return Figure(KEPT.name, None, says, 0, detail)
    says = f"{percent_words(counts['kept'] / n)} of {count_of(n, 'promise')} kept as made"
    others = [f"{number_of(counts[fate])} {fate}" for fate in ("missed", "moved") if counts[fate]]
    says += f" ({list_words(others)})" if others else ""
    return Figure(KEPT.name, counts["kept"] / n, says + (still if counts["open"] else ""), n, detail)


_FATES: tuple[Fate, ...] = ("kept", "missed", "moved", "withdrawn", "dropped", "open")
FIGURES = ((KEPT, _kept),)
