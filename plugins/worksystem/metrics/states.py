"""The states that the items of a scope pass, in the order of the board, and the time that each item spent in them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics.population import Population

__all__ = ["Stage", "course_of", "days_in_states", "elapsed", "stages_of", "state_on", "waiting_workflows"]

CATEGORIES: Final = ("backlog", "queue", "active", "done", "dropped")
_NAMES: Final = {"backlog": "Backlog", "queue": "Queue", "active": "In progress", "done": "Done", "dropped": "Dropped"}
_DAY: Final = 86_400


class Stage(Struct, frozen=True):
    """A state, or a category of states, as a figure shows it."""

    id: str
    name: str
    category: str
    waiting: bool = False


def stages_of(population: Population) -> tuple[Stage, ...]:
    """Every state of the workflows of a scope, and those that its items were in; by category, as the boards have them.

    Shape: states of one id in several workflows are one; the name is that of the first workflow.
    """
    found: dict[str, Stage] = {}
    for workflow in sorted({life.workflow for life in population.lives}):
        entry = population.workspace.workflows.get(workflow)
        for id, state in entry.record.states.items() if entry is not None else ():
            found.setdefault(id, Stage(id, state.name, state.category, state.waiting))
    for life in population.lives:
        for spell in life.spells:
            if spell.state not in found:
                name = spell.state.replace("_", " ").capitalize()
                found[spell.state] = Stage(spell.state, name, spell.category or "backlog", spell.waiting)
    return tuple(sorted(found.values(), key=lambda stage: CATEGORIES.index(stage.category)))


def course_of(population: Population) -> tuple[Stage, ...]:
    """What work goes through from first to last: the states of its one workflow, the categories where there are
    several; without dropped ones.
    """
    if len({life.workflow for life in population.lives}) > 1:
        return tuple(Stage(each, _NAMES[each], each) for each in CATEGORIES if each != "dropped")
    return tuple(stage for stage in stages_of(population) if stage.category != "dropped")


def waiting_workflows(population: Population) -> frozenset[str]:
    """The workflows of the scope that say, or said once, that items wait in one of their states."""
    records = population.workspace.workflows
    declared = {
        id
        for id in {life.workflow for life in population.lives} & records.keys()
        if any(state.waiting for state in records[id].record.states.values())
    }
    return frozenset(declared | {each.workflow for each in population.lives if any(s.waiting for s in each.spells)})


def state_on(population: Population, life: Life, day: date) -> str | None:
    """The state that an item was in at the end of a day; `None` if it was in none."""
    moment = population.history.end_of(day)
    found = None
    for spell in life.spells:
        if spell.start >= moment:
            break
        found = spell.state if spell.end is None or spell.end >= moment else None
    return found


def elapsed(start: datetime, end: datetime) -> float:
    """The time between two moments, whatever their zones. Unit: days of 24 hours, with fractions."""
    return (end.timestamp() - start.timestamp()) / _DAY


def days_in_states(
    life: Life, start: datetime, end: datetime, *, categories: Collection[str | None]
) -> dict[str, float]:
    """The time that an item spent in each state between two moments. Unit: days of 24 hours, with fractions."""
    found: dict[str, float] = {}
    for spell in life.spells:
        if spell.category in categories:
            stay = elapsed(max(spell.start, start), end if spell.end is None else min(spell.end, end))
            if stay > 0:
                found[spell.state] = found.get(spell.state, 0.0) + stay
    return found
