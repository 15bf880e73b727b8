"""Work beside work: which workflows run beside an item now, and what is in their states."""

from collections.abc import Mapping

from worksystem.graph.workspace import Workspace
from worksystem.model import Item
from worksystem.model.entry import Entry

__all__ = ["Beside", "held_in", "list_beside", "running"]

Beside = Mapping[tuple[str, str], tuple[Entry[Item], ...]]


def running(workspace: Workspace, item: Entry[Item]) -> Mapping[str, str]:
    """The workflows that run beside an item while it is where it is, each with the state the item has there.

    Shape: those that run beside one of these in turn are among them; a branch that nobody has moved is in the first
    state of its workflow. Empty once the item has gone on.
    """
    own = workspace.workflow_of(item)
    waiting = [(own, item.record.status)] if own is not None else []
    found: dict[str, str] = {}
    for workflow, status in waiting:
        for id in (id for parallel in workflow.record.parallel if parallel.during == status for id in parallel.run):
            beside = workspace.workflows.get(id)
            if beside is not None and id not in found:
                stands = item.record.branches.get(id)
                found[id] = stands.status if stands is not None else beside.record.initial or ""
                waiting.append((beside, found[id]))
    return found


def list_beside(workspace: Workspace) -> Beside:
    """Workflow and state to the open items of which a branch is in it, by id."""
    found: dict[tuple[str, str], list[Entry[Item]]] = {}
    if any(workflow.record.parallel for workflow in workspace.workflows.values()):
        for item in workspace.open_items:
            for place in running(workspace, item).items():
                found.setdefault(place, []).append(item)
    return {place: tuple(items) for place, items in found.items()}


def held_in(workspace: Workspace, beside: Beside, workflow: str, state: str) -> tuple[Entry[Item], ...]:
    """Everything that takes up room in a state: items of the workflow, and items that it runs beside."""
    return (*workspace.items_in(workflow, state), *beside.get((workflow, state), ()))
