"""Experiments: whether the measure of a retrospective moved beyond noise since the team tried something else."""

from collections.abc import Sequence
from datetime import date, timedelta
from statistics import fmean
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from worksystem.graph.workspace import Workspace
from worksystem.history import History
from worksystem.metrics.conventions import Conventions
from worksystem.metrics.cycle_time import cycle_times, lead_times
from worksystem.metrics.figure import Definition
from worksystem.metrics.paths import list_steps
from worksystem.metrics.population import Population, Selection, Withheld
from worksystem.metrics.registry import FIGURES
from worksystem.metrics.selecting import select
from worksystem.metrics.system_outcomes import say_value
from worksystem.metrics.trend import LEAST, RULE_WORDS, direction
from worksystem.metrics.xmr import Limits, Signal, limits, signals
from worksystem.model import Retrospective
from worksystem.model.words import count_of, day_words, number_of

__all__ = ["Experiment", "Outcome", "Point", "assess", "assess_all"]

Outcome = Literal["better", "worse", "changed", "mixed", "no_change", "too_early", "not_measured"]
# A shift of eight values on one side of the mean is the smallest that shows; fewer values can't deny it.
_ENOUGH: Final = 8
_BEFORE: Final = timedelta(weeks=26)
_WEEK: Final = timedelta(days=7)
# Those that speak of a new level come first; a single value beyond the limits may be one odd item.
_RULES: Final = ("run_of_8", "4of5_beyond_1sigma", "2of3_beyond_2sigma", "beyond_limits")


class Point(Struct, frozen=True):
    """A value of the series; `item` is empty for that of a week."""

    day: date
    value: float
    item: str = ""


class Experiment(Struct, frozen=True):
    """What became of the measure of a retrospective.

    Shape: `points` oldest first, those from `began` on are since the experiment began; `limits` come from those before,
    `None` if they are too few; `signals` point into `points`. `says` is a sentence; `measure` names what is measured,
    `each` what a value is of: a stay, an item, a week.
    """

    id: str
    outcome: Outcome
    says: str
    definition: Definition | None = None
    measure: str = ""
    points: tuple[Point, ...] = ()
    began: int = 0
    limits: Limits | None = None
    signals: tuple[Signal, ...] = ()
    each: str = "week"


def assess_all(history: History, workspace: Workspace, conventions: Conventions) -> tuple[Experiment, ...]:
    """Every retrospective that tried something, sorted by id."""
    return tuple(
        assess(id, entry.record, history, workspace, conventions)
        for id, entry in workspace.retrospectives.items()
        if entry.record.experiment
    )


def assess(
    id: str, record: Retrospective, history: History, workspace: Workspace, conventions: Conventions
) -> Experiment:
    """Whether a retrospective's measure moved, over the items of its team.

    Shape: single items where the measure has a value for each (time in one state, cycle time, lead time), else weeks
    that are counted from the day on which the experiment began; half a year before it is the baseline.
    """
    chosen = record.measure
    if chosen is None:
        return _not_measured(id, "it names no measure")
    if record.from_ is None:
        return _not_measured(id, "nothing says when it began")
    definition = next((each for each, _ in FIGURES if each.name == chosen.metric), None)
    if definition is None:
        return _not_measured(id, f'no figure over time is called "{chosen.metric}"')
    start = record.from_.first
    if start > history.as_of:
        return _not_measured(id, f"it begins on {day_words(start)}")
    selection = Selection(team=record.team or "", workflow=chosen.workflow or "")
    population = select(
        history, workspace, selection, start=start - _BEFORE, end=history.as_of, conventions=conventions
    )
    if isinstance(population, Withheld):
        return _not_measured(id, population.why)
    each, points = _series(population, definition.name, chosen.state or "", start)
    measure = definition.title
    if chosen.state:
        measure = f"{measure}: {_state_name(workspace, chosen.workflow or '', chosen.state)}"
    began = sum(point.day < start for point in points)
    return _judge(Experiment(id, "not_measured", "", definition, measure, points, began, each=each))


def _not_measured(id: str, why: str) -> Experiment:
    return Experiment(id, "not_measured", f"Cannot be measured: {why}")


def _state_name(workspace: Workspace, workflow: str, state: str) -> str:
    for id, entry in workspace.workflows.items():
        if state in entry.record.states and workflow in ("", id):
            return entry.record.states[state].name
    return state


def _series(population: Population, name: str, state: str, start: date) -> tuple[str, tuple[Point, ...]]:
    """What each value is of, and the values."""
    if name == "time_in_state" and state:
        stays = [
            Point(population.day(step.when), step.days, step.life.key)
            for step in list_steps(population)
            if step.old == state and not step.bulk
        ]
        return "stay", tuple(sorted(stays, key=lambda point: (point.day, point.item)))
    if name in ("cycle_time", "lead_time"):
        timed = cycle_times(population) if name == "cycle_time" else lead_times(population)
        return "item", tuple(Point(each.day, each.days, each.item) for each in timed)
    return "week", _weeks(population, name, start)


def _weeks(population: Population, name: str, start: date) -> tuple[Point, ...]:
    """The figure of each whole week, counted from the day on which the experiment began; weeks without one are left
    out, and those before the first item was created."""
    work_out = next(work_out for definition, work_out in FIGURES if definition.name == name)
    born = min((population.day(life.created) for life in population.lives), default=population.end)
    found = []
    monday = start - _BEFORE
    while monday + _WEEK <= population.end + timedelta(days=1):
        if monday >= born:
            value = work_out(population.during(monday, monday + timedelta(days=6))).value
            if value is not None:
                found.append(Point(monday, value))
        monday += _WEEK
    return tuple(found)


def _judge(found: Experiment) -> Experiment:
    before, since = found.points[: found.began], found.points[found.began :]
    if len(before) < LEAST:
        said = count_of(len(before), found.each) if before else "nothing"
        return replace(
            found,
            says=f"Cannot be measured: {said} to compare with from before it began; {number_of(LEAST)} are needed",
        )
    within = limits([point.value for point in before], zero_bounded=True)
    marked = signals([point.value for point in since], within)
    found = replace(
        found,
        limits=within,
        signals=tuple(replace(signal, index=signal.index + found.began) for signal in marked),
    )
    for rule in _RULES:
        deciding = [signal for signal in found.signals if signal.rule == rule]
        if deciding:
            return _moved(found, deciding, since)
    return _quiet(found, since)


def _quiet(found: Experiment, since: Sequence[Point]) -> Experiment:
    said = f"{count_of(len(since), found.each)} since it began" if since else "nothing since it began"
    if len(since) < _ENOUGH:
        says = f"Too early to tell: {said}; {number_of(_ENOUGH)} show a shift"
        return replace(found, outcome="too_early", says=says)
    return replace(found, outcome="no_change", says=f"No change beyond noise: {said}, {_levels(found, since)}")


def _moved(found: Experiment, deciding: Sequence[Signal], since: Sequence[Point]) -> Experiment:
    first = deciding[0]
    better = found.definition.better if found.definition is not None else None
    outcome: Outcome = "mixed" if len({signal.side for signal in deciding}) > 1 else direction(first.side, better)
    how = {"mixed": "both up and down", "changed": "up" if first.side == "above" else "down"}.get(outcome, outcome)
    day = day_words(found.points[first.index].day)
    says = f"Moved beyond noise, {how}, since {day} ({RULE_WORDS[first.rule]}): {_levels(found, since)}"
    return replace(found, outcome=outcome, says=says)


def _levels(found: Experiment, since: Sequence[Point]) -> str:
    unit = found.definition.unit if found.definition is not None else ""
    now, then = fmean(point.value for point in since), fmean(point.value for point in found.points[: found.began])
    return f"{say_value(now, unit)} on average, {say_value(then, unit)} before"
