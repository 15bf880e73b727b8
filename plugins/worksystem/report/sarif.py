"""Findings as SARIF, for code scanning and other tools that collect results.

Source: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
"""

import json
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import quote

from worksystem.check import CheckResult
from worksystem.diagnostics import Diagnostic, Edit, Severity, number_fingerprints
from worksystem.position import Place, Span
from worksystem.rules.rule import Rule

__all__ = ["render"]

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_ROOT = "%SRCROOT%"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}


def render(
    result: CheckResult,
    *,
    rules: Sequence[Rule],
    page: Callable[[str], str | None],
    version: str,
    edits: Callable[[Diagnostic], tuple[Edit, ...]] = lambda diagnostic: (),
) -> str:
    """One SARIF log with one run; suppressed findings are left out.

    Shape: `rules` are all that could have run, by code; `page` gives a rule's page as Markdown; `edits` says
    what a fix replaces.
    """
    index = {rule.code: number for number, rule in enumerate(rules)}
    fingerprints = number_fingerprints(result.diagnostics)
    run = {
        "tool": {
            "driver": {
                "name": "worksystem",
                "semanticVersion": version,
                "rules": [_rule(rule, page(rule.code)) for rule in rules],
            }
        },
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {_ROOT: {"description": {"text": "the root of the repository"}}},
        "results": [
            _result(diagnostic, index, fingerprint, edits(diagnostic))
            for diagnostic, fingerprint in zip(result.diagnostics, fingerprints, strict=True)
        ],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(rule: Rule, page: str | None) -> dict[str, Any]:
    described: dict[str, Any] = {
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": [tag for tag in (rule.principle, *rule.problems) if tag]},
    }
    if page is not None:
        described["help"] = {"text": rule.summary, "markdown": page}
    return described


def _result(diagnostic: Diagnostic, index: dict[str, int], fingerprint: str, edits: tuple[Edit, ...]) -> dict[str, Any]:
    text = diagnostic.message if diagnostic.help is None else f"{diagnostic.message}\n{diagnostic.help}"
    result: dict[str, Any] = {"ruleId": diagnostic.code}
    if diagnostic.code in index:
        result["ruleIndex"] = index[diagnostic.code]
    result |= {
        "level": _LEVELS[diagnostic.severity],
        "message": {"text": text},
        "locations": [{"physicalLocation": _location(diagnostic.place)}],
        "partialFingerprints": {"worksystem/v2": fingerprint},
    }
    if diagnostic.related:
        result["relatedLocations"] = [
            {"id": number, "physicalLocation": _location(related.place), "message": {"text": related.message}}
            for number, related in enumerate(diagnostic.related, start=1)
        ]
    if diagnostic.fix is not None and edits:
        changes = [
            {
                "artifactLocation": _file(edit.path),
                "replacements": [{"deletedRegion": _region(edit.span), "insertedContent": {"text": edit.text}}],
            }
            for edit in edits
        ]
        result["fixes"] = [{"description": {"text": diagnostic.fix.says}, "artifactChanges": changes}]
    return result


def _location(place: Place) -> dict[str, Any]:
    return {"artifactLocation": _file(place.path), "region": _region(place.span)}


def _file(path: str) -> dict[str, Any]:
    return {"uri": quote(path, safe="/", errors="surrogateescape"), "uriBaseId": _ROOT}


def _region(span: Span) -> dict[str, Any]:
    start, end = span
    return {
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    }
