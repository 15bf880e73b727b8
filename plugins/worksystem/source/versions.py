"""Versions of single files: on a branch, at a commit, and whether a commit holds a file as it is."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from worksystem.source.git import Git
from worksystem.source.revision import Repository

__all__ = ["holds_same", "read_at", "versions_since"]

# more paths than this are not named to git one by one
_FEW: Final = 1000


def holds_same(repository: Path, path: str, commits: Iterable[str], revision: str | None) -> frozenset[str]:
    """Those of some commits in which a file is what it is at a commit, or today."""
    git = Repository(repository, revision or "HEAD")
    known = [commit for commit in commits if re.fullmatch(r"[0-9a-f]{40,64}", commit)]
    if not known:
        return frozenset()
    now = git.ask("rev-parse", f"{revision}:{path}")[0] if revision else git.ask("hash-object", "--", path)[0]
    return frozenset(each for each in known if now and git.ask("rev-parse", "--verify", f"{each}:{path}")[0] == now)


def read_at(repository: Path, path: str, commit: str) -> str | None:
    """The text of a file at a commit; `None` where there is none."""
    told, _ = Repository(repository, commit).ask("cat-file", "blob", f"{commit}:{path}")
    return None if told is None else os.fsencode(told).decode("utf-8", errors="replace")


def versions_since(repository: Path, base: str, head: str, paths: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The texts that files had in the commits of a branch, merges left out, oldest first."""
    wanted = frozenset(paths)
    if not wanted:
        return
    options = ("--reverse", "--topo-order", "--no-merges", "--no-renames", "--diff-filter=AM", "--no-ext-diff")
    few = paths if len(paths) <= _FEW else ()
    told = Repository(repository, head).do(
        "log", *options, "--raw", "--no-abbrev", "-z", "--format=", f"{base}..{head}", "--", *few
    )
    parts = os.fsdecode(told).split("\0")
    found = [
        (path, meta.split(" ")[3])
        for meta, path in zip(parts[::2], parts[1::2], strict=False)
        if path in wanted and meta.split(" ")[1].startswith("100")
    ]
    for (path, _), (_, data) in zip(found, Git(repository).read_blobs([blob for _, blob in found]), strict=True):
        if data is not None:
            yield path, data.decode("utf-8", errors="replace")
