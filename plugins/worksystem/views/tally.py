"""Findings counted: by severity, by the principle they are against and the team whose work they are in."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, Self

from msgspec import Struct

from worksystem.diagnostics import Diagnostic
from worksystem.model.entry import Entry
from worksystem.model.words import count_of
from worksystem.views.scope import Scope

__all__ = ["Counts", "Tally", "Week", "Weeks", "count_findings", "find_team"]


class Tally(Struct, frozen=True):
    """How many findings there are, by severity."""

    errors: int = 0
    warnings: int = 0
    notes: int = 0

    @classmethod
    def of(cls, findings: Iterable[Diagnostic]) -> Self:
        """The tally of some findings."""
        counts = [0, 0, 0]
        for finding in findings:
            counts[finding.severity.rank] += 1
        return cls(*counts)

    @classmethod
    def sum(cls, tallies: Iterable["Tally"]) -> Self:
        """Several as one."""
        found = tuple(tallies)
        return cls(
            sum(each.errors for each in found), sum(each.warnings for each in found), sum(each.notes for each in found)
        )

    @property
    def total(self) -> int:
        """All of them."""
        return self.errors + self.warnings + self.notes

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """Severities and how many of each, the worst first; those that there are."""
        found = (("error", self.errors), ("warning", self.warnings), ("note", self.notes))
        return tuple((severity, count) for severity, count in found if count)

    @property
    def worst(self) -> int:
        """The rank of the worst that there is, 0 for errors; 3 if there is nothing."""
        return next((rank for rank, count in enumerate((self.errors, self.warnings, self.notes)) if count), 3)

    @property
    def words(self) -> tuple[str, ...]:
        """The same in words: `two errors`, `one note`."""
        return tuple(count_of(count, severity) for severity, count in self.parts)


# Findings by the principle they are against and the team whose they are; either is "" where there is none.
Counts = Mapping[tuple[str, str], Tally]


class Week(Struct, frozen=True):
    """What was found in the files as they were at the end of a day."""

    day: date
    counts: Counts

    def tally(self, *, principle: str | None = None, team: str | None = None) -> Tally:
        """All that was found, or what was against a principle or in the work of a team."""
        return Tally.sum(
            found
            for (about, whose), found in self.counts.items()
            if principle in (None, about) and team in (None, whose)
        )


class Weeks(Struct, frozen=True):
    """Ends of past weeks, oldest first, and what there is to say of those that are missing; "" if nothing is."""

    weeks: tuple[Week, ...]
    note: str = ""


def count_findings(scope: Scope, *, without: Iterable[str] = ()) -> Counts:
    """The findings that a reader may see, by principle and team; `without` are codes that do not count."""
    left_out = frozenset(without)
    found: dict[tuple[str, str], list[Diagnostic]] = {}
    for team, of_team in scope.found_in_team.items():
        for finding in of_team:
            if finding.code not in left_out:
                found.setdefault((finding.principle or "", team), []).append(finding)
    return {key: Tally.of(each) for key, each in sorted(found.items())}


def find_team(scope: Scope, entry: Entry[Any]) -> str:
    """The team that a record is the work of: its own, its owner's, or the only one it names; "" if there is none."""
    workspace, record = scope.workspace, entry.record
    if entry.kind == "team":
        return entry.id
    if entry.kind == "person":
        return _only(scope.memberships.get(entry.id, ()))
    if entry.kind == "note":
        cadence = workspace.cadences.get(record.cadence or "")
        return find_team(scope, cadence) if cadence is not None else ""
    for named in (getattr(record, "team", None), getattr(record, "owner", None)):
        prefix, _, bare = (named or "").rpartition(":")
        if bare in workspace.teams and prefix != "person":
            return str(bare)
        if bare in workspace.people:
            return _only(scope.memberships.get(bare, ()))
    return _only(getattr(record, "teams", ()))


def _only(teams: Iterable[str]) -> str:
    """The one team that there is; of several, none is the one."""
    found = tuple(teams)
    return found[0] if len(found) == 1 else ""
