"""Ids that items had at any time: of files on any branch, gone or not, and of what was brought along."""

import posixpath
import re
from typing import Final

from worksystem.errors import GitError
from worksystem.load.system import WorkSystem
from worksystem.source.git import find_git

__all__ = ["find_past_ids"]

_ITEM: Final = re.compile(r'"item"\s*:\s*"([^"\\]+)"')


def find_past_ids(system: WorkSystem) -> frozenset[str]:
    """Ids that must not come back, besides those in use.

    Errors: none; what git cannot tell is not known.
    """
    work = system.checkout.find("work")
    history = sorted(work.glob("history/*.jsonl"))
    found = {id for path in history for id in _ITEM.findall(path.read_text(encoding="utf-8", errors="replace"))}
    try:
        git = find_git(system.repository)
        if git is not None and git.find_commit() is not None:
            folder = f":(top,literal){system.checkout.shown(work)}/items"
            asked = ("log", "--all", "--no-renames", "--diff-filter=A", "--name-only", "--format=", "-z", "--", folder)
            names = git.run(*asked).decode("utf-8", errors="replace").split("\0")
            found.update(posixpath.splitext(posixpath.basename(name.strip()))[0] for name in names if name.strip())
    except GitError:
        pass
    return frozenset(found)
