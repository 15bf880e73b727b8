"""WS9: what the checker finds about itself. `check` yields these findings; here stands what they mean."""

from collections.abc import Iterable

from worksystem.diagnostics import Severity
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES"]


def _found_by_check(context: Context) -> Iterable[Finding]:
    """Nothing: these are found while rules run and comments are read."""
    return ()


RULES = (
    Rule(
        "WS900",
        "rule-failed",
        Severity.ERROR,
        "visibility_over_assumption",
        ("poor_visibility",),
        "A rule could not be run to its end, so what it would have found is not known",
        _found_by_check,
    ),
    Rule(
        "WS901",
        "ignore-without-reason",
        Severity.ERROR,
        "clarity_over_chaos",
        ("poor_visibility",),
        "A comment ignores a finding and does not say why",
        _found_by_check,
    ),
    Rule(
        "WS902",
        "unknown-rule-in-ignore",
        Severity.WARNING,
        "clarity_over_chaos",
        ("poor_visibility",),
        "A comment or the settings name a rule that does not exist",
        _found_by_check,
    ),
    Rule(
        "WS903",
        "unused-ignore",
        Severity.WARNING,
        "clarity_over_chaos",
        ("poor_visibility",),
        "A comment ignores a finding that is no longer there",
        _found_by_check,
    ),
    Rule(
        "WS904",
        "ignore-not-understood",
        Severity.WARNING,
        "clarity_over_chaos",
        ("poor_visibility",),
        "A comment speaks to the checker in words that it does not know",
        _found_by_check,
    ),
    Rule(
        "WS905",
        "baseline-outgrown",
        Severity.WARNING,
        "progress_over_perfection",
        ("poor_visibility",),
        "The baseline knows findings that are no longer there",
        _found_by_check,
    ),
    Rule(
        "WS906",
        "baseline-grown",
        Severity.ERROR,
        "progress_over_perfection",
        ("poor_visibility",),
        "A change adds findings to the baseline",
        _found_by_check,
        of_change=True,
    ),
    Rule(
        "WS907",
        "ignore-expired",
        Severity.WARNING,
        "clarity_over_chaos",
        ("poor_visibility",),
        "A comment ignores a finding until a day that is over",
        _found_by_check,
    ),
)
