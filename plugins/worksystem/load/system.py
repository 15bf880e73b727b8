"""Loads a whole work system: settings, item types, everything else, what is adopted; then the handbook's pages."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from worksystem.errors import FolderNotFoundError, SettingsError
from worksystem.graph.resolve import Places
from worksystem.graph.workspace import Workspace
from worksystem.load.adoption import adopt_collections
from worksystem.load.handbook import read_handbook
from worksystem.load.own import FolderReader
from worksystem.load.shaping import Shaper
from worksystem.model.entry import Entry
from worksystem.model.settings import Settings
from worksystem.source.document import Document
from worksystem.source.files import find_repository, read_document, relative

__all__ = ["WorkSystem", "load"]

SETTINGS = "worksystem.yml"


@dataclass(frozen=True, slots=True)
class WorkSystem:
    """A work system and where it came from.

    Shape: `folder` holds `work/`; `repository` is the root that paths are shown relative to; `files` are the paths of
    all files read, sorted; `faulty_pages` are the pages of the handbook with something wrong in their text.
    """

    workspace: Workspace
    folder: Path
    repository: Path
    as_of: date
    files: tuple[str, ...] = ()
    faulty_pages: tuple[Document, ...] = ()


def load(folder: Path, *, as_of: date, processes: int = 1) -> WorkSystem:
    """Read the work system in a folder.

    Shape: `processes` may share the reading of many files; the result is the same with any number.
    Errors: `FolderNotFoundError` without `work/worksystem.yml`; `SettingsError` when that file cannot be read. All
    else that is wrong is in the workspace's findings.
    """
    folder = folder.resolve()
    work = folder / "work"
    if not folder.is_dir():
        raise FolderNotFoundError(str(folder), why="there is no such folder")
    if not (work / SETTINGS).is_file():
        raise FolderNotFoundError(str(folder))
    if work.is_symlink() or (work / SETTINGS).is_symlink():
        raise FolderNotFoundError(str(folder), why="its work/ is a symbolic link, which is not followed")
    repository = find_repository(folder)
    shaper = Shaper()
    settings = _read_settings(work / SETTINGS, repository, shaper)
    reader = FolderReader(work, repository, shaper, settings)
    reader.read(processes=processes)
    adoption = adopt_collections(folder, repository, settings, shaper)
    shaper.name_open_records()
    handbook = read_handbook(folder, repository)
    workspace = Workspace(
        settings=settings.record,
        settings_entry=settings,
        records=shaper.sorted_records(),
        broken=tuple(shaper.broken),
        excused=frozenset(shaper.excused),
        findings=(*shaper.findings, *handbook.findings),
        places=_places(reader, adoption.places, shaper, repository),
        duplicates=tuple(shaper.duplicates),
        sidecars=adoption.sidecars,
    )
    files = tuple(sorted({*reader.shown, *adoption.shown, *handbook.shown}))
    return WorkSystem(workspace, folder, repository, as_of, files, handbook.faulty)


def _read_settings(path: Path, repository: Path, shaper: Shaper) -> Entry[Settings]:
    document = read_document(str(path), relative(path, repository))
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


def _places(reader: FolderReader, adopted: Places, shaper: Shaper, repository: Path) -> Places:
    items = dict(adopted.items)
    for entry in shaper.records.get("item", {}).values():
        if not entry.origins:
            items[entry.path] = entry.id
    return Places(
        files=adopted.files | frozenset(reader.shown),
        folders=adopted.folders | frozenset(path.rpartition("/")[0] for path in reader.shown),
        items=items,
        roots=adopted.roots,
        exists=lambda path: _exists(repository, path),
    )


def _exists(repository: Path, path: str) -> bool:
    """Whether a path in the repository exists; only links that lead to no record ask."""
    try:
        target = (repository / path).resolve()
        return target.is_relative_to(repository) and target.exists()
    except (OSError, RuntimeError, ValueError):  # too long, links in a circle, or no path at all
        return False
