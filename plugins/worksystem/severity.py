"""How bad a finding is."""

from enum import StrEnum
from typing import Self

__all__ = ["Severity"]


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
