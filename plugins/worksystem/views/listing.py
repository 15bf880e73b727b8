"""Every record of one kind in a table: what tells them apart, alphabetically."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from worksystem.model.entry import Entry
from worksystem.views.goal import goal_share
from worksystem.views.handbook import KINDS
from worksystem.views.record import Cell, Table
from worksystem.views.scope import Scope, title_of

__all__ = ["LISTINGS", "build_listing"]

Row = Callable[[Scope, Entry[Any]], tuple[Cell, ...]]


def _owner(scope: Scope, record: Any) -> Cell:
    return (scope.party(record.owner),) if record.owner else ("nobody",)


def _person(scope: Scope, entry: Entry[Any]) -> tuple[Cell, ...]:
    return (entry.record.title,), scope.refs("team", scope.memberships.get(entry.id, ())), (entry.record.place,)


def _team(scope: Scope, entry: Entry[Any]) -> tuple[Cell, ...]:
    record = entry.record
    parent: Cell = (scope.ref("team", record.parent),) if record.parent else ()
    lead: Cell = (scope.ref("person", record.lead),) if record.lead else ("nobody",)
    return (record.purpose,), lead, parent, (len(scope.workspace.members(entry.id)),)


def _role(scope: Scope, entry: Entry[Any]) -> tuple[Cell, ...]:
    held = {
        holding.person.id: holding.person for holding in scope.holdings if holding.role.id == entry.id and holding.now
    }
    return (entry.record.purpose,), tuple(held.values()) or ("nobody",), ("critical" if entry.record.critical else "",)


def _tool(scope: Scope, entry: Entry[Any]) -> tuple[Cell, ...]:
    return (entry.record.purpose,), _owner(scope, entry.record), scope.parties(entry.record.used_by)


def _type(scope: Scope, entry: Entry[Any]) -> tuple[Cell, ...]:
    record = entry.record
    workflow: Cell = (scope.ref("workflow", record.workflow),) if record.workflow else ()
    opened = sum(not scope.workspace.is_done(item) for item in scope.workspace.items_of_type(entry.id))
    return (f"{record.manages} work" if record.manages else "",), workflow, (opened,)


def _workflow(scope: Scope, entry: Entry[Any]) -> tuple[Cell, ...]:
    opened = sum(not scope.workspace.is_done(item) for item in scope.workspace.items_of_workflow(entry.id))
    return (entry.record.purpose,), _owner(scope, entry.record), (len(entry.record.states),), (opened,)


def _goal(scope: Scope, entry: Entry[Any]) -> tuple[Cell, ...]:
    share = goal_share(entry.record)
    opened = sum(not scope.workspace.is_done(item) for item in scope.workspace.items_of_goal(entry.id))
    return (
        (entry.record.outcome,),
        _owner(scope, entry.record),
        (str(entry.record.period or ""),),
        (f"{share:.0%}" if share is not None else "not read yet",),
        (opened,),
    )


def _portfolio(scope: Scope, entry: Entry[Any]) -> tuple[Cell, ...]:
    goals = sum(goal.record.portfolio == entry.id for goal in scope.workspace.goals.values())
    return (entry.record.purpose,), _owner(scope, entry.record), (goals,)


def _cadence(scope: Scope, entry: Entry[Any]) -> tuple[Cell, ...]:
    record = entry.record
    every = f"every {record.every}" if record.every else record.rule or ""
    return (record.purpose,), (every,), scope.refs("team", record.teams)


def _standard(scope: Scope, entry: Entry[Any]) -> tuple[Cell, ...]:
    return (KINDS.get(entry.record.kind or "", ""),), (len(entry.record.checks),)


def _discipline(scope: Scope, entry: Entry[Any]) -> tuple[Cell, ...]:
    workspace = scope.workspace
    teams = [team.id for team in workspace.teams.values() if team.record.discipline == entry.id]
    workflows = [each.id for each in workspace.workflows.values() if entry.id in each.record.disciplines]
    items = sum(entry.id in item.record.disciplines for item in workspace.open_items)
    carried = ", ".join(part.replace("_", " ") for part in entry.record.carried_by)
    found: tuple[Cell, ...] = scope.refs("team", teams), scope.refs("workflow", workflows), (items,), (carried,)
    return (entry.record.layer or "",), (entry.record.purpose,), *found


def _principle(scope: Scope, entry: Entry[Any]) -> tuple[Cell, ...]:
    found = sum(finding.principle == entry.id for finding in scope.shown)
    return (entry.record.statement,), (found,)


def _retrospective(scope: Scope, entry: Entry[Any]) -> tuple[Cell, ...]:
    record = entry.record
    team: Cell = (scope.ref("team", record.team),) if record.team else ()
    when: Cell = (record.from_.first,) if record.from_ else ()
    return team, (record.experiment,), when, (record.learned,)


LISTINGS: Final[Mapping[str, tuple[str, tuple[str, ...], Row]]] = {
    "person": ("People", ("Person", "Title", "Teams", "Place"), _person),
    "team": ("Teams", ("Team", "Purpose", "Lead", "Part of", "People"), _team),
    "role": ("Roles", ("Role", "Purpose", "Held by", ""), _role),
    "tool": ("Tools", ("Tool", "Purpose", "Owner", "Used by"), _tool),
    "item_type": ("Item types", ("Type", "Manages", "Workflow", "Open items"), _type),
    "workflow": ("Workflows", ("Workflow", "Purpose", "Owner", "States", "Open items"), _workflow),
    "goal": ("Goals", ("Goal", "Outcome", "Owner", "Period", "Key results", "Open items"), _goal),
    "portfolio": ("Portfolios", ("Portfolio", "Purpose", "Owner", "Goals"), _portfolio),
    "cadence": ("Cadences", ("Cadence", "Purpose", "When", "Teams"), _cadence),
    "standard": ("Standards", ("Standard", "Kind", "Checks"), _standard),
    "discipline": (
        "Disciplines",
        ("Discipline", "Layer", "About", "Teams", "Workflows", "Open items", "Carried by"),
        _discipline,
    ),
    "principle": ("Principles", ("Principle", "Statement", "Findings"), _principle),
    "retrospective": ("Retrospectives", ("Saw", "Team", "Tried", "Since", "Learned"), _retrospective),
}


def build_listing(scope: Scope, kind: str) -> Table:
    """The table of all records of a kind; `KeyError` for kinds without one."""
    _, columns, row = LISTINGS[kind]
    entries = sorted(scope.workspace.of_kind(kind).values(), key=lambda entry: (title_of(entry).casefold(), entry.id))
    return Table(columns, tuple(((scope.ref(kind, entry.id),), *row(scope, entry)) for entry in entries))
