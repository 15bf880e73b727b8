"""When somebody leaves: all that rests on them, and handing it to somebody else."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from msgspec import Struct

from worksystem.actions.assign import check_party
from worksystem.actions.revise import ValueChange, carry
from worksystem.actions.situation import Outcome, Refusal, Situation
from worksystem.change import Append, Plan, SetValue
from worksystem.graph.suggest import list_words
from worksystem.model.entry import Entry
from worksystem.model.kinds import KINDS
from worksystem.source.document import Keys, reach
from worksystem.workflow.actors import bare, is_held, meant_role

__all__ = ["Duty", "list_duties", "reassign"]

WHY: Final = "worksystem reassign"
_OWNED: Final = ("item", "goal", "portfolio", "tool", "workflow")


class Duty(Struct, frozen=True):
    """One thing that rests on a person.

    Shape: `keys` is where the record names them; empty where nothing can be handed over, as with an approval to come.
    """

    entry: Entry[Any]
    says: str
    keys: Keys = ()


def list_duties(situation: Situation, person: str) -> tuple[Duty, ...]:
    """Open work that a person owns or helps with, other records they own, what they lead, roles they hold or stand in
    for, and approvals that they could be asked for; in this order, each by id.
    """
    return (
        *_owned(situation, person),
        *_held(situation, person),
        *_helped(situation, person),
        *_approvals(situation, person),
    )


def reassign(situation: Situation, person: str, to: str, why: str = WHY) -> Outcome | Refusal:
    """Hand all that a person owns, leads and holds to somebody else.

    Shape: a role is not taken away, or what was approved in it would be in doubt: it ends, and begins for the other on
    the next day. A team takes over work, but neither lead nor role. The notes say what stays: helping with work, too.
    """
    refusal = check_party(situation, to)
    if refusal is not None:
        return refusal
    to = bare(to)
    if to == person:
        return Refusal(f"{person} has it already", help="name somebody else")
    plan, stays, name = Plan(), [], situation.judge.title("person", person)
    for duty in list_duties(situation, person):
        entry = situation.workspace.of_kind(duty.entry.kind)[duty.entry.id]
        changes = _changes(situation, entry, duty.keys, person, to, why) if duty.keys else []
        if not changes:
            stays += [] if duty.says.startswith("may approve") else [f"{name} still {duty.says}"]
            continue
        outcome = carry(situation, entry, changes)
        if isinstance(outcome, Refusal):
            return outcome
        plan, situation = plan + outcome.plan, situation.having(outcome.workspace)
    return Outcome(situation.workspace, plan, tuple(stays))


def _owned(situation: Situation, person: str) -> Iterator[Duty]:
    workspace = situation.workspace
    for kind in _OWNED:
        for id, entry in workspace.of_kind(kind).items():
            owner = entry.record.owner
            if owner is None or bare(owner) != person or (kind == "item" and workspace.is_done(entry)):
                continue
            title = entry.record.title if kind == "item" else f"{KINDS[kind].title.lower()} {entry.record.name or id}"
            yield Duty(entry, f"owns {id} {title}" if kind == "item" else f"owns {title}", ("owner",))


def _held(situation: Situation, person: str) -> Iterator[Duty]:
    workspace = situation.workspace
    for team in workspace.teams.values():
        name = team.record.name or team.id
        if team.record.lead is not None and bare(team.record.lead) == person:
            yield Duty(team, f"leads {name}", ("lead",))
        for role, holders in team.record.roles.items():
            title = situation.judge.title("role", meant_role(workspace, role))
            for index, holder in enumerate(holders):
                if bare(holder.person) == person and is_held(holder, situation.today):
                    yield Duty(team, f"is {title} of {name}", ("roles", role, index))
    for role_entry in workspace.roles.values():
        deputies = role_entry.record.deputy
        for index, deputy in enumerate(deputies):
            if bare(deputy) == person:
                is_list = isinstance(role_entry.written.get("deputy"), list)
                keys: Keys = ("deputy", index) if is_list else ("deputy",)
                yield Duty(role_entry, f"stands in for {role_entry.record.name or role_entry.id}", keys)


def _helped(situation: Situation, person: str) -> Iterator[Duty]:
    for item in situation.workspace.open_items:
        if person in map(bare, item.record.contributors):
            yield Duty(item, f"helps with {item.id} {item.record.title}")


def _approvals(situation: Situation, person: str) -> Iterator[Duty]:
    judge = situation.judge
    for item in situation.workspace.open_items:
        gates = {rule.gate: rule for way in judge.ways_from(item) for rule in way.transition.approvals}
        given = {(each.rule.gate, each.approval.by) for each in judge.standings(item) if each.counts()}
        for gate, rule in gates.items():
            able = judge.able(item, rule)
            if person in able and (gate, person) not in given:
                others = list_words(judge.title("person", other) for other in able if other != person)
                yield Duty(item, f"may approve {item.id} at {gate}; {others or 'nobody else'} may, too")


def _changes(situation: Situation, entry: Entry[Any], keys: Keys, person: str, to: str, why: str) -> list[ValueChange]:
    if keys[0] != "roles":
        is_team = to in situation.workspace.teams and keys[0] != "owner"
        return [] if is_team else [SetValue("", keys, to, why)]
    if to in situation.workspace.teams:
        return []
    record = situation.workspace.people[person].record
    last = min(record.until.last, situation.today) if record.until is not None else situation.today
    begins = max(last + timedelta(days=1), situation.today)
    holders = entry.record.roles[keys[1]]
    changes: list[ValueChange] = []
    if reach(entry.written, keys[:2])[0] and not isinstance(reach(entry.written, keys[:2])[1], list):
        changes.append(SetValue("", keys[:2], [{"person": person, "until": last}], why))
    else:
        changes.append(SetValue("", (*keys, "until"), last, why))
    if not any(bare(each.person) == to and is_held(each, begins) for each in holders):
        changes.append(Append("", keys[:2], {"person": to, "from": begins}, why))
    return changes
