"""What the checker would say of the work system after an action that it does not say now."""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from worksystem.check.selection import Severities, choose_rules
from worksystem.diagnostics import Severity
from worksystem.graph.finding import Finding
from worksystem.graph.workspace import Workspace
from worksystem.rules import Context, list_rules

__all__ = ["NewError", "new_errors"]


class NewError(Struct, frozen=True):
    """An error that an action would make: at which record, and in the checker's words."""

    kind: str
    id: str
    code: str
    says: str
    help: str


def new_errors(before: Workspace, after: Workspace, today: date) -> tuple[NewError, ...]:
    """The errors that rules find after an action and not before it, by code.

    Shape: what reading a file finds is not among them, see `revise`; warnings and notes are never in the way.
    """
    found = list(_errors(after, today))
    if not found:
        return ()
    old = {(error.code, error.id, error.says) for error in _errors(before, today)}
    return tuple(error for error in found if (error.code, error.id, error.says) not in old)


def _errors(workspace: Workspace, today: date) -> Iterator[NewError]:
    settings = workspace.settings.check
    severities, context = Severities(settings.severity), Context(workspace, today)
    for rule in choose_rules(list_rules(workspace), settings, (), ()):
        if severities.of(rule) is Severity.ERROR:
            for finding in rule.check(context):
                yield _error(finding)


def _error(finding: Finding) -> NewError:
    entry = finding.entry
    kind, id = (entry.kind, entry.id) if entry is not None else ("", "")
    return NewError(kind, id, finding.code, finding.message, finding.help or "")
