"""Tests with a name: what most teams ask of an item, so that they need not write an expression."""

from collections.abc import Callable
from typing import Final

from msgspec import Struct

from worksystem.graph.links import Link
from worksystem.graph.workspace import CLOSED, Workspace
from worksystem.model.entry import Entry
from worksystem.model.item import Item

__all__ = ["NAMED_TESTS", "NamedTest"]

_STARTED: Final = CLOSED | {"active"}
_REVIEWERS: Final = ("reviewer", "reviewers", "approver", "approvers")


class NamedTest(Struct, frozen=True):
    """One test; `says` completes the sentence "it is true that ..."."""

    says: str
    holds: Callable[[Entry[Item], Workspace], bool]


def _dependencies_done(item: Entry[Item], workspace: Workspace) -> bool:
    return all(_lets_start(link, workspace) for link in workspace.links.outgoing(item.id, "depends_on"))


def _lets_start(link: Link, workspace: Workspace) -> bool:
    """Whether a dependency stands in the way; one that only binds the finish never does, nor what is no item."""
    if not link.target or link.dependency in ("finish_to_finish", "start_to_finish"):
        return True
    return workspace.categories.get(link.target) in (_STARTED if link.dependency == "start_to_start" else CLOSED)


def _acceptance_ticked(item: Entry[Item], workspace: Workspace) -> bool:
    return all(point.done for point in item.record.acceptance)


def _children_done(item: Entry[Item], workspace: Workspace) -> bool:
    return all(workspace.categories.get(child) in CLOSED for child in workspace.links.children(item.id))


def _has_reviewer(item: Entry[Item], workspace: Workspace) -> bool:
    named = set(item.record.contributors) | {approval.by for approval in item.record.approvals}
    for name in _REVIEWERS:
        value = item.custom.get(name)
        named.update([value] if isinstance(value, str) else value if isinstance(value, (list, tuple)) else ())
    return bool(named - {item.record.owner, ""})


def _not_blocked(item: Entry[Item], workspace: Workspace) -> bool:
    return item.record.blocked is None


NAMED_TESTS: Final = {
    "acceptance_ticked": NamedTest("every line of acceptance is ticked", _acceptance_ticked),
    "children_done": NamedTest("every item that has this one as parent is done or dropped", _children_done),
    "dependencies_done": NamedTest("everything it depends on is done or dropped", _dependencies_done),
    "has_reviewer": NamedTest("somebody other than the owner is named to look at it", _has_reviewer),
    "not_blocked": NamedTest("it is not blocked", _not_blocked),
}
