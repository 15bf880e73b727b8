"""Whether an approval counts: who gave it, what has changed since, and whether anything confirms it.

What git and the forge know is handed in as plain values; without them an approval stays unverified.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from worksystem.history import History, Life
from worksystem.model import Approval, ApprovalRule, Item
from worksystem.model.entry import Entry
from worksystem.model.words import list_words
from worksystem.workflow.actors import Actors, bare
from worksystem.workflow.fields import digest_of
from worksystem.workflow.paths import gates_for
from worksystem.workflow.reviews import is_mail_of, logins_of

__all__ = ["Proof", "Standing", "changed_since", "standings_of"]

State = Literal["barred", "new", "void", "unverified", "verified"]


class Proof(Struct, frozen=True):
    """What git and the forge know of one approval.

    Shape: `mails` are the authors of the commits that its lines came with, empty if they are not committed;
    `approvers` the names on the forge of those who approved such a commit (see `approvers_of`); `changed` the fields
    that later commits changed.
    """

    mails: tuple[str, ...] = ()
    approvers: frozenset[str] = frozenset()
    changed: tuple[str, ...] = ()


class Standing(Struct, frozen=True):
    """How one approval stands, with why in half a sentence.

    Shape: `index` is its place under `approvals` of the item. `barred`: given by somebody who may not; `new`: by
    somebody who got the role by the very change that is judged; `void`: what it covers has changed; `unverified`: only
    the line says so; `verified`: a commit or a review says so too.
    """

    index: int
    approval: Approval
    rule: ApprovalRule
    state: State
    why: str

    def counts(self, *, unverified: bool = True) -> bool:
        """Whether it is one of those that a gate asks for; `unverified` says whether the line alone is enough."""
        return self.state == "verified" or (unverified and self.state == "unverified")


def standings_of(
    actors: Actors, item: Entry[Item], proofs: Mapping[int, Proof] | None = None, history: History | None = None
) -> tuple[Standing, ...]:
    """How every approval of an item stands at a gate that its workflows have, in the item's order.

    Shape: `proofs` by the place of the approval in the item. With `history`, a tracked field that changed after the day
    of an approval voids it.
    """
    gates = gates_for(actors.workspace, item)
    life = history.life(item.id) if history is not None else None
    found = []
    for index, approval in enumerate(item.record.approvals):
        rule = gates.get(approval.gate)
        if rule is None:
            continue
        proof = (proofs or {}).get(index, Proof())
        if history is not None and life is not None:
            later = changed_since(life, rule.covers, history.end_of(approval.date.last))
            proof = replace(proof, changed=(*proof.changed, *later))
        found.append(Standing(index, approval, rule, *_judge(actors, item, approval, rule, proof)))
    return tuple(found)


def _judge(
    actors: Actors, item: Entry[Item], approval: Approval, rule: ApprovalRule, proof: Proof
) -> tuple[State, str]:
    by = bare(approval.by)
    barred = actors.excluded(item, rule).get(by)
    if barred:
        return "barred", f"{by} {barred}"
    if not actors.has_held(by, rule.roles, approval.date.last):
        return "barred", f"{by} did not hold the role on {approval.date}"
    if actors.earlier is not None and not actors.earlier.has_held(by, rule.roles, approval.date.last):
        return "new", f"{by} holds the role only by this very change"
    changed = [field for field in rule.covers if field in proof.changed]
    if changed:
        return "void", f"{list_words(changed)} changed after {by} approved"
    if approval.digest and approval.digest != digest_of(item, rule.covers):
        return "void", f"{list_words(rule.covers, 'or')} is not what {by} approved"
    person = actors.workspace.people.get(by)
    if person is not None and logins_of(person.record) & proof.approvers:
        return "verified", f"{by} approved it in a review"
    if person is not None and proof.mails and all(is_mail_of(mail, person.record) for mail in proof.mails):
        return "verified", f"{by} committed it"
    return "unverified", f"no commit of {by} and no review says so"


def changed_since(life: Life, fields: Collection[str], moment: datetime) -> tuple[str, ...]:
    """The fields that changed after a moment, as far as they are tracked."""
    return tuple(field for field in fields if any(when > moment for when, _ in life.changes(field)))
