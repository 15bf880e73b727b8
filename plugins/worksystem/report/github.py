"""Findings as workflow commands, which GitHub shows beside the changed lines of a pull request.

Source: https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from collections.abc import Mapping

from worksystem.check import CheckResult
from worksystem.diagnostics import Diagnostic, Severity
from worksystem.report.summary import count_severities, render_summary
from worksystem.report.visible import make_visible

__all__ = ["ANNOTATION_LIMIT", "render"]

# GitHub shows this many annotations of each kind from one step and drops the rest
ANNOTATION_LIMIT = 10
_COMMANDS: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(result: CheckResult) -> str:
    """One command a finding, then the summary; it says so when GitHub will not show them all."""
    lines = [_command(diagnostic) for diagnostic in result.diagnostics]
    lines.append(_escape_data(render_summary(result)))
    if any(number > ANNOTATION_LIMIT for number in count_severities(result).values()):
        lines.append(
            f"GitHub shows the first {ANNOTATION_LIMIT} annotations of each kind; all findings stand in this log"
        )
    return "\n".join([*lines, ""])


def _command(diagnostic: Diagnostic) -> str:
    start, end = diagnostic.place.span
    properties: dict[str, str | int] = {"file": diagnostic.place.path, "line": start.line}
    if start.line == end.line:
        properties |= {"col": start.column, "endLine": end.line, "endColumn": max(end.column, start.column)}
    else:
        # columns mean nothing to GitHub across lines
        properties |= {"endLine": end.line}
    properties["title"] = f"{diagnostic.code} {diagnostic.name}"
    message = diagnostic.message if diagnostic.help is None else f"{diagnostic.message}\n{diagnostic.help}"
    written = ",".join(f"{name}={_escape_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {written}::{_escape_data(message)}"


def _escape_data(text: str) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    # anything else that is hidden would act on whoever reads the log in a terminal
    return make_visible(escaped)


def _escape_property(text: str) -> str:
    return _escape_data(text).replace(":", "%3A").replace(",", "%2C")
