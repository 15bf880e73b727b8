"""Handoffs: how often work changes hands between teams on its way, and how long it waits around that."""

from collections import Counter
from datetime import datetime
from typing import Any

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics.field import said
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.paths import steps_of
from worksystem.metrics.percentile import percentile
from worksystem.metrics.population import Population
from worksystem.model.words import capital, count_of, days_words, number_of

__all__ = ["FIGURES", "Handover", "handoffs_of", "waiting_around"]

HANDOFFS = Definition(
    "handoffs",
    "Handoffs of an item",
    "handoffs an item",
    "collaboration",
    "How often a finished item changed hands between teams from its start to its finish, on average",
    "lower",
)


class Handover(Struct, frozen=True):
    """One change of hands; `move` is the name of the declared handoff, empty where only the team changed."""

    at: datetime
    move: str = ""


def handoffs_of(life: Life, population: Population) -> tuple[Handover, ...]:
    """The handoffs of an item from its start to its finish, or until now, oldest first.

    Shape: changes of the team it is with, and moves that the workflow of that day declares as a handoff. A declared
    handoff and the change of team on the same day are one.
    """
    clock = population.clocks[life.key]
    if clock.started is None:
        return ()
    declared = {}
    for step in steps_of(life, population):
        workflow = population.history.workflow_at(life.workflow, step.when)
        move = workflow.find_move(step.old, step.new) if workflow is not None else None
        if move is not None and move.handoff:
            declared[step.when] = move.name
    days = {population.day(when) for when in declared}
    found = [Handover(when, name) for when, name in declared.items()]
    found += [Handover(when) for when in _team_changes(life, population) if population.day(when) not in days]
    until = clock.finished or clock.dropped
    return tuple(
        each
        for each in sorted(found, key=lambda one: one.at)
        if each.at > clock.started and (until is None or each.at <= until)
    )


def waiting_around(life: Life, handoffs: tuple[Handover, ...], until: datetime) -> float:
    """How long an item waited where it changed hands: its stays in waiting states and queues that touch a handoff.

    Unit: days, parts of days included; each stay counts once.
    """
    seconds = 0.0
    for spell in life.spells:
        end = spell.end or until
        waits = spell.waiting or spell.category == "queue"
        if waits and any(spell.start <= each.at <= end for each in handoffs):
            seconds += (end - spell.start).total_seconds()
    return seconds / 86400


def _team_changes(life: Life, population: Population) -> list[datetime]:
    """When an item went from one team to another: its team, or the team that owns it where none is named."""
    teams = population.workspace.teams
    values: dict[str, Any] = {"team": None, "owner": None}
    changes = sorted(
        ((when, name, value) for name in values for when, value in said(population, life, name)),
        key=lambda each: each[0],
    )
    found: list[datetime] = []
    before = ""
    for index, (when, name, value) in enumerate(changes):
        values[name] = value
        if index + 1 < len(changes) and changes[index + 1][0] == when:
            continue  # what lands at once is one change
        owner = values["owner"]
        now = values["team"] or (owner if isinstance(owner, str) and owner in teams else "")
        if not isinstance(now, str) or not now:
            continue
        if before and now != before:
            found.append(when)
        before = now
    return found


def _handoffs(population: Population) -> Figure:
    finished = population.finished
    if not finished:
        return Figure(HANDOFFS.name, None, "No item was finished in this window", 0, {"apart": len(population.apart)})
    each = [(life, handoffs_of(life, population)) for life in finished]
    counts = [len(handoffs) for _, handoffs in each]
    waits = [(life, waiting_around(life, handoffs, population.history.now)) for life, handoffs in each if handoffs]
    n, total = len(finished), sum(counts)
    detail: dict[str, Any] = {
        "handoffs": total,
        "items_by_handoffs": {str(number): items for number, items in sorted(Counter(counts).items())},
        "by_move": dict(sorted(Counter(h.move or "change of team" for _, hs in each for h in hs).items())),
        "waiting_days": round(sum(days for _, days in waits), 2),
        "apart": len(population.apart),
    }
    if n < population.conventions.few:
        detail["values"] = [{"item": life.key, "handoffs": len(handoffs)} for life, handoffs in each]
    if len(waits) >= population.conventions.few:
        median = percentile((days for _, days in waits), 0.5, method=population.conventions.percentile)
        detail["median_waiting_days"] = round(median, 2)
    if not total:
        says = f"{f'None of {number_of(n)} finished items' if n > 1 else 'The one finished item never'} changed hands"
        return Figure(HANDOFFS.name, 0.0, says, n, detail)
    says = f"{count_of(n, 'finished item')} changed hands {total / n:.1f} times on average".removesuffix(".0")
    says = capital(says)
    if detail["waiting_days"]:
        says += f", and waited {days_words(detail['waiting_days'] / total)} around each handoff"
    return Figure(HANDOFFS.name, total / n, says, n, detail)


FIGURES = ((HANDOFFS, _handoffs),)
