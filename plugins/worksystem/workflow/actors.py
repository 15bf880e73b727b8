"""Who the words of a workflow mean: the owner, the lead, a role, a team or a person, on a day.

People who have left hold nothing; somebody holds a role from its first day to its last, both counted. A deputy stands
in on days on which nobody holds the role, or somebody who holds it is away.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from worksystem.graph.suggest import suggest_word
from worksystem.graph.workspace import Workspace
from worksystem.model import ApprovalRule, Holder, Item, Person
from worksystem.model.entry import Entry

__all__ = [
    "Actors",
    "as_role",
    "bare",
    "gather_holders",
    "has_left",
    "is_away",
    "is_held",
    "list_deputies",
    "meant_role",
    "name_actor",
]


def has_left(person: Person, as_of: date) -> bool:
    """Whether a person's last day is over."""
    return person.until is not None and person.until.last < as_of


def is_away(person: Person, day: date) -> bool:
    """Whether a person is on leave on a day, first and last day counted."""
    return any(leave.from_.first <= day <= leave.to.last for leave in person.leave)


def is_held(holder: Holder, as_of: date) -> bool:
    """Whether somebody holds a role on a day, both ends counted."""
    began = holder.from_ is None or holder.from_.first <= as_of
    return began and (holder.until is None or holder.until.last >= as_of)


def meant_role(workspace: Workspace, named: str) -> str:
    """A role that a team names; a misspelt one is said once, and read as the role that was meant."""
    return named if named in workspace.roles else suggest_word(named, workspace.roles) or named


def gather_holders(workspace: Workspace, as_of: date) -> Mapping[str, tuple[str, ...]]:
    """Role to the people who hold it on a day in any team, sorted; people who have left hold nothing."""
    found: dict[str, set[str]] = {}
    for team in workspace.teams.values():
        for named, holders in team.record.roles.items():
            role = meant_role(workspace, named)
            for holder in holders:
                person = workspace.people.get(holder.person)
                if is_held(holder, as_of) and not (person is not None and has_left(person.record, as_of)):
                    found.setdefault(role, set()).add(holder.person)
    return {role: tuple(sorted(people)) for role, people in found.items()}


def list_deputies(workspace: Workspace, role: str, holders: Collection[str], day: date) -> tuple[str, ...]:
    """The people who stand in for the holders of a role on a day, sorted.

    Shape: empty while the role is held and nobody who holds it is away; deputies who are away or have left stand in for
    nobody.
    """
    entry, people = workspace.roles.get(role), workspace.people
    if entry is None or (holders and not any(id in people and is_away(people[id].record, day) for id in holders)):
        return ()
    found = {bare(deputy) for deputy in entry.record.deputy} - set(holders)
    return tuple(sorted(id for id in found if id in people and _is_here(people[id].record, day)))


def _is_here(person: Person, day: date) -> bool:
    return not has_left(person, day) and not is_away(person, day)


def name_actor(workspace: Workspace, actor: str) -> tuple[str, str]:
    """Kind and id of an actor as written: `ada`, `team:security`, `role:delivery_lead`, `owner`.

    Shape: the kind is empty for `owner` and `lead`, and where nothing is called so.
    """
    prefix, _, rest = actor.rpartition(":")
    if prefix in ("person", "team", "role"):
        return prefix, rest
    if actor in workspace.people:
        return "person", actor
    if actor in workspace.teams:
        return "team", actor
    return ("role", actor) if actor in workspace.roles and actor not in ("owner", "lead") else ("", actor)


@dataclass(frozen=True)
class Actors:
    """The people of a work system as its workflows name them, on one day; what many ask for is worked out once.

    Shape: `before` is the work that a change began from, where a change is judged: a role, a team or the lead of one
    means those who were that before as well, so that no change lets anybody in.
    """

    workspace: Workspace
    as_of: date
    before: Workspace | None = field(default=None, kw_only=True)

    @cached_property
    def earlier(self) -> "Actors | None":
        """The same in the work before the change."""
        return Actors(self.before, self.as_of) if self.before is not None else None

    @cached_property
    def holders(self) -> Mapping[str, tuple[str, ...]]:
        """Role to the people who hold it today in any team, sorted."""
        return gather_holders(self.workspace, self.as_of)

    @cached_property
    def acting(self) -> Mapping[str, tuple[str, ...]]:
        """Role to the people who may act in it today: who hold it, and deputies who stand in; sorted."""
        found = dict(self.holders)
        for role in self.workspace.roles:
            held = found.get(role, ())
            deputies = list_deputies(self.workspace, role, held, self.as_of)
            if deputies:
                found[role] = tuple(sorted((*held, *deputies)))
        return found

    @cached_property
    def _held(self) -> Mapping[str, tuple[Holder, ...]]:
        found: dict[str, tuple[Holder, ...]] = {}
        for team in self.workspace.teams.values():
            for named, holders in team.record.roles.items():
                role = meant_role(self.workspace, named)
                found[role] = (*found.get(role, ()), *holders)
        return found

    def has_held(self, person: str, roles: Iterable[str], day: date) -> bool:
        """Whether a person held one of the roles on a day, or stood in for who did; no role is held by everybody."""
        wanted = [bare(role) for role in roles]
        return not wanted or any(self._has_acted(person, role, day) for role in wanted)

    def _has_acted(self, person: str, role: str, day: date) -> bool:
        people = self.workspace.people
        held = {each.person for each in self._held.get(role, ()) if is_held(each, day)}
        here = [id for id in held if id not in people or not has_left(people[id].record, day)]
        return person in held or person in list_deputies(self.workspace, role, here, day)

    def persons(self, item: Entry[Item], actor: str) -> tuple[str, ...]:
        """The people that a word means for an item, sorted; a team that owns an item means its members."""
        found = self._named(item, actor)
        if self.earlier is None or (actor == "owner" and item.record.owner in self.workspace.people):
            return found
        old = self.earlier._named(item, actor)
        return tuple(person for person in found if person in old)

    def _named(self, item: Entry[Item], actor: str) -> tuple[str, ...]:
        if actor == "owner":
            return self._named(item, item.record.owner) if item.record.owner else ()
        if actor == "lead":
            team = self.workspace.teams.get(self.workspace.team_of(item) or "")
            return (team.record.lead,) if team is not None and team.record.lead else ()
        kind, id = name_actor(self.workspace, actor)
        if kind == "role":
            return self.acting.get(id, ())
        return self.workspace.members(id) if kind == "team" else (id,)

    def people(self, item: Entry[Item], actors: Iterable[str]) -> tuple[str, ...]:
        """All the people that words mean for an item, each once, by name."""
        found = {person for actor in actors for person in self.persons(item, actor)}
        return tuple(sorted(found, key=lambda id: (self.title("person", id).casefold(), id)))

    def excluded(self, item: Entry[Item], rule: ApprovalRule) -> Mapping[str, str]:
        """The people whom a gate leaves out for an item, with why not; a team that owns it is nobody in particular.

        Shape: where a change is judged, whoever was left out before it still is.
        """
        found: dict[str, str] = {}
        old = self.before.items.get(item.id) if self.before is not None else None
        if self.earlier is not None and old is not None:
            was = self.earlier.excluded(old, rule)
            found = {person: f"{why}, or did before this change" for person, why in was.items()}
        for actor in rule.except_:
            if actor == "owner" and item.record.owner in self.workspace.teams:
                continue
            why = {"owner": "owns it", "lead": "leads its team"}.get(actor, "is left out by the workflow")
            found.update(dict.fromkeys(self._named(item, actor), why))
        return found

    def able(self, item: Entry[Item], rule: ApprovalRule) -> tuple[str, ...]:
        """The people who may approve an item at a gate today, by name; everybody may where it names no role."""
        excluded = self.excluded(item, rule)
        here = (id for id, person in self.workspace.people.items() if not has_left(person.record, self.as_of))
        able = self.people(item, map(as_role, rule.roles) if rule.roles else here)
        return tuple(each for each in able if each not in excluded)

    def title(self, kind: str, id: str) -> str:
        """What a record is called; its id where it has no name."""
        entry = self.workspace.find(kind, id)
        return id if entry is None else entry.record.name or id

    def words(self, actors: Iterable[str]) -> str:
        """Actors in a sentence: `Manager or Security`."""
        said = {"owner": "the item’s owner", "lead": "the team’s lead"}
        named = [(name_actor(self.workspace, actor), actor) for actor in actors]
        return " or ".join(self.title(kind, id) if kind else said.get(actor, id) for (kind, id), actor in named)


def as_role(role: str) -> str:
    """A role as an actor, whether or not it says that it is one."""
    return role if role.startswith("role:") else f"role:{role}"


def bare(id: str) -> str:
    """The id of a person, team or role without the word that says which it is."""
    return id.partition(":")[2] or id
