"""How a result is counted and said in one line; every format says it with the same words."""

from collections import Counter

from worksystem.check import CheckResult
from worksystem.diagnostics import Severity

__all__ = ["count_severities", "render_summary"]


def count_severities(result: CheckResult) -> dict[Severity, int]:
    """How many findings there are of each severity, errors first; zeros are kept."""
    counted = Counter(diagnostic.severity for diagnostic in result.diagnostics)
    return {severity: counted[severity] for severity in Severity}


def render_summary(result: CheckResult) -> str:
    """One line: `3 errors, 1 note in 128 files; 2 suppressed`."""
    counts = [_count(number, severity.value) for severity, number in count_severities(result).items() if number]
    line = f"{', '.join(counts) or 'no findings'} in {_count(result.files, 'file')}"
    left_out = [f"{result.suppressed} suppressed"] * bool(result.suppressed)
    left_out += [f"{len(result.known)} known"] * bool(result.known)
    return "; ".join([line, *([", ".join(left_out)] if left_out else []), *_fixable(result)])


def _fixable(result: CheckResult) -> list[str]:
    """How many findings can be fixed, if any can."""
    safe = sum(diagnostic.fix is not None and diagnostic.fix.safe for diagnostic in result.diagnostics)
    unsafe = sum(diagnostic.fix is not None and not diagnostic.fix.safe for diagnostic in result.diagnostics)
    said = [f"{safe} can be fixed with --fix"] * bool(safe)
    if unsafe:
        said.append(f"{unsafe} more with --unsafe" if safe else f"{unsafe} can be fixed with --fix --unsafe")
    return [", ".join(said)] if said else []


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
