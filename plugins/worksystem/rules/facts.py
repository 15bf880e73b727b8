"""The facts about items that many rules ask for, worked out once a run.

One pass over the items; a rule then loops over plain tuples.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from worksystem.model import Item, ItemType, State, Workflow
from worksystem.model.entry import Entry
from worksystem.source.document import Keys

if TYPE_CHECKING:
    from worksystem.graph.workspace import Workspace

__all__ = [
    "Dependency",
    "ItemFacts",
    "gather_dependencies",
    "gather_items",
    "knows_holders",
    "written_keys",
]


class ItemFacts(NamedTuple):
    """An item with what it refers to.

    Shape: `state` and `category` are `None` if the status is not a state of the workflow; `owner` is a person, a team
    or `None`; `team` is the id of the team the item belongs to.
    """

    id: str
    entry: Entry[Item]
    record: Item
    type: Entry[ItemType] | None
    workflow: Entry[Workflow] | None
    state: State | None
    category: str | None
    owner: Entry[Any] | None
    team: str | None

    @property
    def is_open(self) -> bool:
        """Whether something remains to be done, as far as anybody can tell."""
        return self.category not in ("done", "dropped")

    @property
    def is_active(self) -> bool:
        """Whether somebody works on it."""
        return self.category == "active"

    def takes(self, test: str) -> bool:
        """Whether the item's state asks for a named test before an item enters; then the gate's rule looks at it."""
        return self.state is not None and self.state.entry is not None and test in self.state.entry.must

    @property
    def state_name(self) -> str:
        """What the state is called on the board."""
        return (self.state.name if self.state is not None else "") or self.record.status or ""


def gather_items(workspace: "Workspace") -> tuple[ItemFacts, ...]:
    """Every item with its facts, sorted by id."""
    types, workflows, people, teams = workspace.types, workspace.workflows, workspace.people, workspace.teams
    found = []
    for id, entry in workspace.items.items():
        record = entry.record
        type = types.get(record.type or "")
        workflow = workflows.get(type.record.workflow or "") if type is not None else None
        state = workflow.record.states.get(record.status or "") if workflow is not None else None
        category = state.category if state is not None else None
        owner_id = record.owner or ""
        owner = people.get(owner_id) or teams.get(owner_id)
        team = record.team or (owner_id if owner_id in teams else None)
        found.append(ItemFacts(id, entry, record, type, workflow, state, category, owner, team))
    return tuple(found)


class Dependency(NamedTuple):
    """One item that waits for another.

    Shape: `kind` is `finish_to_start` and so on; `entry` and `link` are where it is written: in the item that waits, or
    under `blocks` of the one it waits for.
    """

    item: ItemFacts
    needed: ItemFacts
    kind: str
    entry: Entry[Item]
    link: Keys

    @property
    def keys(self) -> Keys:
        """Where it stands in the entry."""
        return written_keys(self.entry, self.link)

    @property
    def binds_finish(self) -> bool:
        """Whether the item cannot be finished before the other is."""
        return self.kind in ("finish_to_start", "finish_to_finish")


def gather_dependencies(workspace: "Workspace", by_id: Mapping[str, ItemFacts]) -> tuple[Dependency, ...]:
    """Every dependency between two items, however it is written."""
    found = []
    for link in workspace.links.all:
        if link.type not in ("depends_on", "blocks") or link.source == link.target:
            continue
        source, target = by_id.get(link.source), by_id.get(link.target)
        if source is not None and target is not None:
            item, needed = (source, target) if link.type == "depends_on" else (target, source)
            found.append(Dependency(item, needed, link.dependency or "finish_to_start", source.entry, link.keys))
    return tuple(found)


def knows_holders(workspace: "Workspace") -> bool:
    """Whether it can be judged who holds a role: every team could be read."""
    is_broken = any(broken.kind == "team" for broken in workspace.broken)
    return not is_broken and not any(
        finding.entry is not None and finding.entry.kind == "team" and finding.keys[:1] == ("roles",)
        for finding in workspace.findings
    )


def written_keys(entry: Entry[Any], keys: Keys) -> Keys:
    """The same place as it is written: a list's only value may stand there without a list."""
    while keys and isinstance(keys[-1], int) and not entry.has(*keys) and entry.has(*keys[:-1]):
        keys = keys[:-1]
    return keys
