"""Work that changed hands between teams: what items say of it, and what their past does."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from worksystem.history import Life
from worksystem.metrics.field import said
from worksystem.metrics.paths import steps_of
from worksystem.metrics.population import Population
from worksystem.model import Handoff, HandoffRule
from worksystem.views.life import list_of
from worksystem.views.scope import Scope
from worksystem.workflow.actors import name_actor

__all__ = ["Handed", "list_handed", "teams_of"]


class Handed(Struct, frozen=True):
    """One handoff of an item from a team to another.

    Shape: `by_move` says that a move of the workflow declares it; `confirmed` is the day on which somebody said that it
    arrived, `None` if nobody did, `noted` whether the item names the handoff at all.
    """

    item: str
    workflow: str
    day: date
    source: str
    target: str
    by_move: bool = False
    noted: bool = False
    confirmed: date | None = None


def teams_of(scope: Scope, actor: str) -> tuple[str, ...]:
    """The teams that a word of a workflow means, sorted: itself, those that a role is held in, those of a person."""
    kind, id = name_actor(scope.workspace, actor)
    if kind == "team":
        return (id,)
    if kind == "role":
        return tuple(sorted({each.team.id for each in scope.holdings if each.now and each.role.id == id}))
    return scope.memberships.get(id, ()) if kind == "person" else ()


def list_handed(scope: Scope, population: Population) -> tuple[Handed, ...]:
    """The handoffs of a window, by day and item.

    Shape: what an item notes, the change of its team on the same day, and the move that declares it are one.
    """
    found = (each for life in population.lives for each in _of_life(scope, population, life))
    kept = (each for each in found if population.start <= each.day <= population.end)
    return tuple(sorted(kept, key=lambda each: (each.day, each.item, each.source, each.target)))


def _of_life(scope: Scope, population: Population, life: Life) -> Iterable[Handed]:
    teams = _teams(population, life)
    found: dict[tuple[date, str], Handed] = {}
    entry = scope.workspace.items.get(life.item)
    for handoff in list_of(scope, entry, "handoffs") if entry is not None else ():
        for each in _noted(scope, life, handoff, teams):
            found[each.day, each.target] = each
    for (_, old), (day, new) in pairwise(teams):
        found.setdefault((day, new), Handed(life.item, life.workflow, day, old, new))
    for day, target in _moved(scope, population, life):
        source = _before(teams, day)
        known = found.get((day, target))
        if known is not None:
            found[day, target] = replace(known, by_move=True)
        elif source and source != target:
            found[day, target] = Handed(life.item, life.workflow, day, source, target, by_move=True)
    return found.values()


def _noted(scope: Scope, life: Life, handoff: Handoff, teams: list[tuple[date, str]]) -> Iterator[Handed]:
    day, got = handoff.date.last, handoff.acknowledged
    before = teams_of(scope, handoff.from_) if handoff.from_ else (_before(teams, day),)
    targets = teams_of(scope, handoff.to)
    for source in before:
        # within a team it is no handoff between teams
        if source and targets and source not in targets:
            confirmed = (got.date.first if got.date is not None else day) if got is not None else None
            yield Handed(life.item, life.workflow, day, source, targets[0], noted=True, confirmed=confirmed)


def _moved(scope: Scope, population: Population, life: Life) -> Iterator[tuple[date, str]]:
    """The days on which a move was made that declares a handoff, and to which team."""
    for step in steps_of(life, population):
        version = population.history.workflow_at(life.workflow, step.when)
        move = version.find_move(step.old, step.new) if version is not None else None
        if move is not None and move.handoff:
            rule = _rule(scope, life.workflow, move.name, move.to)
            targets = teams_of(scope, rule.to) if rule is not None else ()
            if targets:
                yield population.day(step.when), targets[0]


def _rule(scope: Scope, workflow: str, name: str, to: str) -> HandoffRule | None:
    """The handoff of a move as the workflow declares it today; `None` if it does not any more."""
    entry = scope.workspace.workflows.get(workflow)
    moves = entry.record.transitions if entry is not None else ()
    return next((move.handoff for move in moves if move.to == to and move.name == name and move.handoff), None)


def _teams(population: Population, life: Life) -> list[tuple[date, str]]:
    """The team that an item was with from each day on, oldest first, each different from the one before."""
    values: dict[str, object] = {}
    days: dict[date, str] = {}
    changes = [(when, name, value) for name in ("owner", "team") for when, value in said(population, life, name)]
    for when, name, value in sorted(changes, key=lambda each: each[0]):
        values[name] = value
        owner, team = values.get("owner"), values.get("team")
        owns = owner if isinstance(owner, str) and owner in population.workspace.teams else ""
        days[population.day(when)] = team if isinstance(team, str) and team else owns
    found: list[tuple[date, str]] = []
    for day, team in days.items():
        if team and (not found or found[-1][1] != team):
            found.append((day, team))
    return found


def _before(teams: list[tuple[date, str]], day: date) -> str:
    """The team that an item was with at the end of the day before; the first one if it was with none."""
    eve = day - timedelta(days=1)
    return next((team for since, team in reversed(teams) if since <= eve), teams[0][1] if teams else "")
