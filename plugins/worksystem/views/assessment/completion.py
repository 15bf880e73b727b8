"""Completion: reliable execution, tracked, on time."""

from typing import Final

from worksystem.model.words import capital
from worksystem.views.assessment.practice import MOST, NO_PAST, Evidence, Practice, by_figure, most
from worksystem.views.figures import find_figure
from worksystem.views.measures import MEASURES
from worksystem.views.record import Place
from worksystem.views.scope import Scope

__all__ = ["PRACTICES"]

# Of work that was done, no more than this share should be opened again.
_REOPENED: Final = 0.1
_WORKFLOWS: Final = Place("records/workflows", "", "Workflows")


def _done(scope: Scope) -> Evidence:
    """Whether workflows ask for something before an item is done."""
    workflows = scope.workspace.workflows.values()
    return most(
        workflows,
        lambda workflow: any(
            state.category == "done" and state.entry is not None and (state.entry.standards or state.entry.must)
            for state in workflow.record.states.values()
        ),
        "workflows",
        "say what must hold before work is done",
    )


def _limited(scope: Scope) -> Evidence:
    return most(
        scope.workspace.workflows.values(),
        lambda workflow: any(state.wip is not None for state in workflow.record.states.values()),
        "workflows",
        "limit the work in progress",
    )


def _within(scope: Scope) -> Evidence:
    figure = MEASURES["states_within_limit"](scope)
    if figure.share is None:
        return Evidence("the files can’t tell", "No state has a limit")
    return Evidence("seen" if figure.share >= MOST else "not seen", f"{figure.says} are within their limit")


def _expected(scope: Scope) -> Evidence:
    return most(
        scope.workspace.workflows.values(),
        lambda workflow: any(state.expectation is not None for state in workflow.record.states.values()),
        "workflows",
        "say how long work usually takes",
    )


def _finished(scope: Scope) -> Evidence:
    figure = find_figure(scope, "throughput")
    if figure is None:
        return Evidence("the files can’t tell", NO_PAST)
    return Evidence("seen" if figure.n else "not seen", capital(figure.says))


def _reopened(scope: Scope) -> Evidence:
    figure = find_figure(scope, "reopened")
    if figure is None or figure.value is None:
        return Evidence("the files can’t tell", NO_PAST if figure is None else capital(figure.says))
    return Evidence("seen" if figure.value <= _REOPENED else "not seen", capital(figure.says))


PRACTICES: Final = (
    Practice(
        "Work is finished",
        "Pick the smallest item in work and finish it before anything else begins.",
        Place("metrics/throughput", "", "Throughput"),
        _finished,
    ),
    Practice(
        "Done is agreed on",
        "Write a definition of done of three checks and let the workflow ask for it.",
        _WORKFLOWS,
        _done,
    ),
    Practice(
        "Work in progress is limited",
        "Give the busiest active state of each workflow a limit, a little below what is in it today.",
        _WORKFLOWS,
        _limited,
    ),
    Practice(
        "Limits are kept",
        "Finish or give back something in the states that are over their limit, and begin nothing there until then.",
        Place("boards", "", "Boards"),
        _within,
    ),
    Practice(
        "It is said how long work usually takes",
        "Write an expectation at the active states, from how long the last items took.",
        _WORKFLOWS,
        _expected,
    ),
    Practice(
        "Due dates are met",
        "Look at what was late last month: was it begun late, or was it held up?",
        Place("metrics/due_date_performance", "", "Due dates met"),
        by_figure("due_date_performance"),
    ),
    Practice(
        "Done stays done",
        "Take the items that were opened again and add the check that would have shown it.",
        Place("metrics/reopened", "", "Reopened after done"),
        _reopened,
    ),
    Practice(
        "Finished work brings its outcome",
        "Tick the acceptance of what is finished, and write down where it did not come about.",
        Place("metrics/activity_and_outcomes", "", "Finished work with its outcome delivered"),
        by_figure("activity_and_outcomes"),
    ),
)
