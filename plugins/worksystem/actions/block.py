"""Blocking work that cannot go on, and freeing it."""

from typing import Final

from worksystem.actions.revise import carry
from worksystem.actions.situation import Outcome, Refusal, Situation
from worksystem.change import Remove, SetValue
from worksystem.model import Item
from worksystem.model.entry import Entry

__all__ = ["block", "unblock"]

BLOCK: Final = "worksystem block"
UNBLOCK: Final = "worksystem unblock"


def block(
    situation: Situation, item: Entry[Item], because: str, waiting_for: str = "", why: str = BLOCK
) -> Outcome | Refusal:
    """Say that an item cannot go on, why, and whom it waits for."""
    blocked = item.record.blocked
    if blocked is not None:
        since = f" since {blocked.since}" if blocked.since is not None else ""
        reason = f": {blocked.reason}" if blocked.reason else ""
        help = f"worksystem unblock {item.id}, or worksystem set {item.id} blocked.reason=..."
        return Refusal(f"{item.id} is blocked{since}{reason}", help=help)
    if situation.workspace.is_done(item):
        return Refusal(f"{item.id} is closed, so that nothing can block it", help="move it back first")
    waiting = {"waiting_for": waiting_for} if waiting_for else {}
    value = {"since": situation.today, "reason": because, **waiting}
    return carry(situation, item, [SetValue("", ("blocked",), value, why)], _advice(situation, item))


def unblock(situation: Situation, item: Entry[Item], why: str = UNBLOCK) -> Outcome | Refusal:
    """Say that an item can go on."""
    if item.record.blocked is None:
        return Refusal(f"{item.id} is not blocked", help=f"worksystem next {item.id} says what its moves need")
    return carry(situation, item, [Remove("", ("blocked",), why)])


def _advice(situation: Situation, item: Entry[Item]) -> tuple[str, ...]:
    """Where the workflow lets blocked work wait, and who takes care of it."""
    workflow = situation.workspace.workflow_of(item)
    rule = workflow.record.exceptions.blocked if workflow is not None else None
    if rule is None:
        return ()
    notes = []
    if rule.to and rule.to != item.record.status:
        notes.append(f'blocked work waits in "{rule.to}": worksystem move {item.id} {rule.to}')
    if rule.then:
        notes.append(f"after {rule.at_most} it goes to {situation.judge.words([rule.then])}")
    return tuple(notes)
