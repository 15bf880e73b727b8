"""Clarity: goals, priorities, ownership, expectations."""

from typing import Final

from worksystem.views.assessment.practice import Evidence, Practice, most
from worksystem.views.record import Place
from worksystem.views.scope import Scope

__all__ = ["PRACTICES"]

_ITEMS: Final = Place("items", "", "Items")
_GOALS: Final = Place("records/goals", "", "Goals")


def _owner(scope: Scope) -> Evidence:
    return most(scope.workspace.open_items, lambda item: item.record.owner, "open items", "have an owner")


def _outcome(scope: Scope) -> Evidence:
    return most(scope.workspace.open_items, lambda item: item.record.outcome, "open items", "say what will be true")


def _acceptance(scope: Scope) -> Evidence:
    workspace = scope.workspace
    active = [item for item in workspace.open_items if workspace.category_of(item) == "active"]
    return most(
        active, lambda item: item.record.acceptance, "items in work", "say how one will know that they are done"
    )


def _priority(scope: Scope) -> Evidence:
    return most(scope.workspace.open_items, lambda item: item.record.priority, "open items", "have a priority")


def _urgent(scope: Scope) -> Evidence:
    items = scope.workspace.open_items
    if not items:
        return Evidence("the files can’t tell", "There are no open items")
    urgent = sum(
        item.record.expedite is not None or bool(item.record.priority and item.record.priority.level == "critical")
        for item in items
    )
    share = scope.workspace.settings.thresholds.urgent_share
    says = f"{urgent} of {len(items)} open items are called urgent; {share:.0%} are allowed"
    return Evidence("seen" if urgent <= share * len(items) else "not seen", says)


def _goal(scope: Scope) -> Evidence:
    return most(scope.workspace.open_items, lambda item: item.record.goal, "open items", "serve a goal")


def _results(scope: Scope) -> Evidence:
    return most(scope.workspace.goals.values(), lambda goal: goal.record.key_results, "goals", "have key results")


def _readings(scope: Scope) -> Evidence:
    results = [result for goal in scope.workspace.goals.values() for result in goal.record.key_results]
    return most(results, lambda result: result.readings, "key results", "were read at least once")


PRACTICES: Final = (
    Practice(
        "Work has exactly one owner",
        "Go through the open items without an owner and ask of each who would be missed if it failed.",
        Place("open items", "needs=owner", "Items without an owner"),
        _owner,
    ),
    Practice(
        "Work says its outcome",
        "Write one sentence under outcome for what begins next: what will be true when it is done.",
        _ITEMS,
        _outcome,
    ),
    Practice(
        "What is in work says what done means",
        "Write two or three lines under acceptance before an item is started, and ask for them in its workflow.",
        _ITEMS,
        _acceptance,
    ),
    Practice(
        "Priorities are written down",
        "Give the items that wait to be started a priority, in one meeting, next to each other.",
        _ITEMS,
        _priority,
    ),
    Practice(
        "Little is urgent",
        "Take the urgent items to whoever calls them so, and let that person put them in order.",
        Place("items", "", "Items"),
        _urgent,
    ),
    Practice(
        "Work serves a goal",
        "Name the goal of each open item, or ask whether it has to be done.",
        _GOALS,
        _goal,
    ),
    Practice(
        "Goals can be measured",
        "Write one key result under each goal: what is counted, where it stands, where it should stand.",
        _GOALS,
        _results,
    ),
    Practice(
        "Goals are looked at",
        "Read the key results once a month and write what was read under readings.",
        _GOALS,
        _readings,
    ),
)
