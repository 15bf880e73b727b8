"""What each action of a rule comes to for one item: changes in our words, or why not; nothing where it is done."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date
from typing import Any, Final

from msgspec import Struct

from worksystem.actions.hand_over import moved_fields
from worksystem.actions.revise import ValueChange
from worksystem.actions.situation import Refusal
from worksystem.automate.desk import Desk
from worksystem.automate.making import Cause, choose_owner
from worksystem.automate.rule import Rule
from worksystem.change import Append, Remove, SetValue, tell
from worksystem.graph.workspace import CLOSED
from worksystem.model import Action, Item
from worksystem.model.entry import Entry
from worksystem.model.tree import fields_of
from worksystem.source.document import Keys, reach
from worksystem.workflow.actors import bare, name_actor

__all__ = ["Act", "list_acts", "refuse_fields"]

_ELSEWHERE: Final = {
    "status": "a state changes by move",
    "id": "an id stays what it is",
    "made_by": "this is written once",
    "approvals": "an approval is given by whoever may give it",
    "branches": "a branch changes its state by move",
    "expedite": "who lets work overtake the rest is a person, and says so",
}
_ESCALATED: Final = "escalated"


class Act(Struct, frozen=True):
    """One action for one item: its key, what it does in words, and the changes, or the reason why it cannot be done."""

    action: str
    says: str
    changes: tuple[ValueChange, ...] | Refusal


def list_acts(rule: Rule, action: Action, cause: Cause, desk: Desk) -> Iterator[Act]:
    """What one step of a rule comes to, in a fixed order; what is done already, or was undone since, is left out."""
    assert cause.item is not None
    for field, value in action.set.items():
        yield from _set(rule, field, value, cause, desk)
    for field, values in action.add.items():
        yield from _add(rule, field, values, cause, desk)
    if action.assign is not None:
        yield from _assign(rule, action, cause, desk)
    if action.checklist:
        yield from _checklist(rule, action.checklist, cause, desk)
    if action.escalate:
        yield from _escalate(rule, action.escalate, cause, desk)
    if action.move:
        yield from _move(rule, action.move, cause, desk)


def refuse_fields(fields: Collection[str]) -> Refusal | None:
    """Why a new item cannot be made with some fields: they are for people to write."""
    for field in sorted({field.partition(".")[0] for field in fields} & {"approvals", "expedite"}):
        return Refusal(f"{field} is not for a rule to write: {_ELSEWHERE[field]}")
    return None


def _here(cause: Cause, desk: Desk) -> Entry[Item]:
    assert cause.item is not None
    return desk.item(cause.item.id)


def _set(rule: Rule, field: str, value: Any, cause: Cause, desk: Desk) -> Iterator[Act]:
    item, keys = _here(cause, desk), tuple(field.split("."))
    takes_out = value is None or value == ""
    if keys[0] in _ELSEWHERE and not (keys == ("expedite",) and takes_out):
        yield Act("set", f"set {field}", Refusal(_ELSEWHERE[keys[0]]))
        return
    there, standing = reach(item.written, _written(item, keys))
    if takes_out:
        if there and standing not in (None, ""):
            yield _act("set", (Remove("", keys, rule.name),))
        return
    was_there = desk.past.has_had(item.id, keys[0], cause.since, lambda old: _same(_inside(old, keys[1:]), value))
    # what stood there until this very run was not taken away by anybody
    was_there = was_there and not desk.past.has_replaced(item.id, field, cause.since, lambda old: _same(old, value))
    if not _same(standing, value) and not was_there:
        desk.past.note_replaced(item.id, field, standing, cause.since)
        yield _act("set", (SetValue("", keys, value, rule.name),))


def _add(rule: Rule, field: str, values: Sequence[str], cause: Cause, desk: Desk) -> Iterator[Act]:
    item = _here(cause, desk)
    if field in _ELSEWHERE:
        yield Act("add", f"add to {field}", Refusal(_ELSEWHERE[field]))
        return
    if not _is_list(item, field, desk):
        yield Act("add", f"add to {field}", Refusal(f"{field} is no list"))
        return
    missing = _missing(item, field, values, cause, desk)
    if missing:
        yield _act("add", tuple(Append("", (field,), value, rule.name) for value in missing))


def _checklist(rule: Rule, standard: str, cause: Cause, desk: Desk) -> Iterator[Act]:
    item, entry = _here(cause, desk), desk.situation.workspace.standards.get(standard)
    if entry is None:
        yield Act("checklist", f"add the checks of {standard}", Refusal(f'there is no standard "{standard}"'))
        return
    asked = [check.text for check in entry.record.checks.values() if not check.must]
    missing = _missing(item, "acceptance", asked, cause, desk)
    points = [{"text": text, "done": False} for text in missing]
    if points:
        changes = tuple(Append("", ("acceptance",), point, rule.name) for point in points)
        yield Act("checklist", f"add {len(points)} checks of {entry.record.name} to acceptance", changes)


def _assign(rule: Rule, action: Action, cause: Cause, desk: Desk) -> Iterator[Act]:
    item, choice, situation = _here(cause, desk), action.assign, desk.situation
    assert choice is not None
    workspace = situation.workspace
    if choice.rotate:
        able: tuple[str, ...] = workspace.members(bare(choice.rotate))
    else:
        kind, id = name_actor(workspace, choice.is_ or "")
        able = situation.judge.holders.get(id, ()) if kind == "role" else (id,)
    if item.record.owner in able or desk.past.has_had(item.id, "owner", cause.since, lambda old: old in able):
        return
    owner = choose_owner(choice, cause, situation)
    if owner is None:
        yield Act("assign", "assign it", Refusal(f"nobody is there to take it: {choice.is_}"))
    elif owner != item.record.owner:
        says = f"assign it to {_name(desk, owner)}"
        yield Act("assign", says, (SetValue("", ("owner",), owner, rule.name),))


def _escalate(rule: Rule, actor: str, cause: Cause, desk: Desk) -> Iterator[Act]:
    """An update that says to whom and why, and a label that shows on the board."""
    item, who = _here(cause, desk), desk.judge.words([actor])
    begin = f"Escalated to {who}"

    since = desk.past.day(cause.since)

    def is_said(updates: Any) -> bool:
        listed = updates if isinstance(updates, list) else []
        return any(_is_escalation(each, begin, since) for each in listed if isinstance(each, dict))

    said = any(each.date.last >= since and each.text.startswith(begin) for each in item.record.updates)
    if said or desk.past.has_had(item.id, "updates", cause.since, is_said):
        return
    update = {"date": desk.situation.today, "text": f"{begin}: {cause.says} ({rule.name})"}
    changes: list[ValueChange] = [Append("", ("updates",), update, rule.name)]
    if _ESCALATED not in item.record.labels:
        changes.append(Append("", ("labels",), _ESCALATED, rule.name))
    yield Act("escalate", f"escalate it to {who}: {cause.says}", tuple(changes))


def _is_escalation(update: dict[str, Any], begin: str, since: date) -> bool:
    return str(update.get("text") or "").startswith(begin) and str(update.get("date") or "") >= since.isoformat()


def _move(rule: Rule, to: str, cause: Cause, desk: Desk) -> Iterator[Act]:
    item = _here(cause, desk)
    if item.record.status == to or desk.past.has_been_in(item, to, cause.since):
        return
    if not rule.is_timed and desk.past.entered(item) > cause.since and desk.past.entered(item) < desk.past.now:
        return  # somebody moved it after what set the rule off
    way = desk.judge.find_way(item, to)
    workflow, status = desk.judge.course(item)
    states = workflow.record.states if workflow is not None else {}
    names = [states[id].name if id in states else id for id in (status, to)]
    says = f"move it from {names[0]} to {names[1]}"
    if way is None:
        yield Act("move", says, Refusal(f"its workflow has no such move from {names[0]}"))
    elif way.missing:
        yield Act("move", says, Refusal("; ".join(f"missing: {need.says}" for need in way.missing)))
    else:
        moved = moved_fields(desk.situation, item, way.transition, rule.name)
        if isinstance(moved, Refusal):
            yield Act("move", says, moved)
            return
        changes: list[ValueChange] = [SetValue("", ("status",), to, rule.name), *moved]
        if status in states and states[status].category in CLOSED and way.state.category not in CLOSED:
            changes += [Remove("", ("closed",), rule.name)] if item.has("closed") else []
        yield Act("move", f"{says} ({way.name})", tuple(changes))


def _act(action: str, changes: tuple[ValueChange, ...]) -> Act:
    return Act(action, " and ".join(tell(change) for change in changes), changes)


def _missing(item: Entry[Item], field: str, values: Sequence[str], cause: Cause, desk: Desk) -> list[str]:
    """The values that a list has not, and had not since the rule was set off."""
    standing = _texts(item.get(field))

    def was_there(value: str) -> bool:
        return desk.past.has_had(item.id, field, cause.since, lambda old: value in _texts(old))

    return [value for value in dict.fromkeys(values) if value not in standing and not was_there(value)]


def _texts(listed: Any) -> list[str]:
    """The entries of a list as text; of an entry with fields the one that its short form stands for."""
    if isinstance(listed, str):
        return [listed]
    found = []
    for each in listed or ():
        if isinstance(each, dict):
            found += [str(each.get(key)) for key in ("text", "item", "id") if each.get(key)]
        else:
            short = getattr(each, "short", "")
            found.append(str(getattr(each, short) if short else each))
    return found


def _is_list(item: Entry[Item], field: str, desk: Desk) -> bool:
    known = fields_of(Item).get(field)
    if known is not None:
        return known.holds.word == "list"
    declared = desk.judge.custom.get(field)
    return declared is not None and declared.type == "list"


def _written(item: Entry[Item], keys: Keys) -> Keys:
    first = item.meant.get(str(keys[0]), keys[0])
    return (first, *keys[1:])


def _inside(value: Any, keys: Keys) -> Any:
    return reach(value, keys)[1]


def _same(standing: Any, wanted: Any) -> bool:
    if isinstance(standing, (dict, list)) or isinstance(wanted, (dict, list)):
        return bool(standing == wanted)
    return standing is not None and str(standing) == str(wanted)


def _name(desk: Desk, id: str) -> str:
    workspace = desk.situation.workspace
    party = workspace.party(id)
    return party.record.name if party is not None and party.record.name else id
