"""Setting fields of items, in the words of the format; what has an action of its own is left to that."""

from collections.abc import Mapping, Sequence
from typing import Final

from worksystem.actions.assignment import Assignment, changes_of
from worksystem.actions.overtake import refuse_overtaking, since_today
from worksystem.actions.revise import ValueChange, carry, try_on
from worksystem.actions.situation import Outcome, Refusal, Situation
from worksystem.graph.workspace import Workspace
from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.model.item_type import FieldType
from worksystem.model.words import count_of
from worksystem.source.document import field_name, reach

__all__ = ["custom_of", "set_fields"]

WHY: Final = "worksystem set"
_ELSEWHERE: Final = {
    "status": "worksystem move {id} {value}",
    "branches": "worksystem move {id} STATE --branch {branch}",
    "approvals": "worksystem approve {id} GATE",
}


def set_fields(
    situation: Situation, item: Entry[Item], assignments: Sequence[Assignment], why: str = WHY
) -> Outcome | Refusal:
    """Set, add to or take out some fields of an item."""
    custom = custom_of(situation.workspace, item.record.type)
    written = try_on(item, ())
    changes: list[ValueChange] = []
    for assignment in assignments:
        refusal = _guard(item, assignment, written)
        if refusal is not None:
            return refusal
        made = changes_of(assignment, written, custom, why)
        changes += made
        written = try_on(item, changes)
    if item.record.expedite is None:
        changes += since_today(situation, written, why)
    outcome = carry(situation, item, changes)
    return outcome if isinstance(outcome, Refusal) else refuse_overtaking(situation, item, item.id, outcome) or outcome


def custom_of(workspace: Workspace, type: str) -> Mapping[str, FieldType]:
    """The custom fields of an item type."""
    entry = workspace.types.get(type)
    return entry.record.fields if entry is not None else {}


def _guard(item: Entry[Item], assignment: Assignment, written: Mapping[str, object]) -> Refusal | None:
    keys = assignment.keys
    name = str(keys[0])
    if name == "id":
        return Refusal(f"the id of {item.id} stays what it is", help="other records and old links call it so")
    if name in _ELSEWHERE:
        branch = str(keys[1]) if len(keys) > 1 else "WORKFLOW"
        help = _ELSEWHERE[name].format(id=item.id, value=assignment.text or "STATE", branch=branch)
        said = {"status": "an item changes its state by a move", "branches": "a branch changes its state by a move"}
        return Refusal(said.get(name, "an approval is given by whoever may give it"), help=help)
    for depth, key in enumerate(keys):
        if isinstance(key, int):
            listed = reach(written, keys[:depth])[1]
            count = len(listed) if isinstance(listed, list) else 0
            if key >= count:
                label = field_name(keys[:depth])
                says = f"{item.id} has {count_of(count, 'entry', 'entries')} under {label}, counted from 0"
                return Refusal(says, help=f"{label}+=... adds one")
    return None
