"""The overview of boards: every workflow and every team with what is open, in work and in need of someone."""

from collections.abc import Iterable

from msgspec import Struct

from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.views.cards import build_cards
from worksystem.views.reference import Ref
from worksystem.views.scope import Scope
from worksystem.workflow.branches import held_in

__all__ = ["BoardRow", "board_teams", "build_board_rows"]


class BoardRow(Struct, frozen=True):
    """One board in the overview; `over` counts states that hold more than was agreed."""

    ref: Ref
    purpose: str
    open: int
    active: int
    attention: int
    over: int


def board_teams(scope: Scope) -> tuple[str, ...]:
    """Teams that have a board: with items, or with workflows they work by; by name."""
    workspace = scope.workspace
    found = [id for id, team in workspace.teams.items() if team.record.workflows or workspace.items_of_team(id)]
    return tuple(sorted(found, key=lambda id: (scope.ref("team", id).title.casefold(), id)))


def build_board_rows(scope: Scope) -> tuple[tuple[BoardRow, ...], tuple[BoardRow, ...]]:
    """Workflows and teams, each alphabetically."""
    workspace = scope.workspace
    workflows = []
    for id, workflow in workspace.workflows.items():
        over = sum(
            state.wip is not None
            and state.wip.limit is not None
            and len(held_in(workspace, scope.beside, id, name)) > state.wip.limit
            for name, state in workflow.record.states.items()
        )
        workflows.append(
            _row(scope, scope.ref("workflow", id), workflow.record.purpose, workspace.items_of_workflow(id), over)
        )
    teams = [
        _row(scope, scope.ref("team", id), workspace.teams[id].record.purpose, workspace.items_of_team(id), 0)
        for id in board_teams(scope)
    ]
    return tuple(sorted(workflows, key=lambda row: (row.ref.title.casefold(), row.ref.id))), tuple(teams)


def _row(scope: Scope, ref: Ref, purpose: str, items: Iterable[Entry[Item]], over: int) -> BoardRow:
    cards = [card for card in build_cards(scope, items) if card.open]
    return BoardRow(
        ref=ref,
        purpose=purpose,
        open=len(cards),
        active=sum(card.state.category == "active" for card in cards),
        attention=sum(bool(card.attention) for card in cards),
        over=over,
    )
