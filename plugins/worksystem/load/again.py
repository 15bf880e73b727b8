"""An answer given again: kept with everything it was made from, and given only while all of that is the same.

Every file that counted is read and compared by content, so a date that lies changes nothing.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, NamedTuple

from worksystem.errors import GitError
from worksystem.source.bundle import is_bundle, open_bundle
from worksystem.source.cache import Cache, digest, open_cache
from worksystem.source.checkout import Checkout
from worksystem.source.content import digest_of, read_content
from worksystem.source.folder import list_files
from worksystem.source.git import find_git
from worksystem.source.tracked import list_tracked
from worksystem.source.witness import joined, watching

__all__ = ["Answer", "answer"]

_FORM: Final = 2
_ROOM: Final = "answer"


class Answer(NamedTuple):
    """What is printed, and the exit code."""

    text: str
    code: int


def answer(folder: Path, work: Callable[[], Answer], *, asked: tuple[str, ...], on: str) -> Answer:
    """The answer that `work` gives, or gave when it was last asked the same of the same files.

    Shape: `asked` and `on` name everything that the answer depends on besides the files: one answer is kept for each
    `asked`, and only that of the last day, version of the program and so on.
    """
    checkout = Checkout.of(folder)
    cache = open_cache(checkout.repository)
    try:
        place = digest(str(checkout.folder), *asked)
        kept = _read(cache.find_text(_ROOM, place), on)
        if kept is not None and _holds(kept[0], checkout, cache):
            return kept[1]
        with watching() as witness:
            given = work()
        cache.put_text(_ROOM, place, json.dumps([_FORM, on, witness.to_plain(), given]))
        return given
    finally:
        cache.close()


def _read(text: str | None, on: str) -> tuple[Any, Answer] | None:
    """What was seen and what was said; `None` if it was said on another day, or is not of our form."""
    try:
        form, day, seen, (said, code) = json.loads(text or "")
    except (TypeError, ValueError):
        return None
    return (seen, Answer(str(said), int(code))) if (form, day) == (_FORM, on) else None


def _holds(seen: Any, checkout: Checkout, cache: Cache) -> bool:
    """Whether everything that was seen is the same now; the cheapest questions come first."""
    try:
        files, content, folders, repositories, paths, commits = seen
        return (
            all(list_files(Path(root)).digest == found for root, found in folders.items())
            and all(checkout.holds(shown) == there for shown, there in paths.items())
            and all(_commit(Path(path), revision, cache) == commit for path, revision, commit in commits)
            and all(joined(list_tracked(Path(path))) == found for path, found in repositories.items())
            and joined(map(_digest, files)) == content
        )
    except (AttributeError, TypeError, ValueError):
        return False


def _digest(file: str) -> str:
    try:
        data = read_content(file)
    except OSError:
        return ""
    return "" if data is None else digest_of(data)


def _commit(path: Path, revision: str, cache: Cache) -> str:
    try:
        git = open_bundle(path, cache) if is_bundle(path) else find_git(path)
        return (git.find_head(revision) if git is not None else None) or ""
    except (GitError, OSError):
        return ""
