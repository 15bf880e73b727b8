"""All files of a repository, those with a dot too: what git knows or would take, or what lies in the folder."""

import os
from pathlib import Path
from typing import Final

from worksystem.errors import GitError
from worksystem.source.content import digest_of
from worksystem.source.git import find_git
from worksystem.source.witness import find_witness

__all__ = ["digest_tracked", "list_tracked"]

_LISTED: Final = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")


def list_tracked(repository: Path) -> tuple[str, ...]:
    """The paths, sorted; where git does not say it, every file but git's own."""
    found = _list(repository)
    if witness := find_witness():
        witness.note(f"tracked:{repository}", _digest(found))
    return found


def digest_tracked(repository: str) -> str:
    """A name for all of the paths."""
    return _digest(_list(Path(repository)))


def _digest(paths: tuple[str, ...]) -> str:
    return digest_of("\0".join(paths).encode(errors="surrogateescape"))


def _list(repository: Path) -> tuple[str, ...]:
    try:
        git = find_git(repository) if (repository / ".git").exists() else None
        if git is not None:
            return tuple(sorted(set(os.fsdecode(git.run(*_LISTED)).split("\0")) - {""}))
    except GitError:
        pass
    return tuple(sorted(_walk(repository)))


def _walk(repository: Path) -> list[str]:
    found = []
    for folder, folders, files in os.walk(repository):
        folders[:] = [name for name in folders if name != ".git"]
        found += [Path(folder, name).relative_to(repository).as_posix() for name in files]
    return found
