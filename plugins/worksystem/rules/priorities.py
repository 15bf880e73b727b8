"""Priorities that put nothing in order: they change all the time, or are the same everywhere (WS719, WS725)."""

from collections import Counter
from collections.abc import Iterator
from typing import Final

from worksystem.diagnostics import Severity
from worksystem.model.words import days_words
from worksystem.rules.facts import ItemFacts
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES"]

_FEWEST: Final = 8


def _check_churn(context: Context) -> Iterator[Finding]:
    population = context.population
    if population is None:
        return
    most = context.workspace.settings.thresholds.priority_changes
    for item in context.open_items:
        life = population.history.life(item.id)
        events = () if life is None else life.events
        days = {
            population.day(event.when)
            for event in events
            if event.field == "priority" and event.old is not None and not event.bulk
            if population.in_window(event.when)
        }
        if len(days) >= max(most, 1):
            window = days_words(population.conventions.window)
            message = f"the priority of {item.id} changed on {len(days)} of the last {window}"
            help = "agree on what it is compared with, and leave it until something new is known"
            yield Finding("WS719", message, item.entry, ("priority",), help=help)


def _check_all_the_same(context: Context) -> Iterator[Finding]:
    known = [(item.team, item) for item in context.open_items if item.team and item.category]
    count = Counter([team for team, _ in known])
    levels: dict[str, set[str | None]] = {team: set() for team in count}
    for team, item in known:
        if len(levels[team]) < 2:
            levels[team].add(_level(item))
    for team, words in sorted(levels.items()):
        entry = context.workspace.teams.get(team)
        level = next(iter(words))
        if entry is not None and count[team] >= _FEWEST and len(words) == 1 and level not in (None, "critical"):
            message = f'all {count[team]} open items of team "{team}" have the priority {level}'
            help = "decide what comes first, or leave the priority out"
            yield Finding("WS725", message, entry, help=help)


def _level(item: ItemFacts) -> str | None:
    """The word that stands for a priority; `None` where figures say more, or nothing is said."""
    priority = item.record.priority
    has_figures = priority is not None and (priority.value, priority.urgency, priority.effort) != (None, None, None)
    return None if priority is None or has_figures else priority.level


RULES: tuple[Rule, ...] = (
    Rule(
        "WS719",
        "priority-keeps-changing",
        Severity.WARNING,
        "clarity_over_chaos",
        ("constant_urgency",),
        "The priority of an item changes again and again",
        _check_churn,
        of_past=True,
    ),
    Rule(
        "WS725",
        "priority-without-order",
        Severity.NOTE,
        "clarity_over_chaos",
        ("constant_urgency",),
        "All open work of a team has the same priority",
        _check_all_the_same,
    ),
)
