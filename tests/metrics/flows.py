"""Small flows for tests: the scope that some events make, in one window."""

import tempfile
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from tests.histories import STATES, make_history
from tests.systems import make_system
from worksystem.graph.workspace import Workspace
from worksystem.history import StateMeaning
from worksystem.metrics.conventions import Conventions
from worksystem.metrics.population import Population

__all__ = ["blocks", "make_flow", "make_workspace", "sets"]


@cache
def make_workspace(**workflows: str) -> Workspace:
    """A work system with these workflows; nothing else is in it."""
    with tempfile.TemporaryDirectory() as folder:
        files = {f"work/workflows/{id}.yml": text for id, text in workflows.items()}
        return make_system(Path(folder), files).workspace


def make_flow(
    events: Iterable[Mapping[str, Any]],
    *,
    start: str = "2026-03-01",
    end: str = "2026-03-31",
    timezone: str = "UTC",
    states: Mapping[str, StateMeaning] = STATES,
    types: Mapping[str, str] | None = None,
    workspace: Workspace | None = None,
    **conventions: Any,
) -> Population:
    """The items that some events make; the day asked about is the last of the window.

    Shape: every item runs in the workflow `flow`; `conventions` are those of `Conventions` by name.
    """
    history = make_history(events, as_of=end, states=states, types=types, timezone=timezone)
    return Population(
        history,
        workspace or make_workspace(),
        tuple(history.lives.values()),
        date.fromisoformat(start),
        date.fromisoformat(end),
        Conventions(**conventions),
    )


def sets(item: str, field: str, new: Any, at: str) -> dict[str, Any]:
    """An event that sets a field; noon UTC unless a time stands behind the day."""
    return {
        "item": item,
        "field": field,
        "old": None,
        "new": new,
        "at": at if "T" in at else f"{at}T12:00:00+00:00",
    }


def blocks(item: str, begin: str, end: str = "", reason: str = "") -> list[dict[str, Any]]:
    """Events of a block: when it was written down, and when it was taken out."""
    found = [sets(item, "blocked", {"reason": reason}, begin)]
    return [*found, sets(item, "blocked", None, end)] if end else found
