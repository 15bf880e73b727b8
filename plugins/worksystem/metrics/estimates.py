"""Estimates against what it took: the working time that was logged, or the working days that went by."""

from datetime import date, datetime
from typing import Any, Literal

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics.field import efforts_of
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.percentile import percentile
from worksystem.metrics.population import ACTIVE, Population
from worksystem.metrics.working_time import working_days
from worksystem.model.words import capital, count_of

__all__ = ["FIGURES", "Estimated", "Estimates", "active_days", "hours_logged", "list_estimates"]

LOGGED = Definition(
    "estimate_accuracy",
    "Time logged against the estimate",
    "times the estimate",
    "clarity",
    "How the working time logged on finished items compares with what was estimated when their work started",
)
ELAPSED = Definition(
    "estimate_elapsed",
    "Working days elapsed against the estimate",
    "times the estimate",
    "clarity",
    "How the working days that finished items spent in active states compare with what was estimated at their start",
)


class Estimated(Struct, frozen=True):
    """A finished item with its estimate and what it took, in hours."""

    life: Life
    estimate: float
    actual: float

    @property
    def ratio(self) -> float:
        return self.actual / self.estimate


class Estimates(Struct, frozen=True):
    """Finished items with an estimate and an answer, in the order in which they were finished.

    Shape: `without` had no estimate, `silent` an estimate but nothing to hold against it; `unread` counts values that
    are no effort, such as one without a unit.
    """

    items: tuple[Estimated, ...]
    without: int
    silent: int
    unread: int


def hours_logged(population: Population, life: Life, *, within: tuple[date, date] | None = None) -> float:
    """The working hours logged on an item, in a window or in all."""
    entry = population.workspace.items.get(life.item)
    a_day = population.workspace.settings.calendar.hours_per_day
    return sum(
        each.spent.working_hours(a_day) or 0.0
        for each in (entry.record.time if entry else ())
        if within is None or within[0] <= each.date.day <= within[1]
    )


def active_days(population: Population, life: Life) -> int:
    """The working days on which an item was in an active state, up to its finish; a day is counted once."""
    finished = population.clocks[life.key].finished
    calendar = population.workspace.settings.calendar
    total = 0
    covered: date | None = None
    for spell in life.spells:
        if spell.category != ACTIVE or (finished is not None and spell.start >= finished):
            continue
        first, last = population.day(spell.start), population.day(spell.end or population.history.now)
        if covered is not None and first <= covered:
            first = date.fromordinal(covered.toordinal() + 1)
        if first <= last:
            total += working_days(calendar, first, last)
            covered = last
    return total


def list_estimates(population: Population, against: Literal["logged", "elapsed"]) -> Estimates:
    """What was finished in the window, its estimate at the start of its work, and what it took."""
    found: list[Estimated] = []
    without = silent = unread = 0
    a_day = population.workspace.settings.calendar.hours_per_day
    for life in population.finished:
        efforts = efforts_of(population, life, "estimate")
        unread += efforts.unread
        estimate = _at_start(efforts.values, population.clocks[life.key].started)
        if not estimate:
            without += 1
            continue
        actual = hours_logged(population, life) if against == "logged" else active_days(population, life) * a_day
        if actual:
            found.append(Estimated(life, estimate, actual))
        else:
            silent += 1
    return Estimates(tuple(found), without, silent, unread)


def _at_start(values: tuple[tuple[datetime, float | None], ...], started: datetime | None) -> float | None:
    """The estimate that stood when work started; the first one after that if there was none."""
    before = [hours for when, hours in values if started is not None and when <= started]
    if before and before[-1]:
        return before[-1]
    return next((hours for _, hours in values if hours), None)


def _figure(population: Population, definition: Definition, estimates: Estimates, none: str, took: str) -> Figure:
    detail: dict[str, Any] = {
        "without_estimate": estimates.without,
        "without_answer": estimates.silent,
        "unread": estimates.unread,
        "apart": len(population.apart),
    }
    items = estimates.items
    if not items:
        return Figure(definition.name, None, none, 0, detail)
    estimated, actual = sum(each.estimate for each in items), sum(each.actual for each in items)
    detail |= {
        "estimated_hours": round(estimated, 2),
        "actual_hours": round(actual, 2),
        "within_half": sum(0.5 <= each.ratio <= 1.5 for each in items),
        "over": sum(each.ratio > 1 for each in items),
    }
    ratios = [each.ratio for each in items]
    chosen = population.conventions
    if len(items) < chosen.few:
        detail["values"] = [{"item": each.life.key, "ratio": round(each.ratio, 3)} for each in items]
    else:
        detail["median_ratio"] = round(percentile(ratios, 0.5, method=chosen.percentile), 3)
        detail["expectation_ratio"] = round(percentile(ratios, chosen.expectation, method=chosen.percentile), 3)
    whole = actual / estimated
    says = f"{count_of(len(items), 'finished item')} took {whole:.2g} times the estimate, {took}"
    return Figure(definition.name, whole, capital(says), len(items), detail)


def _logged(population: Population) -> Figure:
    none = "No finished item had both an estimate and time logged; without either, this cannot be told"
    found = list_estimates(population, "logged")
    if found.items and population.tells_of_few(each.life for each in found.items):
        return Figure(LOGGED.name, None, "Not shown: too few people logged time, and people are not measured")
    return _figure(population, LOGGED, found, none, "by the working time logged")


def _elapsed(population: Population) -> Figure:
    none = "No finished item had an estimate in this window; write estimate before work starts"
    took = "by the working days in active states"
    return _figure(population, ELAPSED, list_estimates(population, "elapsed"), none, took)


FIGURES = ((LOGGED, _logged), (ELAPSED, _elapsed))
