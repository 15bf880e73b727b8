"""The facts about items that many rules ask for, worked out once a run.

One pass over the items; a rule then loops over plain tuples.
"""

from collections.abc import Mapping
from operator import itemgetter
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from worksystem.graph.workspace import CLOSED
from worksystem.model import Item, ItemType, State, WorkDate, Workflow
from worksystem.model.entry import Entry
from worksystem.source.document import Keys

if TYPE_CHECKING:
    from worksystem.graph.workspace import Workspace

__all__ = [
    "Dependency",
    "ItemFacts",
    "gather_dependencies",
    "gather_fields",
    "gather_items",
    "gather_parts",
    "knows_holders",
    "written_keys",
]

# what most items say
_USUAL: Final = frozenset(
    {"id", "title", "status", "type", "owner", "team", "due", "priority", "parent", "estimate", "labels"}
    | {"depends_on", "description"}
)
_SELDOM: Final = tuple(name for name in Item.model_fields if name not in _USUAL)


class ItemFacts(NamedTuple):
    """An item with what it refers to, and with those of its fields that many rules look at.

    Shape: `state` and `category` are `None` if the status is not a state of the workflow; `owner` is a person, a team
    or `None`; `team` is the id of the team the item belongs to. `is_open`: something remains to be done, as far as
    anybody can tell; `is_active`: somebody works on it.
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
    is_open: bool
    is_active: bool
    title: str
    parent: str | None
    due: WorkDate | None

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
        values = entry.record.__dict__
        type = types.get(values["type"])
        workflow = workflows.get(type.record.workflow or "") if type is not None else None
        state = workflow.record.states.get(values["status"]) if workflow is not None else None
        category = state.category if state is not None else None
        owner_id = values["owner"] or ""
        found.append(
            ItemFacts(
                id,
                entry,
                entry.record,
                type,
                workflow,
                state,
                category,
                people.get(owner_id) or teams.get(owner_id),
                values["team"] or (owner_id if owner_id in teams else None),
                category not in CLOSED,
                category == "active",
                values["title"],
                values["parent"],
                values["due"],
            )
        )
    return tuple(found)


def gather_fields(items: tuple[ItemFacts, ...]) -> Mapping[str, tuple[ItemFacts, ...]]:
    """Name of a field that most items lack to those that say something there, sorted by id."""
    values_of = itemgetter(*_SELDOM)
    found: dict[str, list[ItemFacts]] = {name: [] for name in _SELDOM}
    for item in items:
        values = values_of(item.record.__dict__)
        if any(values):
            for name, value in zip(_SELDOM, values, strict=True):
                if value:
                    found[name].append(item)
    return {name: tuple(having) for name, having in found.items()}


def gather_parts(items: tuple[ItemFacts, ...]) -> Mapping[str, tuple[ItemFacts, ...]]:
    """Id of an item to the items that are part of it, sorted by id; what is called a parent need not exist."""
    found: dict[str, list[ItemFacts]] = {}
    for item in items:
        if item.parent:
            found.setdefault(item.parent, []).append(item)
    return {id: tuple(parts) for id, parts in found.items()}


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
