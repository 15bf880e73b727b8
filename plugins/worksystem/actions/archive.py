"""Putting closed work away: its file moves to the archive, its id stays taken."""

import posixpath
from collections.abc import Mapping
from datetime import date
from typing import Final

from worksystem.actions.situation import Outcome, Refusal, Situation
from worksystem.change import Move, Plan
from worksystem.model import Item
from worksystem.model.entry import Entry

__all__ = ["archive", "archive_of", "list_closed"]

WHY: Final = "worksystem archive"


def archive(situation: Situation, item: Entry[Item], why: str = WHY) -> Outcome | Refusal:
    """Move the file of an item that is done or dropped to the archive."""
    if not situation.workspace.is_done(item):
        state = situation.workspace.state_of(item)
        return Refusal(
            f'{item.id} is in "{state.name if state is not None else item.record.status}"', help="close it first"
        )
    folder = archive_of(situation)
    if item.path.startswith(f"{folder}/"):
        return Refusal(f"{item.id} is in the archive already")
    if item.origins or not item.path.startswith(f"{situation.folder}/items/"):
        return Refusal(f"{item.id} is adopted: {item.path} stays where it is", help="archive it where it comes from")
    to = f"{folder}/{posixpath.basename(item.path)}"
    return Outcome(situation.workspace, Plan((Move(item.path, to, why),)))


def archive_of(situation: Situation) -> str:
    """The folder of the archive, as paths are shown."""
    return f"{situation.folder}/items/archive"


def list_closed(situation: Situation, closed: Mapping[str, date | None], days: int) -> tuple[str, ...]:
    """Items outside the archive that have been closed for more than so many days.

    Shape: `closed` says since when, by id; what was closed at a time that nobody knows is left alone.
    """
    folder = archive_of(situation)
    found = []
    for id, item in situation.workspace.items.items():
        since = closed.get(id)
        is_here = not item.origins and not item.path.startswith(f"{folder}/")
        if (
            is_here
            and situation.workspace.is_done(item)
            and since is not None
            and (situation.today - since).days > days
        ):
            found.append(id)
    return tuple(found)
