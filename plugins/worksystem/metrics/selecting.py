"""Which items a scope holds, and whether figures of it may be shown: never of fewer people than the smallest group.

What counts are the people behind what a scope finished in the window, or had in work if it finished nothing: a team of
eight of whom two finished anything is two people to a figure. Of groups that make up a whole, none is shown that would
give a smaller one away by subtraction.
Source: content/decisions/0006-people_are_not_measured.md, content/decisions/0014-figures_speak_of_groups.md
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from msgspec.structs import replace

from worksystem.graph.workspace import Workspace
from worksystem.history import History, Life
from worksystem.metrics.conventions import Conventions
from worksystem.metrics.groups import split_groups
from worksystem.metrics.population import (
    Population,
    Selection,
    Withheld,
    belongs,
    members_of,
    people_behind,
    with_subteams,
)

__all__ = ["select"]


def select(
    history: History,
    workspace: Workspace,
    selection: Selection,
    *,
    start: date,
    end: date,
    conventions: Conventions,
) -> Population | Withheld:
    """The items of a scope, unless too few people are behind them.

    Shape: the whole is always given; `Withheld` says why a narrower scope is not. A scope in which nothing
    happened is given too, since it tells nothing of anybody; but a team must have enough members for that.
    """
    everything = Population(history, workspace, tuple(history.lives.values()), start, end, conventions)
    if not selection.parts:
        return everything
    lives = tuple(life for life in everything.lives if belongs(life, workspace, selection))
    population = replace(everything, lives=lives, selection=selection)
    population.__dict__["clocks"] = everything.clocks
    if _may_show(everything, population):
        return population
    smallest = conventions.smallest_group
    behind = _behind(population, lives)
    if len(behind) < smallest:
        why = f"fewer than {smallest} people are behind it, and people are not measured"
    else:
        why = f"with it, a group of fewer than {smallest} people could be worked out, and people are not measured"
    return Withheld(selection, why)


def _may_show(everything: Population, population: Population) -> bool:
    selection, smallest = population.selection, population.conventions.smallest_group
    behind = _behind(population, population.lives)
    if not behind and not _relevant(population, population.lives):
        return not selection.team or len(members_of(population.workspace, selection.team)) >= smallest
    if len(behind) < smallest:
        return False
    if len(selection.parts) == 1:
        ((kind, id),) = selection.parts
        return id in _shown(everything, kind, id)
    # what each part holds besides must not be a few people either
    for kind, id in selection.parts:
        wider = Selection(**{kind: id})
        besides = [
            life
            for life in everything.lives
            if belongs(life, everything.workspace, wider) and not belongs(life, everything.workspace, selection)
        ]
        others = _behind(everything, besides)
        if others and len(others) < smallest:
            return False
    return True


def _shown(everything: Population, kind: str, id: str) -> frozenset[str]:
    """The groups that may be shown of those that make up a whole with this one; for a team, those of its parent."""
    workspace = everything.workspace
    found: dict[str, list[Life]] = defaultdict(list)
    if kind == "team":
        parent = workspace.teams[id].record.parent if id in workspace.teams else None
        siblings = [team for team, entry in workspace.teams.items() if entry.record.parent == parent]
        inside = {each: team for team in siblings for each in with_subteams(workspace, team)}
        within = set(with_subteams(workspace, parent)) if parent else None
        for life in everything.lives:
            team = _group(everything, life, kind)
            if within is None or team in within:
                found[inside.get(team, "")].append(life)
    else:
        for life in everything.lives:
            found[_group(everything, life, kind)].append(life)
    people = {group: _behind(everything, lives) for group, lives in found.items()}
    known = {group: behind for group, behind in people.items() if behind}
    return frozenset(split_groups(known, everything.conventions.smallest_group).shown)


def _group(everything: Population, life: Life, kind: str) -> str:
    """The group of a kind that an item is in; "" for none."""
    if kind == "workflow":
        return life.workflow
    if kind == "type":
        return life.type
    if kind == "team":
        team = life.value("team") or life.value("owner")
        return team if isinstance(team, str) and team in everything.workspace.teams else ""
    goal = life.value("goal")
    if kind == "goal" or not isinstance(goal, str):
        return goal if isinstance(goal, str) else ""
    entry = everything.workspace.goals.get(goal)
    return (entry.record.portfolio or "") if entry is not None else ""


def _behind(population: Population, lives: Iterable[Life]) -> frozenset[str]:
    """The people behind what was finished in the window, or behind what was in work if nothing was."""
    relevant = _relevant(population, lives)
    finished = [life for life in relevant if population.in_window(population.clocks[life.key].finished)]
    return people_behind(finished or relevant, population.workspace)


def _relevant(population: Population, lives: Iterable[Life]) -> list[Life]:
    """What was there in the window: begun before its end, and not over before its start."""
    begin = population.history.end_of(population.start - timedelta(days=1))
    end = population.history.end_of(population.end)
    return [life for life in lives if life.created < end and ((over := population.over(life)) is None or over >= begin)]
