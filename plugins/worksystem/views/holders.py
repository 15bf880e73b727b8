"""Who holds which role for which team on a day, and where everything hangs on one person."""

from datetime import date

from msgspec import Struct

from worksystem.views.reference import Ref
from worksystem.views.scope import Scope

__all__ = ["Holding", "RoleRow", "build_roles", "holdings"]


class Holding(Struct, frozen=True):
    """One person in one role for one team."""

    role: Ref
    person: Ref
    team: Ref
    since: date | None
    until: date | None
    now: bool


class RoleRow(Struct, frozen=True):
    """A role with those who hold it now.

    Shape: `single` is true when one person holds it and nobody stands in; `missing` when nobody holds it.
    """

    role: Ref
    purpose: str
    duties: tuple[str, ...]
    holders: tuple[Holding, ...]
    deputies: tuple[Ref, ...]
    critical: bool

    @property
    def people(self) -> tuple[Ref, ...]:
        """Holders, each once, by name."""
        return tuple({holding.person.id: holding.person for holding in self.holders}.values())

    @property
    def single(self) -> bool:
        """Whether everything hangs on one person."""
        return len(self.people) == 1 and not any(deputy.id != self.people[0].id for deputy in self.deputies)

    @property
    def missing(self) -> bool:
        """Whether nobody holds it."""
        return not self.holders


def holdings(scope: Scope) -> tuple[Holding, ...]:
    """Everything that is written about who holds which role, past and future too; by role, team and person."""
    found = []
    for team in scope.workspace.teams.values():
        for role, holders in team.record.roles.items():
            for holder in holders:
                since = holder.from_.first if holder.from_ else None
                until = holder.until.last if holder.until else None
                now = (since is None or since <= scope.as_of) and (until is None or scope.as_of <= until)
                person, owner = scope.ref("person", holder.person), scope.ref("team", team.id)
                found.append(Holding(scope.ref("role", role), person, owner, since, until, now))
    found.sort(key=lambda each: (each.role.id, each.team.title.casefold(), each.person.title.casefold()))
    return tuple(found)


def build_roles(scope: Scope) -> tuple[RoleRow, ...]:
    """Every role, alphabetically."""
    now: dict[str, list[Holding]] = {}
    for holding in scope.holdings:
        if holding.now:
            now.setdefault(holding.role.id, []).append(holding)
    rows = [
        RoleRow(
            role=scope.ref("role", entry.id),
            purpose=entry.record.purpose,
            duties=entry.record.accountable_for,
            holders=tuple(now.get(entry.id, ())),
            deputies=scope.refs("person", entry.record.deputy),
            critical=entry.record.critical,
        )
        for entry in scope.workspace.roles.values()
    ]
    return tuple(sorted(rows, key=lambda row: (row.role.title.casefold(), row.role.id)))
