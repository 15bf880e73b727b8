"""What happened to an item, as its record says: updates, comments, approvals, handoffs, a block."""

from datetime import date
from typing import Any

from msgspec import Struct

from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.views.reference import Ref
from worksystem.views.scope import Scope

__all__ = ["Happening", "build_life", "list_of"]


class Happening(Struct, frozen=True):
    """Something that happened on a day: `kind` is update, approval, handoff, comment or block."""

    day: date
    kind: str
    who: Ref | None
    says: str
    about: Ref | None = None
    state: str = ""


def build_life(scope: Scope, item: Entry[Item]) -> tuple[Happening, ...]:
    """Everything with a day, the newest first."""
    record = item.record
    found = [
        Happening(update.date.day, "update", scope.ref("person", update.by) if update.by else None, update.text, None,
                  update.state or "")
        for update in list_of(scope, item, "updates")
    ]  # fmt: skip
    found += [
        Happening(comment.date.day, "comment", scope.ref("person", comment.by), comment.text)
        for comment in list_of(scope, item, "comments")
    ]
    found += [
        Happening(each.date.day, "approval", scope.ref("person", each.by), each.gate.replace("_", " "))
        for each in list_of(scope, item, "approvals")
    ]
    for handoff in list_of(scope, item, "handoffs"):
        got = handoff.acknowledged
        found.append(
            Happening(
                handoff.date.day, "handoff", scope.ref("person", got.by) if got else None, "", scope.party(handoff.to)
            )
        )
    if record.blocked and record.blocked.since:
        found.append(Happening(record.blocked.since.first, "block", None, record.blocked.reason))
    found.sort(key=lambda each: (each.day, each.kind), reverse=True)
    return tuple(found)


def list_of(scope: Scope, item: Entry[Item], field: str) -> tuple[Any, ...]:
    """A list of an item, empty where it may not be shown."""
    found: tuple[Any, ...] = getattr(item.record, field)
    return found if scope.may_show("item", field) else ()
