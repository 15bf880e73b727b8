"""What an item must have passed to be where it is: what every way from the beginning of its workflow asks for."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from worksystem.graph.workspace import CLOSED
from worksystem.model import Workflow
from worksystem.workflow.paths import ANY, reach

__all__ = ["Passed", "list_passed"]


class Passed(Struct, frozen=True):
    """Something that every way to a state asks for: a field filled in on entering `state`, or a gate opened."""

    kind: str
    name: str
    state: str


def list_passed(workflow: Workflow, *, expedited: bool = False) -> Mapping[str, tuple[Passed, ...]]:
    """State to what an item in it must have passed before, in the order of the board; what the state itself asks on
    entering is left out.

    Shape: items begin in the first state and wherever migrations put them. Expedited work may have left out the states
    that it may skip. A state that nothing leads to, or that is the first one, has passed nothing.
    """
    steps = list(_steps(workflow, expedited=expedited))
    moved = {state for migration in workflow.migrations.values() for state in migration.values()}
    starts = [state for state in workflow.states if state == workflow.initial or state in moved]
    reached = _reach(starts, steps)
    found: dict[str, list[Passed]] = {}
    for asked in dict.fromkeys(each for step in steps for each in step.asks):
        without = _reach(starts, [step for step in steps if asked not in step.asks])
        for state in reached - without:
            if asked.kind == "gate" or asked.state != state:
                found.setdefault(state, []).append(asked)
    return {state: tuple(asked) for state, asked in found.items()}


class _Step(Struct, frozen=True):
    source: str
    target: str
    asks: tuple[Passed, ...]


def _steps(workflow: Workflow, *, expedited: bool) -> Iterable[_Step]:
    """Every move between two states with what it asks for; states that may be skipped ask for nothing."""
    open_states = [id for id, state in workflow.states.items() if state.category not in CLOSED]
    rule = workflow.exceptions.expedite
    skipped = rule.may_skip if expedited and rule is not None else ()
    for move in workflow.transitions:
        state = workflow.states.get(move.to)
        if state is None:
            continue
        fields = state.entry.fields if state.entry is not None and move.to not in skipped else ()
        asks = (
            *(Passed("field", field, move.to) for field in fields),
            *(Passed("gate", approval.gate, move.to) for approval in move.approvals),
        )
        for source in open_states if ANY in move.from_ else move.from_:
            if source in workflow.states and source != move.to:
                yield _Step(source, move.to, asks)


def _reach(starts: Iterable[str], steps: Iterable[_Step]) -> set[str]:
    moves: dict[str, set[str]] = {}
    for step in steps:
        moves.setdefault(step.source, set()).add(step.target)
    return reach(starts, moves)
