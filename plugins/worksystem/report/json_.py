"""Findings for programs: the stable contract of `check --format json`, and nothing beside it.

`version` changes when a key or the meaning of one does; SARIF has the ends of places and what is related.
"""

import json
from collections.abc import Callable
from typing import Any

from worksystem.check import CheckResult
from worksystem.diagnostics import Diagnostic, Edit, Fix
from worksystem.report.summary import count_severities

__all__ = ["render"]

VERSION = 1


def render(result: CheckResult, *, edits: Callable[[Diagnostic], tuple[Edit, ...]] = lambda diagnostic: ()) -> str:
    """One JSON object: `version`, `summary` and `diagnostics` in the order in which they are shown.

    Shape: `edits` says what a fix replaces; the text from a place up to, but not including, another one.
    """
    document = {
        "version": VERSION,
        "summary": {
            **{f"{severity.value}s": number for severity, number in count_severities(result).items()},
            "suppressed": result.suppressed,
            "known": len(result.known),
            "files": result.files,
            "records": result.records,
        },
        "diagnostics": [_diagnostic(diagnostic, edits(diagnostic)) for diagnostic in result.diagnostics],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _diagnostic(diagnostic: Diagnostic, edits: tuple[Edit, ...]) -> dict[str, Any]:
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
        "fix": _fix(diagnostic.fix, edits),
    }


def _fix(fix: Fix | None, edits: tuple[Edit, ...]) -> dict[str, Any] | None:
    if fix is None:
        return None
    return {"says": fix.says, "safe": fix.safe, "edits": [_edit(edit) for edit in edits]}


def _edit(edit: Edit) -> dict[str, Any]:
    (line, column), (end_line, end_column) = edit.span
    return {
        "path": edit.path,
        "line": line,
        "column": column,
        "end_line": end_line,
        "end_column": end_column,
        "text": edit.text,
    }
