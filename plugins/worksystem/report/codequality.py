"""Findings as a code quality report, which GitLab compares with that of the target branch and shows in merge requests.

Source: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
"""

import json
from collections.abc import Mapping

from worksystem.check import CheckResult
from worksystem.diagnostics import Diagnostic, Severity, number_fingerprints

__all__ = ["render"]

# blocker and critical are left to what breaks in production; nothing here does
_SEVERITIES: Mapping[Severity, str] = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(result: CheckResult) -> str:
    """One list with all findings; a fingerprint tells whether a finding is new, wherever its line moves."""
    fingerprints = number_fingerprints(result.diagnostics)
    issues = [_issue(*each) for each in zip(result.diagnostics, fingerprints, strict=True)]
    return json.dumps(issues, ensure_ascii=False, indent=2) + "\n"


def _issue(diagnostic: Diagnostic, fingerprint: str) -> dict[str, object]:
    place = diagnostic.place
    # GitLab shows nothing but this text, so the help line has to stand in it
    text = diagnostic.message if diagnostic.help is None else f"{diagnostic.message}; {diagnostic.help}"
    return {
        "description": text,
        "check_name": f"{diagnostic.code} {diagnostic.name}",
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[diagnostic.severity],
        "location": {
            "path": place.path,
            "lines": {"begin": place.span.start.line, "end": place.span.end.line},
        },
    }
