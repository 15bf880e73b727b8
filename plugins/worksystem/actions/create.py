"""New items: from the type's template, in its workflow's first state, with an id that nothing has or had."""

from collections.abc import Collection, Mapping, Sequence
from random import Random
from typing import Any, Final

from worksystem.actions.assignment import Assignment, changes_of
from worksystem.actions.fields import custom_of
from worksystem.actions.ids import list_taken, make_id
from worksystem.actions.overtake import refuse_overtaking, since_today
from worksystem.actions.revise import having_entries, revise, try_on
from worksystem.actions.situation import Outcome, Refusal, Situation
from worksystem.change import Create, Plan, SetValue
from worksystem.graph.suggest import list_words
from worksystem.model import Item, ItemType
from worksystem.model.entry import Entry
from worksystem.source.document import Document, reach

__all__ = ["create", "new", "split"]

NEW: Final = "worksystem new"
SPLIT: Final = "worksystem split"
# fields that `new` has an option for
OPTIONS: Final = ("owner", "team", "goal", "parent", "due", "outcome")
_INHERITED: Final = ("owner", "team", "goal", "period")
_OWN: Final = frozenset({"id", "title", "status", "type", "parent"})


def new(
    situation: Situation,
    type: str,
    title: str,
    assignments: Sequence[Assignment] = (),
    *,
    chance: Random,
    past: Collection[str] = (),
    why: str = NEW,
) -> Outcome | Refusal:
    """A new item of a type, with some fields set."""
    values = {"title": title}
    return create(situation, type, values, assignments, chance=chance, past=past, why=why, by_hand=True)


def create(
    situation: Situation,
    type: str,
    values: Mapping[str, Any],
    assignments: Sequence[Assignment] = (),
    *,
    chance: Random,
    past: Collection[str] = (),
    why: str,
    by_hand: bool = False,
) -> Outcome | Refusal:
    """A new item: what its type's template says, then `values` in our words, then what was typed.

    Shape: `past` are ids of which only git knows; `chance` is where a random id comes from. Where it is `by_hand`,
    a refusal names the options that are missing.
    """
    workspace = situation.workspace
    kind = workspace.types.get(type)
    if kind is None:
        return Refusal(f'no item type is called "{type}"', help=f"use {list_words(workspace.types)}")
    workflow = workspace.workflows.get(kind.record.workflow or "")
    if workflow is None or workflow.record.initial is None:
        return Refusal(f'items of type "{type}" have no first state', help="give its workflow one: initial: <state>")
    if not kind.record.prefix:
        return Refusal(f'items of type "{type}" have no prefix for their ids', help=f"add prefix: to {kind.path}")
    ids, taken = workspace.settings.ids, list_taken(workspace).union(past)
    id = make_id(kind.record.prefix, taken, chance=chance, style=ids.style, length=ids.length)
    start = {"status": workflow.record.initial, "type": type}
    path = f"{situation.folder}/items/{id}.yml"
    draft: Entry[Any] = Entry("item", id, None, Document(path, ""), written={**kind.record.template, **start, **values})
    for assignment in assignments:
        if assignment.keys[0] in ("id", "status", "type"):
            return Refusal(f"{assignment.keys[0]} of a new item is not chosen", help="leave it out, or move it later")
        typed = changes_of(assignment, draft.written, custom_of(workspace, type), why)
        draft = Entry("item", id, None, draft.document, written=try_on(draft, typed))
    dated = try_on(draft, since_today(situation, draft.written, why))
    draft = Entry("item", id, None, draft.document, written=dated)
    lacks = _list_lacks(kind.record, draft.written) if by_hand else []
    if lacks:
        name = kind.record.name.lower()
        options = " ".join(_option(kind.record, lack) for lack in lacks)
        return Refusal(f"every {name} needs {' and '.join(lacks)}", help=f"add {options}")
    entry = revise(workspace, Entry("item", id, None, draft.document), _puts(draft.written, why))
    if isinstance(entry, Refusal):
        return entry
    edits = [SetValue(path, each.keys, each.value, why) for each in _puts(draft.written, why)]
    outcome = Outcome(having_entries(workspace, entry), Plan((Create(path, "", why), *edits)))
    return refuse_overtaking(situation, None, id, outcome) or outcome


def split(
    situation: Situation,
    item: Entry[Item],
    titles: Sequence[str],
    assignments: Sequence[Assignment] = (),
    *,
    chance: Random,
    type: str = "",
    past: Collection[str] = (),
    share_estimate: bool = False,
    why: str = SPLIT,
) -> Outcome | Refusal:
    """Children of an item, one for each title, of its own type if no other is named.

    Shape: a child has the owner, team, goal and period of its parent, and what else its type requires; `share_estimate`
    gives each an equal part of the estimate.
    """
    if situation.workspace.is_done(item):
        return Refusal(f"{item.id} is closed, so that it has no parts to come", help="move it back first")
    type = type or item.record.type
    values = _inherited(situation, item, type)
    if share_estimate:
        estimate = item.record.estimate
        if estimate is None:
            return Refusal(f"{item.id} has no estimate to share", help=f"worksystem set {item.id} estimate=3wd")
        values["estimate"] = f"{round(estimate.amount / len(titles), 2):g}{estimate.unit}"
    plan = Plan()
    for title in titles:
        made = {**values, "title": title, "parent": item.id}
        outcome = create(situation, type, made, assignments, chance=chance, past=past, why=why)
        if isinstance(outcome, Refusal):
            return outcome
        situation, plan = situation.having(outcome.workspace), plan + outcome.plan
    return Outcome(situation.workspace, plan)


def _list_lacks(type: ItemType, written: Mapping[str, Any]) -> list[str]:
    """What a type requires and nothing says, in its order."""
    required = dict.fromkeys((*type.required, *(name for name, field in type.fields.items() if field.required)))
    return [name for name in required if reach(written, name.split("."))[1] in (None, "", [], {})]


def _option(type: ItemType, name: str) -> str:
    if name in OPTIONS:
        return f"--{name} ..."
    field = type.fields.get(name)
    return f"--set {name}={field.values[0] if field is not None and field.values else '...'}"


def _inherited(situation: Situation, item: Entry[Item], type: str) -> dict[str, Any]:
    kind = situation.workspace.types.get(type)
    wanted = [*_INHERITED, *(kind.record.required if kind is not None else ())]
    if kind is not None and type == item.record.type:
        wanted += [name for name, field in kind.record.fields.items() if field.required]
    return {name: item.written[name] for name in wanted if name not in _OWN and name in item.written}


def _puts(values: Mapping[str, Any], why: str) -> list[SetValue]:
    return [SetValue("", (name,), value, why) for name, value in values.items()]
