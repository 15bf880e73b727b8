"""A workflow's page: its states with what is in them, its moves with who may make them, what leaves the usual way."""

from collections.abc import Iterator

from msgspec.structs import replace

from worksystem.graph.workspace import CLOSED
from worksystem.model import State, Workflow
from worksystem.model.entry import Entry
from worksystem.model.words import capital, count_of, day_words, duration_words, list_words, number_of
from worksystem.views.automation import automation_words
from worksystem.views.board import entry_words
from worksystem.views.card import Card
from worksystem.views.cards import build_cards, due_order
from worksystem.views.diagram import build_diagram
from worksystem.views.exceptions import exception_table
from worksystem.views.flow_glance import flow_place, flow_section
from worksystem.views.matrix import build_matrix
from worksystem.views.moves import approval_table, handoff_table, move_table, standard_table
from worksystem.views.record import Cell, Place, RecordPage, Section, Table, fact, facts_of, page_of, people_facts
from worksystem.views.reference import StateMark
from worksystem.views.scope import Scope

__all__ = ["build_workflow"]

_Cards = dict[str, tuple[Card, ...]]
# More items than this are in the table of items.
_NAMED = 4


def build_workflow(scope: Scope, id: str) -> RecordPage:
    """A workflow's page."""
    workspace = scope.workspace
    entry = workspace.workflows[id]
    record = entry.record
    inside = {
        state: tuple(sorted(build_cards(scope, workspace.items_in(id, state)), key=_oldest)) for state in record.states
    }
    beside = {state: build_cards(scope, scope.beside.get((id, state), ())) for state in record.states}
    types = [type.id for type in workspace.types.values() if type.record.workflow == id]
    teams = [team.id for team in workspace.teams.values() if id in team.record.workflows]
    based = record.based_on
    handoffs = handoff_table(scope, entry)
    return page_of(
        scope,
        entry,
        answer=_answer(scope, entry, inside, beside),
        facts=facts_of(
            people_facts(scope, record),
            fact("Teams", scope.refs("team", teams)),
            fact("Types", scope.refs("item_type", types)),
            fact("Disciplines", scope.refs("discipline", record.disciplines)),
            fact("Based on", (scope.ref("workflow", based.workflow), based.why) if based else None),
            fact("New items", record.states[record.initial].name if record.initial in record.states else None),
            fact("Version", str(record.version)),
        ),
        sections=[
            Section("How work moves", diagram=build_diagram(record)),
            Section("What is in it now", table=_states(scope, id, record, inside, beside)),
            Section("Who may do what", table=move_table(scope, entry), empty=_NO_MOVES),
            Section(
                "Approvals", table=approval_table(scope, entry), more=Place("approvals", "", "All that waits for one")
            ),
            Section("Handoffs", table=handoffs, more=Place("handoffs", "", "All handoffs between teams")),
            Section("Standards", table=standard_table(scope, entry)),
            Section("Exceptions", table=exception_table(scope, entry), empty=_NO_EXCEPTIONS),
            Section("Happens by itself", texts=automation_words(scope, record)),
            Section("Side by side", texts=tuple(_parallel(scope, record))),
            flow_section(scope, "workflow", id),
            Section(
                "Responsible, accountable, consulted, informed",
                matrix=build_matrix(scope, id) if record.transitions else None,
            ),
            Section("Versions", texts=tuple(_versions(scope, entry))),
        ],
        places=(
            Place("board", id, "Board"),
            flow_place("workflow", id),
            Place("items", f"workflow={id}", "All items"),
            *((Place("handoffs", "", "Handoffs"),) if handoffs is not None else ()),
        ),
    )


_NO_MOVES = "No move is declared, so anybody may move an item anywhere: add transitions to the workflow."
_NO_EXCEPTIONS = "What happens to blocked, rejected or cancelled work is not said: add exceptions to the workflow."


def _oldest(card: Card) -> tuple[int, tuple[bool, bool, int, str]]:
    """The one that has been there the longest first."""
    return (-card.age.days if card.age else 0, due_order(card))


def _answer(scope: Scope, workflow: Entry[Workflow], inside: _Cards, beside: _Cards) -> str:
    states = workflow.record.states
    opened = [card for name, cards in inside.items() if states[name].category not in CLOSED for card in cards]
    over = [state.name for name, state in states.items() if _is_over(state, len(inside[name]) + len(beside[name]))]
    late = sum(card.age is not None and card.age.over for card in opened)
    waiting = len({each.card.id for each in scope.approvals if each.workflow.id == workflow.id})
    parts = [f"{count_of(len(opened), 'open item')} in {count_of(len(states), 'state')}"]
    if late:
        parts.append(f"{number_of(late)} of them {'has' if late == 1 else 'have'} been in one longer than expected")
    others = len({card.id for cards in beside.values() for card in cards})
    if others:
        parts.append(f"{count_of(others, 'item stands', 'items stand')} in it beside another state")
    if waiting:
        parts.append(f"{number_of(waiting)} {'waits' if waiting == 1 else 'wait'} for an approval")
    if over:
        parts.append(f"{list_words(over)} {'holds' if len(over) == 1 else 'hold'} more than was agreed")
    return f"{capital('; '.join(parts))}."


def _is_over(state: State, count: int) -> bool:
    return state.wip is not None and state.wip.limit is not None and count > state.wip.limit


def _states(scope: Scope, id: str, record: Workflow, inside: _Cards, beside: _Cards) -> Table:
    columns = ("State", "Now", "Limit", "Oldest", "Expected", "Longer than expected", "Items", "To enter it takes")
    rows = (_state(scope, id, name, state, inside[name], beside[name]) for name, state in record.states.items())
    return Table(columns, tuple(rows))


def _state(
    scope: Scope, workflow: str, id: str, state: State, cards: tuple[Card, ...], beside: tuple[Card, ...]
) -> tuple[Cell, ...]:
    is_open = state.category not in CLOSED
    oldest = cards[0].age if cards else None
    late = tuple(scope.ref("item", card.id) for card in cards if card.age is not None and card.age.over)
    named: Cell = tuple(scope.ref("item", card.id) for card in cards[:_NAMED]) if is_open else ()
    if is_open and len(cards) > _NAMED:
        named = (*named, Place("column", f"{workflow}#{id}", f"and {len(cards) - _NAMED} more"))
    marked = [replace(scope.ref("item", card.id), title=f"{card.title}, beside {card.state.name}") for card in beside]
    count = len(cards) + len(beside)
    standards = scope.refs("standard", state.entry.standards) if state.entry else ()
    return (
        (StateMark(id, state.name, state.category),),
        (Place("column", f"{workflow}#{id}", str(count)),),
        tuple(_limits(state, count)),
        (f"{oldest.days} days" if oldest.days != 1 else "1 day",) if oldest is not None else (),
        (f"up to {duration_words(state.expectation)}",) if state.expectation else (),
        late,
        (*(each for each in named if each not in late), *marked),
        (*entry_words(state), *standards),
    )


def _limits(state: State, count: int) -> Iterator[str]:
    wip = state.wip
    if wip is None:
        return
    if wip.limit is not None:
        yield f"{wip.limit}, over limit" if _is_over(state, count) else str(wip.limit)
    if wip.per_team is not None:
        yield f"{wip.per_team} a team"
    if wip.per_person is not None:
        yield f"{wip.per_person} a person"


def _parallel(scope: Scope, record: Workflow) -> Iterator[str]:
    for each in record.parallel:
        state = record.states.get(each.during)
        runs = list_words([scope.ref("workflow", run).title for run in each.run])
        join = "all" if each.join == "all" else "one"
        yield f"During {state.name if state else each.during}: {runs}; {join} must be done"


def _versions(scope: Scope, workflow: Entry[Workflow]) -> Iterator[str]:
    """Since when each version is in force, where items of earlier ones go, and what stands in no state of today's."""
    record = workflow.record
    since: dict[int, str] = {}
    for version in scope.history.workflows.get(workflow.id, ()) if scope.history is not None else ():
        if version.since is not None and scope.history is not None:
            since.setdefault(version.version, day_words(scope.history.day(version.since)))
    for number in sorted({*since, *record.migrations} - {record.version}):
        moved = [
            f"{old.replace('_', ' ')} becomes {record.states[new].name if new in record.states else new}"
            for old, new in record.migrations.get(number, {}).items()
        ]
        begun = f", from {since[number]}" if number in since else ""
        yield f"Version {number}{begun}" + (f"; its items move on: {list_words(moved)}" if moved else "")
    if since or record.migrations:
        begun = f" since {since[record.version]}" if record.version in since else ""
        yield f"Version {record.version} is in force{begun}"
    strays = [
        item.id for item in scope.workspace.items_of_workflow(workflow.id) if item.record.status not in record.states
    ]
    if strays:
        yield f"In no state of it: {list_words(strays[:8])}; add where they go under migrations"
