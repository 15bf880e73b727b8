"""A workflow's page: its states with what is in them, its moves with who may make them, its exceptions."""

from worksystem.model import Duration, State, Transition, Workflow
from worksystem.model.entry import Entry
from worksystem.views.board import entry_words
from worksystem.views.diagram import build_diagram
from worksystem.views.flow_glance import flow_place, flow_section
from worksystem.views.matrix import build_matrix, move_words
from worksystem.views.record import Cell, Place, RecordPage, Section, Table, fact, facts_of, page_of, people_facts
from worksystem.views.reference import StateMark
from worksystem.views.scope import Scope
from worksystem.views.words import count_of, duration_words, list_words

__all__ = ["build_workflow"]


def build_workflow(scope: Scope, id: str) -> RecordPage:
    """A workflow's page."""
    workspace = scope.workspace
    entry = workspace.workflows[id]
    record = entry.record
    counts = {state: len(workspace.items_in(id, state)) for state in record.states}
    opened = sum(counts[name] for name, state in record.states.items() if state.category not in ("done", "dropped"))
    over = [
        state.name
        for name, state in record.states.items()
        if state.wip and state.wip.limit is not None and counts[name] > state.wip.limit
    ]
    answer = f"{count_of(opened, 'open item')} in {count_of(len(record.states), 'state')}" + (
        f"; {list_words(over)} {'holds' if len(over) == 1 else 'hold'} more than was agreed." if over else "."
    )
    types = [type.id for type in workspace.types.values() if type.record.workflow == id]
    teams = [team.id for team in workspace.teams.values() if id in team.record.workflows]
    based = record.based_on
    return page_of(
        scope,
        entry,
        answer=answer[0].upper() + answer[1:],
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
            flow_section(scope, "workflow", id),
            Section(
                "States",
                table=Table(
                    ("State", "Now", "Limit", "Usually", "To enter it takes"),
                    tuple(_state_row(scope, name, state, counts[name]) for name, state in record.states.items()),
                ),
            ),
            Section(
                "Moves",
                table=Table(
                    ("Move", "Way", "Who", "Approvals", "Handoff"),
                    tuple(_move_row(scope, entry, move) for move in record.transitions),
                ),
            ),
            Section("Who does what", matrix=build_matrix(scope, id) if record.transitions else None),
            Section("Exceptions", texts=_exceptions(scope, record)),
            Section(
                "Side by side",
                texts=tuple(
                    f"During {_name(record, each.during)}: "
                    f"{list_words([scope.ref('workflow', run).title for run in each.run])}; "
                    f"{'all' if each.join == 'all' else 'one'} must be done"
                    for each in record.parallel
                ),
            ),
            Section(
                "Happens by itself", texts=tuple(name.replace("_", " ").capitalize() for name in record.automation)
            ),
        ],
        places=(Place("board", id, "Board"), flow_place("workflow", id), Place("items", f"workflow={id}", "All items")),
    )


def _name(workflow: Workflow, state: str) -> str:
    found = workflow.states.get(state)
    return found.name if found else state


def _state_row(scope: Scope, id: str, state: State, count: int) -> tuple[Cell, ...]:
    limit = ""
    if state.wip:
        parts = [str(state.wip.limit) if state.wip.limit is not None else ""]
        parts.append(f"{state.wip.per_team} a team" if state.wip.per_team is not None else "")
        parts.append(f"{state.wip.per_person} a person" if state.wip.per_person is not None else "")
        limit = ", ".join(part for part in parts if part)
    standards = scope.refs("standard", state.entry.standards) if state.entry else ()
    return (
        (StateMark(id, state.name, state.category),),
        (count,),
        (limit,),
        (f"up to {duration_words(state.expectation)}",) if state.expectation else (),
        (*entry_words(state), *standards),
    )


def _move_row(scope: Scope, workflow: Entry[Workflow], move: Transition) -> tuple[Cell, ...]:
    approvals: list[str] = []
    for each in move.approvals:
        roles = list_words([scope.ref("role", role).title for role in each.roles], "or")
        excluded = f", not {list_words([scope.party(id).title for id in each.except_])}" if each.except_ else ""
        approvals.append(f"{each.gate.replace('_', ' ').capitalize()}: {each.count} of {roles or 'anybody'}{excluded}")
    handoff: Cell = ()
    if move.handoff:
        handoff = (scope.party(move.handoff.to),)
        if move.handoff.standard:
            handoff = (*handoff, scope.ref("standard", move.handoff.standard))
    name = f"{move.name} (sends back)" if move.rework else move.name
    return (
        (name,),
        (move_words(workflow, move.from_, move.to),),
        scope.parties(move.by) or ("anybody",),
        tuple(approvals),
        handoff,
    )


def _exceptions(scope: Scope, record: Workflow) -> tuple[str, ...]:
    found = []
    rules = record.exceptions
    for name, rule in (("Blocked", rules.blocked), ("Rejected", rules.rejected)):
        if rule is not None:
            found.append(f"{name}{_to(record, rule.to)}{_until(scope, rule.at_most, rule.then)}")
    if (expedite := rules.expedite) is not None:
        by = list_words([scope.party(id).title for id in expedite.by], "or")
        text = f"At most {count_of(expedite.at_most, 'expedited item')} at a time"
        text += f", let through by {by}" if by else ""
        skip = list_words([_name(record, state) for state in expedite.may_skip], "or")
        found.append(f"{text}{f'; may skip {skip}' if skip else ''}{_until(scope, expedite.within, expedite.then)}")
    if (cancelled := rules.cancelled) is not None:
        until = _until(scope, cancelled.at_most, cancelled.then)
        found.append(f"Cancelled{_to(record, cancelled.to)}; its parts and what waits for it are settled{until}")
    return tuple(found)


def _to(record: Workflow, state: str | None) -> str:
    return f": goes to {_name(record, state)}" if state else ""


def _until(scope: Scope, limit: Duration | None, then: str | None) -> str:
    """Until when, and who takes care of it after that."""
    within = f" for at most {duration_words(limit)}" if limit else ""
    return within + (f", then {scope.party(then).title} takes care of it" if then else "")
