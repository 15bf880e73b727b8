"""Whether a change to a workflow strands the items in it: states that went away without saying where their items go."""

from collections.abc import Iterator

from msgspec.structs import replace

from worksystem.graph.workspace import Workspace
from worksystem.model import Workflow
from worksystem.model.words import count_of
from worksystem.workflow.change import Fault
from worksystem.workflow.paths import migrate

__all__ = ["cure_of", "judge_workflow", "migrated"]


def cure_of(workflow: Workflow, status: str) -> str:
    """What brings an item back whose state the workflow does not have: the migrations where they know it."""
    now = migrate(workflow, status)
    return f"worksystem check --fix moves it to {now}" if now in workflow.states else "correct status in its file"


def migrated(workspace: Workspace, later: Workspace | None = None) -> Workspace:
    """The work with every item in the state to which migrations take it, those of its workflow as it is later if that
    is given; the same if none moves.
    """
    found = dict(workspace.items)
    for id, item in workspace.items.items():
        own = workspace.workflow_of(item)
        workflow = (later or workspace).workflows.get(own.id) if own is not None else None
        now = migrate(workflow.record, item.record.status) if workflow is not None else item.record.status
        if workflow is not None and now != item.record.status and now in workflow.record.states:
            found[id] = replace(item, record=item.record.model_copy(update={"status": now}))
    moves = any(found[id] is not item for id, item in workspace.items.items())
    return replace(workspace, records={**workspace.records, "item": found}) if moves else workspace


def judge_workflow(before: Workspace, after: Workspace, id: str) -> tuple[Fault, ...]:
    """What is wrong with what a change does to a workflow.

    Shape: `kind` is `version` (a state went away and the version is the same) or `migration` (no map says where its
    items go); `keys` is where in the workflow. Empty where the workflow is new or gone, or no state went away.
    """
    return tuple(_list_faults(before, after, id))


def _list_faults(before: Workspace, after: Workspace, id: str) -> Iterator[Fault]:
    if id not in before.workflows or id not in after.workflows:
        return
    was, now = before.workflows[id].record, after.workflows[id].record
    gone = [state for state in was.states if state not in now.states]
    if gone and now.states and now.version <= was.version:
        says = f'workflow "{id}" gave up state "{gone[0]}" and is still version {now.version}'
        yield Fault("version", says, f"raise version to {was.version + 1}", ("version",))
    for state in gone if now.states else ():
        if migrate(now, state) in now.states:
            continue
        count = len(before.items_in(id, state))
        held = f"{count_of(count, 'item was', 'items were')} in it" if count else "items may be in it elsewhere"
        says = f'workflow "{id}" gave up state "{state}"; {held}, and no migration moves them'
        yield Fault("migration", says, f"add {was.version}: {{{state}: <new state>}} under migrations", ("migrations",))
