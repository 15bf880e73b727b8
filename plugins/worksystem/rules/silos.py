"""Teams apart from the rest of the system (WS415, WS724)."""

import re
from collections.abc import Iterator
from typing import Final

from worksystem.diagnostics import Severity
from worksystem.model.words import number_of
from worksystem.rules.facts import ItemFacts
from worksystem.rules.prose import list_texts
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.source.document import Keys

__all__ = ["RULES"]

_FEWEST: Final = 6
_SPEAKING: Final = 3


def _check_no_workflow(context: Context) -> Iterator[Finding]:
    teams = context.workspace.teams
    above = {entry.record.parent for entry in teams.values()}
    if not any(entry.record.workflows for entry in teams.values()):
        return  # the system does not say it of any team
    for id, entry in teams.items():
        if id not in above and not any(teams[each].record.workflows for each in _with_those_above(id, context)):
            message = f'nothing says by which workflow team "{id}" works'
            help = "add workflows: [<workflow>], also if it is one that others use"
            yield Finding("WS415", message, entry, ("workflows",), on="key", help=help)


def _with_those_above(team: str, context: Context) -> tuple[str, ...]:
    """A team and the departments that it is in."""
    teams, found = context.workspace.teams, [team]
    parent = teams[team].record.parent
    while parent is not None and parent in teams and parent not in found:
        found.append(parent)
        parent = teams[parent].record.parent
    return tuple(found)


def _check_silo(context: Context) -> Iterator[Finding]:
    linked = _linked_teams(context)
    of_team: dict[str, list[ItemFacts]] = {}
    for item in context.open_items:
        if item.team is not None and item.team in context.workspace.teams and item.team not in linked:
            of_team.setdefault(item.team, []).append(item)
    names = _long_names(context)
    for team, items in sorted(of_team.items()):
        if len(items) < _FEWEST:
            continue
        speaking = [found for item in items if (found := _speaks_of_others(item, team, names, context)) is not None]
        if len(speaking) >= _SPEAKING:
            entry = context.workspace.teams[team]
            said = f"{number_of(len(speaking))} speak of other teams or their work"
            message = f'no item of team "{team}" is linked to one of another team, yet {said}'
            help = "link what they speak of under depends_on or relates_to, so that both teams see it"
            related = tuple((item.entry, keys, f"{item.id} speaks of {whom}") for item, keys, whom in speaking[:8])
            yield Finding("WS724", message, entry, help=help, related=related)


def _linked_teams(context: Context) -> frozenset[str | None]:
    """The teams whose items are linked with items of another team, or were handed to or from somebody."""
    by_id = context.item_by_id
    found: set[str | None] = {item.team for item in context.items_with("handoffs")}
    for link in context.workspace.links.all:
        if found.issuperset(context.workspace.teams):
            break
        source, target = by_id.get(link.source), by_id.get(link.target)
        if source is not None and target is not None and source.team != target.team:
            found |= {source.team, target.team}
    return frozenset(found)


def _long_names(context: Context) -> dict[str, str]:
    """Names of teams that no other word could be meant by, those of several words, to the ids of the teams."""
    teams = context.workspace.teams.items()
    return {entry.record.name: id for id, entry in teams if " " in entry.record.name.strip()}


def _speaks_of_others(
    item: ItemFacts, team: str, names: dict[str, str], context: Context
) -> tuple[ItemFacts, Keys, str] | None:
    """Where an item's words name another team, or an item of one; `None` if nowhere."""
    own = _with_those_above(team, context)
    blocked = item.record.blocked
    if blocked is not None and blocked.waiting_for in context.workspace.teams and blocked.waiting_for not in own:
        return item, ("blocked", "waiting_for"), blocked.waiting_for
    for keys, text in list_texts(item):
        for id in context.item_words.find(text):
            other = context.item_by_id[id].team
            if other is not None and other not in own:
                return item, keys, id
        for name, id in names.items():
            if name in text and id not in own and re.search(rf"\b{re.escape(name)}\b", text):
                return item, keys, name
    return None


RULES: tuple[Rule, ...] = (
    Rule(
        "WS415",
        "team-without-workflow",
        Severity.NOTE,
        "systems_over_silos",
        ("unclear_ownership", "poor_visibility"),
        "Nothing says by which workflow a team works",
        _check_no_workflow,
    ),
    Rule(
        "WS724",
        "silo",
        Severity.NOTE,
        "systems_over_silos",
        ("hidden_dependencies",),
        "No item of a team is linked to another team's, though they speak of each other",
        _check_silo,
    ),
)
