"""Service level expectation: within how many days work should be finished, how often it was, what has passed it."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from msgspec import Struct

from worksystem.graph.workspace import Workspace
from worksystem.history import Life
from worksystem.metrics.cycle_time import cycle_times
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population, people_behind
from worksystem.metrics.spread import percentiles
from worksystem.model.words import capital, count_of, day_words, days_words, number_of, percent_words

__all__ = [
    "FIGURES",
    "Expected",
    "Judged",
    "declared_by",
    "expected_of",
    "judged",
    "passed",
    "service_level_expectation",
]

SERVICE_LEVEL_EXPECTATION = Definition(
    "service_level_expectation",
    "Service level expectation",
    "share",
    "completion",
    "How many of the finished items took no longer than was to be expected",
    "higher",
)


class Expected(Struct, frozen=True):
    """What is expected of a scope.

    Shape: `states` maps a workflow and a state to the days that an item should stay there at most; `declared` maps a
    workflow to their sum, where each of its active states says one, a day on which an item goes from state to state
    counted once; `past` is the percentile of the cycle times of the
    `n` items that were finished in the window before this one, `None` if those are few.
    Unit: calendar days.
    """

    states: dict[tuple[str, str], float]
    declared: dict[str, float]
    past: float | None
    n: int

    def of(self, life: Life) -> float | None:
        """The days within which an item should be finished: as declared, else as it was before."""
        return self.declared.get(life.workflow, self.past)


class Judged(Struct, frozen=True):
    """An item with its cycle time or age, and the days that were expected."""

    item: str
    days: int
    expected: float

    @property
    def is_met(self) -> bool:
        """Whether it took no longer."""
        return self.days <= self.expected


def declared_by(
    workspace: Workspace, workflows: Iterable[str], *, both_ends: bool
) -> tuple[dict[tuple[str, str], float], dict[str, float]]:
    """What workflows declare: the `states` and `declared` of `Expected`."""
    states: dict[tuple[str, str], float] = {}
    declared: dict[str, float] = {}
    for workflow in workflows:
        entry = workspace.workflows.get(workflow)
        active: list[float | None] = []
        for id, state in entry.record.states.items() if entry is not None else ():
            length = state.expectation.calendar if state.expectation is not None else None
            if length is not None:
                states[workflow, id] = length / timedelta(days=1)
            if state.category == "active":
                active.append(states.get((workflow, id)))
        known = [each for each in active if each]
        if known and len(known) == len(active):
            twice = len(known) - 1 if both_ends else 0
            declared[workflow] = max(sum(known) - twice, *known)
    return states, declared


def expected_of(population: Population) -> Expected:
    """What the workflows declare, and what the window before this one tells."""
    workflows = sorted({life.workflow for life in population.lives})
    states, declared = declared_by(population.workspace, workflows, both_ends=population.conventions.both_ends)
    length = population.end - population.start
    last = population.start - timedelta(days=1)
    before = cycle_times(population.during(last - length, last))
    found = percentiles((each.days for each in before), population.conventions)
    return Expected(states, declared, found.get(population.conventions.expectation), len(before))


def judged(population: Population, expected: Expected) -> tuple[Judged, ...]:
    """The cycle times of the window beside what was expected, in the order of finishing."""
    found = []
    for life in population.finished:
        days, limit = population.cycle_days(life), expected.of(life)
        if days is not None and limit is not None:
            found.append(Judged(life.key, days, limit))
    return tuple(found)


def passed(population: Population, expected: Expected) -> tuple[Judged, ...]:
    """The items in progress that are older than expected, the oldest first."""
    found = []
    for life in population.in_progress:
        days, limit = population.age_days(life), expected.of(life)
        if days is not None and limit is not None and days > limit:
            found.append(Judged(life.key, days, limit))
    return tuple(sorted(found, key=lambda each: (-each.days, each.item)))


def service_level_expectation(population: Population) -> Figure:
    """The share of the window's finished items that met what was expected."""
    expected = expected_of(population)
    met, over = judged(population, expected), passed(population, expected)
    good, conventions = sum(each.is_met for each in met), population.conventions
    detail = {
        "probability": conventions.expectation,
        "declared": expected.declared,
        "past_days": expected.past,
        "past_n": expected.n,
        "met": good,
        "judged": len(met),
        "passed": [{"item": each.item, "days": each.days, "expected": each.expected} for each in over],
        "states": _states(population, expected),
    }
    if not expected.declared and expected.past is None:
        before = f"{count_of(expected.n, 'item')} finished in the window before {'is' if expected.n == 1 else 'are'}"
        says = f"No workflow declares one, and {before} too few"
        return Figure(SERVICE_LEVEL_EXPECTATION.name, None, says, 0, detail)
    if not met:
        says = f"Nothing that can be judged was finished since {day_words(population.start)}"
        return Figure(SERVICE_LEVEL_EXPECTATION.name, None, says, 0, detail)
    limits = sorted({each.expected for each in met})
    within = "the days expected of their workflow" if len(limits) > 1 else days_words(limits[0])
    says = f"{capital(number_of(good)) if good else 'None'} of {count_of(len(met), 'finished item')} took no longer"
    if len(met) == 1:
        says = f"The one finished item took {'no longer' if good else 'longer'}"
    says += f" than {within}"
    if len(met) >= conventions.few:
        share, should = good / len(met), conventions.expectation
        if share < should and percent_words(share) == percent_words(should):
            says += f", just under the {percent_words(should)} that should"
        else:
            says += f", {'only ' if share < should else ''}{percent_words(share)}, where {percent_words(should)} should"
    if over:
        says += f"; {count_of(len(over), 'open item')} {'has' if len(over) == 1 else 'have'} passed it"
    value = round(good / len(met), 4) if len(met) >= conventions.few else None
    return Figure(SERVICE_LEVEL_EXPECTATION.name, value, says, len(met), detail)


def _states(population: Population, expected: Expected) -> list[dict[str, Any]]:
    """For each declared state: the stays that ended in the window and how many met it, and the open ones past it.

    Shape: without the workflows behind whose stays fewer people stand than the smallest group.
    """
    behind: dict[str, list[Life]] = {}
    ended: dict[tuple[str, str], list[int]] = {each: [] for each in expected.states}
    over: dict[tuple[str, str], list[dict[str, Any]]] = {each: [] for each in expected.states}
    moment = population.history.end_of(population.end)
    for life in population.lives:
        for spell in life.spells:
            limit = expected.states.get((life.workflow, spell.state))
            if limit is None or spell.start >= moment:
                continue
            if spell.end is not None and spell.end < moment:
                if population.in_window(spell.end):
                    behind.setdefault(life.workflow, []).append(life)
                    ended[life.workflow, spell.state].append(_stay(population, spell.start, spell.end))
                continue
            behind.setdefault(life.workflow, []).append(life)
            if (days := _stay(population, spell.start, None)) > limit:
                over[life.workflow, spell.state].append({"item": life.key, "days": days})
    least = population.conventions.smallest_group
    shown = {id for id, lives in behind.items() if len(people_behind(lives, population.workspace)) >= least}
    return [
        {
            "workflow": workflow,
            "state": state,
            "expected": limit,
            "stays": len(ended[workflow, state]),
            "met": sum(days <= limit for days in ended[workflow, state]),
            "passed": over[workflow, state],
        }
        for (workflow, state), limit in expected.states.items()
        if workflow in shown
    ]


def _stay(population: Population, start: datetime, end: datetime | None) -> int:
    first = population.day(start)
    last = population.end if end is None else population.day(end)
    return population.conventions.days(first.toordinal(), last.toordinal())


FIGURES = ((SERVICE_LEVEL_EXPECTATION, service_level_expectation),)
