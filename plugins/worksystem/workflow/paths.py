"""The ways through a workflow: which transition leads where, and what can be reached."""

from collections.abc import Iterable, Mapping
from typing import Final

from worksystem.graph.workspace import CLOSED, Workspace
from worksystem.model import ApprovalRule, Item, Parallel, Transition, Workflow
from worksystem.model.entry import Entry

__all__ = ["ANY", "find_skip", "gates_for", "gates_of", "joins_before", "leads_from", "list_moves", "migrate", "reach"]

ANY: Final = "*"


def gates_of(workflow: Workflow) -> dict[str, ApprovalRule]:
    """The gates of a workflow by id."""
    return {rule.gate: rule for transition in workflow.transitions for rule in transition.approvals}


def gates_for(workspace: Workspace, item: Entry[Item]) -> dict[str, ApprovalRule]:
    """The gates of an item's workflow, and of those that run beside it, by id; of two with one name the nearest."""
    first = workspace.workflow_of(item)
    found: dict[str, ApprovalRule] = {}
    waiting = [first] if first is not None else []
    seen = {entry.id for entry in waiting}
    for entry in waiting:
        found = {**gates_of(entry.record), **found}
        for id in (id for parallel in entry.record.parallel for id in parallel.run if id not in seen):
            beside = workspace.workflows.get(id)
            seen.add(id)
            waiting += [beside] if beside is not None else []
    return found


def leads_from(transition: Transition, status: str, workflow: Workflow) -> bool:
    """Whether a transition leads out of a state to another one; `*` is every state that is not the end of work."""
    state = workflow.states.get(status)
    is_open = state is not None and state.category not in CLOSED
    return transition.to != status and (status in transition.from_ or (ANY in transition.from_ and is_open))


def joins_before(workflow: Workflow, transition: Transition, status: str) -> tuple[Parallel, ...]:
    """The parallel work that a transition out of a state waits for: what brings the work on waits, while sending it
    back, giving it up, or putting it where an exception wants it does not.
    """
    state, rules = workflow.states.get(transition.to), workflow.exceptions
    aside = {rule.to for rule in (rules.blocked, rules.rejected, rules.cancelled) if rule is not None}
    if transition.rework or transition.to in aside or state is None or state.category == "dropped":
        return ()
    return tuple(parallel for parallel in workflow.parallel if parallel.during == status)


def list_moves(workflow: Workflow) -> dict[str, set[str]]:
    """State to the states that a transition leads to; `*` is every state that is not the end of work."""
    open_states = [id for id, state in workflow.states.items() if state.category not in CLOSED]
    moves: dict[str, set[str]] = {id: set() for id in workflow.states}
    for transition in workflow.transitions:
        for source in open_states if ANY in transition.from_ else transition.from_:
            if source in moves and transition.to in moves and source != transition.to:
                moves[source].add(transition.to)
    return moves


def reach(starts: Iterable[str], moves: Mapping[str, set[str]]) -> set[str]:
    """The states that can be reached from some, these counted."""
    seen = set(starts)
    waiting = list(seen)
    while waiting:
        for target in moves.get(waiting.pop(), ()):
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return seen


def find_skip(workflow: Workflow, old: str, new: str) -> int | None:
    """The transition by which expedited work arrives in a state, having left out states that it may skip.

    Shape: its place in the workflow; `None` if no way leads there over such states alone.
    """
    rule = workflow.exceptions.expedite
    skipped = set(rule.may_skip) if rule is not None else set()
    moves = {state: to & skipped for state, to in list_moves(workflow).items()}
    over = reach([old], moves) - {old, new}
    for index, transition in enumerate(workflow.transitions):
        if transition.to == new and any(leads_from(transition, state, workflow) for state in over):
            return index
    return None


def migrate(workflow: Workflow, status: str) -> str:
    """Where an item goes that is in a state of an earlier version: the maps of all versions, one after the other.

    Shape: a state that the workflow has stays as it is.
    """
    if status in workflow.states:
        return status
    for version in sorted(workflow.migrations):
        status = workflow.migrations[version].get(status, status)
    return status
