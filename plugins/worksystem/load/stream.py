"""The events of a work system without its records: all that the settings, types and workflows must say is kept.

So a second run costs neither models nor files of items, only git and what was worked out before; where nothing changed
at all, it costs nothing but looking.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from worksystem.errors import GitError
from worksystem.load.opening import SETTINGS, open_checkout
from worksystem.source.bundle import is_bundle, open_bundle
from worksystem.source.cache import Cache, digest, open_cache
from worksystem.source.checkout import Checkout
from worksystem.source.folder import list_files

if TYPE_CHECKING:
    from worksystem.history.plan import Plan
    from worksystem.load.past import Past

__all__ = ["Told", "tell"]

_FORM: Final = 2
_ROOM, _TOLD = "plan", "told"
_KINDS: Final = frozenset({"item_type", "workflow"})
_PLACES: Final = ("types", "workflows")


class Told(NamedTuple):
    """What is to be printed, and what to say beside it."""

    text: str
    notes: tuple[str, ...]


def tell(
    folder: Path,
    render: "Callable[[Past], str]",
    *,
    asked: tuple[str, ...],
    at: str | None = None,
    now: datetime | None = None,
    processes: int = 1,
    progress: Callable[[str], None] = lambda message: None,
) -> Told:
    """What the past of the work system in a folder comes to as text.

    Shape: `asked` names everything that `render` depends on besides the past; what is dated later than the day of `now`
    is left out, and said.
    Errors: those of `open_checkout`, and `SettingsError` when the settings cannot be used.
    """
    checkout = open_checkout(folder, at)
    cache = open_cache(checkout.repository)
    try:
        name = _name(checkout, asked, cache)
        place = str(checkout.folder)
        kept = cache.find_text(_TOLD, place) if name else None
        if kept is not None and kept.startswith(f"{name}\n"):
            return _unfold(kept.removeprefix(f"{name}\n"))
        read = _read(checkout, cache, processes, progress)
        past = _up_to(read, now) if now is not None else read
        told = Told(render(past), past.notes)
        # what lies in no commit is read from the working tree, which may change; of rewriting is told once; and what is
        # to come is left out only for now
        if name and past is read and past.is_settled:
            cache.put_text(_TOLD, place, f"{name}\n{_fold(told)}")
        return told
    finally:
        cache.close()


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


def _fold(told: Told) -> str:
    """The notes, one a line, an empty line, and the text."""
    return "".join(f"{note}\n" for note in told.notes) + "\n" + told.text


def _unfold(kept: str) -> Told:
    if kept.startswith("\n"):
        return Told(kept[1:], ())
    notes, _, text = kept.partition("\n\n")
    return Told(text, tuple(notes.split("\n")))


def _name(checkout: Checkout, asked: tuple[str, ...], cache: Cache) -> str:
    """What the answer depends on; empty where that cannot be told."""
    from worksystem.source.git import find_git

    work = checkout.find("work")
    heads = []
    try:
        plan = _find_plain(checkout, work, cache)
        for repository in dict.fromkeys(source["repository"] for source in plan["sources"]):
            path = Path(repository) if repository else checkout.folder
            git = open_bundle(path, cache) if is_bundle(path) else find_git(path)
            heads.append(git.find_head("HEAD" if repository else checkout.revision or "HEAD") if git else None)
        brought = [part for path in _files(work, "history") for part in (path.name, path.read_bytes())]
    except (GitError, KeyError, OSError, TypeError):
        return ""
    return digest(_FORM, str(checkout.folder), list(asked), plan, heads, *brought) if None not in heads else ""


def _read(checkout: Checkout, cache: Cache, processes: int, progress: Callable[[str], None]) -> "Past":
    from worksystem.load.brought import read_brought
    from worksystem.load.past import read_past
    from worksystem.load.workflows import find_versions, with_former_states

    work = checkout.find("work")
    shown = checkout.shown(work)
    revision = checkout.revision or "HEAD"
    versions = find_versions(checkout.folder, revision, f"{shown}/workflows", cache)
    plan = with_former_states(_find_plan(checkout, work, cache), versions)
    return read_past(
        checkout.folder,
        plan,
        brought=read_brought(work, shown),
        type_of=lambda item: _type_of(work, item),
        revision=revision,
        cache=cache,
        processes=processes,
        progress=progress,
    )


def _find_plan(checkout: Checkout, work: Path, cache: Cache) -> "Plan":
    """The plan of the work system."""
    from worksystem.load.plan import from_plain, to_plain

    with suppress(AttributeError, KeyError, TypeError):  # what is kept is not of our form
        return from_plain(_find_plain(checkout, work, cache))
    return from_plain(to_plain(_build_plan(checkout, work)))


def _find_plain(checkout: Checkout, work: Path, cache: Cache) -> Any:
    """The plan as plain values, worked out anew only when a file that it is made from has changed."""
    files = [work / SETTINGS, *(path for name in _PLACES for path in _files(work, name))]
    today = [checkout.folder / "work" / SETTINGS] if checkout.revision else []
    parts = (part for path in (*files, *today) for part in (path.name, _content(path)))
    name = digest(_FORM, str(checkout.folder), *parts)
    place = str(checkout.folder)
    said, _, kept = (cache.find_text(_ROOM, place) or "").partition("\n")
    if said == name:
        with suppress(ValueError):
            return json.loads(kept)
    from worksystem.load.plan import to_plain

    with _unpacking(checkout, work, cache):
        plain = to_plain(_build_plan(checkout, work))
    cache.put_text(_ROOM, place, f"{name}\n{json.dumps(plain)}")
    return plain


@contextmanager
def _unpacking(checkout: Checkout, work: Path, cache: Cache) -> Iterator[None]:
    """Meanwhile unpack the bundles that the settings name, which git does by itself; what fails is said later."""
    from concurrent.futures import ThreadPoolExecutor

    from worksystem.source.files import read_document

    settings = read_document(str(work / SETTINGS), SETTINGS).values
    with ThreadPoolExecutor() as pool:
        for bundle in _bundles(checkout, settings):
            pool.submit(open_bundle, bundle, Cache(cache.folder))
        yield


def _bundles(checkout: Checkout, settings: Any) -> Iterator[Path]:
    with suppress(AttributeError, KeyError, TypeError):  # settings that nobody can read
        for collection in settings["collections"]:
            named = (collection.get("history") or {}).get("repository")
            path = (checkout.folder / str(collection.get("root")) / str(named)).resolve()
            if named and is_bundle(path):
                yield path


def _files(work: Path, name: str) -> list[Path]:
    single = [path for path in (work / f"{name}.yml", work / f"{name}.yaml") if path.is_file()]
    return [*single, *(work / name / path for path in list_files(work / name))]


def _content(path: Path) -> bytes:
    """What stands in a file; nothing if it cannot be read, which is said where it is read as what it is."""
    try:
        return path.read_bytes()
    except OSError:
        return b""


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
