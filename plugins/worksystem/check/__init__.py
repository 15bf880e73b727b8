"""Selecting and running rules, suppressing what comments and settings ignore, sorting what is left."""

from worksystem.check.baseline import Baseline, BaselineError, KnownFinding, read_baseline, start_baseline
from worksystem.check.result import CheckResult
from worksystem.check.run import check, is_below

__all__ = [
    "Baseline",
    "BaselineError",
    "CheckResult",
    "KnownFinding",
    "check",
    "is_below",
    "read_baseline",
    "start_baseline",
]
