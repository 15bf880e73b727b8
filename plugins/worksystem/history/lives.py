"""Threads of events to lives: the stays in states, the blocks, the values of every field over time."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Final
from zoneinfo import ZoneInfo

from msgspec.structs import replace

from worksystem.history.event import PATH, Event, Written
from worksystem.history.life import Block, Life, Spell
from worksystem.history.plan import Plan
from worksystem.history.stream import STATUS, Thread

__all__ = ["build_lives"]

_BLOCKED: Final = "blocked"
_OVER: Final = frozenset({"done", "dropped"})


def build_lives(
    threads: Iterable[Thread],
    plan: Plan,
    *,
    until: datetime,
    zone: ZoneInfo,
    boundary: frozenset[str] = frozenset(),
) -> dict[str, Life]:
    """Every life up to a moment, by key, sorted; items that began later have none.

    Shape: `zone` is the calendar's; a day that somebody wrote down begins in it. `boundary` are the commits at which
    a shallow clone ends.
    """
    found = {}
    end = until.astimezone(UTC)  # moments of one zone are compared at once, others by way of their offsets
    for thread in threads:
        events = thread.events
        if events and events[-1].when >= end:
            events = tuple(event for event in events if event.when < end)
        if events:
            found[thread.key] = _build(thread, events, plan, zone, is_cut=events[0].commit in boundary)
    return dict(sorted(found.items()))


def _build(thread: Thread, events: tuple[Event, ...], plan: Plan, zone: ZoneInfo, *, is_cut: bool) -> Life:
    changed: dict[str, list[tuple[datetime, Written]]] = defaultdict(list)
    for event in events:
        changed[event.field].append((event.when, event.value))
    last_path = changed.get(PATH, [])
    gone = last_path[-1][0] if last_path and last_path[-1][1] is None else None
    spells = _spells(changed.get(STATUS, []), thread.type, plan, gone)
    blocks = _blocks(changed.get(_BLOCKED, []), spells, gone, events[0].when, zone)
    return Life(
        item=thread.item,
        key=thread.key,
        type=thread.type,
        workflow=plan.workflows.get(thread.type, ""),
        path=thread.path,
        created=events[0].when,
        events=events,
        spells=spells,
        blocks=blocks,
        changed={name: tuple(values) for name, values in changed.items()},
        gone=gone,
        is_cut=is_cut,
        born_done=bool(spells) and spells[0].category in _OVER,
    )


def _spells(
    statuses: list[tuple[datetime, Written]], type: str, plan: Plan, gone: datetime | None
) -> tuple[Spell, ...]:
    found: list[Spell] = []
    category: str | None = None
    for index, (start, value) in enumerate(statuses):
        end = statuses[index + 1][0] if index + 1 < len(statuses) else gone
        meaning = plan.meaning(type, value)
        category = meaning.category if meaning is not None else category
        if found and found[-1].state == value and found[-1].end == start:  # the same state, written in another way
            found[-1] = replace(found[-1], end=end)
        elif isinstance(value, str) and value:
            found.append(Spell(value, category, meaning is not None and meaning.waiting, start, end))
    return tuple(found)


def _blocks(
    said: list[tuple[datetime, Written]],
    spells: tuple[Spell, ...],
    gone: datetime | None,
    created: datetime,
    zone: ZoneInfo,
) -> tuple[Block, ...]:
    """Times from when somebody says a block began until it is taken out of the file, or the item is over."""
    if not said:
        return ()
    over = next((spell.start for spell in reversed(spells) if spell.category in _OVER), None)
    found: list[Block] = []
    for index, (when, value) in enumerate(said):
        if not value:
            continue
        end = said[index + 1][0] if index + 1 < len(said) else None
        end = min((moment for moment in (end, over, gone) if moment is not None and moment > when), default=None)
        facts = value if isinstance(value, dict) else {"reason": str(value)}
        start = max(created, min(when, _day(facts.get("since"), zone) or when))
        reason, waiting_for = str(facts.get("reason") or ""), str(facts.get("waiting_for") or "")
        if found and found[-1].end == when:  # the same block, said in other words
            start, found = found[-1].start, found[:-1]
        found.append(Block(start, end, reason, waiting_for))
    return tuple(found)


def _day(text: object, zone: ZoneInfo) -> datetime | None:
    try:
        return datetime.combine(date.fromisoformat(str(text)), time(), zone)
    except ValueError:
        return None
