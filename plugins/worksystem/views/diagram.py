"""The states of a workflow as a small drawing: states in a row in their order, moves as arcs above and below."""

from dataclasses import dataclass

from worksystem.model import Workflow
from worksystem.views.reference import StateMark

__all__ = ["Arc", "Diagram", "build_diagram"]


@dataclass(frozen=True, slots=True)
class Arc:
    """A move from one state to another, as positions in the row; `step` is to the very next one, `back` leads back."""

    source: int
    target: int
    name: str
    back: bool

    @property
    def step(self) -> bool:
        """Whether it leads to the next state in the row."""
        return self.target == self.source + 1


@dataclass(frozen=True, slots=True)
class Diagram:
    """States and moves; moves from any state are named in `anywhere`, not drawn."""

    states: tuple[StateMark, ...]
    arcs: tuple[Arc, ...]
    anywhere: tuple[str, ...]

    @property
    def back(self) -> bool:
        """Whether a move leads back."""
        return any(arc.back for arc in self.arcs)


def build_diagram(workflow: Workflow) -> Diagram | None:
    """The drawing of a workflow; `None` if it has no states."""
    if not workflow.states:
        return None
    place = {id: index for index, id in enumerate(workflow.states)}
    arcs: dict[tuple[int, int], Arc] = {}
    anywhere = []
    for move in workflow.transitions:
        if move.to not in place:
            continue
        target = place[move.to]
        for source in move.from_:
            if source == "*":
                anywhere.append(f"{move.name}: from any open state to {workflow.states[move.to].name}")
            elif source in place and place[source] != target:
                start = place[source]
                arcs.setdefault((start, target), Arc(start, target, move.name, target < start))
    states = tuple(StateMark(id, state.name, state.category) for id, state in workflow.states.items())
    return Diagram(states, tuple(arcs[key] for key in sorted(arcs)), tuple(anywhere))
