"""The events of a work system without its records: all that the settings, types and workflows must say is kept.

So a second run costs neither models nor files of items, only git and what was worked out before.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, suppress
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from worksystem.load.opening import SETTINGS, open_checkout
from worksystem.source.bundle import is_bundle, places_of
from worksystem.source.cache import Cache, digest, open_cache
from worksystem.source.checkout import Checkout
from worksystem.source.folder import list_files
from worksystem.source.ground import holds, look_at

if TYPE_CHECKING:
    from worksystem.history.plan import Plan
    from worksystem.load.bundles import Bundles
    from worksystem.load.past import Past

__all__ = ["Told", "tell"]

_FORM: Final = 3
_ROOM: Final = "plan"
_KINDS: Final = frozenset({"item_type", "workflow"})
_PLACES: Final = ("types", "workflows")


class Told(NamedTuple):
    """What is to be printed, what to say beside it, and what it rests on.

    Shape: `seen` as in `look_at`, empty where something else counts, too: what git cannot tell yet, a working tree, or
    that it is said for the first time.
    """

    text: str
    notes: tuple[str, ...]
    seen: dict[str, str]


def tell(
    folder: Path,
    render: "Callable[[Past], str]",
    *,
    at: str | None = None,
    now: datetime | None = None,
    processes: int = 1,
    progress: Callable[[str], None] = lambda message: None,
) -> Told:
    """What the past of the work system in a folder comes to as text.

    Shape: what is dated later than the day of `now` is left out, and said.
    Errors: those of `open_checkout`, and `SettingsError` when the settings cannot be used.
    """
    checkout = open_checkout(folder, at)
    cache = open_cache(checkout.repository)
    try:
        work = checkout.find("work")
        seen = look_at(_places(checkout, work))
        with ExitStack() as stack:
            plan, bundles = _find_plan(checkout, work, cache, list(seen.values()), stack)
            repositories = {source.repository for source in plan.sources}
            seen |= look_at((f"{work}/history/", *_repository_places(checkout, repositories)))
            read = _read(checkout, work, plan, cache, bundles, processes, progress)
        past = _up_to(read, now) if now is not None else read
        # of rewriting is told once, and what is to come is left out only for now
        same = past is read and past.is_settled and at is None and len(past.repositories) == len(repositories)
        return Told(render(past), past.notes, seen if same and holds(seen) else {})
    finally:
        cache.close()


def _places(checkout: Checkout, work: Path) -> Iterator[str]:
    """Where everything stands that the plan is made from."""
    yield f"{work}/{SETTINGS}"
    for name in _PLACES:
        yield from (f"{work}/{name}.yml", f"{work}/{name}.yaml", f"{work}/{name}/")
    yield f"{checkout.folder}/work/{SETTINGS}"  # who may read it is said today


def _repository_places(checkout: Checkout, repositories: Iterable[str]) -> Iterator[str]:
    for repository in sorted(repositories):
        path = Path(repository) if repository else checkout.folder
        yield from places_of(path)


def _up_to(past: "Past", now: datetime) -> "Past":
    """The past without what is dated later than today in the calendar's zone; itself where nothing is."""
    from msgspec.structs import replace

    from worksystem.model.words import count_of
    from worksystem.source.revision import find_zone

    zone = find_zone(past.plan.timezone)
    end = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), time(), zone)
    events = tuple(event for event in past.stream.events if event.when < end)
    left_out = len(past.stream.events) - len(events)
    if not left_out:
        return past
    said = f"{count_of(left_out, 'event')} dated later than today {'is' if left_out == 1 else 'are'} left out"
    return replace(past, stream=replace(past.stream, events=events), notes=(*past.notes, said))


def _read(
    checkout: Checkout,
    work: Path,
    plan: "Plan",
    cache: Cache,
    bundles: "Bundles | None",
    processes: int,
    progress: Callable[[str], None],
) -> "Past":
    from worksystem.load.brought import read_brought
    from worksystem.load.past import read_past
    from worksystem.load.workflows import find_versions, with_former_states

    shown = checkout.shown(work)
    revision = checkout.revision or "HEAD"
    versions = find_versions(checkout.folder, revision, f"{shown}/workflows", cache)
    return read_past(
        checkout.folder,
        with_former_states(plan, versions),
        brought=read_brought(work, shown),
        type_of=lambda item: _type_of(work, item),
        revision=revision,
        cache=cache,
        bundles=bundles,
        processes=processes,
        progress=progress,
    )


def _find_plan(
    checkout: Checkout, work: Path, cache: Cache, content: list[str], stack: ExitStack
) -> "tuple[Plan, Bundles | None]":
    """The plan of the work system, worked out anew only when something that it is made from has changed.

    Shape: with it the bundles that the settings name, where there was time to begin with them.
    """
    from worksystem.load.plan import from_plain, to_plain

    name, place = digest(_FORM, str(checkout.folder), content), str(checkout.folder)
    said, _, kept = (cache.find_text(_ROOM, place) or "").partition("\n")
    if said == name:
        with suppress(AttributeError, KeyError, TypeError, ValueError):  # what is kept is not of our form
            return from_plain(json.loads(kept)), None
    from worksystem.load.bundles import Bundles

    bundles = stack.enter_context(Bundles(_named_bundles(checkout, work), cache))
    plain = to_plain(_build_plan(checkout, work))
    cache.put_text(_ROOM, place, f"{name}\n{json.dumps(plain)}")
    return from_plain(plain), bundles


def _named_bundles(checkout: Checkout, work: Path) -> Iterator[Path]:
    """The bundles that the settings name, whatever else stands there."""
    from worksystem.source.files import read_document

    settings: Any = read_document(str(work / SETTINGS), SETTINGS).values
    with suppress(AttributeError, KeyError, TypeError, ValueError):  # settings that nobody can read
        for collection in settings["collections"]:
            named = (collection.get("history") or {}).get("repository")
            path = (checkout.folder / str(collection.get("root")) / str(named)).resolve()
            if named and is_bundle(path):
                yield path


def _build_plan(checkout: Checkout, work: Path) -> "Plan":
    from worksystem.load.own import FolderReader
    from worksystem.load.place import place_of
    from worksystem.load.plan import build_plan
    from worksystem.load.shaping import Shaper
    from worksystem.load.system import published_as_today, read_settings

    shaper = Shaper()
    settings = read_settings(work / SETTINGS, checkout, shaper)
    shown = checkout.shown(work)
    FolderReader(work, shown, shaper, settings).read(only=_KINDS)
    return build_plan(
        published_as_today(settings.record, checkout),
        shaper.records.get("item_type", {}),
        shaper.records.get("workflow", {}),
        items=f"{shown}/items",
        place=lambda collection: place_of(collection, checkout.folder, checkout.repository),
    )


def _type_of(work: Path, item: str) -> str:
    """The type of an item that is in no commit yet; empty if there is none."""
    from worksystem.source.files import read_document

    for path in list_files(work / "items"):
        if path.rpartition("/")[2].rpartition(".")[0] == item:
            values = read_document(str(work / "items" / path), path).values
            return str(values.get("type") or "") if isinstance(values, dict) else ""
    return ""
