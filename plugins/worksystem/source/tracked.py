"""All files of a repository, those with a dot too: what git knows or would take, or what lies in the folder."""

import os
from pathlib import Path
from typing import Final

from worksystem.errors import GitError
from worksystem.source.git import find_git
from worksystem.source.witness import find_witness, joined

__all__ = ["list_tracked"]

_LISTED: Final = ("ls-files", "-z", "--cached", "--others", "--exclude-standard")


def list_tracked(repository: Path) -> tuple[str, ...]:
    """The paths, sorted; where git does not say it, every file but git's own."""
    found = _list(repository)
    if witness := find_witness():
        witness.repositories[str(repository)] = joined(found)
    return found


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
