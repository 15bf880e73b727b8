"""Small pasts for tests: events as lines, and a work system they belong to."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from worksystem.history import (
    Event,
    History,
    Plan,
    StateMeaning,
    WorkflowVersion,
    build_lives,
    build_stream,
)

__all__ = ["STATES", "due_events", "make_history", "moves"]

STATES: Mapping[str, StateMeaning] = {
    "proposed": StateMeaning("backlog"),
    "ready": StateMeaning("queue"),
    "doing": StateMeaning("active"),
    "review": StateMeaning("active", waiting=True),
    "done": StateMeaning("done"),
    "dropped": StateMeaning("dropped"),
}


def moves(item: str, *path: str) -> list[dict[str, Any]]:
    """Status events of an item from `"2026-03-02 ready"` and the like; noon UTC unless a time stands behind the day."""
    found: list[dict[str, Any]] = []
    state = None
    for each in path:
        day, new = each.split(" ")
        at = day if "T" in day else f"{day}T12:00:00+00:00"
        found.append({"item": item, "field": "status", "old": state, "new": new, "at": at})
        state = new
    return found


def make_history(
    events: Iterable[Mapping[str, Any]],
    *,
    as_of: str,
    types: Mapping[str, str] | None = None,
    states: Mapping[str, StateMeaning] = STATES,
    workflows: Mapping[str, tuple[WorkflowVersion, ...]] | None = None,
    timezone: str = "UTC",
) -> History:
    """The past that some events make; every item runs in the workflow `flow` with the states of `states`.

    Shape: an event is a line of `work/history/`; `types` maps items to their types, `task` if it does not.
    """
    day, zone = date.fromisoformat(as_of), ZoneInfo(timezone)
    events = tuple(events)
    kinds = sorted({"task", *(types or {}).values()})
    tracked = tuple(sorted({each["field"] for each in events}))
    plan = Plan((), tracked, workflows=dict.fromkeys(kinds, "flow"), states={"flow": states}, timezone=timezone)
    brought = sorted((_event(each) for each in events), key=lambda event: event.when)
    stream = build_stream((), plan, brought, type_of=lambda item: (types or {}).get(item, "task"))
    history = History(day, zone, {}, workflows=workflows or {})
    lives = build_lives(stream.threads, plan, until=history.now, zone=zone)
    kept = tuple(event for event in stream.events if event.when < history.now)
    return History(day, zone, lives, kept, workflows or {})


def _event(line: Mapping[str, Any]) -> Event:
    return Event(
        line["item"],
        line["field"],
        line["old"],
        line["new"],
        line["at"],
        datetime.fromisoformat(line["at"]),
        line.get("commit", ""),
        "",
        bulk=line.get("bulk", False),
    )


def due_events(item: str, *said: str) -> list[dict[str, Any]]:
    """Events of a due date: `2026-09-01 2026-10-15` for each day on which one was said."""
    old, found = None, []
    for day, new in (each.split() for each in said):
        found.append({"item": item, "field": "due", "old": old, "new": new, "at": f"{day}T12:00:00+00:00"})
        old = new
    return found
