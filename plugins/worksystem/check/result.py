"""What a check says: findings with their places, and how much was looked at."""

from collections.abc import Mapping

from msgspec import Struct, field

from worksystem.diagnostics import Diagnostic, Severity

__all__ = ["CheckResult"]


class CheckResult(Struct, frozen=True):
    """The outcome of one check.

    Shape: `diagnostics` are sorted by place and hold no two alike; `suppressed` counts the findings that a comment or
    the settings' `per_path` took out; `known` are those that the baseline knows, and `gone` the positions of what it
    knows and what is no longer there; `records` counts by kind, sorted; `files` counts those below the paths asked for;
    `ran` are the codes of the rules that ran, sorted.
    """

    diagnostics: tuple[Diagnostic, ...]
    suppressed: int = 0
    known: tuple[Diagnostic, ...] = ()
    gone: tuple[int, ...] = ()
    files: int = 0
    records: Mapping[str, int] = field(default_factory=dict)
    ran: tuple[str, ...] = ()

    def reaches(self, bar: Severity) -> bool:
        """Whether any finding is as bad as `bar` or worse."""
        return any(diagnostic.severity.reaches(bar) for diagnostic in self.diagnostics)
