"""A board: the states of a workflow as columns, the work of all teams or of one as cards."""

from typing import Final

from msgspec import Struct

from worksystem.graph.named_tests import NAMED_TESTS
from worksystem.graph.workspace import CLOSED, Broken
from worksystem.model import Item, State, Workflow
from worksystem.model.entry import Entry
from worksystem.model.words import duration_words
from worksystem.views.card import Card
from worksystem.views.cards import build_cards, due_order
from worksystem.views.reference import Ref
from worksystem.views.scope import Scope
from worksystem.workflow.branches import held_in

__all__ = ["Board", "Column", "build_board", "build_team_boards"]

# Closed work leaves the board: this many stay, the rest is in the table of items. Nobody reads a longer column either.
CLOSED_SHOWN: Final = 6
OPEN_SHOWN: Final = 80


class Column(Struct, frozen=True):
    """One state.

    Shape: `count` counts all items of the board in it, `cards` shows the first of them; `beside` are open items that
    are in another state of a workflow which this one runs beside, counted, too; `total` counts the items of all teams,
    which is what `limit` speaks of; `entry` says in sentences what it takes to enter; `standards` are the checklists
    for it.
    """

    id: str
    name: str
    category: str
    waiting: bool
    count: int
    total: int
    limit: int | None
    per_person: int | None
    expectation: str
    entry: tuple[str, ...]
    standards: tuple[Ref, ...]
    cards: tuple[Card, ...]
    beside: tuple[Card, ...]

    @property
    def own(self) -> int:
        """How many items of the workflow itself are in it."""
        return self.count - len(self.beside)

    @property
    def over(self) -> bool:
        """Whether more is in it than was agreed, and some of it is on this board."""
        return self.limit is not None and self.count > 0 and self.total > self.limit

    @property
    def hidden(self) -> int:
        """How many items are not shown."""
        return self.own - len(self.cards)


class Board(Struct, frozen=True):
    """A workflow's board.

    Shape: `strays` are items whose status is no state of the workflow; `broken` are item files that could not be read;
    `owners` are those who own a card, sorted by name.
    """

    workflow: Ref
    team: Ref | None
    purpose: str
    columns: tuple[Column, ...]
    strays: tuple[Card, ...]
    broken: tuple[Broken, ...]
    owners: tuple[Ref, ...]

    @property
    def open(self) -> int:
        """Open items of the workflow on it."""
        return sum(column.own for column in self.columns if column.category not in CLOSED) + len(self.strays)

    @property
    def cards(self) -> tuple[Card, ...]:
        """Every card that is shown."""
        return tuple(card for column in self.columns for card in (*column.cards, *column.beside)) + self.strays


def build_board(scope: Scope, workflow: str, *, team: str | None = None, closed_shown: int = CLOSED_SHOWN) -> Board:
    """The board of a workflow, of one team's work if `team` is given.

    Errors: `KeyError` if there is no such workflow.
    """
    workspace = scope.workspace
    entry = workspace.workflows[workflow]
    columns = tuple(_column(scope, entry, id, state, team, closed_shown) for id, state in entry.record.states.items())
    known = set(entry.record.states)
    lost = [item for item in workspace.items_of_workflow(workflow) if item.record.status not in known]
    strays = build_cards(scope, (item for item in lost if team is None or workspace.team_of(item) == team))
    cards = [card for column in columns for card in (*column.cards, *column.beside)] + list(strays)
    owners = {card.owner.id: card.owner for card in cards if card.owner}
    return Board(
        workflow=scope.ref("workflow", workflow),
        team=scope.ref("team", team) if team else None,
        purpose=entry.record.purpose,
        columns=columns,
        strays=strays,
        broken=tuple(broken for broken in workspace.broken if broken.kind == "item"),
        owners=tuple(sorted(owners.values(), key=lambda ref: (ref.title.casefold(), ref.id))),
    )


def build_team_boards(scope: Scope, team: str) -> tuple[Board, ...]:
    """One board for each workflow in which a team has work, or which it says it works by; sorted by name."""
    workspace = scope.workspace
    found = {id for id in workspace.teams[team].record.workflows if id in workspace.workflows}
    for item in workspace.items_of_team(team):
        workflow = workspace.workflow_of(item)
        if workflow is not None:
            found.add(workflow.id)
    found.update(
        id for (id, _), items in scope.beside.items() if any(workspace.team_of(item) == team for item in items)
    )
    boards = [build_board(scope, workflow, team=team) for workflow in found]
    return tuple(sorted(boards, key=lambda board: (board.workflow.title.casefold(), board.workflow.id)))


def _in_state(scope: Scope, workflow: str, state: str, team: str | None) -> tuple[Entry[Item], ...]:
    workspace = scope.workspace
    if team is None:
        return workspace.items_in(workflow, state)
    return tuple(
        item
        for item in workspace.items_of_team(team)
        if item.record.status == state and (found := workspace.workflow_of(item)) and found.id == workflow
    )


def _column(
    scope: Scope, workflow: Entry[Workflow], id: str, state: State, team: str | None, closed_shown: int
) -> Column:
    items = _in_state(scope, workflow.id, id, team)
    cards = sorted(build_cards(scope, items), key=due_order)
    stand = scope.beside.get((workflow.id, id), ())
    beside = sorted(
        build_cards(scope, (item for item in stand if team is None or scope.workspace.team_of(item) == team)),
        key=due_order,
    )
    closed = state.category in CLOSED
    return Column(
        id=id,
        name=state.name,
        category=state.category,
        waiting=state.waiting,
        count=len(items) + len(beside),
        total=len(held_in(scope.workspace, scope.beside, workflow.id, id)),
        limit=state.wip.limit if state.wip else None,
        per_person=state.wip.per_person if state.wip else None,
        expectation=duration_words(state.expectation) if state.expectation else "",
        entry=entry_words(state),
        standards=scope.refs("standard", state.entry.standards) if state.entry else (),
        cards=tuple(cards[: closed_shown if closed else OPEN_SHOWN]),
        beside=tuple(beside),
    )


def entry_words(state: State) -> tuple[str, ...]:
    """What it takes to enter a state, without its standards: one phrase each."""
    if state.entry is None:
        return ()
    found = []
    if state.entry.fields:
        names = [field.replace(".", " ").replace("_", " ") for field in state.entry.fields]
        found.append(f"filled in: {', '.join(names)}")
    found += [NAMED_TESTS[test].says if test in NAMED_TESTS else test for test in state.entry.must]
    return tuple(found)
