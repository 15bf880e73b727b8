"""Dates that contradict each other, today, or what was promised (WS110, WS50x)."""

from collections.abc import Iterable, Iterator
from typing import Any

from worksystem.diagnostics import Severity
from worksystem.graph import mending
from worksystem.model import WorkDate
from worksystem.model.entry import Entry
from worksystem.rules.leave import lies_in_days_off
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.source.document import Keys
from worksystem.workflow.actors import has_left

__all__ = ["RULES"]

# kinds with a field of first and a field of last days
_SPANS = (("person", "from", "until"), ("retrospective", "from", "until"))
_CORRECT = "correct one of the two dates"
_DATED = ("updates", "approvals", "comments", "time", "handoffs")


def _check_order(context: Context) -> Iterator[Finding]:
    for item in context.items_with("start"):
        start, due = item.record.start, item.due
        if start is not None and due is not None and start.first > due.last:
            message = f"{item.id} starts on {start}, after it is due on {due}"
            related = ((item.entry, ("due",), "due"),)
            yield Finding("WS110", message, item.entry, ("start",), help=_CORRECT, related=related)
    for kind, first, last in _SPANS:
        for id, entry in context.workspace.of_kind(kind).items():
            yield from _order(
                entry, f"{kind} {id}", getattr(entry.record, f"{first}_"), entry.record.until, (), first, last
            )
    for id, person in context.workspace.people.items():
        for index, leave in enumerate(person.record.leave):
            yield from _order(person, f"a leave of {id}", leave.from_, leave.to, ("leave", index), "from", "to")
    for id, team in context.workspace.teams.items():
        for role, holders in team.record.roles.items():
            for index, holder in enumerate(holders):
                what = f"the role {role} of {holder.person} in {id}"
                yield from _order(team, what, holder.from_, holder.until, ("roles", role, index), "from", "until")


def _order(
    entry: Entry[Any], what: str, begin: WorkDate | None, end: WorkDate | None, keys: Keys, first: str, last: str
) -> Iterator[Finding]:
    if begin is not None and end is not None and begin.first > end.last:
        message = f"{what} ends on {end}, before it begins on {begin}"
        related = ((entry, (*keys, first), "begins here"),)
        yield Finding("WS110", message, entry, (*keys, last), help=_CORRECT, related=related)


def _check_past_due(context: Context) -> Iterator[Finding]:
    as_of = context.as_of
    for item in context.open_items:
        due = item.due
        if due is not None and due.last < as_of and item.category is not None:
            message = f"{item.id} was due on {due.text}, {_days((as_of - due.last).days)} ago"
            help = "finish it, or agree on a new date and write down why it moved"
            yield Finding("WS500", message, item.entry, ("due",), help=help)


def _days(count: int) -> str:
    return "one day" if count == 1 else f"{count} days"


def _check_broken_promise(context: Context) -> Iterator[Finding]:
    for item in context.open_with("promised"):
        promise = item.record.promised
        if promise is not None and promise.date.last < context.as_of:
            message = f"{item.id} was promised to {promise.to} for {promise.date} and is still open"
            help = f"tell {promise.to}, and agree on a new date with them"
            yield Finding("WS501", message, item.entry, ("promised", "date"), help=help)


def _check_due_before_dependency(context: Context) -> Iterator[Finding]:
    for one in context.dependencies:
        item, needed = one.item, one.needed
        due, theirs = item.due, needed.due
        if due is None or theirs is None or not (item.is_open and needed.is_open):
            continue
        if theirs.last > due.last and one.binds_finish:
            message = f"{item.id} is due on {due}, before {needed.id}, which it waits for, on {theirs}"
            related = ((needed.entry, ("due",), f"{needed.id} is due here"),)
            help = "agree with its owner on dates that fit"
            yield Finding("WS502", message, one.entry, one.keys, help=help, related=related)


def _check_due_after_promise(context: Context) -> Iterator[Finding]:
    for item in context.open_with("promised"):
        due, promise = item.due, item.record.promised
        if due is not None and promise is not None and due.last > promise.date.last:
            message = f"{item.id} is due on {due}, after the day promised to {promise.to}, {promise.date}"
            related = ((item.entry, ("promised", "date"), "promised here"),)
            help = "bring the target forward, or agree on a later promise"
            yield Finding("WS505", message, item.entry, ("due",), help=help, related=related)


def _check_future(context: Context) -> Iterator[Finding]:
    for name in _DATED:
        for item in context.items_with(name):
            yield from _later(context, item.entry, item.id, item.entry.get(name), (name,))
    for item in context.items_with("blocked"):
        since = item.record.blocked.since if item.record.blocked is not None else None
        if since is not None and since.first > context.as_of:
            message = f"{item.id} is blocked since {since}, which is still to come"
            yield Finding("WS506", message, item.entry, ("blocked", "since"), help="correct the date")
    for id, goal in context.workspace.goals.items():
        yield from _later(context, goal, id, goal.record.updates, ("updates",))
        for index, result in enumerate(goal.record.key_results):
            yield from _later(context, goal, f"{id} ({result.id})", result.readings, ("key_results", index, "readings"))


def _later(context: Context, entry: Entry[Any], what: str, dated: Iterable[Any], keys: Keys) -> Iterator[Finding]:
    for index, each in enumerate(dated):
        if each.date.first > context.as_of:
            noun = str(keys[-1]).rstrip("s").replace("_", " ") if keys[-1] != "time" else "time entry"
            article = "an" if noun[0] in "aeiou" else "a"
            message = f"{what} has {article} {noun} of {each.date}, which is still to come"
            help = "correct the date; what is planned goes under start, due or promised"
            yield Finding("WS506", message, entry, (*keys, index, "date"), help=help)


def _check_due_while_away(context: Context) -> Iterator[Finding]:
    people = context.workspace.people
    away = {
        id: person.record.leave
        for id, person in people.items()
        if person.record.leave and not has_left(person.record, context.as_of)
    }
    if not away:
        return
    for item in context.open_items:
        due = item.due
        if due is None or due.precision not in ("day", "time") or due.last < context.as_of:
            continue
        for leave in away.get(item.record.owner or "", ()):
            if leave.from_.first <= due.last <= leave.to.last and not lies_in_days_off(context, item):
                message = f"{item.id} is due on {due}, while {item.record.owner} is away"
                help = "agree on another day, or on who finishes it"
                yield Finding("WS507", message, item.entry, ("due",), help=help)


def _check_late_start(context: Context) -> Iterator[Finding]:
    for item in context.open_with("start"):
        start = item.record.start
        if start is not None and start.last < context.as_of and item.category in ("backlog", "queue"):
            message = f'{item.id} was to start on {start} and is still in "{item.state_name}"'
            yield Finding("WS509", message, item.entry, ("start",), help="start it, or plan a new day")


def _check_period_over(context: Context) -> Iterator[Finding]:
    for item in context.open_with("period"):
        period = item.record.period
        if period is not None and period.last < context.as_of:
            message = f"{item.id} is committed to {period}, which is over"
            help = "commit it to a coming period at the next planning, or take the period out"
            fix = mending.take_out(item.entry, ("period",), "take the period out")
            yield Finding("WS513", message, item.entry, ("period",), help=help, fix=fix)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS110",
        "date-out-of-order",
        Severity.ERROR,
        "clarity_over_chaos",
        ("missed_deadlines",),
        "Something ends before it begins",
        _check_order,
    ),
    Rule(
        "WS500",
        "past-due",
        Severity.WARNING,
        "visibility_over_assumption",
        ("missed_deadlines",),
        "An open item's due date is over",
        _check_past_due,
    ),
    Rule(
        "WS501",
        "broken-promise",
        Severity.WARNING,
        "visibility_over_assumption",
        ("missed_deadlines",),
        "The day for which something was promised is over",
        _check_broken_promise,
    ),
    Rule(
        "WS502",
        "due-before-dependency",
        Severity.WARNING,
        "flow_over_friction",
        ("missed_deadlines", "hidden_dependencies"),
        "An item is due before something it waits for",
        _check_due_before_dependency,
    ),
    Rule(
        "WS505",
        "due-after-promise",
        Severity.WARNING,
        "clarity_over_chaos",
        ("missed_deadlines",),
        "The target lies after the day that was promised",
        _check_due_after_promise,
    ),
    Rule(
        "WS506",
        "date-still-to-come",
        Severity.WARNING,
        "visibility_over_assumption",
        ("poor_visibility",),
        "Something that was noted as happened has a date that is still to come",
        _check_future,
    ),
    Rule(
        "WS507",
        "due-while-away",
        Severity.NOTE,
        "humanity_over_tools",
        ("missed_deadlines",),
        "An item is due while its owner is away",
        _check_due_while_away,
    ),
    Rule(
        "WS509",
        "late-start",
        Severity.NOTE,
        "flow_over_friction",
        ("missed_deadlines",),
        "The planned start is over and work has not begun",
        _check_late_start,
    ),
    Rule(
        "WS513",
        "period-over",
        Severity.NOTE,
        "adaptability_over_rigidity",
        ("missed_deadlines",),
        "An open item is committed to a planning period that is over",
        _check_period_over,
    ),
)
