"""Scope of a project: what belonged to it day by day, and what was added, removed and dropped after it had started."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics.field import said
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.groups import split_lives
from worksystem.metrics.population import DONE, DROPPED, Population
from worksystem.model.words import capital, count_of, number_of, percent_words

__all__ = ["FIGURES", "Family", "Scope", "list_scopes", "scope_of"]

SCOPE = Definition(
    "scope_change",
    "Scope added to projects",
    "share",
    "clarity",
    "How many items were added to projects after their start, as a share of the items they started with",
    "lower",
)


class Scope(Struct, frozen=True):
    """A project over time.

    Shape: `days` holds every day from the start to the end of the window with the number of items in scope and of
    those that are done; `added`, `removed` and `dropped` are items that came or went after the day of the start.
    """

    project: Life
    days: tuple[tuple[date, int, int], ...]
    added: tuple[str, ...]
    removed: tuple[str, ...]
    dropped: tuple[str, ...]

    @property
    def at_start(self) -> int:
        return self.days[0][1]

    @property
    def now(self) -> int:
        return self.days[-1][1]

    @property
    def done(self) -> int:
        return self.days[-1][2]


class Family(Struct, frozen=True, dict=True):
    """Who was whose parent, at any time.

    Shape: `parents` maps an item to the parents it had, oldest first, each with the moment.
    """

    population: Population

    @cached_property
    def parents(self) -> Mapping[str, tuple[tuple[datetime, str], ...]]:
        found = {}
        for life in self.population.history.lives.values():
            named = said(self.population, life, "parent")
            if named:
                found[life.key] = tuple((when, value if isinstance(value, str) else "") for when, value in named)
        return found

    @cached_property
    def children(self) -> Mapping[str, tuple[str, ...]]:
        """Every item that ever named one as its parent, by that parent."""
        found: dict[str, set[str]] = defaultdict(set)
        for key, named in self.parents.items():
            for _, parent in named:
                found[parent].add(key)
        return {parent: tuple(sorted(keys)) for parent, keys in found.items() if parent}

    def descendants(self, project: str) -> tuple[Life, ...]:
        """Every item that ever was below one, sorted."""
        found: set[str] = set()
        waiting = [project]
        while waiting:
            new = set(self.children.get(waiting.pop(), ())) - found - {project}
            found |= new
            waiting.extend(new)
        return tuple(self.population.history.lives[key] for key in sorted(found))

    def is_below(self, key: str, project: str, at: datetime) -> bool:
        """Whether an item was below a project at a moment, however deep."""
        seen: set[str] = set()
        while key not in seen:
            seen.add(key)
            named = [parent for when, parent in self.parents.get(key, ()) if when <= at]
            key = named[-1] if named else ""
            if key == project:
                return True
        return False


def list_scopes(population: Population, family: Family) -> tuple[Scope, ...]:
    """The projects that were under way in the window: items of a type that manages projects, with items below."""
    types = population.workspace.types
    found = (
        scope_of(population, life, family)
        for life in population.lives
        if life.type in types and types[life.type].record.manages == "project" and life.key in family.children
    )
    return tuple(scope for scope in found if scope is not None and _is_under_way(population, scope))


def scope_of(population: Population, project: Life, family: Family | None = None) -> Scope | None:
    """A project's scope from its start to the end of the window; `None` if it had not started by then.

    Shape: it started when its own clock did, or the first of its items if that was earlier. An item is in scope while
    it is below the project and neither deleted nor dropped; one first said to be below on the day of the start was
    there from the start.
    """
    family = family or Family(population)
    below = family.descendants(project.key)
    whole = Population(population.history, population.workspace, (project, *below), population.start, population.end)
    starts = [clock.started for clock in whole.clocks.values() if clock.started is not None]
    if not starts or population.day(min(starts)) > population.end:
        return None
    day, end = population.day(min(starts)), population.end
    changes = _days_of_change(population, below, family)
    counted: list[tuple[date, int, int]] = []
    added: list[str] = []
    removed: list[str] = []
    dropped: list[str] = []
    before: dict[str, str] = {}
    while day <= end:
        if not counted or day in changes:
            now = _standing(population, project.key, below, family, day)
            if counted:
                added += [key for key, state in now.items() if state != DROPPED and before.get(key, DROPPED) == DROPPED]
                removed += [key for key, state in before.items() if state != DROPPED and key not in now]
                dropped += [key for key, s in now.items() if s == DROPPED and before.get(key, DROPPED) != DROPPED]
            before = now
        states = [state for state in before.values() if state != DROPPED]
        counted.append((day, len(states), states.count(DONE)))
        day += timedelta(days=1)
    return Scope(project, tuple(counted), tuple(added), tuple(removed), tuple(dropped))


def _days_of_change(population: Population, below: tuple[Life, ...], family: Family) -> frozenset[date]:
    moments = {spell.start for life in below for spell in life.spells}
    moments |= {life.created for life in below} | {life.gone for life in below if life.gone is not None}
    moments |= {when for life in below for when, _ in family.parents.get(life.key, ())}
    return frozenset(population.day(moment) for moment in moments)


def _standing(
    population: Population, project: str, below: tuple[Life, ...], family: Family, day: date
) -> dict[str, str]:
    """What is below a project at the end of a day, each with the category of its state."""
    at = population.history.end_of(day) - timedelta(microseconds=1)
    found = {}
    for life in below:
        there = life.created <= at and (life.gone is None or life.gone > at)
        if there and family.is_below(life.key, project, at):
            spell = life.spell_at(at)
            found[life.key] = (spell.category if spell is not None else None) or ""
    return found


def _is_under_way(population: Population, scope: Scope) -> bool:
    clock = population.clocks[scope.project.key]
    over = min((each for each in (clock.finished, clock.dropped, scope.project.gone) if each is not None), default=None)
    return over is None or population.day(over) >= population.start


def _scope(population: Population) -> Figure:
    family = Family(population)
    scopes = list_scopes(population, family)
    if not scopes:
        says = "No project with items below it was under way in this window; items name their project as parent"
        return Figure(SCOPE.name, None, says)
    groups = split_lives(
        population, {each.project.key: (each.project, *family.descendants(each.project.key)) for each in scopes}
    )
    at_start = sum(each.at_start for each in scopes)
    added = sum(len(each.added) for each in scopes)
    detail: dict[str, Any] = {
        "at_start": at_start,
        "added": added,
        "removed": sum(len(each.removed) for each in scopes),
        "dropped": sum(len(each.dropped) for each in scopes),
        "now": sum(each.now for each in scopes),
        "done": sum(each.done for each in scopes),
        "projects": [_row(each) for each in scopes if each.project.key in groups.shown],
        "projects_together": len(groups.together),
    }
    lost = detail["removed"] + detail["dropped"]
    says = f"{count_of(len(scopes), 'project')} started with {count_of(at_start, 'item')}"
    says += f"; {number_of(added) if added else 'none'} came later"
    says = f"{capital(says)} and {number_of(lost) if lost else 'none'} went again"
    if not at_start:
        return Figure(SCOPE.name, None, says, len(scopes), detail)
    return Figure(SCOPE.name, added / at_start, f"{says}: {percent_words(added / at_start)} more", len(scopes), detail)


def _row(scope: Scope) -> dict[str, Any]:
    return {
        "item": scope.project.key,
        "since": scope.days[0][0].isoformat(),
        "at_start": scope.at_start,
        "added": list(scope.added),
        "removed": list(scope.removed),
        "dropped": list(scope.dropped),
        "now": scope.now,
        "done": scope.done,
    }


FIGURES = ((SCOPE, _scope),)
