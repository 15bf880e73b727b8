"""What a workflow says of work that leaves its usual way: its route, its deadline, its owner, what is there now."""

from worksystem.model import Workflow
from worksystem.model.entry import Entry
from worksystem.model.words import count_of, duration_words, list_words
from worksystem.views.moves import today_words
from worksystem.views.record import Cell, Table
from worksystem.views.scope import Scope
from worksystem.workflow.exceptions import list_exceptions

__all__ = ["exception_table"]

_TITLES = {"blocked": "Blocked", "rejected": "Rejected", "expedite": "Expedited", "cancelled": "Cancelled"}


def exception_table(scope: Scope, workflow: Entry[Workflow]) -> Table | None:
    """A row for each exception that a workflow has a rule for; `None` if it has none."""
    now = _now(scope, workflow)
    rows = tuple(
        ((_TITLES[kind],), route, deadline, _care(scope, then) if deadline else (), now.get(kind, ("none",)))
        for kind, route, deadline, then in _rules(scope, workflow.record)
    )
    columns = ("Exception", "Route", "Deadline", "Then who takes care", "Now")
    return Table(columns, rows) if rows else None


def _rules(scope: Scope, record: Workflow) -> list[tuple[str, Cell, Cell, str | None]]:
    rules, found = record.exceptions, list[tuple[str, Cell, Cell, str | None]]()
    if (blocked := rules.blocked) is not None:
        route = f"waits in {_state(record, blocked.to)}" if blocked.to else "waits where it is"
        found.append(("blocked", (route,), (f"{duration_words(blocked.at_most)} after it was blocked",), blocked.then))
    if (rejected := rules.rejected) is not None:
        deadline = (f"handed in again within {duration_words(rejected.at_most)}",) if rejected.at_most else ()
        found.append(("rejected", (f"goes back to {_state(record, rejected.to)}",), deadline, rejected.then))
    if (expedite := rules.expedite) is not None:
        by = list_words([scope.party(id).title for id in expedite.by], "or")
        skip = list_words([_state(record, state) for state in expedite.may_skip], "or")
        route = "overtakes the rest" + (f", may skip {skip}" if skip else "")
        says = [route, f"at most {count_of(expedite.at_most, 'item')} at a time"]
        says += [f"let through by {by}"] if by else []
        says += ["with a reason"] if expedite.why == "required" else []
        deadline = (f"done within {duration_words(expedite.within)}",) if expedite.within else ()
        found.append(("expedite", tuple(says), deadline, expedite.then))
    if (cancelled := rules.cancelled) is not None:
        length = duration_words(cancelled.at_most) if cancelled.at_most else ""
        deadline = (f"its parts, and what waits for it, settled within {length}",) if length else ()
        found.append(("cancelled", (f"ends in {_state(record, cancelled.to)}",), deadline, cancelled.then))
    return found


def _care(scope: Scope, then: str | None) -> Cell:
    if not then:
        return ("nobody",)
    ref = scope.party(then)
    return (ref, *today_words(scope, [then])) if ref.kind == "role" else (ref,)


def _now(scope: Scope, workflow: Entry[Workflow]) -> dict[str, Cell]:
    """The items that are in each exception; those past their deadline say so."""
    found: dict[str, Cell] = {}
    for item in scope.workspace.items_of_workflow(workflow.id):
        for each in list_exceptions(scope.judge, item, scope.history):
            late = ("past its deadline",) if each.is_late(scope.as_of) else ()
            found[each.kind] = (*found.get(each.kind, ()), scope.ref("item", item.id), *late)
    return found


def _state(workflow: Workflow, id: str) -> str:
    found = workflow.states.get(id)
    return found.name if found is not None else id
