"""Where a repository begins, where git keeps what belongs to it, and where we do; found without running git."""

import os
from collections.abc import Iterator

from worksystem.source.content import digest_of

__all__ = ["find_cache", "find_git_folders", "find_root", "text_place", "upwards"]

_FOLDER = "worksystem"


def upwards(folder: str) -> Iterator[str]:
    """A folder and all that it lies in, from the inside out."""
    last = ""
    while folder != last:
        yield folder
        last, folder = folder, os.path.dirname(folder)


def find_root(folder: str) -> str | None:
    """The root of the working tree that holds a folder; `None` where there is no git."""
    return next((place for place in upwards(folder) if os.path.exists(os.path.join(place, ".git"))), None)


def find_git_folders(place: str) -> tuple[str, str] | None:
    """Git's own folder of a working tree, and the one that it shares with others; `None` where there is no git.

    Source: https://git-scm.com/docs/gitrepository-layout
    """
    own = os.path.join(place, ".git")
    if os.path.isfile(own):
        own = os.path.join(place, _read(own).partition("gitdir:")[2].strip())
    named = _read(os.path.join(own, "commondir")).strip()
    shared = os.path.join(own, named) if named else own
    return (own, shared) if os.path.isfile(os.path.join(shared, "HEAD")) else None


def find_cache(root: str | None) -> str | None:
    """Where to keep what was worked out: in git's folder, the common one of all working trees, `None` for nowhere.

    Shape: `WORKSYSTEM_CACHE` in the environment names another folder, or `off`.
    """
    chosen = os.environ.get("WORKSYSTEM_CACHE", "")
    if chosen:
        return chosen if chosen != "off" else None
    folders = find_git_folders(root) if root is not None else None
    return os.path.join(os.path.realpath(folders[1]), _FOLDER) if folders is not None else None


def text_place(cache: str, room: str, name: str) -> str:
    """Where a text is kept below such a folder."""
    return os.path.join(cache, "texts", room, digest_of(name.encode(errors="surrogateescape")))


def _read(path: str) -> str:
    """What a small file of git says; nothing where there is none, or it is no text."""
    try:
        with open(path, encoding="utf-8") as file:
            return file.read()
    except (OSError, UnicodeDecodeError):
        return ""
