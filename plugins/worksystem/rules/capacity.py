"""Load (WS406, WS407): whether what people have taken on fits into their time.

It speaks of the load, never of the person.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from worksystem.diagnostics import Severity
from worksystem.metrics.working_time import holidays_between
from worksystem.model import Person
from worksystem.rules.facts import ItemFacts
from worksystem.rules.leave import is_away
from worksystem.rules.replans import hours_spent
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES"]

WEEKS_AHEAD = 4
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Days ahead over which work is spread at most: due in the year 9999 means some day.
_FAR = 3660


def _items_of_people(context: Context) -> dict[str, list[ItemFacts]]:
    """Open items by the person who owns them; nothing was agreed with somebody who is only named."""
    found: dict[str, list[ItemFacts]] = {
        id: [] for id, person in context.workspace.people.items() if not person.is_open
    }
    for item in context.open_items:
        owner = item.owner
        if owner is not None and owner.kind == "person" and owner.id in found:
            found[owner.id].append(item)
    return found


def _check_in_progress(context: Context) -> Iterator[Finding]:
    limit = context.workspace.settings.thresholds.wip_per_person
    for person, items in sorted(context.once(_items_of_people).items()):
        started = [item for item in items if item.is_active and item.record.blocked is None]
        if len(started) > limit:
            message = f"{len(started)} items in progress rest on {person}; {limit} were agreed"
            related = tuple((item.entry, ("owner",), f"{item.id} is one of them") for item in started[:8])
            help = "decide with the team what can be handed over or put back"
            yield Finding("WS406", message, context.workspace.people[person], help=help, related=related)


def _check_capacity(context: Context) -> Iterator[Finding]:
    for person, items in sorted(context.once(_items_of_people).items()):
        entry = context.workspace.people[person]
        if entry.record.capacity is None:
            continue
        planned = _hours_by_week(context, entry.record, [item for item in items if not _is_overdue(context, item)])
        overdue = _hours_by_week(context, entry.record, [item for item in items if _is_overdue(context, item)])
        for monday in sorted({*planned, *overdue}):
            late = overdue.get(monday, 0.0)
            hours = planned.get(monday, 0.0) + late
            room = _room(context, entry.record, monday)
            if hours > room * 1.05 + 0.5:
                week = f"{monday.isocalendar().year}-W{monday.isocalendar().week:02}"
                message = (
                    f"{round(hours)} hours of work are planned for {person} in {week}; there is room for {round(room)}"
                )
                help = "move a due date, lower what is promised, or share the work"
                if round(late):
                    message += f", and {round(late)} of them are overdue"
                    help = "agree on a new date for what is overdue, let something else go, or share the work"
                yield Finding("WS407", message, entry, ("capacity",), help=help)
                break


def _hours_by_week(context: Context, person: Person, items: list[ItemFacts]) -> dict[date, float]:
    """Monday to the hours that estimates spread over the working days until each item is due.

    What is overdue takes what is left of its estimate, over a week from today: nobody makes up for it in an evening.
    Where it waits for somebody else, what is left is unknown.
    """
    per_day = context.workspace.settings.calendar.hours_per_day
    end = context.as_of - timedelta(days=context.as_of.weekday()) + timedelta(weeks=WEEKS_AHEAD)
    planned: dict[date, float] = {}
    for item in items:
        due, estimate, start = item.record.due, item.record.estimate, item.record.start
        hours = estimate.working_hours(per_day) if estimate is not None else None
        if hours is None or due is None or item.record.blocked is not None:
            continue
        first = max(context.as_of, start.first) if start is not None else context.as_of
        last = due.last
        if _is_overdue(context, item):
            if item.state is not None and item.state.waiting:
                continue
            hours = max(hours - hours_spent(context, item), 0.0)
            first, last = context.as_of, context.as_of + timedelta(days=6)
        days = _working_days(context, person, first, last)
        for day in days:
            if day < end:
                monday = day - timedelta(days=day.weekday())
                planned[monday] = planned.get(monday, 0.0) + hours / len(days)
    return planned


def _is_overdue(context: Context, item: ItemFacts) -> bool:
    return item.record.due is not None and item.record.due.last < context.as_of


def _working_days(context: Context, person: Person, first: date, last: date) -> list[date]:
    week, off = context.workspace.settings.calendar.week, context.once(_holidays)
    begin = first.toordinal()
    return [
        day
        for day in map(date.fromordinal, range(begin, min(last.toordinal(), begin + _FAR) + 1))
        if _DAYS[day.weekday()] in week and day not in off and not is_away(person, day)
    ]


def _holidays(context: Context) -> frozenset[date]:
    last = min(context.as_of.toordinal() + _FAR, date.max.toordinal())
    return frozenset(holidays_between(context.workspace.settings.calendar, context.as_of, date.fromordinal(last)))


def _room(context: Context, person: Person, monday: date) -> float:
    """Hours that are left in a week, from today on and without leave."""
    calendar = context.workspace.settings.calendar
    capacity = person.capacity.working_hours(calendar.hours_per_day) if person.capacity is not None else None
    days = _working_days(context, person, max(monday, context.as_of), monday + timedelta(days=6))
    return (capacity or 0.0) * len(days) / max(len(calendar.week), 1)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS406",
        "too-much-in-progress",
        Severity.WARNING,
        "humanity_over_tools",
        ("constant_urgency", "missed_deadlines"),
        "More work in progress rests on one person than was agreed",
        _check_in_progress,
    ),
    Rule(
        "WS407",
        "over-capacity",
        Severity.WARNING,
        "humanity_over_tools",
        ("constant_urgency", "missed_deadlines"),
        "More work is planned for somebody in a week than there is time",
        _check_capacity,
    ),
)
