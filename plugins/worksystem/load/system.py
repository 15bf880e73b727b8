"""Loads a whole work system: settings, item types, everything else, what is adopted; then the handbook's pages."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from msgspec import Struct

from worksystem.errors import SettingsError
from worksystem.graph.resolve import Places
from worksystem.graph.workspace import Workspace
from worksystem.load.adoption import adopt_collections
from worksystem.load.code_owners import read_code_owners
from worksystem.load.events import check_events
from worksystem.load.handbook import read_handbook
from worksystem.load.opening import SETTINGS, open_checkout
from worksystem.load.own import FolderReader
from worksystem.load.shaping import Shaper
from worksystem.model.entry import Entry
from worksystem.model.settings import Publish, Settings
from worksystem.source.checkout import Checkout
from worksystem.source.document import Document
from worksystem.source.files import parse_document, read_document

__all__ = ["WorkSystem", "load", "published_as_today", "read_settings"]


class WorkSystem(Struct, frozen=True):
    """A work system and where it came from.

    Shape: `as_of` is the day asked about; `files` are the paths of all files read, sorted; `faulty_pages` are the pages
    of the handbook with something wrong in their text.
    """

    workspace: Workspace
    checkout: Checkout
    as_of: date
    files: tuple[str, ...] = ()
    faulty_pages: tuple[Document, ...] = ()

    @property
    def folder(self) -> Path:
        """The folder that holds `work/`, also where a past revision of it was read."""
        return self.checkout.folder

    @property
    def repository(self) -> Path:
        """The root that paths are shown relative to."""
        return self.checkout.repository

    @property
    def revision(self) -> str | None:
        """The commit whose files were read, in full; `None` for the files as they are today."""
        return self.checkout.revision or None


def load(
    folder: Path,
    *,
    as_of: date | None = None,
    at: str | None = None,
    processes: int = 1,
    texts: Mapping[str, str] | None = None,
) -> WorkSystem:
    """Read the work system in a folder.

    Shape: `at` is a revision or a day, to read the files as they were then; the day asked about is then the commit's,
    unless `as_of` names another; who may read what is as chosen today. `processes` may share the reading of many
    files; the result is the same with any number. `texts` are read instead of the files below `work/` that are shown
    under their paths, to see what they would come to.
    Errors: `FolderNotFoundError` without `work/worksystem.yml`; `SettingsError` when that file cannot be read;
    `RevisionError` when the files cannot be read as they were; `ValueError` with neither `as_of` nor `at`. All else
    that is wrong is in the workspace's findings.
    """
    checkout = open_checkout(folder, at)
    work = checkout.find("work")
    shaper = Shaper()
    settings = read_settings(work / SETTINGS, checkout, shaper, texts)
    as_of = as_of or checkout.day(settings.record.calendar.timezone)
    if as_of is None:
        raise ValueError("no day is asked about")
    reader = FolderReader(work, checkout.shown(work), shaper, settings, texts)
    reader.read(processes=processes)
    adoption = adopt_collections(checkout, settings, shaper)
    shaper.name_open_records()
    events = check_events(checkout, settings.record, shaper) if (work / "history").is_dir() else ()
    handbook = read_handbook(checkout)
    code = read_code_owners(checkout, settings.record, shaper.records.get("team", {}).values())
    workspace = Workspace(
        settings=published_as_today(settings.record, checkout),
        settings_entry=settings,
        records=shaper.sorted_records(),
        broken=tuple(shaper.broken),
        excused=frozenset(shaper.excused),
        findings=(*shaper.findings, *handbook.findings),
        places=_places(reader, adoption.places, shaper, checkout),
        duplicates=tuple(shaper.duplicates),
        sidecars=adoption.sidecars,
        code=code,
        glossary=handbook.glossary,
    )
    owners = (code.path,) if code is not None and code.text is not None else ()
    files = tuple(sorted({*reader.shown, *adoption.shown, *handbook.shown, *events, *owners}))
    return WorkSystem(workspace, checkout, as_of, files, handbook.faulty)


def read_settings(
    path: Path, checkout: Checkout, shaper: Shaper, texts: Mapping[str, str] | None = None
) -> Entry[Settings]:
    """Read the settings; from `texts`, if those hold their path.

    Errors: `SettingsError` if they cannot be used.
    """
    shown = checkout.shown(path)
    text = (texts or {}).get(shown)
    document = read_document(str(path), shown) if text is None else parse_document(shown, text)
    if not document.readable or not isinstance(document.values, dict):
        problem = document.problems[0] if document.problems else None
        start = problem.span.start if problem else (1, 1)
        message = problem.message if problem else "the file holds no settings"
        help = problem.help if problem else "begin it with the lines version: 1 and name: <text>"
        raise SettingsError(document.path, start[0], start[1], message, help=help)
    shaper.note_problems(document)
    entry = shaper.shape("settings", "worksystem", document, (), document.values)
    if entry is None:
        broken = shaper.broken[-1]
        raise SettingsError(document.path, broken.line, 1, broken.message, help=broken.help)
    return entry


def published_as_today(settings: Settings, checkout: Checkout) -> Settings:
    """The settings, with who may read what as it is chosen today: a past revision must not show what is held back now.

    Shape: where today's settings cannot be used, nobody has chosen.
    """
    if not checkout.revision:
        return settings
    today = Checkout.of(checkout.folder)
    try:
        publish = read_settings(today.find("work") / SETTINGS, today, Shaper()).record.publish
    except SettingsError:
        publish = Publish()
    return settings.model_copy(update={"publish": publish})


def _places(reader: FolderReader, adopted: Places, shaper: Shaper, checkout: Checkout) -> Places:
    items = dict(adopted.items)
    for entry in shaper.records.get("item", {}).values():
        if not entry.origins:
            items[entry.path] = entry.id
    return Places(
        files=adopted.files | frozenset(reader.shown),
        folders=adopted.folders | frozenset(path.rpartition("/")[0] for path in reader.shown),
        items=items,
        roots=adopted.roots,
        exists=checkout.holds,
    )
