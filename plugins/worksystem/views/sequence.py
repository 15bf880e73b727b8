"""Which item comes before and after another in the column of its board."""

from collections.abc import Mapping

from msgspec import Struct

from worksystem.views.card import Card
from worksystem.views.cards import build_cards, due_order
from worksystem.views.scope import Scope

__all__ = ["Neighbours", "build_neighbours"]


class Neighbours(Struct, frozen=True):
    """An item's place in a column: `position` counts from 1 to `count`; there is nothing before the first."""

    column: str
    position: int
    count: int
    before: Card | None
    after: Card | None


def build_neighbours(scope: Scope) -> Mapping[str, Neighbours]:
    """The neighbours of every item that is in a state of its workflow, in the order of the board."""
    found: dict[str, Neighbours] = {}
    for id, workflow in scope.workspace.workflows.items():
        for name, state in workflow.record.states.items():
            cards = sorted(build_cards(scope, scope.workspace.items_in(id, name)), key=due_order)
            around = (None, *cards, None)
            for index, card in enumerate(cards):
                found[card.id] = Neighbours(state.name, index + 1, len(cards), around[index], around[index + 2])
    return found
