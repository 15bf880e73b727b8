"""Local against end to end: the time with the team that finished an item, of the time since somebody asked for it."""

from datetime import datetime

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.metrics.spread import spread_detail
from worksystem.model.words import count_of, number_of, percent_words

__all__ = ["FIGURES", "Way", "local_flow", "ways_of"]

LOCAL_FLOW = Definition(
    "local_flow",
    "Local against end to end",
    "share",
    "collaboration",
    "How much of the time since an item was asked for the team that finished it had it in progress",
    "higher",
)


class Way(Struct, frozen=True):
    """A finished item, local and end to end.

    Shape: `local` runs from when the team that finished it got it, or started it if that was later; `whole` from when
    the item was written down; `since_parent` from when its topmost parent was, `None` without one; `teams` is how many
    teams had it.
    Unit: calendar days.
    """

    item: str
    local: int
    whole: int
    since_parent: int | None
    teams: int


def ways_of(population: Population) -> tuple[Way, ...]:
    """Everything that was started, and finished in the window, in that order."""
    found = []
    for life in population.finished:
        clock = population.clocks[life.key]
        if clock.started is None or clock.finished is None:
            continue
        teams = [(when, team) for when, team in life.changes("team") if when <= clock.finished]
        got = teams[-1][0] if teams else life.created
        local = population.days_between(max(clock.started, got), clock.finished)
        whole = population.lead_days(life)
        if local is not None and whole is not None:
            asked = _asked(population, life)
            since = None if asked is None else population.days_between(asked, clock.finished)
            held = len({str(team) for _, team in teams if team})
            found.append(Way(life.key, local, whole, since, max(1, held)))
    return tuple(found)


def _asked(population: Population, life: Life) -> datetime | None:
    """When the topmost parent was written down; `None` without a parent whose past is known."""
    items, seen = population.workspace.items, {life.item}
    found = None
    entry = items.get(life.item)
    while entry is not None and entry.record.parent and entry.record.parent not in seen:
        seen.add(entry.record.parent)
        parent = population.history.life(entry.record.parent)
        found = parent.created if parent is not None else found
        entry = items.get(entry.record.parent)
    return found


def local_flow(population: Population) -> Figure:
    """The share over all finished items together."""
    found = ways_of(population)
    if not found:
        return Figure(LOCAL_FLOW.name, None, "Nothing was finished that had been started")
    local, whole = sum(each.local for each in found), sum(each.whole for each in found)
    if not whole:
        return Figure(LOCAL_FLOW.name, None, "Everything was finished on the day on which it was written down")
    conventions = population.conventions
    handed = sum(each.teams > 1 for each in found)
    some = number_of(handed) if handed else "none"
    timed = [(each.item, each.since_parent) for each in found if each.since_parent is not None]
    detail = {
        "local": spread_detail(((each.item, each.local) for each in found), conventions),
        "end_to_end": spread_detail(((each.item, each.whole) for each in found), conventions),
        "since_parent": spread_detail(timed, conventions),
        "handed_over": handed,
        "apart": len(population.apart),
    }
    says = (
        f"The team that finished an item had it in progress for {percent_words(local / whole)} of the time since it "
        f"was written down; {some} of {count_of(len(found), 'item')} went through several teams"
    )
    return Figure(LOCAL_FLOW.name, round(local / whole, 4), says, len(found), detail)


FIGURES = ((LOCAL_FLOW, local_flow),)
