"""Cadences: how often people should have met in the window, and how often a note says that they did."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any, Final

from dateutil.relativedelta import relativedelta
from dateutil.rrule import DAILY, rrule, rruleset, rrulestr
from msgspec import Struct
from msgspec.structs import replace

from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.groups import split_groups
from worksystem.metrics.population import Population
from worksystem.metrics.working_time import holidays_between
from worksystem.model.words import capital, count_of, number_of, percent_words

if TYPE_CHECKING:
    from worksystem.graph.workspace import Workspace
    from worksystem.model.cadence import Cadence
    from worksystem.model.settings import Calendar

__all__ = ["FIGURES", "Held", "Occurrence", "held_between", "list_held", "note_days", "occurrences"]

HELD = Definition(
    "cadences_held",
    "Cadences held",
    "share",
    "collaboration",
    "The share of meetings that should have taken place in the window of which a note says that they did",
    "higher",
)
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_STEPS: Final = {
    "week": relativedelta(weeks=1),
    "month": relativedelta(months=1),
    "quarter": relativedelta(months=3),
    "year": relativedelta(years=1),
}
_WITHIN_A_DAY: Final = re.compile(r"FREQ=(HOURLY|MINUTELY|SECONDLY)")
_INTERVAL: Final = re.compile(r";INTERVAL=\d+|INTERVAL=\d+;")


class Occurrence(Struct, frozen=True):
    """A time at which people should meet: a day, or any day of a week, month, quarter or year."""

    first: date
    last: date


class Held(Struct, frozen=True):
    """A cadence in the window.

    Shape: `expected` and `held` in order; a day that nobody met on because it was a holiday is among `holidays`, with
    its name, and not expected; `people` are those whose teams meet.
    """

    id: str
    expected: tuple[Occurrence, ...]
    held: tuple[Occurrence, ...]
    holidays: tuple[tuple[date, str], ...]
    people: frozenset[str] = frozenset()


def occurrences(
    cadence: "Cadence", first: date, last: date, *, since: date, calendar: "Calendar"
) -> tuple[Occurrence, ...]:
    """When people should meet from one day to another; of weeks, months and so on those that end in that time.

    Shape: `since` is where rules such as "every second week" begin to count.
    """
    if cadence.every in _STEPS:
        return _periods(cadence.every, first, last)
    if cadence.every is not None:
        week = [_DAYS.index(cadence.every)] if cadence.every in _DAYS else None
        if cadence.every == "weekday":
            week = [number for number, name in enumerate(_DAYS) if name[:3] in calendar.week]
        rule: rrule | rruleset = rrule(DAILY, byweekday=week, dtstart=_noon(since))
    elif cadence.rule:
        text = cadence.rule
        if _WITHIN_A_DAY.search(text):  # several times a day is every day
            text = _INTERVAL.sub("", _WITHIN_A_DAY.sub("FREQ=DAILY", text))
        try:
            rule = rrulestr(text, dtstart=_noon(since), ignoretz=True)
        except (ValueError, TypeError):
            return ()
    else:
        return ()
    days = {when.date() for when in rule.between(_noon(first), _noon(last), inc=True)}
    return tuple(Occurrence(day, day) for day in sorted(days))


def list_held(population: Population) -> tuple[Held, ...]:
    """The cadences of the scope, by id; of a team those of it and its teams, of any other narrower scope none.

    Shape: a cadence is expected from its first note on, or through the whole window if it has none. A meeting counts
    for the day nearest to it on which it should have been, so that one moved by a day was held.
    """
    workspace, selection = population.workspace, population.selection
    if any(kind != "team" for kind, _ in selection.parts):
        return ()
    teams = _with_subteams(population) if selection.team else frozenset(workspace.teams)
    notes = note_days(workspace, until=population.end)
    found = []
    for id, entry in workspace.cadences.items():
        if selection.team and not teams & set(entry.record.teams):
            continue
        people = frozenset(person for team in entry.record.teams for person in workspace.members(team))
        calendar = workspace.settings.calendar
        held = held_between(id, entry.record, notes.get(id, ()), population.start, population.end, calendar=calendar)
        found.append(replace(held, people=people))
    return tuple(found)


def note_days(workspace: "Workspace", *, until: date) -> dict[str, list[date]]:
    """Cadence to the days of its notes up to a day, oldest first."""
    found: dict[str, list[date]] = {}
    for note in workspace.notes.values():
        if note.record.cadence and note.record.date is not None and note.record.date.day <= until:
            found.setdefault(note.record.cadence, []).append(note.record.date.day)
    return {cadence: sorted(days) for cadence, days in found.items()}


def held_between(
    id: str, cadence: "Cadence", notes: Sequence[date], start: date, end: date, *, calendar: "Calendar"
) -> Held:
    """A cadence from one day to another; `notes` are the days of its notes up to the end, oldest first."""
    since = notes[0] if notes else start
    due = occurrences(cadence, max(since, start), end, since=since, calendar=calendar)
    met = {_nearest(due, note) for note in notes if due}
    held = tuple(due[index] for index in sorted(index for index in met if index is not None))
    off = holidays_between(calendar, start, end)
    holidays = tuple(
        (each.first, off[each.first])
        for each in due
        if each.first == each.last and each.first in off and each not in held
    )
    away = {day for day, _ in holidays}
    expected = tuple(each for each in due if each in held or each.first != each.last or each.first not in away)
    return Held(id, expected, held, holidays)


def _nearest(due: tuple[Occurrence, ...], day: date) -> int | None:
    """The occurrence that a meeting on a day belongs to; `None` if one outside the window is nearer."""
    place = bisect_left(due, day, key=lambda each: each.last)
    near = [index for index in (place - 1, place) if 0 <= index < len(due)]

    def distance(index: int) -> int:
        each = due[index]
        return max((each.first - day).days, (day - each.last).days, 0)

    best = min(near, key=distance)
    gap = min(((after.first - before.first).days for before, after in pairwise(due)), default=7)
    return best if distance(best) * 2 < max(gap, 1) or distance(best) == 0 else None


def _periods(every: str, first: date, last: date) -> tuple[Occurrence, ...]:
    start = {
        "week": first - timedelta(days=first.weekday()),
        "month": first.replace(day=1),
        "quarter": date(first.year, (first.month - 1) // 3 * 3 + 1, 1),
        "year": date(first.year, 1, 1),
    }[every]
    found = []
    while (after := start + _STEPS[every]) - timedelta(days=1) <= last:
        found.append(Occurrence(start, after - timedelta(days=1)))
        start = after
    return tuple(found)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12))


def _with_subteams(population: Population) -> frozenset[str]:
    found, waiting = {population.selection.team}, [population.selection.team]
    while waiting:
        new = set(population.workspace.subteams(waiting.pop())) - found
        found |= new
        waiting.extend(new)
    return frozenset(found)


def _cadences(population: Population) -> Figure:
    if any(kind != "team" for kind, _ in population.selection.parts):
        return Figure(HELD.name, None, "Cadences belong to teams: ask for a team or for the whole")
    cadences = list_held(population)
    groups = split_groups({each.id: each.people for each in cadences}, population.conventions.smallest_group)
    expected, held = sum(len(each.expected) for each in cadences), sum(len(each.held) for each in cadences)
    detail: dict[str, Any] = {
        "expected": expected,
        "held": held,
        "holidays": [
            {"day": day.isoformat(), "name": name}
            for day, name in sorted({holiday for each in cadences for holiday in each.holidays})
        ],
        "cadences": [
            {
                "cadence": each.id,
                "expected": len(each.expected),
                "held": len(each.held),
                "not_held": [one.first.isoformat() for one in each.expected if one not in each.held],
            }
            for each in cadences
            if each.id in groups.shown
        ],
        "cadences_together": len(groups.together),
    }
    if not expected:
        return Figure(HELD.name, None, "No cadence comes round in this window; write every or rule", 0, detail)
    says = f"{capital(number_of(held)) if held else 'None'} of {count_of(expected, 'expected meeting')} took place"
    says += f", {percent_words(held / expected)}"
    off = len(detail["holidays"])
    says += f"; {count_of(off, 'holiday')} left out" if off else ""
    return Figure(HELD.name, held / expected, says, expected, detail)


FIGURES = ((HELD, _cadences),)
