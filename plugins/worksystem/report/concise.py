"""One line a finding, for editors, `grep` and short attention."""

from worksystem.check import CheckResult
from worksystem.diagnostics import Diagnostic
from worksystem.report.summary import render_summary
from worksystem.report.visible import make_visible

__all__ = ["render"]


def render(result: CheckResult) -> str:
    """`path:line:column: severity CODE name: message`, and the summary as the last line."""
    lines = [_line(diagnostic) for diagnostic in result.diagnostics]
    return "\n".join([*lines, render_summary(result), ""])


def _line(diagnostic: Diagnostic) -> str:
    line, column = diagnostic.place.span.start
    kind = f"{diagnostic.severity.value} {diagnostic.code} {diagnostic.name}"
    fix = "" if diagnostic.fix is None else " [fix]" if diagnostic.fix.safe else " [unsafe fix]"
    return make_visible(f"{diagnostic.place.path}:{line}:{column}: {kind}: {diagnostic.message}{fix}")
