"""Leave and days off (WS418, WS419, WS519, WS520): work and roles that are planned for when nobody is there.

It speaks of the plan: leave is leave, and the date can move.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import groupby

from worksystem.diagnostics import Severity
from worksystem.metrics.working_time import holidays_between
from worksystem.model import Person
from worksystem.model.settings import Calendar
from worksystem.rules.facts import ItemFacts
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.workflow.actors import has_left

__all__ = ["RULES", "is_away", "lies_in_days_off"]

WEEKS_AHEAD = 8
_WEEK = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
# Longer spans hold a working day whatever anybody's leave; days further ahead have no calendar yet.
_LONGEST, _FAR = timedelta(days=120), timedelta(days=730)


def is_away(person: Person, day: date) -> bool:
    """Whether a day lies in somebody's leave."""
    return any(leave.from_.first <= day <= leave.to.last for leave in person.leave)


def _day_off(calendar: Calendar, day: date) -> str:
    """Why nobody works on a day; empty if it is a working day."""
    if _WEEK[day.weekday()] not in calendar.week:
        return f"a {day:%A}"
    return holidays_between(calendar, day, day).get(day, "")


def _owner(context: Context, item: ItemFacts) -> Person | None:
    """The person who has an item; nobody where they have left, which is said of the owner alone."""
    person = item.owner.record if item.owner is not None and item.owner.kind == "person" else None
    return None if person is not None and has_left(person, context.as_of) else person


def _planned_in_days_off(context: Context) -> Mapping[str, str]:
    """Item to why none of its planned days can be worked on, where it says both start and due."""
    calendar = context.workspace.settings.calendar
    found: dict[str, str] = {}
    for item in context.open_with("start"):
        start, due = item.record.start, item.due
        if start is None or due is None or due.last < context.as_of:
            continue
        length = due.last - start.first
        if not timedelta(0) <= length <= _LONGEST or start.first - context.as_of > _FAR:
            continue
        owner = _owner(context, item)
        days = map(date.fromordinal, range(start.first.toordinal(), due.last.toordinal() + 1))
        if all((owner is not None and is_away(owner, day)) or _day_off(calendar, day) for day in days):
            leaves = owner.leave if owner is not None else ()
            away = any(leave.from_.first <= due.last and leave.to.last >= start.first for leave in leaves)
            found[item.id] = f"while {item.record.owner} is away" if away else "all days off"
    return found


def lies_in_days_off(context: Context, item: ItemFacts) -> bool:
    """Whether WS418 finds an item, so that its due date needs no word of its own."""
    return item.id in context.once(_planned_in_days_off)


def _check_no_working_day(context: Context) -> Iterator[Finding]:
    for id, why in context.once(_planned_in_days_off).items():
        item = context.item_by_id[id]
        message = f"{id} is planned from {item.record.start} to {item.record.due}, {why}"
        help = "agree on other days, or on who does it meanwhile"
        related = ((item.entry, ("due",), "to here"),)
        yield Finding("WS418", message, item.entry, ("start",), help=help, related=related)


def _check_due_on_day_off(context: Context) -> Iterator[Finding]:
    calendar, as_of, until = context.workspace.settings.calendar, context.as_of, context.as_of + _FAR
    reasons: dict[date, str] = {}
    for item in context.open_items:
        due = item.due
        if due is None or not as_of <= due.last <= until or due.precision not in ("day", "time"):
            continue
        day = due.last
        if day not in reasons:
            reasons[day] = _day_off(calendar, day)
        owner = _owner(context, item)
        is_said = lies_in_days_off(context, item) or (owner is not None and is_away(owner, day))
        if reasons[day] and not is_said:
            days = (day - timedelta(days=number) for number in range(1, 60))
            before = next((each for each in days if not _day_off(calendar, each)), None)
            to = f"the working day before is {before}; move it" if before else "move it to a working day"
            message = f"{item.id} is due on {due}, {_named(reasons[day])}"
            help = f"{to}, or say in the item why it has to be that day"
            yield Finding("WS519", message, item.entry, ("due",), help=help)


def _named(reason: str) -> str:
    if reason == "day off":
        return "a day off"
    return reason if reason.startswith("a ") else f"a holiday ({reason})"


def _check_role_without_cover(context: Context) -> Iterator[Finding]:
    if not context.knows_holders:
        return
    people, calendar = context.workspace.people, context.workspace.settings.calendar
    days = [context.as_of + timedelta(days=number) for number in range(7 * WEEKS_AHEAD)]
    working = [day for day in days if _WEEK[day.weekday()] in calendar.week]
    for id, entry in context.workspace.roles.items():
        named = dict.fromkeys((*context.actors.holders.get(id, ()), *entry.record.deputy))
        able = [people[each].record for each in named if each in people]
        if not entry.record.critical or len(able) < len(named) or not able or not any(one.leave for one in able):
            continue
        away = _first_run(calendar, working, able)
        if away:
            when = f"on {away[0]}" if len(away) == 1 else f"from {away[0]} to {away[-1]}"
            message = f'all who could act in the critical role "{id}" are away {when}'
            help = "agree on who stands in meanwhile, and name them under deputy"
            yield Finding("WS419", message, entry, ("critical",), help=help)


def _first_run(calendar: Calendar, working: list[date], able: list[Person]) -> list[date]:
    """The first days in a row, weekends aside, on which all are away, unless all of them are holidays."""
    runs = groupby(working, key=lambda day: all(is_away(one, day) or has_left(one, day) for one in able))
    for is_nobody_there, group in runs:
        run = list(group)
        if is_nobody_there and not all(_day_off(calendar, day) for day in run):
            return run
    return []


def _check_owner_leaves(context: Context) -> Iterator[Finding]:
    leaving = {
        id: person.record.until
        for id, person in context.workspace.people.items()
        if person.record.until is not None and not has_left(person.record, context.as_of)
    }
    if not leaving:
        return
    for item in context.open_items:
        due, until = item.due, leaving.get(item.record.owner or "")
        if due is not None and until is not None and due.last > until.last:
            message = f"{item.id} is due on {due}, after {until}, the last day of its owner {item.record.owner}"
            help = "agree in good time on who takes it over, while there is somebody to ask"
            yield Finding("WS520", message, item.entry, ("owner",), help=help)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS418",
        "planned-on-days-off",
        Severity.WARNING,
        "humanity_over_tools",
        ("missed_deadlines",),
        "Work is planned for days on which nobody works on it",
        _check_no_working_day,
    ),
    Rule(
        "WS419",
        "role-without-cover",
        Severity.WARNING,
        "humanity_over_tools",
        ("unclear_ownership",),
        "All who could act in a critical role are away at once",
        _check_role_without_cover,
    ),
    Rule(
        "WS519",
        "due-on-day-off",
        Severity.NOTE,
        "humanity_over_tools",
        ("missed_deadlines",),
        "An item is due on a day on which nobody works",
        _check_due_on_day_off,
    ),
    Rule(
        "WS520",
        "owner-leaves-before-due",
        Severity.WARNING,
        "humanity_over_tools",
        ("unclear_ownership", "missed_deadlines", "broken_handoffs"),
        "Work is due after the last day of its owner",
        _check_owner_leaves,
    ),
)
