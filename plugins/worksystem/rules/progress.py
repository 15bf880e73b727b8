"""Progress (WS521, WS751-WS753): work too large to finish, effort without a result, results that nobody closes."""

from collections.abc import Iterator

from worksystem.diagnostics import Severity
from worksystem.model.words import number_of
from worksystem.rules.replans import hours_spent
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES"]

# Working days of an item without an estimate after which something should be seen.
UNSEEN = 5


def _check_goal_not_read(context: Context) -> Iterator[Finding]:
    for id, goal in context.workspace.goals.items():
        period = goal.record.period
        if period is None or not period.covers(context.as_of):
            continue
        if context.as_of - period.first < (period.last - period.first) / 2:
            continue
        for index, result in enumerate(goal.record.key_results):
            if not any(reading.date.last >= period.first for reading in result.readings):
                message = f'half of {period} is over, and key result "{result.id}" of goal "{id}" was not read in it'
                help = "read the figure once and add it under readings, or choose one that can be read"
                yield Finding("WS521", message, goal, ("key_results", index, "id"), help=help)


def _check_too_large(context: Context) -> Iterator[Finding]:
    thresholds = context.workspace.settings.thresholds
    per_day = context.workspace.settings.calendar.hours_per_day
    largest, most = thresholds.largest.working_hours(per_day) or 0.0, thresholds.most_criteria
    parts = context.parts
    for item in context.open_items:
        if item.id in parts:
            continue
        estimate, criteria = item.record.estimate, len(item.record.acceptance)
        if estimate is not None and (estimate.working_hours(per_day) or 0.0) > largest:
            message = f"{item.id} is estimated at {estimate}, more than {thresholds.largest}, and has no parts"
            help = "split off a part that is of use by itself, and finish that first"
            yield Finding("WS751", message, item.entry, ("estimate",), help=help)
        elif criteria > most:
            message = f"{item.id} has {criteria} acceptance criteria, more than {most}, and no parts"
            help = "split off a part that is of use by itself, and finish that first"
            yield Finding("WS751", message, item.entry, ("acceptance",), on="key", help=help)


def _check_time_without_result(context: Context) -> Iterator[Finding]:
    per_day = context.workspace.settings.calendar.hours_per_day
    for item in context.open_with("time"):
        record = item.record
        if not record.acceptance or any(point.done for point in record.acceptance):
            continue
        planned = record.estimate.working_hours(per_day) if record.estimate is not None else None
        spent = hours_spent(context, item)
        if spent >= (planned or UNSEEN * per_day):
            none = "its one criterion is not" if len(record.acceptance) == 1 else "none of its criteria is"
            message = f"{spent:.3g} hours went into {item.id}, and {none} ticked"
            help = "tick what is reached, or agree on the smallest result that can be shown next"
            yield Finding("WS752", message, item.entry, ("acceptance",), on="key", help=help)


def _check_whole_still_open(context: Context) -> Iterator[Finding]:
    for id, closed in context.parts.items():
        item = context.item_by_id.get(id)
        if item is None or not item.is_open or len(closed) < 2 or any(part.is_open for part in closed):
            continue
        if not any(part.category == "done" for part in closed):
            continue
        judged = item.state is None or item.state.waiting
        if not judged and all(point.done for point in item.record.acceptance):
            ticked = " and every criterion is ticked" if item.record.acceptance else ""
            every = "both" if len(closed) == 2 else f"all {number_of(len(closed))}"
            message = f'{every} parts of {id} are over{ticked}; it is in "{item.state_name}"'
            help = "close it, or add the part or criterion that is still missing"
            yield Finding("WS753", message, item.entry, ("status",), help=help)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS521",
        "goal-not-read",
        Severity.NOTE,
        "progress_over_perfection",
        ("busy_work", "poor_visibility"),
        "Half of a goal's period is over and its figure was never read",
        _check_goal_not_read,
    ),
    Rule(
        "WS751",
        "too-large",
        Severity.NOTE,
        "progress_over_perfection",
        ("missed_deadlines",),
        "An item is too large to be finished soon, and has no parts",
        _check_too_large,
    ),
    Rule(
        "WS752",
        "time-without-result",
        Severity.NOTE,
        "progress_over_perfection",
        ("busy_work",),
        "Much time went into an item and no acceptance criterion is ticked",
        _check_time_without_result,
    ),
    Rule(
        "WS753",
        "whole-still-open",
        Severity.NOTE,
        "progress_over_perfection",
        ("poor_visibility",),
        "All parts of an item are over and it is still open",
        _check_whole_still_open,
    ),
)
