"""Findings for programs: the stable contract of `check --format json`, and nothing beside it.

`version` changes when a key or the meaning of one does; SARIF has the ends of places, what is related, and fixes.
"""

import json
from typing import Any

from worksystem.check import CheckResult
from worksystem.diagnostics import Diagnostic
from worksystem.report.summary import count_severities

__all__ = ["render"]

VERSION = 1


def render(result: CheckResult) -> str:
    """One JSON object: `version`, `summary` and `diagnostics` in the order in which they are shown."""
    document = {
        "version": VERSION,
        "summary": {
            **{f"{severity.value}s": number for severity, number in count_severities(result).items()},
            "suppressed": result.suppressed,
            "known": len(result.known),
            "files": result.files,
            "records": result.records,
        },
        "diagnostics": [_diagnostic(diagnostic) for diagnostic in result.diagnostics],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(diagnostic: Diagnostic) -> dict[str, Any]:
    place = diagnostic.place
    return {
        "code": diagnostic.code,
        "name": diagnostic.name,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "path": place.path,
        "line": place.span.start.line,
        "column": place.span.start.column,
        "field": place.field or None,
        "value": place.value,
        "help": diagnostic.help,
        "principle": diagnostic.principle,
    }
