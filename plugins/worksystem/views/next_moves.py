"""What an item's next moves still need, with references for readers: who may make them, whom to ask and to tell."""

from msgspec import Struct

from worksystem.views.reference import Ref, StateMark
from worksystem.views.scope import Scope
from worksystem.workflow.judge import Need, Way

__all__ = ["Move", "build_next_moves"]


class Move(Struct, frozen=True):
    """A way out of the item's state.

    Shape: `by` are roles, teams and people as the workflow names them, empty for everybody; `people` are those who may
    make the move today, alphabetically; `needs` hold what is met and what is not, in the workflow's order.
    """

    name: str
    to: StateMark
    by: tuple[Ref, ...]
    people: tuple[Ref, ...]
    needs: tuple[Need, ...]
    consult: tuple[Ref, ...] = ()
    inform: tuple[Ref, ...] = ()
    rework: bool = False

    @property
    def ahead(self) -> bool:
        """Whether it brings the item on: it neither sends back nor drops."""
        return not self.rework and self.to.category != "dropped"

    @property
    def missing(self) -> tuple[Need, ...]:
        """What is not met yet."""
        return tuple(need for need in self.needs if not need.met)


def build_next_moves(scope: Scope, id: str) -> tuple[Move, ...]:
    """The moves that exist for an item in its state, in the workflow's order.

    Shape: empty when the item's workflow or state is unknown, or nothing leads on.
    Errors: `KeyError` if there is no such item.
    """
    return tuple(_move(scope, way) for way in scope.judge.ways_from(scope.workspace.items[id]))


def _move(scope: Scope, way: Way) -> Move:
    return Move(
        name=way.name,
        to=StateMark(way.to, way.state.name, way.state.category),
        by=scope.parties(way.transition.by),
        people=scope.refs("person", way.people),
        needs=way.needs,
        consult=scope.parties(way.transition.consult),
        inform=scope.parties(way.transition.inform),
        rework=way.transition.rework,
    )
