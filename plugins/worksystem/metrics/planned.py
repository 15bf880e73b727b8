"""Planned and unplanned work: whether what was started had been planned before, or came in between."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Literal

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics.field import is_kept, level_of, said
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.month import by_month
from worksystem.metrics.population import Population
from worksystem.model.words import count_of, percent_words

__all__ = ["FIGURES", "MonthOfStarts", "Plan", "is_urgent", "plan_of", "started_in", "starts_by_month"]

PLANNED = Definition(
    "planned_share",
    "Planned work",
    "share",
    "coordination",
    "The share of the items started in the window that had been planned before their work started",
    "higher",
)
URGENT = Definition(
    "urgent_work",
    "Urgent work",
    "share",
    "coordination",
    "The share of the items started in the window that were expedited or critical while they were open",
    "lower",
)
Plan = Literal["planned", "unplanned", "expedited"]


class MonthOfStarts(Struct, frozen=True):
    """A month: how many items were started in it, and how many of these were planned, and urgent."""

    month: str
    started: int
    planned: int
    urgent: int


def started_in(population: Population) -> tuple[Life, ...]:
    """The items whose work started in the window, by key; not those first seen done."""
    clocks = population.clocks
    return tuple(
        life for life in population.lives if not life.born_done and population.in_window(clocks[life.key].started)
    )


def plan_of(life: Life, population: Population) -> Plan:
    """How an item came to be started.

    Shape: planned if it had a period, or a planned start, when its work started, and existed before that; expedited
    work is unplanned, whatever it says.
    """
    started = population.clocks[life.key].started
    if started is None or _at(population, life, "expedite", started):
        return "expedited" if started is not None else "unplanned"
    named = any(_at(population, life, name, started) for name in ("period", "start"))
    return "planned" if named and life.created < started else "unplanned"


def is_urgent(life: Life, population: Population) -> bool:
    """Whether an item was expedited or of critical priority at some time before it was over."""
    clock = population.clocks[life.key]
    over = clock.finished or clock.dropped
    values = [
        (name, value)
        for name in ("expedite", "priority")
        for when, value in said(population, life, name)
        if over is None or when <= over
    ]
    return any(bool(value) if name == "expedite" else level_of(value) == "critical" for name, value in values)


def starts_by_month(population: Population) -> tuple[MonthOfStarts, ...]:
    """Started items month by month."""
    return tuple(
        MonthOfStarts(
            month,
            len(started),
            sum(plan_of(life, population) == "planned" for life in started),
            sum(is_urgent(life, population) for life in started),
        )
        for month, started in by_month(population, _started_on)
    )


def _started_on(population: Population) -> Iterator[tuple[date, Life]]:
    clocks = population.clocks
    return ((population.day(at), life) for life in started_in(population) if (at := clocks[life.key].started))


def _at(population: Population, life: Life, name: str, moment: datetime) -> bool:
    held = [value for when, value in said(population, life, name) if when <= moment]
    return bool(held) and bool(held[-1])


def _planned(population: Population) -> Figure:
    started = started_in(population)
    plans = [plan_of(life, population) for life in started]
    fields = ("period", "start", "expedite")
    tracked = population.workspace.settings.tracked
    detail: dict[str, Any] = {
        "planned": plans.count("planned"),
        "unplanned": plans.count("unplanned"),
        "expedited": plans.count("expedited"),
        "by_month": [
            {"month": each.month, "started": each.started, "planned": each.planned}
            for each in starts_by_month(population)
        ],
        "as_today": [
            name
            for name in fields
            if name not in tracked and not any(is_kept(population, life, name) for life in population.lives)
        ],
    }
    n = len(started)
    if not n:
        return Figure(PLANNED.name, None, "No item was started in this window", 0, detail)
    says = f"{percent_words(plans.count('planned') / n)} of {count_of(n, 'started item')} had been planned before"
    expedited = plans.count("expedited")
    says += f"; {count_of(expedited, 'item')} overtook the rest" if expedited else ""
    return Figure(PLANNED.name, plans.count("planned") / n, says, n, detail)


def _urgent(population: Population) -> Figure:
    started = started_in(population)
    urgent = [life.key for life in started if is_urgent(life, population)]
    most = population.workspace.settings.thresholds.urgent_share
    detail: dict[str, Any] = {
        "urgent": urgent,
        "limit": most,
        "by_month": [
            {"month": each.month, "started": each.started, "urgent": each.urgent}
            for each in starts_by_month(population)
        ],
    }
    n = len(started)
    if not n:
        return Figure(URGENT.name, None, "No item was started in this window", 0, detail)
    share = len(urgent) / n
    if not urgent:
        who = f"None of {count_of(n, 'started item')} was" if n > 1 else "The one started item was not"
        says = f"{who} urgent"
    else:
        says = f"{percent_words(share)} of {count_of(n, 'started item')} were urgent"
        says += f", more than the {percent_words(most)} agreed on" if share > most else ""
    return Figure(URGENT.name, share, says, n, detail)


FIGURES = ((PLANNED, _planned), (URGENT, _urgent))
