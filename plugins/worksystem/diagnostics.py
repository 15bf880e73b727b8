"""Findings as plain values: what is wrong, where, how bad, and what to do about it.

A `Diagnostic` knows its place in a file and nothing of records; every report format renders the same values.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self

from worksystem.position import Place, Span

__all__ = ["Diagnostic", "Edit", "Fix", "Related", "Severity"]


class Severity(StrEnum):
    """How bad a finding is; an unsuppressed error makes `check` exit with 1."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """0 for an error, 1 for a warning, 2 for a note."""
        return ("error", "warning", "note").index(self.value)

    def reaches(self, bar: Self) -> bool:
        """Whether this is as bad as `bar` or worse."""
        return self.rank <= bar.rank


@dataclass(frozen=True, slots=True)
class Related:
    """Another place that belongs to a finding, with what it has to do with it."""

    place: Place
    message: str


@dataclass(frozen=True, slots=True)
class Edit:
    """One replacement of text in one file."""

    path: str
    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Fix:
    """Edits that mend a finding; `safe` means that the meaning of nothing else changes."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool = True


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding.

    Shape: `message` is lower case, without full stop, readable without the code frame; `help` is one action;
    `principle` is the id of the principle that the rule protects; `record` is the id of the record it is about, or
    empty.
    """

    code: str
    name: str
    severity: Severity
    message: str
    place: Place
    help: str | None = None
    principle: str | None = None
    record: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """By path, place, code and message: the order in which findings are shown."""
        start = self.place.span.start
        return (self.place.path, start.line, start.column, self.code, self.message)
