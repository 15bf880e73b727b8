"""Rules of the team's own that put work together by person: they may speak of load, and of nothing else (WS912)."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from worksystem.diagnostics import Severity
from worksystem.graph.group import GroupExpression, compile_group_expression
from worksystem.graph.team_rule import is_by_person
from worksystem.graph.tokens import list_name_uses
from worksystem.graph.vocabulary import CustomFields, custom_fields_of
from worksystem.model import TeamRule
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES", "find_unfair"]

# what tells which work is meant, and not how somebody did it
_OF_LOAD: Final = frozenset(
    (
        *("category", "contributors", "disciplines", "estimate", "expedite", "goal", "labels", "owner", "parent"),
        *("period", "portfolio", "priority", "status", "team", "type"),
    )
)
_ANY_DAY: Final = date(2026, 1, 1)
_HELP: Final = "group by team or workflow, or count open work only"


class Unfair(NamedTuple):
    """Why a rule would measure people; `key` is the field of the rule that makes it so."""

    key: str
    message: str
    help: str


def find_unfair(rule: TeamRule, custom: CustomFields) -> Unfair | None:
    """Why a rule may not put work together by person; `None` if it may, or does not.

    Source: content/decisions/0006-people_are_not_measured.md
    """
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
    if rule.severity == "error":
        return Unfair("severity", "that somebody has much to do is no error", "write severity: warning or note")
    return None


def _check_unfair(context: Context) -> Iterator[Finding]:
    custom = custom_fields_of(context.workspace)
    for entry in context.workspace.team_rules.values():
        unfair = find_unfair(entry.record, custom)
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
