"""Populations for tests: items of the type `task` in the workflow `flow`, and whatever records go with them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from tests.histories import make_history
from worksystem.history import Move, StateRule, WorkflowVersion
from worksystem.load import WorkSystem
from worksystem.metrics.conventions import Conventions
from worksystem.metrics.figure import Figure
from worksystem.metrics.population import Population, Selection
from worksystem.metrics.registry import FIGURES

__all__ = ["FLOW", "Make", "figure_of", "make_population", "says"]

Make = Callable[[Mapping[str, str]], WorkSystem]

FLOW = WorkflowVersion(
    "flow",
    None,
    1,
    "proposed",
    {
        "proposed": StateRule("Proposed", "backlog"),
        "ready": StateRule("Ready", "queue"),
        "doing": StateRule("Doing", "active"),
        "review": StateRule("Review", "active", waiting=True),
        "done": StateRule("Done", "done"),
        "dropped": StateRule("Dropped", "dropped"),
    },
    (Move(("doing",), "review", "Hand over", handoff=True), Move(("review",), "doing", "Send back", rework=True)),
)
_WORKFLOW = """\
name: Flow
initial: proposed
states:
  proposed: {name: Proposed, category: backlog}
  ready: {name: Ready, category: queue}
  doing: {name: Doing, category: active}
  review: {name: Review, category: active, waiting: yes}
  done: {name: Done, category: done}
  dropped: {name: Dropped, category: dropped}
"""
FILES = {
    "work/workflows/flow.yml": _WORKFLOW,
    "work/types/task.yml": "name: Task\nworkflow: flow\n",
    "work/types/project.yml": "name: Project\nmanages: project\nworkflow: flow\n",
}


def says(item: str, field: str, *values: tuple[str, Any]) -> list[dict[str, Any]]:
    """Events of another field than the status: each value with the day, noon UTC, from which it held."""
    found: list[dict[str, Any]] = []
    old = None
    for day, new in values:
        at = day if "T" in day else f"{day}T12:00:00+00:00"
        found.append({"item": item, "field": field, "old": old, "new": new, "at": at})
        old = new
    return found


def make_population(
    make_system: Make,
    events: Iterable[Mapping[str, Any]],
    files: Mapping[str, str] | None = None,
    *,
    start: str = "2026-03-01",
    as_of: str = "2026-03-31",
    types: Mapping[str, str] | None = None,
    selection: Selection = Selection(),  # noqa: B008
    few: int = 11,
) -> Population:
    """The items that some events make beside the records of some files, in one window up to `as_of`."""
    history = make_history(events, as_of=as_of, types=types, workflows={"flow": (FLOW,)})
    workspace = make_system({**FILES, **(files or {})}).workspace
    lives = tuple(history.lives.values())
    window = date.fromisoformat(start), date.fromisoformat(as_of)
    smallest = workspace.settings.thresholds.smallest_group
    conventions = Conventions(few=few, smallest_group=smallest)
    return Population(history, workspace, lives, *window, conventions, selection)


def figure_of(population: Population, name: str) -> Figure:
    """One figure by the name of its definition."""
    return {definition.name: work_out for definition, work_out in FIGURES}[name](population)
