"""Which folder a work system is read from: the working tree, or a copy of the files as they were."""

from pathlib import Path
from typing import Final

from worksystem.errors import FolderNotFoundError
from worksystem.source.checkout import Checkout

__all__ = ["SETTINGS", "open_checkout"]

SETTINGS: Final = "worksystem.yml"


def open_checkout(folder: Path, at: str | None = None) -> Checkout:
    """The files of the work system in a folder, as they were at a revision or a day if one is named.

    Errors: `FolderNotFoundError` without `work/worksystem.yml`; `RevisionError` when the files cannot be read as they
    were.
    """
    checkout = Checkout.of(folder) if at is None else _open_snapshot(folder, at)
    work = checkout.find("work")
    if not (work / SETTINGS).is_file():
        raise checkout.missing(f"{checkout.shown(work)}/{SETTINGS}")
    if work.is_symlink() or (work / SETTINGS).is_symlink():
        raise FolderNotFoundError(str(checkout.folder), why="its work/ is a symbolic link, which is not followed")
    return checkout


def _open_snapshot(folder: Path, at: str) -> Checkout:
    from worksystem.source.snapshot import open_snapshot  # only the past pays for running git

    return open_snapshot(folder, at, zone=lambda: _find_zone(folder))


def _find_zone(folder: Path) -> str:
    """The time zone of today's settings, for a day that is looked up before the settings of then are known."""
    from worksystem.source.files import read_document

    values = read_document(str(folder / "work" / SETTINGS), SETTINGS).values
    calendar = values.get("calendar") if isinstance(values, dict) else None
    return str(calendar.get("timezone", "")) if isinstance(calendar, dict) else ""
