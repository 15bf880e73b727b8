"""The ways through a workflow: which transition leads where, and what can be reached."""

from collections.abc import Iterable, Mapping
from typing import Final

from worksystem.graph.workspace import CLOSED
from worksystem.model import ApprovalRule, Transition, Workflow

__all__ = ["ANY", "gates_of", "leads_from", "list_moves", "reach"]

ANY: Final = "*"


def gates_of(workflow: Workflow) -> dict[str, ApprovalRule]:
    """The gates of a workflow by id."""
    return {rule.gate: rule for transition in workflow.transitions for rule in transition.approvals}


def leads_from(transition: Transition, status: str, workflow: Workflow) -> bool:
    """Whether a transition leads out of a state to another one; `*` is every state that is not the end of work."""
    state = workflow.states.get(status)
    is_open = state is not None and state.category not in CLOSED
    return transition.to != status and (status in transition.from_ or (ANY in transition.from_ and is_open))


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
