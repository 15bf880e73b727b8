"""The commits that touched some folders: read once, then only what was committed since."""

from collections.abc import Sequence
from typing import Any, Final

from worksystem.source.cache import Cache, digest
from worksystem.source.git import Commit, FileChange, Git

__all__ = ["read_log"]

_FORM: Final = 1
_ROOM: Final = "log"


def read_log(
    git: Git,
    head: str,
    folders: Sequence[str],
    cache: Cache,
    *,
    place: str = "",
    boundary: frozenset[str] = frozenset(),
) -> tuple[list[Commit], bool]:
    """The commits along the first parent up to one, oldest first, and whether the history was rewritten since.

    Shape: `place` names the repository where its folder does not, as for one that was unpacked.
    Errors: `GitError`.
    """
    name = digest(_FORM, place or str(git.folder), list(folders), sorted(boundary))
    before, known = _restore(cache.find(_ROOM, name))
    if before == head:
        return known, False
    if before and git.is_on_first_parent(before, head):
        commits, rewritten = [*known, *git.log(head, folders, after=before)], False
    else:
        # an earlier commit, or one of another branch, is no rewriting: somebody asks about that one
        commits = git.log(head, folders)
        rewritten = bool(before) and not git.is_kept(before)
    if rewritten or len(commits) >= len(known):
        cache.put(_ROOM, {name: {"head": head, "commits": commits}})
    return commits, rewritten


def _restore(kept: Any) -> tuple[str, list[Commit]]:
    """The commit that was read up to, and the commits; nothing where what is kept is not of our form."""
    try:
        return str(kept["head"]), _commits(kept["commits"])
    except (KeyError, TypeError, ValueError):
        return "", []


def _commits(plain: list[Any]) -> list[Commit]:
    return [Commit(id, tip, at, tuple(FileChange(*change) for change in changes)) for id, tip, at, changes in plain]
