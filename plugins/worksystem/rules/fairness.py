"""Rules of the team's own that are about people: they may speak of load, and single out nobody (WS912)."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from worksystem.diagnostics import Severity
from worksystem.graph.group import GroupExpression, compile_group_expression
from worksystem.graph.team_rule import fields_read, is_by_person, reads_person
from worksystem.graph.tokens import list_name_uses, list_texts
from worksystem.graph.vocabulary import CustomFields, custom_fields_of
from worksystem.graph.workspace import Workspace
from worksystem.model import TeamRule
from worksystem.model.kinds import KINDS
from worksystem.model.tree import fields_of
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES", "find_unfair"]

# what tells which work is meant, and not how somebody did it
_OF_LOAD: Final = frozenset(
    (
        *("category", "contributors", "disciplines", "estimate", "expedite", "goal", "labels", "owner", "parent"),
        *("period", "portfolio", "priority", "status", "team", "type"),
    )
)
# what a person's file says of their place in the system: seats, load and days, and who is meant
_OF_PEOPLE: Final = frozenset(
    ("capacity", "former_ids", "from", "id", "identities", "leave", "name", "place", "teams", "title", "until")
)
_OF_DONE: Final = re.compile(
    r"(?<!not )(?<!not yet )\b(?:achiev|clos|complet|deliver|finish|resolv|ship)ed\b|(?<!not )\bdone\b"
)
_ANY_DAY: Final = date(2026, 1, 1)
_HELP: Final = "group by team or workflow, or count open work only"


class Unfair(NamedTuple):
    """Why a rule would measure people; `key` is the field of the rule that makes it so."""

    key: str
    message: str
    help: str


def find_unfair(rule: TeamRule, workspace: Workspace) -> Unfair | None:
    """Why a rule would measure people; `None` if it would not.

    Source: content/decisions/0006-people_are_not_measured.md
    """
    custom = custom_fields_of(workspace)
    return (
        _find_skills(rule) or _find_somebody(rule, custom, frozenset(workspace.people)) or _find_counted(rule, custom)
    )


def _find_skills(rule: TeamRule) -> Unfair | None:
    """A field of people's files that says what somebody can do, not how much they have."""
    if rule.for_ != "person":
        return None
    used = sorted(fields_read(rule) & fields_of(KINDS["person"].model).keys() - _OF_PEOPLE)
    if not used:
        return None
    key = next((key for key, text in _expressions(rule) if used[0] in text), "message")
    message = f"of people it may judge load, seats and leave, not {used[0]}: nobody is held against a bar here"
    return Unfair(key, message, "speak of capacity, teams or leave, or say what a team needs in a rule for: team")


def _find_somebody(rule: TeamRule, custom: CustomFields, people: frozenset[str]) -> Unfair | None:
    """A person by name, where a field that holds people is asked for."""
    for key, text in _expressions(rule):
        named = [each for each in list_texts(text) if each in people]
        if named and reads_person(rule, text, custom):
            message = f'it singles out "{named[0]}": what holds for one person only is settled with them, not checked'
            return Unfair(key, message, "name a team or a type of work, or count by owner what is open at once")
    return None


def _expressions(rule: TeamRule) -> tuple[tuple[str, str], ...]:
    return tuple((key, text) for key in ("when", "group_by", "must") if (text := getattr(rule, key)))


def _find_counted(rule: TeamRule, custom: CustomFields) -> Unfair | None:
    """Work put together by person, and judged by more than how much is open."""
    must = compile_group_expression(rule.must, rule.for_ or "item", custom) if rule.group_by else None
    if not isinstance(must, GroupExpression) or not is_by_person(rule, custom):
        return None
    if rule.for_ not in ("item", "goal"):
        return Unfair("group_by", "by person, only items and goals can be counted", "group by team instead")
    if set(must.expression.names) - {"count"}:
        return Unfair("must", "by person, only count can be judged: how much is open, not whose or how", _HELP)
    used = {use.name for use in list_name_uses(rule.when)} - _OF_LOAD - custom.keys()
    if used:
        message = f"by person, work cannot be told apart by {sorted(used)[0]}: that would judge how somebody works"
        return Unfair("when", message, "group by team or workflow, or leave the condition out")
    if must.holds("", (), _ANY_DAY) is False:
        return Unfair("must", "by person, work can be too much, but not too little", "write an upper limit: count <= 5")
    done = _OF_DONE.search(rule.message.lower()) if "{count}" in rule.message else None
    if done is not None:
        message = f'by person, count is what is open; the message speaks of what is "{done[0]}"'
        return Unfair("message", message, "say how much is open: {group} has {count} open items")
    if rule.severity == "error":
        return Unfair("severity", "that somebody has much to do is no error", "write severity: warning or note")
    return None


def _check_unfair(context: Context) -> Iterator[Finding]:
    for entry in context.workspace.team_rules.values():
        unfair = find_unfair(entry.record, context.workspace)
        if unfair is not None:
            message = f"{entry.record.code} does not run: {unfair.message}"
            yield Finding("WS912", message, entry, (unfair.key,), help=unfair.help)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS912",
        "rule-measures-people",
        Severity.ERROR,
        "humanity_over_tools",
        (),
        "A rule of the team's own judges how single people work",
        _check_unfair,
    ),
)
