"""Who answers for what: by person and by team. Alphabetical always; people are not compared."""

from msgspec import Struct

from worksystem.model.words import duration_words
from worksystem.views.card import Card
from worksystem.views.cards import build_cards, due_order
from worksystem.views.holders import Holding
from worksystem.views.reference import Ref
from worksystem.views.scope import Scope

__all__ = ["PersonRow", "TeamRow", "build_people", "build_teams", "split_work"]


class PersonRow(Struct, frozen=True):
    """A person: what they answer for, what they do now and next.

    Shape: `load` is in words and empty where it may not be shown; `over` says that more is in work than was agreed.
    """

    person: Ref
    title: str
    teams: tuple[Ref, ...]
    roles: tuple[Holding, ...]
    duties: tuple[str, ...]
    now: tuple[Card, ...]
    next: tuple[Card, ...]
    open: int
    load: str
    over: bool


class TeamRow(Struct, frozen=True):
    """A team: who leads it, its roles, its workflows, how much is open, in work and blocked, what it is for."""

    team: Ref
    purpose: str
    parent: Ref | None
    lead: Ref | None
    roles: tuple[tuple[Ref, tuple[Ref, ...]], ...]
    workflows: tuple[Ref, ...]
    members: int
    open: int
    active: int
    blocked: int
    goals: tuple[Ref, ...]
    services: tuple[str, ...]


def split_work(scope: Scope, person: str) -> tuple[tuple[Card, ...], tuple[Card, ...], tuple[Card, ...]]:
    """A person's open items: in work, next (queued), later (everything else that is open); the earliest due first."""
    cards = sorted(build_cards(scope, scope.workspace.items_of_person(person)), key=due_order)
    opened = [card for card in cards if card.open]
    now = tuple(card for card in opened if card.state.category == "active")
    next_ = tuple(card for card in opened if card.state.category == "queue")
    return now, next_, tuple(card for card in opened if card.state.category not in ("active", "queue"))


def build_people(scope: Scope) -> tuple[PersonRow, ...]:
    """Everybody, alphabetically."""
    limit = scope.workspace.settings.thresholds.wip_per_person
    held: dict[str, list[Holding]] = {}
    for holding in scope.holdings:
        if holding.now:
            held.setdefault(holding.person.id, []).append(holding)
    rows = []
    for entry in scope.workspace.people.values():
        now, next_, later = split_work(scope, entry.id)
        roles = tuple(held.get(entry.id, ()))
        duties = dict.fromkeys(
            duty
            for holding in roles
            if (role := scope.workspace.roles.get(holding.role.id))
            for duty in role.record.accountable_for
        )
        load, over = "", False
        if scope.may_show("person", "load"):
            over = len(now) > limit
            load = f"{len(now)} in work of {limit}"
            if entry.record.capacity is not None:
                load += f", {duration_words(entry.record.capacity)} a week"
        rows.append(
            PersonRow(
                person=scope.ref("person", entry.id),
                title=entry.record.title,
                teams=scope.refs("team", scope.memberships.get(entry.id, ())),
                roles=roles,
                duties=tuple(duties),
                now=now,
                next=next_,
                open=len(now) + len(next_) + len(later),
                load=load,
                over=over,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.person.title.casefold(), row.person.id)))


def build_teams(scope: Scope) -> tuple[TeamRow, ...]:
    """Every team, alphabetically."""
    rows = []
    for entry in scope.workspace.teams.values():
        record = entry.record
        cards = [card for card in build_cards(scope, scope.workspace.items_of_team(entry.id)) if card.open]
        goals = {card.goal.id: card.goal for card in cards if card.goal}
        now: dict[str, list[Ref]] = {role: [] for role in record.roles}
        for holding in scope.holdings:
            if holding.team.id == entry.id and holding.now:
                now[holding.role.id].append(holding.person)
        rows.append(
            TeamRow(
                team=scope.ref("team", entry.id),
                purpose=record.purpose,
                parent=scope.ref("team", record.parent) if record.parent else None,
                lead=scope.ref("person", record.lead) if record.lead else None,
                roles=tuple((scope.ref("role", role), tuple(people)) for role, people in now.items()),
                workflows=scope.refs("workflow", record.workflows),
                members=len(scope.workspace.members(entry.id)),
                open=len(cards),
                active=sum(card.state.category == "active" for card in cards),
                blocked=sum(card.blocked is not None for card in cards),
                goals=tuple(sorted(goals.values(), key=lambda ref: ref.title.casefold())),
                services=tuple(service.name for service in record.services),
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.team.title.casefold(), row.team.id)))
