"""Whose lines of a file are: the commits that they came with, and who wrote those.

Source: https://git-scm.com/docs/git-blame (`--porcelain`)
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from msgspec import Struct

from worksystem.errors import GitError
from worksystem.source.git import Git

__all__ = ["Authored", "blame", "read_authors"]

_LINE: Final = re.compile(rb"^([0-9a-f]{40,64}) \d+ (\d+)", re.MULTILINE)


class Authored(Struct, frozen=True):
    """A commit as its author and committer made it.

    Unit: `at` is the committer's date, ISO 8601 with its offset.
    """

    commit: str
    mail: str
    at: str


def blame(git: Git, path: str, revision: str = "") -> Mapping[int, str]:
    """The commit that each line of a file came with, by the number of the line.

    Shape: `path` is relative to the folder of the repository that was opened; without a revision the file is read as
    it lies there. A line that is not committed, or older than what a shallow clone holds, is left out; all are where
    git knows nothing of the file.
    """
    shown = (revision,) if revision else ()
    ours = ("-c", "blame.ignoreRevsFile=", "-c", "blame.markIgnoredLines=false")
    try:
        out = git.run(*ours, "blame", "--porcelain", "-w", *shown, "--", path)
    except GitError:
        return {}
    unknown = git.boundary()
    found = ((int(line[2]), line[1].decode("ascii")) for line in _LINE.finditer(out))
    return {number: commit for number, commit in found if commit.strip("0") and commit not in unknown}


def read_authors(git: Git, commits: Iterable[str]) -> dict[str, Authored]:
    """Who wrote some commits, by their ids; as they say themselves, whatever a mailmap makes of it."""
    lines = "".join(f"{id}\n" for id in sorted(set(commits))).encode()
    if not lines:
        return {}
    out = git.run("log", "--no-walk=unsorted", "--stdin", "--no-mailmap", "--format=%H %cI %ae", input=lines)
    rows = (line.split(" ", 2) for line in out.decode("utf-8", errors="replace").splitlines())
    return {id: Authored(id, mail, at) for id, at, mail in rows}
