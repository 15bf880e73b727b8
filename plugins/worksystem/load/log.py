"""The commits that touched some folders: read once, then only what was committed since."""

from collections.abc import Sequence
from typing import Any, Final

from worksystem.source.cache import Cache, digest
from worksystem.source.git import Commit, FileChange, Git

__all__ = ["read_log"]

_FORM: Final = 1
_ROOM: Final = "log"


def read_log(
    git: Git, head: str, folders: Sequence[str], cache: Cache, *, boundary: frozenset[str] = frozenset()
) -> tuple[list[Commit], bool]:
    """The commits along the first parent up to one, oldest first, and whether the history was rewritten since.

    Errors: `GitError`.
    """
    name = digest(_FORM, str(git.folder), list(folders), sorted(boundary))
    kept = cache.find(_ROOM, name)
    before = str(kept["head"]) if isinstance(kept, dict) else ""
    if before == head:
        return _commits(kept["commits"]), False
    if before and git.is_on_first_parent(before, head):
        commits, rewritten = [*_commits(kept["commits"]), *git.log(head, folders, after=before)], False
    else:
        # to have read a later commit already is no rewriting: somebody asks about an earlier one
        commits = git.log(head, folders)
        rewritten = bool(before) and not git.is_on_first_parent(head, before)
    if not before or rewritten or len(commits) >= len(kept["commits"]):
        cache.put(_ROOM, {name: {"head": head, "commits": [_plain(commit) for commit in commits]}})
    return commits, rewritten


def _plain(commit: Commit) -> list[Any]:
    changes = [[change.kind, change.path, change.blob, change.old_path] for change in commit.changes]
    return [commit.id, commit.tip, commit.at, changes]


def _commits(plain: list[Any]) -> list[Commit]:
    return [Commit(id, tip, at, tuple(FileChange(*change) for change in changes)) for id, tip, at, changes in plain]
