"""Selecting and running rules, suppressing what comments and settings ignore, sorting what is left."""

from worksystem.check.result import CheckResult
from worksystem.check.run import check, is_below

__all__ = ["CheckResult", "check", "is_below"]
