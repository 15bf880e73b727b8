"""What is wrong with the events that were brought along: lines that are none, and events that count for nothing."""

from collections.abc import Collection, Iterator
from difflib import get_close_matches

from worksystem.graph.finding import Finding
from worksystem.load.brought import Brought, read_brought
from worksystem.load.event_values import check_values
from worksystem.load.shaping import Shaper
from worksystem.model.settings import Settings
from worksystem.model.words import count_of
from worksystem.position import Place, Position, Span
from worksystem.source.checkout import Checkout

__all__ = ["check_events"]


def check_events(checkout: Checkout, settings: Settings, shaper: Shaper) -> tuple[str, ...]:
    """Read `work/history/` and note what is wrong with it; the files that were read.

    Shape: of events that count for nothing for one reason, the first of a file stands for the others.
    """
    work = checkout.find("work")
    brought = read_brought(work, checkout.shown(work))
    for bad in brought.bad:
        place = _place(bad.path, bad.line)
        shaper.findings.append(Finding("WS022", bad.message, place=place, help=bad.help))
    if brought.events:
        unknown = _unknown(brought, checkout, settings, shaper)
        shaper.findings += [*_about_nothing(brought, unknown), *_not_tracked(brought, unknown, settings, shaper)]
        by_type = {name for names in _by_type(shaper).values() for name in names}
        shaper.findings += check_values(brought, {*map(str, settings.tracked), *by_type}, shaper)
    return brought.files


def _unknown(brought: Brought, checkout: Checkout, settings: Settings, shaper: Shaper) -> frozenset[str]:
    """The items that events are about, and that neither are nor were there."""
    there = shaper.records.get("item", {})
    known = there.keys() | {name for entry in there.values() for name in entry.record.former_ids}
    known |= {broken.id for broken in shaper.broken if broken.kind == "item"}
    unknown = {event.item for event in brought.events} - known
    return frozenset(unknown and unknown - _were_there(unknown, checkout, settings, shaper))


def _were_there(names: set[str], checkout: Checkout, settings: Settings, shaper: Shaper) -> set[str]:
    """Those of some items that git remembers; all of them where its memory is cut off."""
    from worksystem.load.past import read_past  # hardly anybody brings along what is gone
    from worksystem.load.place import place_of
    from worksystem.load.plan import build_plan
    from worksystem.source.cache import open_cache

    plan = build_plan(
        settings,
        shaper.records.get("item_type", {}),
        shaper.records.get("workflow", {}),
        items=f"{checkout.shown(checkout.find('work'))}/items",
        place=lambda collection: place_of(collection, checkout.folder, checkout.repository),
    )
    cache = open_cache(checkout.repository)
    try:
        past = read_past(checkout.folder, plan, revision=checkout.revision or "HEAD", cache=cache)
    finally:
        cache.close()
    return names if past.boundary else {thread.item for thread in past.stream.threads}


def _about_nothing(brought: Brought, unknown: Collection[str]) -> Iterator[Finding]:
    seen: dict[tuple[str, str], list[int]] = {}
    for event, (path, line) in zip(brought.events, brought.lines, strict=True):
        if event.item in unknown:
            seen.setdefault((path, event.item), []).append(line)
    for (path, item), lines in seen.items():
        message = f'no item is called "{item}", and none was; {_how_many(lines)} of it {_count(lines)} for nothing'
        help = "correct the id, name it under former_ids of the item that it is now, or take it out"
        yield Finding("WS229", message, place=_place(path, min(lines)), help=help)


def _not_tracked(brought: Brought, unknown: Collection[str], settings: Settings, shaper: Shaper) -> Iterator[Finding]:
    tracked = {str(name) for name in settings.tracked}
    by_type = _by_type(shaper)
    known = tracked.union(*by_type.values())
    items = shaper.records.get("item", {})
    seen: dict[tuple[str, str, str], list[int]] = {}
    for event, (path, line) in zip(brought.events, brought.lines, strict=True):
        if event.item in unknown or event.field in tracked:
            continue
        entry = items.get(event.item)
        type = (entry.record.type or "") if entry is not None else ""
        if event.field in known and (entry is None or event.field in by_type.get(type, ())):
            continue
        seen.setdefault((path, event.field, type if event.field in known else ""), []).append(line)
    for (path, field, type), lines in seen.items():
        of_type = f" for items of type {type}" if type else ""
        message = f'"{field}" is not tracked{of_type}; {_how_many(lines)} of it {_count(lines)} for nothing'
        close = get_close_matches(field, sorted(known), 1, 0.8)
        help = "add it to `tracked` in the settings, or take it out"
        if type:
            help = "declare it with `tracked: yes` in the type, or take it out"
        elif close:
            help = f'did you mean "{close[0]}"?'
        yield Finding("WS121", message, place=_place(path, min(lines)), help=help)


def _by_type(shaper: Shaper) -> dict[str, set[str]]:
    """The fields of each type whose history is kept."""
    return {
        id: {name for name, field in entry.record.fields.items() if field.tracked}
        for id, entry in shaper.records.get("item_type", {}).items()
    }


def _how_many(lines: list[int]) -> str:
    return count_of(len(lines), "event")


def _count(lines: list[int]) -> str:
    return "count" if len(lines) > 1 else "counts"


def _place(path: str, line: int) -> Place:
    start = Position(line, 1)
    return Place(path, Span(start, start))
