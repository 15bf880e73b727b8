"""Time in each state: of what was finished, of what is under way, and the pace at which finished work left them."""

from collections import defaultdict
from typing import Any

from msgspec import Struct

from worksystem.metrics import stages
from worksystem.metrics.conventions import Conventions
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.metrics.spread import Timed, spread_detail
from worksystem.metrics.states import Stage, days_in_states, elapsed, stages_of
from worksystem.model.words import days_words

__all__ = ["FIGURES", "StateTime", "pace_of", "pace_shares", "time_in_state", "times_in_states"]

OPEN = ("backlog", "queue", "active")

TIME_IN_STATE = Definition(
    "time_in_state",
    "Time in state",
    "days",
    "workflow_architecture",
    "How long finished items were in each state; the number is the average of the one that took longest, backlog aside",
    "lower",
)


class StateTime(Struct, frozen=True):
    """The time in one state.

    Shape: `finished` has the items that were finished in the window and came through it, with the time that each was
    in it from first to last; `ongoing` the open items that stand in it, with the time since they last came.
    Unit: days of 24 hours, with fractions, so that the times of an item add up to its whole.
    """

    stage: Stage
    finished: tuple[Timed, ...]
    ongoing: tuple[Timed, ...]

    @property
    def total(self) -> float:
        """What finished items spent here together."""
        return sum(days for _, days in self.finished)


def times_in_states(population: Population) -> tuple[StateTime, ...]:
    """The time in every state that is not the end of an item, in the order of the board."""
    finished: defaultdict[str, list[Timed]] = defaultdict(list)
    for life in population.finished:
        end = population.clocks[life.key].finished
        if end is not None:
            for state, days in days_in_states(life, life.created, end, categories=OPEN).items():
                finished[state].append((life.key, days))
    ongoing: defaultdict[str, list[Timed]] = defaultdict(list)
    moment = population.history.end_of(population.end)
    for life in population.lives:
        spell = next((each for each in reversed(life.spells) if each.start < moment), None)
        if spell is not None and spell.category in OPEN and (spell.end is None or spell.end >= moment):
            ongoing[spell.state].append((life.key, elapsed(spell.start, moment)))
    return tuple(
        StateTime(stage, tuple(finished[stage.id]), tuple(ongoing[stage.id]))
        for stage in stages_of(population)
        if stage.category in OPEN
    )


def pace_shares(conventions: Conventions) -> tuple[float, ...]:
    """The shares of the bands: half, 70% and the expectation."""
    return tuple(sorted({0.5, 0.7, conventions.expectation}))


def pace_of(population: Population) -> tuple[stages.Pace, ...]:
    """By which age finished work had left each active state; empty if few items were finished.

    Source: content/handbook/measures_and_peers.md#time-in-states
    """
    conventions = population.conventions
    ages = []
    for life in population.finished:
        clock = population.clocks[life.key]
        if clock.started is None or clock.finished is None:
            continue
        left = [
            (population.day(spell.end), spell.state)
            for spell in life.spells
            if spell.end is not None and clock.started < spell.end <= clock.finished and spell.category == "active"
        ]
        ages.append(stages.exit_ages(population.day(clock.started), left, both_ends=conventions.both_ends))
    if len(ages) < conventions.few:
        return ()
    active = [stage.id for stage in stages_of(population) if stage.category == "active"]
    return stages.pace(ages, active, shares=pace_shares(conventions), method=conventions.percentile)


def time_in_state(population: Population) -> Figure:
    """The average time of a finished item in the state that took longest."""
    found = times_in_states(population)
    count = len(population.finished)
    detail = {"states": [_row(each, population) for each in found], "apart": len(population.apart)}
    taken = [each for each in found if each.stage.category != "backlog" and each.total]
    if not taken:
        return Figure(TIME_IN_STATE.name, None, "Nothing that was finished spent time in a state", 0, detail)
    longest = max(taken, key=lambda each: each.total)
    value, whole = longest.total / count, sum(each.total for each in taken) / count
    says = f"An item was {days_words(value)} in {longest.stage.name} on average, longer than in any other state"
    says += f"; {days_words(whole)} from leaving the backlog to done"
    return Figure(TIME_IN_STATE.name, round(value, 3), says, count, {"state": longest.stage.id, **detail})


def _row(each: StateTime, population: Population) -> dict[str, Any]:
    conventions = population.conventions
    return {
        "state": each.stage.id,
        "name": each.stage.name,
        "waiting": each.stage.waiting,
        "total_days": round(each.total, 3),
        "finished": spread_detail([(item, round(days, 3)) for item, days in each.finished], conventions),
        "ongoing": spread_detail([(item, round(days, 3)) for item, days in each.ongoing], conventions),
    }


FIGURES = ((TIME_IN_STATE, time_in_state),)
