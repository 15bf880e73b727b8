"""Who the words of a workflow mean: the owner, the lead, a role, a team or a person, on a day.

People who have left hold nothing; somebody holds a role from its first day to its last, both counted.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from worksystem.graph.suggest import suggest_word
from worksystem.graph.workspace import Workspace
from worksystem.model import ApprovalRule, Holder, Item, Person
from worksystem.model.entry import Entry

__all__ = ["Actors", "as_role", "bare", "gather_holders", "has_left", "is_held", "meant_role", "name_actor"]


def has_left(person: Person, as_of: date) -> bool:
    """Whether a person's last day is over."""
    return person.until is not None and person.until.last < as_of


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
    """The people of a work system as its workflows name them, on one day; what many ask for is worked out once."""

    workspace: Workspace
    as_of: date

    @cached_property
    def holders(self) -> Mapping[str, tuple[str, ...]]:
        """Role to the people who hold it today in any team, sorted."""
        return gather_holders(self.workspace, self.as_of)

    @cached_property
    def _held(self) -> Mapping[tuple[str, str], tuple[Holder, ...]]:
        found: dict[tuple[str, str], tuple[Holder, ...]] = {}
        for team in self.workspace.teams.values():
            for named, holders in team.record.roles.items():
                for holder in holders:
                    key = (meant_role(self.workspace, named), holder.person)
                    found[key] = (*found.get(key, ()), holder)
        return found

    def has_held(self, person: str, roles: Iterable[str], day: date) -> bool:
        """Whether a person held one of the roles on a day; no role is held by everybody."""
        wanted = [bare(role) for role in roles]
        return not wanted or any(is_held(each, day) for role in wanted for each in self._held.get((role, person), ()))

    def persons(self, item: Entry[Item], actor: str) -> tuple[str, ...]:
        """The people that a word means for an item, sorted; a team that owns an item means its members."""
        if actor == "owner":
            return self.persons(item, item.record.owner) if item.record.owner else ()
        if actor == "lead":
            team = self.workspace.teams.get(self.workspace.team_of(item) or "")
            return (team.record.lead,) if team is not None and team.record.lead else ()
        kind, id = name_actor(self.workspace, actor)
        if kind == "role":
            return self.holders.get(id, ())
        return self.workspace.members(id) if kind == "team" else (id,)

    def people(self, item: Entry[Item], actors: Iterable[str]) -> tuple[str, ...]:
        """All the people that words mean for an item, each once, by name."""
        found = {person for actor in actors for person in self.persons(item, actor)}
        return tuple(sorted(found, key=lambda id: (self.title("person", id).casefold(), id)))

    def excluded(self, item: Entry[Item], rule: ApprovalRule) -> Mapping[str, str]:
        """The people whom a gate leaves out for an item, with why not; a team that owns it is nobody in particular."""
        found: dict[str, str] = {}
        for actor in rule.except_:
            if actor == "owner" and item.record.owner in self.workspace.teams:
                continue
            why = {"owner": "owns it", "lead": "leads its team"}.get(actor, "is left out by the workflow")
            found.update(dict.fromkeys(self.persons(item, actor), why))
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
