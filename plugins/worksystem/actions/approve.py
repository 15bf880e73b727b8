"""Giving an approval: by whoever may, for the fields as they stand."""

from typing import Final

from worksystem.actions.advice import name_who
from worksystem.actions.revise import ValueChange, carry
from worksystem.actions.situation import Outcome, Refusal, Situation
from worksystem.change import Append, Remove, SetValue
from worksystem.graph.suggest import list_words
from worksystem.model import ApprovalRule, Item
from worksystem.model.entry import Entry
from worksystem.workflow.actors import as_role
from worksystem.workflow.fields import digest_of
from worksystem.workflow.paths import gates_for

__all__ = ["approve"]

WHY: Final = "worksystem approve"


def approve(situation: Situation, item: Entry[Item], gate: str = "", why: str = WHY) -> Outcome | Refusal:
    """Approve an item at a gate; without one at the only gate that its next moves wait for.

    Shape: whoever approved before at the same gate, and whose approval no longer counts, gives it anew in the same
    place.
    """
    rule = _find_rule(situation, item, gate)
    if isinstance(rule, Refusal):
        return rule
    refusal = _barred(situation, item, rule)
    if refusal is not None:
        return refusal
    who, digest = situation.who, digest_of(item, rule.covers)
    old = [each for each in situation.judge.standings(item) if each.rule.gate == rule.gate and each.approval.by == who]
    if any(each.counts() for each in old):
        title = situation.judge.title("person", who)
        return Refusal(f"{title} approved {item.id} at {rule.gate} on {old[0].approval.date}", help="once is enough")
    changes: list[ValueChange] = []
    if old:
        index = old[-1].index
        changes.append(SetValue("", ("approvals", index, "date"), situation.today, why))
        if digest:
            changes.append(SetValue("", ("approvals", index, "digest"), digest, why))
        elif item.record.approvals[index].digest:
            changes.append(Remove("", ("approvals", index, "digest"), why))
    else:
        value = {"gate": rule.gate, "by": who, "date": situation.today, **({"digest": digest} if digest else {})}
        changes.append(Append("", ("approvals",), value, why))
    return carry(situation, item, changes)


def _barred(situation: Situation, item: Entry[Item], rule: ApprovalRule) -> Refusal | None:
    judge, who = situation.judge, situation.who
    able = judge.able(item, rule)
    if who and who in able:
        return None
    what, words = f"{rule.gate} of {item.id}", judge.words(map(as_role, rule.roles)) or "people who are here"
    why_not = judge.excluded(item, rule).get(who) if who else None
    if why_not:
        names = list_words(judge.title("person", person) for person in able)
        says = f"{judge.title('person', who)} cannot approve {item.id} at {rule.gate}: {who} {why_not}"
        return Refusal(says, help=f"ask {names}" if names else "nobody may at present")
    return name_who(situation, what, words, able)


def _find_rule(situation: Situation, item: Entry[Item], gate: str) -> ApprovalRule | Refusal:
    gates = gates_for(situation.workspace, item)
    if not gates:
        return Refusal(f"{item.id} needs nobody's approval: its workflow has no gate", help="move it")
    if gate:
        if gate in gates:
            return gates[gate]
        return Refusal(f'"{gate}" is not a gate of {item.id}', help=f"use {list_words(gates)}")
    ways = situation.judge.ways_from(item)
    waiting = {
        rule.gate: rule
        for way in ways
        for rule in way.transition.approvals
        if any(need.kind == "approval" for need in way.missing)
    }
    if len(waiting) == 1:
        return next(iter(waiting.values()))
    if waiting:
        return Refusal(f"{item.id} waits for several approvals", help=f"name one: {list_words(waiting)}")
    return Refusal(f"no move of {item.id} waits for an approval now", help=f"name the gate: {list_words(gates)}")
