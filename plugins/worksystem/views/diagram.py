"""The states of a workflow and the ways between them; what leads out of many states is drawn once."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from worksystem.graph.workspace import CLOSED
from worksystem.model import Transition, Workflow
from worksystem.model.words import count_of
from worksystem.views.reference import StateMark
from worksystem.workflow.paths import ANY

__all__ = ["ANYWHERE", "Arrow", "Diagram", "build_diagram"]

ANYWHERE: Final = "Any open state"
# More sources than this are named by their number; the table of moves tells them apart.
_MANY: Final = 4


class Arrow(Struct, frozen=True):
    """A way from a state to another, with the names of its moves; `source` is a state's id, or says where from.

    Shape: `kind` is `on`, `back` for work that is sent back, `apart` for what leads out of many states at once.
    """

    source: str
    target: str
    names: tuple[str, ...]
    kind: str


class Diagram(Struct, frozen=True):
    """States in the order of the board, and arrows; `initial` is the state of new items."""

    states: tuple[StateMark, ...]
    arrows: tuple[Arrow, ...]
    initial: str

    @property
    def begin(self) -> str:
        """The name of the state of new items; empty if there is none."""
        return next((state.name for state in self.states if state.id == self.initial), "")

    @property
    def dashed(self) -> bool:
        """Whether a move leads back, or out of several states at once."""
        return any(arrow.kind != "on" for arrow in self.arrows)


def build_diagram(workflow: Workflow) -> Diagram | None:
    """The drawing of a workflow; `None` if it has no states."""
    if not workflow.states:
        return None
    found: dict[tuple[str, str, str], list[str]] = {}
    for source, target, name, kind in (*_moves(workflow), *_exceptions(workflow)):
        found.setdefault((source, target, kind), []).append(name)
    arrows = tuple(Arrow(*way[:2], tuple(dict.fromkeys(names)), way[2]) for way, names in found.items())
    states = tuple(StateMark(id, state.name, state.category) for id, state in workflow.states.items())
    return Diagram(states, arrows, workflow.initial or "")


def _moves(workflow: Workflow) -> Iterator[tuple[str, str, str, str]]:
    for move in workflow.transitions:
        sources = [id for id in move.from_ if id in workflow.states and id != move.to]
        if move.to not in workflow.states:
            continue
        if _is_from_anywhere(move, workflow):
            yield ANYWHERE, move.to, move.name, "apart"
        elif len(sources) > _MANY:
            yield f"{count_of(len(sources), 'state')}".capitalize(), move.to, move.name, "apart"
        else:
            for source in sources:
                yield source, move.to, move.name, "back" if move.rework else "on"


def _is_from_anywhere(move: Transition, workflow: Workflow) -> bool:
    open_states = {id for id, state in workflow.states.items() if state.category not in CLOSED} - {move.to}
    return ANY in move.from_ or (len(open_states) > 2 and open_states <= set(move.from_))


def _exceptions(workflow: Workflow) -> Iterator[tuple[str, str, str, str]]:
    """Where blocked work goes, unless a move that leads there says so."""
    blocked = workflow.exceptions.blocked
    if blocked is not None and blocked.to in workflow.states:
        leads = {move.to for move in workflow.transitions if _is_from_anywhere(move, workflow)}
        if blocked.to not in leads:
            yield ANYWHERE, str(blocked.to), "Blocked", "apart"
