"""Cadences (WS512, WS515, WS754): meetings that are no longer held, held now and then, or fill somebody's week."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING

from worksystem.diagnostics import Severity
from worksystem.model import Cadence, Person
from worksystem.model.entry import Entry
from worksystem.model.words import number_of
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.workflow.actors import has_left, name_actor

if TYPE_CHECKING:
    from worksystem.metrics.cadences import Held

__all__ = ["RULES"]

_EVERY = {"day": 1, "weekday": 3, "month": 31, "quarter": 92, "year": 366}
_A_WEEK = 7
# A note may be written on the day after the meeting.
_GRACE = timedelta(days=2)
WEEKS = 12


def _note_days(context: Context) -> Mapping[str, list[date]]:
    from worksystem.metrics.cadences import note_days  # only a work system with cadences pays for it

    return note_days(context.workspace, until=context.as_of)


def _held(context: Context, id: str, cadence: Cadence, start: date) -> "Held":
    from worksystem.metrics.cadences import held_between

    calendar, notes = context.workspace.settings.calendar, context.once(_note_days).get(id, [])
    return held_between(id, cadence, notes, start, context.as_of - _GRACE, calendar=calendar)


def _is_quiet(context: Context, id: str, cadence: Cadence) -> bool:
    """Whether the last two turns have no note, though earlier ones had."""
    newest = context.once(_note_days)[id][-1]
    if cadence.every is not None:
        patience = timedelta(days=2 * _EVERY.get(cadence.every, _A_WEEK))
        return newest < context.as_of - timedelta(days=1) - patience
    turns = _held(context, id, cadence, newest)
    return len(turns.expected) > 1 and not any(each in turns.held for each in turns.expected[-2:])


def _check_quiet(context: Context) -> Iterator[Finding]:
    for id, entry in _with_notes(context):
        if _is_quiet(context, id, entry.record):
            every = entry.record.every
            rhythm = f"every {every}" if every is not None else "by its rule"
            newest = context.once(_note_days)[id][-1]
            message = f'"{id}" comes round {rhythm}, but its last note is of {newest}'
            help = "add a note of the last meeting, or change the rhythm to the one you keep"
            yield Finding("WS512", message, entry, ("rule" if every is None else "every",), help=help)


def _check_half_held(context: Context) -> Iterator[Finding]:
    window = context.workspace.settings.metrics.window.span
    for id, entry in _with_notes(context):
        turns = _held(context, id, entry.record, context.as_of - window)
        expected, held = len(turns.expected), len(turns.held)
        if 2 * held < expected and not _is_quiet(context, id, entry.record):
            kept = f"{number_of(held)} of its {number_of(expected)} turns since {turns.expected[0].first}"
            message = f'"{id}" has a note of only {kept}'
            help = "change the rhythm to the one you keep, or agree on what would make it worth keeping"
            keys = ("every",) if entry.record.every is not None else ("rule",)
            yield Finding("WS515", message, entry, keys, help=help)


def _with_notes(context: Context) -> Iterator[tuple[str, Entry[Cadence]]]:
    for id, entry in context.workspace.cadences.items():
        has_rhythm = entry.record.every is not None or entry.record.rule is not None
        if has_rhythm and context.once(_note_days).get(id):
            yield id, entry


def _check_meeting_load(context: Context) -> Iterator[Finding]:
    settings = context.workspace.settings
    share, load = settings.thresholds.meeting_share, context.once(_meeting_hours)
    for id, person in context.workspace.people.items():
        capacity = _hours(context, person.record)
        hours = load.get(id, 0.0)
        if capacity and hours > share * capacity and not has_left(person.record, context.as_of):
            message = f"cadences take {hours:.3g} of the {capacity:.3g} hours that {id} has in a week"
            help = "let fewer people attend each meeting, make some shorter, or give one up"
            yield Finding("WS754", message, person, ("capacity",), help=help)


def _hours(context: Context, person: Person) -> float:
    per_day = context.workspace.settings.calendar.hours_per_day
    return (person.capacity.working_hours(per_day) if person.capacity is not None else None) or 0.0


def _meeting_hours(context: Context) -> Mapping[str, float]:
    """Person to the hours a week that the coming cadences take which they attend."""
    if not context.workspace.cadences:
        return {}
    from worksystem.metrics.cadences import occurrences

    calendar, found = context.workspace.settings.calendar, dict[str, float]()
    for entry in context.workspace.cadences.values():
        length = entry.record.lasts.working_hours(calendar.hours_per_day) if entry.record.lasts is not None else None
        if not length or not entry.record.attends:
            continue
        last = context.as_of + timedelta(weeks=WEEKS) - timedelta(days=1)
        turns = occurrences(entry.record, context.as_of, last, since=context.as_of, calendar=calendar)
        for person in {each for actor in entry.record.attends for each in _who(context, actor)}:
            found[person] = found.get(person, 0.0) + length * len(turns) / WEEKS
    return found


def _who(context: Context, actor: str) -> tuple[str, ...]:
    kind, id = name_actor(context.workspace, actor)
    if kind == "role":
        return context.actors.holders.get(id, ())
    return context.workspace.members(id) if kind == "team" else (id,)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS512",
        "cadence-gone-quiet",
        Severity.NOTE,
        "adaptability_over_rigidity",
        ("poor_visibility",),
        "A regular meeting has no note of its last two turns",
        _check_quiet,
    ),
    Rule(
        "WS515",
        "cadence-half-held",
        Severity.NOTE,
        "adaptability_over_rigidity",
        ("poor_visibility",),
        "A regular meeting is held less than half of the time",
        _check_half_held,
    ),
    Rule(
        "WS754",
        "meetings-fill-the-week",
        Severity.WARNING,
        "humanity_over_tools",
        ("busy_work",),
        "Regular meetings take more of somebody's week than was agreed",
        _check_meeting_load,
    ),
)
