"""The work system in memory: every record by id, links both ways, and the questions that rules and views ask.

Pure: no disk, no clock. Ids of people and teams share one namespace.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from worksystem.graph.finding import Finding
from worksystem.graph.links import Links
from worksystem.graph.resolve import Places, build_links
from worksystem.model.entry import Entry

if TYPE_CHECKING:  # two dozen models are built only for those kinds that a work system has
    from worksystem.graph.code_owners import CodeFiles
    from worksystem.model.assessment import Assessment
    from worksystem.model.cadence import Cadence, Note
    from worksystem.model.goal import Goal, Portfolio
    from worksystem.model.handbook import Discipline, Principle, Retrospective, Scenario
    from worksystem.model.item import Item
    from worksystem.model.item_type import ItemType
    from worksystem.model.person import Person
    from worksystem.model.role import Role
    from worksystem.model.settings import Settings
    from worksystem.model.standard import Standard
    from worksystem.model.team import Team
    from worksystem.model.team_rule import TeamRule
    from worksystem.model.tool import Tool
    from worksystem.model.workflow import State, Workflow


__all__ = ["CLOSED", "Broken", "Workspace"]

CLOSED = frozenset({"done", "dropped"})


class Broken(Struct, frozen=True):
    """A file, or a record in one, that could not be read.

    Shape: `id` is what the record is probably called, by its file name; other records may refer to it.
    """

    path: str
    kind: str
    id: str
    message: str
    line: int
    code: str
    help: str | None = None


class Workspace(Struct, frozen=True, dict=True):
    """Every record of a work system.

    Shape: `records` maps kind to id to entry, both sorted; `findings` is what reading and shaping found; `broken` is
    what could not be read; `excused` are kinds and ids that some file is probably about, though its finding says that
    the id in it is wrong; `glossary` is the text of the handbook's glossary, `None` where it has none; `code` is what
    the repository says of code owners, `None` where nobody speaks of them.
    """

    settings: Settings
    settings_entry: Entry[Settings]
    records: Mapping[str, Mapping[str, Entry[Any]]]
    broken: tuple[Broken, ...] = ()
    excused: frozenset[tuple[str, str]] = frozenset()
    findings: tuple[Finding, ...] = ()
    places: Places = field(default_factory=Places)
    duplicates: tuple[tuple[Entry[Any], Entry[Any]], ...] = ()
    sidecars: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    glossary: str | None = None
    code: CodeFiles | None = None

    def of_kind(self, kind: str) -> Mapping[str, Entry[Any]]:
        """All records of a kind, by id, sorted."""
        return self.records.get(kind, {})

    @property
    def people(self) -> Mapping[str, Entry[Person]]:
        """People by id."""
        return self.of_kind("person")

    @property
    def teams(self) -> Mapping[str, Entry[Team]]:
        """Teams and departments by id."""
        return self.of_kind("team")

    @property
    def roles(self) -> Mapping[str, Entry[Role]]:
        """Roles by id."""
        return self.of_kind("role")

    @property
    def tools(self) -> Mapping[str, Entry[Tool]]:
        """Tools by id."""
        return self.of_kind("tool")

    @property
    def types(self) -> Mapping[str, Entry[ItemType]]:
        """Item types by id."""
        return self.of_kind("item_type")

    @property
    def workflows(self) -> Mapping[str, Entry[Workflow]]:
        """Workflows by id."""
        return self.of_kind("workflow")

    @property
    def items(self) -> Mapping[str, Entry[Item]]:
        """Items by id."""
        return self.of_kind("item")

    @property
    def goals(self) -> Mapping[str, Entry[Goal]]:
        """Goals by id."""
        return self.of_kind("goal")

    @property
    def portfolios(self) -> Mapping[str, Entry[Portfolio]]:
        """Portfolios by id."""
        return self.of_kind("portfolio")

    @property
    def cadences(self) -> Mapping[str, Entry[Cadence]]:
        """Cadences by id."""
        return self.of_kind("cadence")

    @property
    def notes(self) -> Mapping[str, Entry[Note]]:
        """Notes of meetings, by `<cadence>/<date>`."""
        return self.of_kind("note")

    @property
    def standards(self) -> Mapping[str, Entry[Standard]]:
        """Standards by id."""
        return self.of_kind("standard")

    @property
    def disciplines(self) -> Mapping[str, Entry[Discipline]]:
        """Disciplines by id."""
        return self.of_kind("discipline")

    @property
    def principles(self) -> Mapping[str, Entry[Principle]]:
        """Principles by id."""
        return self.of_kind("principle")

    @property
    def retrospectives(self) -> Mapping[str, Entry[Retrospective]]:
        """Retrospectives by id."""
        return self.of_kind("retrospective")

    @property
    def assessments(self) -> Mapping[str, Entry[Assessment]]:
        """Assessments by id."""
        return self.of_kind("assessment")

    @property
    def scenarios(self) -> Mapping[str, Entry[Scenario]]:
        """Scenarios by id."""
        return self.of_kind("scenario")

    @property
    def team_rules(self) -> Mapping[str, Entry[TeamRule]]:
        """The team's own rules, by file name."""
        return self.of_kind("team_rule")

    # -- finding things ---------------------------------------------------------------------------------------------

    @cached_property
    def former_ids(self) -> Mapping[str, str]:
        """Ids that items had before, to the ids they have now; an id in use is never a former one."""
        found: dict[str, str] = {}
        for entry in self.items.values():
            for former in entry.record.former_ids:
                if former not in self.items:
                    found.setdefault(former, entry.id)
        return found

    @cached_property
    def broken_ids(self) -> frozenset[tuple[str, str]]:
        """Kind and id of what could not be read: never unknown elsewhere."""
        return self.excused | frozenset((broken.kind, broken.id) for broken in self.broken)

    @cached_property
    def broken_collections(self) -> frozenset[str]:
        """Kinds whose one file could not be read, so that any id may be in it."""
        return frozenset(broken.kind for broken in self.broken if not broken.id)

    def find(self, kind: str, id: str) -> Entry[Any] | None:
        """A record by kind and id; an item also by an id it had before."""
        found = self.of_kind(kind).get(id)
        if found is None and kind == "item":
            return self.items.get(self.former_ids.get(id, ""))
        return found

    def may_exist(self, kind: str, id: str) -> bool:
        """Whether a record exists, or would if its file could be read."""
        return self.find(kind, id) is not None or (kind, id) in self.broken_ids or kind in self.broken_collections

    def party(self, id: str | None) -> Entry[Any] | None:
        """A person or a team."""
        return None if id is None else self.people.get(id) or self.teams.get(id)

    @cached_property
    def links(self) -> Links:
        """Every link between items."""
        return Links(build_links(self.items, self.former_ids, self.places))

    # -- items ------------------------------------------------------------------------------------------------------

    def type_of(self, item: Entry[Item]) -> Entry[ItemType] | None:
        """The type of an item."""
        return self.types.get(item.record.type or "")

    def workflow_of(self, item: Entry[Item]) -> Entry[Workflow] | None:
        """The workflow of an item's type."""
        type = self.type_of(item)
        return None if type is None else self.workflows.get(type.record.workflow or "")

    def state_of(self, item: Entry[Item]) -> State | None:
        """The state an item is in; `None` if its status is not one of its workflow."""
        workflow = self.workflow_of(item)
        return None if workflow is None else workflow.record.states.get(item.record.status or "")

    def category_of(self, item: Entry[Item]) -> str | None:
        """backlog, queue, active, done or dropped; `None` if the state is unknown."""
        return self.categories.get(item.id)

    @cached_property
    def categories(self) -> Mapping[str, str | None]:
        """Item id to the category of its state."""
        found: dict[str, str | None] = {}
        for id, item in self.items.items():
            state = self.state_of(item)
            found[id] = None if state is None else state.category
        return found

    def is_done(self, item: Entry[Item]) -> bool:
        """Whether nothing remains to be done: done or dropped."""
        return self.categories.get(item.id) in CLOSED

    def owner_of(self, item: Entry[Item]) -> Entry[Any] | None:
        """The person or team that owns an item."""
        return self.party(item.record.owner)

    @cached_property
    def open_items(self) -> tuple[Entry[Item], ...]:
        """Items that are neither done nor dropped, by id."""
        return tuple(item for item in self.items.values() if not self.is_done(item))

    def items_of_person(self, person: str) -> tuple[Entry[Item], ...]:
        """Items that a person owns, by id."""
        return self._by("owner").get(person, ())

    def items_of_team(self, team: str) -> tuple[Entry[Item], ...]:
        """Items of a team (its `team` field, or its ownership where no team is named), by id."""
        return self._by_team.get(team, ())

    def items_of_goal(self, goal: str) -> tuple[Entry[Item], ...]:
        """Items that serve a goal, by id."""
        return self._by("goal").get(goal, ())

    def items_of_type(self, type: str) -> tuple[Entry[Item], ...]:
        """Items of a type, by id."""
        return self._by("type").get(type, ())

    def items_of_workflow(self, workflow: str) -> tuple[Entry[Item], ...]:
        """Items whose type runs in a workflow, by id."""
        return tuple(item for items in self._by_state.get(workflow, {}).values() for item in items)

    def items_in(self, workflow: str, state: str) -> tuple[Entry[Item], ...]:
        """Items in a state of a workflow, by id."""
        return self._by_state.get(workflow, {}).get(state, ())

    @cached_property
    def _indexes(self) -> dict[str, dict[str, tuple[Entry[Item], ...]]]:
        return {}

    def _by(self, name: str) -> dict[str, tuple[Entry[Item], ...]]:
        if name not in self._indexes:
            self._indexes[name] = _group((getattr(item.record, name), item) for item in self.items.values())
        return self._indexes[name]

    @cached_property
    def _by_team(self) -> dict[str, tuple[Entry[Item], ...]]:
        return _group((self.team_of(item), item) for item in self.items.values())

    @cached_property
    def _by_state(self) -> dict[str, dict[str, tuple[Entry[Item], ...]]]:
        found: dict[str, list[tuple[str | None, Entry[Item]]]] = {}
        for item in self.items.values():
            type = self.type_of(item)
            if type is not None and type.record.workflow:
                found.setdefault(type.record.workflow, []).append((item.record.status, item))
        return {workflow: _group(pairs) for workflow, pairs in found.items()}

    def team_of(self, item: Entry[Item]) -> str | None:
        """The id of the team that an item belongs to."""
        if item.record.team:
            return item.record.team
        return item.record.owner if item.record.owner in self.teams else None

    # -- people and teams -------------------------------------------------------------------------------------------

    @cached_property
    def _members(self) -> dict[str, tuple[str, ...]]:
        found: dict[str, set[str]] = {}
        for id, person in self.people.items():
            for team in person.record.teams:
                found.setdefault(team, set()).add(id)
        for id, entry in self.teams.items():
            holders = {holding.person for held in entry.record.roles.values() for holding in held}
            found.setdefault(id, set()).update(holders | ({entry.record.lead} if entry.record.lead else set()))
        return {team: tuple(sorted(people)) for team, people in found.items()}

    def members(self, team: str) -> tuple[str, ...]:
        """People in a team: by their own record, by a role they hold in it, or as its lead; sorted."""
        return self._members.get(team, ())

    def teams_of(self, person: str) -> tuple[str, ...]:
        """Teams a person is in, sorted."""
        return tuple(sorted(team for team, people in self._members.items() if person in people))

    def subteams(self, team: str) -> tuple[str, ...]:
        """Teams whose parent this is, sorted."""
        return tuple(id for id, entry in self.teams.items() if entry.record.parent == team)


def _group(pairs: Iterable[tuple[str | None, Entry[Item]]]) -> dict[str, tuple[Entry[Item], ...]]:
    found: dict[str, list[Entry[Item]]] = {}
    for key, entry in pairs:
        if key:
            found.setdefault(key, []).append(entry)
    return {key: tuple(entries) for key, entries in found.items()}
