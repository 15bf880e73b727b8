"""What has gone quiet (WS50x-WS51x): blocks, updates, goals and experiments."""

from collections.abc import Iterator

from worksystem.diagnostics import Severity
from worksystem.model.words import days_words
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES"]


def _check_blocked_long(context: Context) -> Iterator[Finding]:
    for item in context.open_with("blocked"):
        blocked = item.record.blocked
        rule = item.workflow.record.exceptions.blocked if item.workflow is not None else None
        limit = rule.at_most.calendar if rule is not None else None
        if blocked is None or blocked.since is None or rule is None or limit is None:
            continue
        for_days = context.as_of - blocked.since.first
        if for_days > limit:
            message = f"{item.id} is blocked for {days_words(for_days.days)}; the workflow allows {rule.at_most}"
            help = (
                f"bring it to {rule.then.partition(':')[2] or rule.then}" if rule.then else "bring it up with the team"
            )
            yield Finding("WS503", message, item.entry, ("blocked", "since"), help=help)


def _check_stale(context: Context) -> Iterator[Finding]:
    stale = context.workspace.settings.thresholds.stale
    limit = stale.span
    for item in context.open_with("updates"):
        if item.is_active:
            index, newest = max(enumerate(item.record.updates), key=lambda pair: pair[1].date.last)
            if context.as_of - newest.date.last > limit:
                message = f"the last update of {item.id} is of {newest.date}, longer ago than {stale}"
                help = "add one sentence under updates: how does it stand?"
                yield Finding("WS504", message, item.entry, ("updates", index, "date"), help=help)
    for id, goal in context.workspace.goals.items():
        period = goal.record.period
        if not goal.record.updates or (period is not None and not period.covers(context.as_of)):
            continue
        index, newest = max(enumerate(goal.record.updates), key=lambda pair: pair[1].date.last)
        if context.as_of - newest.date.last > 2 * limit:
            message = f'the last update of goal "{id}" is of {newest.date}, longer ago than twice {stale}'
            help = "add one sentence under updates: how does it stand?"
            yield Finding("WS504", message, goal, ("updates", index, "date"), help=help)


def _check_goal_over(context: Context) -> Iterator[Finding]:
    left: dict[str, int] = {}
    for item in context.open_with("goal"):
        if item.record.goal:
            left[item.record.goal] = left.get(item.record.goal, 0) + 1
    for id, goal in context.workspace.goals.items():
        period = goal.record.period
        if period is not None and period.last < context.as_of and left.get(id):
            count = "one item is" if left[id] == 1 else f"{left[id]} items are"
            message = f'the period of goal "{id}", {period}, is over, and {count} still open'
            help = "give the goal a new period, or move the items to a goal that goes on"
            yield Finding("WS508", message, goal, ("period",), help=help)


def _check_experiment_over(context: Context) -> Iterator[Finding]:
    for id, entry in context.workspace.retrospectives.items():
        until = entry.record.until
        if until is not None and until.last < context.as_of and not entry.record.learned:
            message = f'the experiment of retrospective "{id}" ended on {until}, and nothing says what was learned'
            yield Finding(
                "WS510", message, entry, ("until",), help="add learned: <what came out of it>, also if it is little"
            )


def _check_block_unexplained(context: Context) -> Iterator[Finding]:
    for item in context.open_with("blocked"):
        blocked = item.record.blocked
        if blocked is None:
            continue
        lacks = [
            word
            for word, there in (("since", blocked.since), ("reason", blocked.reason or blocked.waiting_for))
            if not there
        ]
        if lacks:
            said = {"since": "since when", "reason": "why"}
            message = f"{item.id} is blocked, and nothing says {' or '.join(said[word] for word in lacks)}"
            help = f"add {lacks[0]}: {'<first day>' if lacks[0] == 'since' else '<what is in the way>'} under blocked"
            yield Finding("WS511", message, item.entry, ("blocked",), on="key", help=help)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS503",
        "blocked-too-long",
        Severity.WARNING,
        "flow_over_friction",
        ("hidden_dependencies", "missed_deadlines"),
        "An item is blocked for longer than its workflow allows",
        _check_blocked_long,
    ),
    Rule(
        "WS504",
        "stale-update",
        Severity.NOTE,
        "visibility_over_assumption",
        ("poor_visibility",),
        "The last update of work under way, or of a goal, is old",
        _check_stale,
    ),
    Rule(
        "WS508",
        "goal-period-over",
        Severity.WARNING,
        "adaptability_over_rigidity",
        ("missed_deadlines", "busy_work"),
        "A goal's period is over while items for it are open",
        _check_goal_over,
    ),
    Rule(
        "WS510",
        "experiment-without-lesson",
        Severity.NOTE,
        "progress_over_perfection",
        ("busy_work",),
        "An experiment is over and nothing says what was learned",
        _check_experiment_over,
    ),
    Rule(
        "WS511",
        "block-not-explained",
        Severity.WARNING,
        "visibility_over_assumption",
        ("hidden_dependencies", "poor_visibility"),
        "An item is blocked, and nothing says why or since when",
        _check_block_unexplained,
    ),
)
