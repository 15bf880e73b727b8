"""Finds the file by which the forge knows whom to ask, and lists the repository's files for what it says."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

from worksystem.graph.code_owners import CodeFiles
from worksystem.graph.reviewers import forge_of
from worksystem.source.checkout import Checkout
from worksystem.source.content import digest_of
from worksystem.source.witness import find_witness, look

if TYPE_CHECKING:
    from worksystem.model.entry import Entry
    from worksystem.model.settings import Settings
    from worksystem.model.team import Team

__all__ = ["find_code_owners", "read_code_owners"]

# in the order in which a forge looks for it; the first one is where a new file is put
_PLACES: Final = (".github/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS")
_PLACES_ON_GITLAB: Final = ("CODEOWNERS", "docs/CODEOWNERS", ".gitlab/CODEOWNERS")
_MAX_BYTES: Final = 3_000_000  # GitHub loads no larger one


def read_code_owners(checkout: Checkout, settings: "Settings", teams: "Iterable[Entry[Team]]") -> CodeFiles | None:
    """What is known of code owners; `None` where nobody speaks of them, the forge has another format for them, or the
    files are read as they were once.

    Shape: the files are listed only where a file names code owners, or a team owns files.
    """
    if checkout.revision or not forge_of(settings):
        return None
    path, is_there = find_code_owners(checkout, settings)
    if not is_there and not any(team.record.owns for team in teams):
        return None
    from worksystem.source.tracked import list_tracked  # running git is paid for only here

    text = _read(checkout.repository / path) if is_there else None
    return CodeFiles(path, text, list_tracked(checkout.repository), checkout.shown(checkout.find("work")))


def find_code_owners(checkout: Checkout, settings: "Settings") -> tuple[str, bool]:
    """Where CODEOWNERS stands, or would stand, and whether it is there."""
    places = _PLACES_ON_GITLAB if forge_of(settings) == "gitlab" else _PLACES
    found = next((path for path in places if checkout.holds(path) and _is_file(checkout.repository / path)), None)
    return found or places[0], found is not None


def _is_file(path: Path) -> bool:
    look(f"kind:{path}")
    return path.is_file() and not path.is_symlink()


def _read(path: Path) -> str:
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES)
    except OSError:
        return ""
    if witness := find_witness():
        witness.note(str(path), digest_of(data))
    return data.decode("utf-8", errors="replace").removeprefix("\ufeff")
