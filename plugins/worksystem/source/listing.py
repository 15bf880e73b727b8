"""Names on the disk: the files below a folder, and whether something is there; no more is imported than that takes."""

import os

from worksystem.source.content import digest_of

__all__ = ["Listing", "is_inside", "list_names"]


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


def list_names(root: str) -> Listing:
    """All files below a folder; a folder that does not exist has none. Names that begin with a dot are passed over."""
    found: list[str] = []
    refused: list[str] = []
    closed: list[str] = []
    _walk(root, "", found, refused, closed)
    listing = Listing(sorted(found))
    listing.refused = tuple(sorted(refused))
    listing.closed = tuple(sorted(closed))
    return listing


def is_inside(root: str, path: str) -> bool:
    """Whether something is there, by its path from a root that is no link itself; what leads out of it is not."""
    try:
        target = os.path.realpath(os.path.join(root, path))
        return (target == root or target.startswith(os.path.join(root, ""))) and os.path.exists(target)
    except (OSError, ValueError):  # too long, or no path at all
        return False


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
