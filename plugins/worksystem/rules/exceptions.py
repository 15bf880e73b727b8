"""Exceptions that nobody ends (WS326-WS329): work sent back or given up and left, deadlines without an owner."""

from collections.abc import Iterator

from worksystem.diagnostics import Severity
from worksystem.graph.workspace import CLOSED
from worksystem.rules.facts import ItemFacts
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.rules.vacancies import deadlines_of, list_stuck, work_words
from worksystem.workflow.actors import bare
from worksystem.workflow.exceptions import Exceptional, list_exceptions

__all__ = ["RULES"]


def _check_rejected_long(context: Context) -> Iterator[Finding]:
    for item, each in _late(context, "rejected"):
        message = f"{item.id} was sent back on {each.since} and was to be handed in again by {each.until}"
        help = f"bring it to {bare(each.then)}" if each.then else "hand it in again, or bring it up with the team"
        yield Finding("WS326", message, item.entry, ("status",), help=help)


def _check_cancelled_open(context: Context) -> Iterator[Finding]:
    for item, each in _late(context, "cancelled"):
        message = f"{item.id} was given up on {each.since}, and what hung on it was to be settled by {each.until}"
        links, by_id = context.workspace.links, context.item_by_id
        said = [(id, f"{id} is a part of it") for id in links.children(item.id)]
        said += [(id, f"{id} waits for it") for id in links.blocks(item.id)]
        open_ = [(by_id[id].entry, says) for id, says in said if id in by_id and by_id[id].category not in CLOSED]
        related = tuple((entry, ("status",), says) for entry, says in open_[:8])
        help = "drop what has no use without it, and let go of it what goes on"
        help = f"{help}, or bring it to {bare(each.then)}" if each.then else help
        yield Finding("WS327", message, item.entry, ("status",), help=help, related=related)


def _late(context: Context, kind: str) -> Iterator[tuple[ItemFacts, Exceptional]]:
    for item in context.items:
        rules = item.workflow.record.exceptions if item.workflow is not None else None
        if rules is not None and (rules.rejected or rules.cancelled):
            for each in list_exceptions(context.actors, item.entry, context.past):
                if each.kind == kind and each.is_late(context.as_of):
                    yield item, each


def _check_nobody_takes_up(context: Context) -> Iterator[Finding]:
    for each in list_stuck(context):
        if each.kind == "exception" and not each.is_said:
            (role,) = each.roles
            message = (
                f'nobody takes up {work_words(each.name)} of workflow "{each.entry.id}": nobody holds the role {role}'
            )
            help = f"give {role} to somebody in a team's roles, or name somebody else"
            yield Finding("WS328", message, each.entry, each.keys, help=help)


def _check_without_owner(context: Context) -> Iterator[Finding]:
    for id, entry in context.workspace.workflows.items():
        for name, then, length in deadlines_of(entry.record):
            if not then:
                message = (
                    f'{work_words(name)} of workflow "{id}" has a deadline, {length}, and nobody takes it up after that'
                )
                help = "add then: <who takes care of it>, like role:delivery_lead"
                yield Finding("WS329", message, entry, ("exceptions", name), on="key", help=help)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS326",
        "rejected-too-long",
        Severity.WARNING,
        "flow_over_friction",
        ("missed_deadlines", "broken_handoffs"),
        "Work was sent back and not handed in again in the time that its workflow gives",
        _check_rejected_long,
        of_past=True,
    ),
    Rule(
        "WS327",
        "cancelled-left-open",
        Severity.WARNING,
        "visibility_over_assumption",
        ("hidden_dependencies", "busy_work"),
        "Work was given up, and what hung on it is still open after the time that its workflow gives",
        _check_cancelled_open,
        of_past=True,
    ),
    Rule(
        "WS328",
        "exception-nobody-takes-up",
        Severity.WARNING,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "An exception goes to a role that nobody holds when its time is over",
        _check_nobody_takes_up,
    ),
    Rule(
        "WS329",
        "exception-without-owner",
        Severity.NOTE,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "An exception has a deadline, and nobody takes care of it after that",
        _check_without_owner,
    ),
)
