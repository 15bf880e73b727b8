"""Ids for new items: never one that anything has or had, also on a branch that nobody has seen yet."""

import posixpath
import random
import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final, Literal

from worksystem.graph.workspace import Workspace
from worksystem.history.event import PATH
from worksystem.history.life import Life

__all__ = ["ALPHABET", "list_taken", "make_id"]

# Crockford's base 32: no I, L, O and U. Source: https://www.crockford.com/base32.html
ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_SHORTEST: Final = 5
_TRIES: Final = 64
# letters that people take for each other, and case, make no difference
_READ_AS: Final = str.maketrans("ILO", "110")


def list_taken(workspace: Workspace, lives: Iterable[Life] = ()) -> frozenset[str]:
    """Every item id that is or was in use: known, archived, broken, former, deleted, or brought along."""
    return frozenset(_known(workspace)) | frozenset(_remembered(lives))


def make_id(
    prefix: str,
    taken: Collection[str],
    *,
    chance: random.Random,
    style: Literal["random", "sequential"] = "random",
    length: int = _SHORTEST,
) -> str:
    """An id that is not taken: `OPS-7K3QX`, or `OPS-00042` where ids are counted.

    Shape: `length` is how many characters follow the prefix, at least five at random. Where chance finds nothing free
    it becomes longer; numbers are as wide as the highest one there is.
    """
    before = f"{prefix}-" if prefix else ""
    if style == "sequential":
        return before + _next_number(before, taken, length)
    used = {_plain(id) for id in taken}
    size = max(length, _SHORTEST)
    while True:
        for _ in range(_TRIES):
            id = before + "".join(chance.choice(ALPHABET) for _ in range(size))
            if _plain(id) not in used:
                return id
        size += 1


def _plain(id: str) -> str:
    return id.upper().translate(_READ_AS)


def _next_number(before: str, taken: Collection[str], length: int) -> str:
    found = [re.fullmatch(rf"{re.escape(before)}([0-9]{{1,18}})", id, re.IGNORECASE) for id in taken]
    highest = max((match[1] for match in found if match), key=int, default="")
    return str(int(highest or "0") + 1).zfill(len(highest) or length)


def _known(workspace: Workspace) -> Iterator[str]:
    for id, entry in workspace.items.items():
        yield id.partition("~")[0]
        yield from entry.record.former_ids
    for _, entry in workspace.duplicates:
        if entry.kind == "item":
            yield from entry.record.former_ids
    yield from (id for kind, id in workspace.broken_ids if kind == "item")


def _remembered(lives: Iterable[Life]) -> Iterator[str]:
    for life in lives:
        yield life.item
        for event in life.events:
            if event.field == PATH:  # the file's name was its id
                paths = (path for path in (event.path, event.old, event.new) if isinstance(path, str))
                yield from (posixpath.splitext(posixpath.basename(path))[0] for path in paths)
