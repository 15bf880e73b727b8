"""Folders on disk: which files there are, how their paths are shown, and which of them a pattern names.

Names are matched with the patterns of `.gitignore`; nothing outside the given root is ever looked at.
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

from worksystem.source.root import find_root
from worksystem.source.witness import digest_of, find_witness

__all__ = ["Listing", "find_repository", "list_files", "match", "matcher", "relative"]


class Listing(tuple[str, ...]):
    """Sorted paths below a root, with `/`; `refused` are symbolic links, which are never followed.

    Shape: `closed` are folders that cannot be opened, what is neither file nor folder, and names that are not UTF-8.
    """

    refused: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()

    @property
    def digest(self) -> str:
        """A name for all of it."""
        said = "\0".join((*self, "", *self.refused, "", *self.closed))
        return digest_of(said.encode(errors="surrogateescape"))


def find_repository(folder: Path) -> Path:
    """The root of the git repository that holds a folder; the folder itself where there is none."""
    folder = folder.resolve()
    root = find_root(str(folder))
    return folder if root is None else Path(root)


def relative(path: Path, root: Path) -> str:
    """A path as it is shown: relative to the repository, with `/`, and with `..` where it must be."""
    return Path(os.path.relpath(path, root)).as_posix()


def list_files(root: Path) -> Listing:
    """All files below a folder; a folder that does not exist has none. Names that begin with a dot are passed over."""
    found: list[str] = []
    refused: list[str] = []
    closed: list[str] = []
    _walk(str(root), "", found, refused, closed)
    listing = Listing(sorted(found))
    listing.refused = tuple(sorted(refused))
    listing.closed = tuple(sorted(closed))
    if witness := find_witness():
        witness.folders.setdefault(str(root), listing.digest)
    return listing


def _walk(folder: str, prefix: str, found: list[str], refused: list[str], closed: list[str]) -> None:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        closed.extend([prefix.rstrip("/")] if prefix else [])
        return
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            continue
        if not _is_text(name):
            closed.append(prefix + name.encode(errors="backslashreplace").decode())
            continue
        if entry.is_file(follow_symlinks=False):
            found.append(prefix + name)
        elif entry.is_symlink():
            refused.append(prefix + name)
        elif entry.is_dir(follow_symlinks=False):
            _walk(entry.path, f"{prefix}{name}/", found, refused, closed)
        else:
            closed.append(prefix + name)


def _is_text(name: str) -> bool:
    """Whether a name is UTF-8; no other one can be written into a page."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def match(paths: tuple[str, ...], pattern: str) -> list[str]:
    """The paths that a pattern names; it is anchored at the root (`**/` reaches any depth)."""
    return list(filter(matcher(pattern), paths))


@cache
def matcher(pattern: str) -> Callable[[str], bool]:
    """Tells whether a pattern names a path; see `match`."""
    from pathspec import GitIgnoreSpec  # not everything that lists files chooses among them

    spec = GitIgnoreSpec.from_lines(["/" + pattern.lstrip("/")])
    # to patterns the end of a line is no character
    return lambda path: bool(spec.match_file(path.replace("\n", " ")))
