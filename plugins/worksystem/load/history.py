"""The history of a work system that is in memory already: its plan, its past, and what both leave open."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable
from datetime import UTC, datetime
from operator import attrgetter
from statistics import median
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from worksystem.errors import GitError
from worksystem.history import Coverage, History, Life, Plan, build_lives
from worksystem.load.brought import read_brought
from worksystem.load.past import Past, Remembered, read_past
from worksystem.load.place import place_of
from worksystem.load.plan import build_plan
from worksystem.load.workflows import find_versions, with_former_states, with_present
from worksystem.source.cache import Cache, open_cache
from worksystem.source.document import Document

if TYPE_CHECKING:
    from worksystem.load.system import WorkSystem

__all__ = ["load_history", "plan_of"]

_LAG = "lag"


def load_history(
    system: "WorkSystem",
    *,
    also: Collection[str] = (),
    processes: int = 1,
    progress: Callable[[str], None] = lambda message: None,
) -> History:
    """What happened in a work system up to the end of the day it was loaded for.

    Shape: `also` are fields of items whose past is wanted beside that of the tracked ones.
    Errors: none; what git cannot tell is in `coverage`.
    """
    cache = open_cache(system.repository)
    try:
        return _load(system, cache, also, processes, progress)
    finally:
        cache.close()


def _load(
    system: "WorkSystem",
    cache: Cache,
    also: Collection[str],
    processes: int,
    progress: Callable[[str], None],
) -> History:
    workspace = system.workspace
    revision = system.revision or "HEAD"
    versions = find_versions(system.folder, revision, f"{_work(system)}/workflows", cache)
    workflows = with_present(versions, workspace.workflows)
    plan = with_former_states(plan_of(system, also), workflows)
    zone = _zone(plan.timezone)
    brought = read_brought(system.checkout.find("work"), _work(system))
    past = read_past(
        system.folder,
        plan,
        brought=brought,
        type_of=lambda item: (entry.record.type or "") if (entry := workspace.items.get(item)) is not None else "",
        revision=revision,
        cache=cache,
        present=lambda: _documents(system),
        processes=processes,
        progress=progress,
    )
    end = History(system.as_of, zone, {}).now.astimezone(UTC)
    lives = build_lives(past.stream.threads, plan, until=end, zone=zone, boundary=past.boundary)
    return History(
        system.as_of,
        zone,
        lives,
        past.stream.events[: _landed_before(end, past)],
        workflows,
        _coverage(system, past, lives, cache, brought=sum(event.when < end for event in brought.events), end=end),
    )


def _landed_before(end: datetime, past: Past) -> int:
    """How many events landed before a moment; they are the first ones."""
    return bisect_left(past.stream.events, end, key=attrgetter("when"))


def plan_of(system: "WorkSystem", also: Collection[str] = ()) -> Plan:
    """The plan of a work system that is loaded; see `load_history`."""
    workspace = system.workspace
    return build_plan(
        workspace.settings,
        workspace.types,
        workspace.workflows,
        items=f"{_work(system)}/items",
        place=lambda collection: place_of(collection, system.folder, system.repository),
        also=also,
    )


def _documents(system: "WorkSystem") -> Iterable[Document]:
    """The files that say something of items."""
    found: dict[int, Document] = {}
    for entry in system.workspace.items.values():
        for document in (entry.document, *(origin[0] for origin in entry.origins.values())):
            found[id(document)] = document
    return found.values()


def _work(system: "WorkSystem") -> str:
    return system.checkout.shown(system.checkout.find("work"))


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (OSError, ValueError):  # said by the checker
        return ZoneInfo("UTC")


def _coverage(
    system: "WorkSystem", past: Past, lives: dict[str, Life], cache: Cache, *, brought: int, end: datetime
) -> Coverage:
    """What the past rests on as far as it had landed by the end of the day asked about."""
    stream = past.stream
    landings = [landing for each in past.repositories for landing in each.landings if landing.when < end]
    return Coverage(
        commits=len(landings),
        versions=sum(len(landing.steps) for landing in landings),
        brought=brought,
        since=min(life.events[0].when for life in lives.values()).isoformat() if lives else "",
        until=max(life.events[-1].when for life in lives.values()).isoformat() if lives else "",
        shallow=bool(past.boundary),
        rewritten=any(each.rewritten for each in past.repositories),
        unreadable=tuple(each for each in stream.unreadable if datetime.fromisoformat(each.at) < end),
        gaps=tuple(each for each in stream.gaps if datetime.fromisoformat(each.start) < end),
        bulk=tuple(each for each in stream.bulk if datetime.fromisoformat(each.at) < end),
        born_done=tuple(key for key, life in lives.items() if life.born_done),
        uncommitted=tuple(_uncommitted(system, past, lives, end)),
        cut=tuple(key for key, life in lives.items() if life.is_cut),
        backdated=sum(landing.is_backdated for landing in landings),
        twice=stream.twice,
        landing_lag=_lag(past.repositories, cache, end),
        counted_from=past.plan.since,
        notes=past.notes,
    )


def _uncommitted(system: "WorkSystem", past: Past, lives: dict[str, Life], end: datetime) -> Iterable[str]:
    """Items whose file says another status than the past does, or of which the past knows nothing.

    Nothing is said of what changed after the end: the files are those of a later day.
    """
    later = past.stream.events[_landed_before(end, past) :]
    if any(event.commit for event in later):
        return
    moved = {event.item for event in later}
    for id, entry in system.workspace.items.items():
        life = lives.get(id)
        if id not in moved and (life is None or (entry.record.status or None) != life.value("status")):
            yield id


def _lag(repositories: tuple[Remembered, ...], cache: Cache, end: datetime) -> float | None:
    """The median time in days from writing a change to its landing, where merges or rebases can tell."""
    lags: list[float] = []
    for each in repositories:
        landed = {commit.tip: commit.at for commit in each.commits if datetime.fromisoformat(commit.at) < end}
        kept = cache.get(_LAG, landed)
        missing = landed.keys() - kept.keys()
        if missing:
            try:
                written = each.git.read_written(missing)
            except GitError:
                continue
            cache.put(_LAG, written)
            kept |= written
        lags += [_days(kept[tip], at) for tip, at in landed.items() if tip in kept]
    return median(lags) if lags else None


def _days(first: str, last: str) -> float:
    return max(0.0, (datetime.fromisoformat(last) - datetime.fromisoformat(first)).total_seconds() / 86400)
