"""Workflow architecture: structures, tools, processes, automations."""

from typing import Final

from worksystem.model.words import capital, count_of
from worksystem.views.assessment.practice import Evidence, Practice, by_figure, most
from worksystem.views.holders import build_roles
from worksystem.views.record import Place
from worksystem.views.scope import Scope

__all__ = ["PRACTICES"]

_WORKFLOWS: Final = Place("records/workflows", "", "Workflows")
_ROLES: Final = Place("ownership/roles", "", "Roles")


def _types(scope: Scope) -> Evidence:
    return most(scope.workspace.types.values(), lambda each: each.record.workflow, "item types", "follow a workflow")


def _owners(scope: Scope) -> Evidence:
    return most(scope.workspace.workflows.values(), lambda each: each.record.owner, "workflows", "have an owner")


def _moves(scope: Scope) -> Evidence:
    moves = [move for workflow in scope.workspace.workflows.values() for move in workflow.record.transitions]
    return most(moves, lambda move: move.by, "moves", "say who makes them")


def _exceptions(scope: Scope) -> Evidence:
    return most(
        scope.workspace.workflows.values(),
        lambda each: any(
            (each.record.exceptions.blocked, each.record.exceptions.rejected, each.record.exceptions.cancelled)
        ),
        "workflows",
        "say what happens to work that goes wrong",
    )


def _held(scope: Scope) -> Evidence:
    return most(build_roles(scope), lambda role: not role.missing, "roles", "are held by somebody")


def _two(scope: Scope) -> Evidence:
    critical = [role for role in build_roles(scope) if role.critical]
    return most(critical, lambda role: not role.single, "critical roles", "have a second person or a deputy")


def _automated(scope: Scope) -> Evidence:
    count = sum(len(workflow.record.automation) for workflow in scope.workspace.workflows.values())
    if not count:
        return Evidence("not seen", "No workflow has an automation")
    return Evidence("seen", f"{capital(count_of(count, 'automation runs', 'automations run'))} by themselves")


def _tools(scope: Scope) -> Evidence:
    tools = scope.workspace.tools.values()
    return most(tools, lambda tool: tool.record.purpose and tool.record.owner, "tools", "have a purpose and an owner")


PRACTICES: Final = (
    Practice(
        "Every kind of work follows a workflow",
        "Name the workflow of each item type; three states are enough to begin.",
        Place("records/types", "", "Item types"),
        _types,
    ),
    Practice(
        "Workflows have an owner",
        "Name a team under owner of each workflow: the one that may change it.",
        _WORKFLOWS,
        _owners,
    ),
    Practice(
        "Moves say who makes them",
        "Write under by of each transition who may make it.",
        _WORKFLOWS,
        _moves,
    ),
    Practice(
        "Work takes the ways that were agreed",
        "Look at the moves that no workflow declares: declare them, or ask what stood in the way.",
        Place("metrics/conformance", "", "Moves the workflow declares"),
        by_figure("conformance"),
    ),
    Practice(
        "What goes wrong has a way too",
        "Write under exceptions how long work may be blocked, and who takes care of it then.",
        _WORKFLOWS,
        _exceptions,
    ),
    Practice(
        "Roles are held",
        "Find a holder for each role that nobody holds, or take the role away.",
        _ROLES,
        _held,
    ),
    Practice(
        "Nothing hangs on one person",
        "Name a deputy for each critical role, and let the deputy do it once while the holder is there.",
        _ROLES,
        _two,
    ),
    Practice(
        "Repeated steps happen by themselves",
        "Take the reminder that somebody sends every week and make it an automation of its workflow.",
        _WORKFLOWS,
        _automated,
    ),
)
