"""Where the files of a work system are read, and how their paths are shown: here, the working tree as it is today.

A snapshot is the same for a past revision.
"""

import posixpath
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Self

from worksystem.errors import FolderNotFoundError, WorkSystemError
from worksystem.source.folder import find_repository, relative
from worksystem.source.listing import is_inside
from worksystem.source.witness import find_witness

__all__ = ["Checkout"]

_NO_FOLDER = "there is no such folder"


@dataclass(frozen=True, eq=False)
class Checkout:
    """The working tree.

    Shape: `folder` holds `work/`; `repository` is the root that paths are shown relative to, the folder itself where
    there is no git; both resolved. `revision` is the commit whose files are read, in full, and `named` what somebody
    called it; both are empty for the files as they are today.
    """

    folder: Path
    repository: Path
    revision: str = ""
    named: str = ""

    @classmethod
    def of(cls, folder: Path) -> Self:
        """The working tree that holds a folder."""
        folder = folder.resolve()
        return cls(folder, find_repository(folder))

    @property
    def outside(self) -> tuple[str, ...]:
        """Folders that lie outside the repository and so could not be read as of the revision, in the order found."""
        return ()

    def day(self, zone: str) -> date | None:
        """The day that the files speak of, in a time zone by its name; `None` for today, which others know."""
        return None

    def missing(self, settings: str) -> WorkSystemError:
        """What to say where the settings are not."""
        folder = str(self.folder)
        return FolderNotFoundError(folder) if self.folder.is_dir() else FolderNotFoundError(folder, why=_NO_FOLDER)

    def find(self, folder: str) -> Path:
        """Where a folder, named from the folder that holds `work/`, is to be read; it need not exist."""
        return Path(posixpath.normpath(self.folder / folder))  # shown as named, even where it is a link

    def locate(self, shown: str) -> Path:
        """Where a file is to be read, by the path that it is shown with."""
        return self.repository / shown

    def shown(self, path: Path) -> str:
        """How the path of a file or folder is shown."""
        return relative(path, self.repository)

    def holds(self, shown: str) -> bool:
        """Whether there is a file or folder in the repository, by the path that it is shown with."""
        root = str(self.repository)
        there = is_inside(root, shown)
        if witness := find_witness():
            witness.note(f"inside:{root}\0{shown}", str(there))
        return there
