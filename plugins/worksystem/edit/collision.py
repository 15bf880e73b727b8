"""Two items with one id: which of them came later, on which side of a merge each was made, and who means which."""

import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

from worksystem.edit.driver import decode
from worksystem.errors import GitError
from worksystem.source.git import run_git

__all__ = ["Revisions", "ask_git", "find_later", "find_sides", "make_is_meant", "sides_of"]

# the revision that knows the item that keeps the id, and the one that knows the item that gets a new one
Revisions = tuple[str, str]
_MERGES = 50


def ask_git(repository: Path, *arguments: str) -> str | None:
    """What git prints; `None` if it has no answer."""
    try:
        return decode(run_git(repository, arguments))
    except GitError:
        return None


def find_later(repository: Path, paths: list[str]) -> str:
    """The file that git came to know last, or does not know yet; of equals the last by path."""

    def added(path: str) -> tuple[float, str]:
        at = ask_git(repository, "log", "-1", "--diff-filter=A", "--format=%ct", "--", f":(top,literal){path}")
        return (float(at) if at and at.strip() else float("inf")), path

    return max(paths, key=added)


def find_sides(repository: Path, kept: str, other: str) -> Revisions | None:
    """The two sides of the merge that brought two files together; `None` if no merge did."""
    under_way = _sides_under_way(repository)
    several = [under_way] if under_way is not None else []
    log = ask_git(
        *(repository, "log", "--merges", "--full-history", f"-{_MERGES}", "--format=%P", "HEAD", "--"),
        *(f":(top,literal){kept}", f":(top,literal){other}"),
    )
    several += [(parents[0], parents[1]) for line in (log or "").splitlines() if len(parents := line.split()) == 2]
    for one, two in several:
        there = [_has(repository, revision, path) for revision in (one, two) for path in (kept, other)]
        if there == [True, False, False, True]:
            return one, two
        if there == [False, True, True, False]:
            return two, one
    return None


def sides_of(repository: Path, path: str) -> Revisions | None:
    """Our side and theirs of the merge that left its marks in a file; `None` if it was no merge."""
    under_way = _sides_under_way(repository)
    if under_way is not None:
        return under_way
    parents = (ask_git(repository, "log", "-1", "--format=%P", "--", f":(top,literal){path}") or "").split()
    return (parents[0], parents[1]) if len(parents) == 2 else None


def _sides_under_way(repository: Path) -> Revisions | None:
    found = ask_git(repository, "rev-parse", "--verify", "--quiet", "MERGE_HEAD")
    return ("HEAD", found.strip()) if found else None


def make_is_meant(repository: Path, id: str, sides: Revisions | None) -> Callable[[str], bool | None]:
    """Tells whether a file that names an id means the item that gets a new one: only its side knew no other."""
    word = re.compile(rf"(?<![\w-]){re.escape(id)}(?![\w-])")

    @cache
    def is_meant(path: str) -> bool | None:
        if sides is None:
            return None
        kept, new = (word.search(_show(repository, revision, path)) is not None for revision in sides)
        return new if kept != new else None

    return is_meant


def _has(repository: Path, revision: str, path: str) -> bool:
    return ask_git(repository, "cat-file", "-e", f"{revision}:{path}") is not None


def _show(repository: Path, revision: str, path: str) -> str:
    return ask_git(repository, "cat-file", "blob", f"{revision}:{path}") or ""
