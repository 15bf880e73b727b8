"""Handoffs: what a move writes when work changes hands, and which fields go along."""

from worksystem.actions.advice import name_who
from worksystem.actions.revise import ValueChange
from worksystem.actions.situation import Refusal, Situation
from worksystem.change import Append, SetValue
from worksystem.model import Item, Transition
from worksystem.model.entry import Entry
from worksystem.workflow.actors import bare, name_actor

__all__ = ["hand_over", "moved_fields"]


def hand_over(
    situation: Situation, item: Entry[Item], transition: Transition, handover: str, why: str
) -> list[ValueChange] | Refusal:
    """The entry under handoffs that a move writes, and the acknowledgement if whoever acts may give it.

    Shape: a handoff that waits for its acknowledgement is used, not written again; empty if nothing is to be written.
    """
    rule, judge, who = transition.handoff, situation.judge, situation.who
    assert rule is not None
    target = name_actor(situation.workspace, rule.to)[1]
    takers = {target, *judge.persons(item, rule.to)}
    handoffs = item.record.handoffs
    last = handoffs[-1] if handoffs and bare(handoffs[-1].to) in takers else None
    waits = last is not None and (bool(rule.acknowledged_by) or last.date.last == situation.today)
    able = judge.people(item, rule.acknowledged_by)
    may = bool(rule.acknowledged_by) and who in able
    if handover == "take" and not may:
        words = judge.words(rule.acknowledged_by)
        if not words:
            return Refusal(f'nobody has to take {item.id} over on the way of "{transition.name}"', help="move it")
        return name_who(situation, f"taking {item.id} over", words, able)
    if handover == "over" and waits and last is not None and last.acknowledged is None:
        return Refusal(
            f"{item.id} is handed to {judge.words([rule.to])} since {last.date}", help="it waits for who takes it over"
        )
    acknowledged = {"acknowledged": {"by": who, "date": situation.today}} if may and handover != "over" else {}
    if last is None or not waits:
        return [Append("", ("handoffs",), {**_entry(situation, item, target), **acknowledged}, why)]
    if acknowledged and last.acknowledged is None:
        return [SetValue("", ("handoffs", len(handoffs) - 1, "acknowledged"), acknowledged["acknowledged"], why)]
    return []


def moved_fields(
    situation: Situation, item: Entry[Item], transition: Transition, why: str
) -> list[ValueChange] | Refusal:
    """The fields that go along with a handoff: the team, and the owner where it is known who that is."""
    rule = transition.handoff
    if rule is None:
        return []
    kind, target = name_actor(situation.workspace, rule.to)
    people = situation.judge.persons(item, rule.to)
    changes: list[ValueChange] = []
    for field in rule.moves:
        if field == "team" and kind == "team":
            changes.append(SetValue("", ("team",), target, why))
        elif field == "owner" and item.record.owner not in people:
            owner = target if kind in ("team", "person") else people[0] if len(people) == 1 else ""
            if not owner:
                takers = situation.judge.words([rule.to])
                says = f'"{transition.name}" gives {item.id} to {takers}, and that is not one person'
                return Refusal(says, help=f"say who has it from now on: worksystem assign {item.id} PERSON")
            changes.append(SetValue("", ("owner",), owner, why))
    return changes


def _entry(situation: Situation, item: Entry[Item], target: str) -> dict[str, object]:
    giver = situation.workspace.team_of(item) or item.record.owner
    return {"to": target, **({"from": giver} if giver and giver != target else {}), "date": situation.today}
