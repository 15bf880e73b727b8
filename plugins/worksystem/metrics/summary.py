"""Every figure of a scope in one value: the window, the conventions, what the past could tell, and the figures."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from worksystem.graph.workspace import Workspace
from worksystem.history import History
from worksystem.metrics.conventions import Conventions
from worksystem.metrics.figure import Figure
from worksystem.metrics.population import Population, Selection, Withheld
from worksystem.metrics.registry import measure
from worksystem.metrics.selecting import select

__all__ = ["GROUPS", "Summary", "list_groups", "summarize"]

# The kinds of group that figures are given for, and the kinds of record they are.
GROUPS = {"team": "team", "workflow": "workflow", "type": "item_type", "goal": "goal", "portfolio": "portfolio"}


class Summary(Struct, frozen=True):
    """What is known of one scope.

    Shape: `withheld` says why there are no figures, and is empty where there are; `start` and `end` are days of the
    window.
    """

    selection: Selection
    start: date
    end: date
    figures: tuple[Figure, ...] = ()
    withheld: str = ""
    population: Population | None = None


def summarize(
    history: History,
    workspace: Workspace,
    selection: Selection,
    *,
    start: date | None = None,
    end: date | None = None,
    names: Sequence[str] = (),
) -> Summary:
    """The figures of a scope.

    Shape: without `start` the window is that of the settings; without `end` it ends on the day asked about. `names`
    are definitions, all where there are none.
    """
    conventions = Conventions.of(workspace.settings)
    end = min(end or history.as_of, history.as_of)
    start = start or end - timedelta(days=conventions.window - 1)
    found = select(history, workspace, selection, start=start, end=end, conventions=conventions)
    if isinstance(found, Withheld):
        return Summary(selection, start, end, withheld=found.why)
    return Summary(selection, start, end, measure(found, names), population=found)


def list_groups(workspace: Workspace, kind: str) -> tuple[Selection, ...]:
    """A selection for every group of a kind of `GROUPS`, by id."""
    return tuple(Selection(**{kind: id}) for id in sorted(workspace.of_kind(GROUPS[kind])))
