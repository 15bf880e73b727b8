"""The paths that work really took: the moves of each item between states, and the whole way of those that are over."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from itertools import pairwise

from msgspec import Struct

from worksystem.history import Life, WorkflowVersion
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.percentile import percentile
from worksystem.metrics.population import Population
from worksystem.metrics.states import elapsed
from worksystem.model.words import count_of, percent_words

__all__ = [
    "FIGURES",
    "Path",
    "Step",
    "Times",
    "closed_in_window",
    "detail_of",
    "goes_back",
    "list_paths",
    "list_steps",
    "steps_of",
    "times_of",
]

PATHS = Definition(
    "paths",
    "Paths taken",
    "share",
    "workflow_architecture",
    "Which ways finished work went through its states, and how many items took the most frequent one",
)
_CLOSED = frozenset({"done", "dropped"})


class Step(Struct, frozen=True):
    """A move that happened.

    Shape: `old` and `new` are states, or words that are no state; `bulk` marks a commit that moved many items at once.
    Unit: `days` is the stay in `old` before the move, days of 24 hours with fractions, like all time in states.
    """

    life: Life
    old: str
    new: str
    since: datetime
    when: datetime
    days: float
    bulk: bool = False


class Times(Struct, frozen=True):
    """How long something took: `median` and `expected` by the convention's percentiles, or all `values` where they are
    few. Unit: days."""

    n: int
    median: float | None = None
    expected: float | None = None
    values: tuple[float, ...] = ()


class Path(Struct, frozen=True):
    """A whole way from the first state seen to the last: how many items took it, and how long from their creation."""

    states: tuple[str, ...]
    items: tuple[str, ...]
    lead: Times


def times_of(values: Iterable[float], population: Population) -> Times:
    """A summary of durations, as figures with few observations show it too."""
    ordered = tuple(sorted(values))
    chosen = population.conventions
    if len(ordered) < chosen.few:
        return Times(len(ordered), values=ordered)
    return Times(
        len(ordered),
        percentile(ordered, 0.5, method=chosen.percentile),
        percentile(ordered, chosen.expectation, method=chosen.percentile),
    )


def steps_of(life: Life, population: Population) -> tuple[Step, ...]:
    """Every move of an item, oldest first; the same state written in other words is no move."""
    stays: list[tuple[str, datetime, datetime | None]] = []
    for spell in life.spells:
        if stays and stays[-1][0] == spell.state:
            stays[-1] = (spell.state, stays[-1][1], spell.end)
        else:
            stays.append((spell.state, spell.start, spell.end))
    bulk = {event.when for event in life.events if event.bulk and event.field == "status"}
    return tuple(
        Step(life, old, new, since, when, elapsed(since, until or when), when in bulk)
        for (old, since, until), (new, when, _) in pairwise(stays)
    )


def list_steps(population: Population) -> tuple[Step, ...]:
    """The moves of the window, in the order of the items."""
    return tuple(
        step for life in population.lives for step in steps_of(life, population) if population.in_window(step.when)
    )


def goes_back(workflow: WorkflowVersion | None, old: str, new: str) -> bool:
    """Whether a move leads back: declared as rework, out of a closed state, or to an earlier place on the board."""
    if workflow is None:
        return False
    move = workflow.find_move(old, new)
    if move is not None and move.rework:
        return True
    before, after = workflow.states.get(old), workflow.states.get(new)
    if before is None or after is None or after.category == "dropped":
        return False
    if before.category in _CLOSED:
        return after.category not in _CLOSED
    order = tuple(workflow.states)
    return order.index(new) < order.index(old)


def closed_in_window(population: Population) -> tuple[Life, ...]:
    """What was finished or dropped in the window, without what is counted apart."""
    clocks = population.clocks
    return tuple(
        life
        for life in population.lives
        if not clocks[life.key].apart and population.in_window(clocks[life.key].finished or clocks[life.key].dropped)
    )


def list_paths(population: Population) -> tuple[Path, ...]:
    """The whole ways of what was finished or dropped in the window, the most frequent first."""
    items: dict[tuple[str, ...], list[str]] = defaultdict(list)
    days: dict[tuple[str, ...], list[float]] = defaultdict(list)
    for life in closed_in_window(population):
        steps = steps_of(life, population)
        states = (life.spells[0].state, *(step.new for step in steps))
        clock = population.clocks[life.key]
        items[states].append(life.key)
        days[states].append(population.days_between(life.created, clock.finished or clock.dropped) or 0)
    ordered = sorted(items, key=lambda states: (-len(items[states]), states))
    return tuple(Path(states, tuple(items[states]), times_of(days[states], population)) for states in ordered)


def _paths(population: Population) -> Figure:
    paths = list_paths(population)
    total = sum(len(path.items) for path in paths)
    if not paths:
        return Figure(PATHS.name, None, "Nothing was finished or dropped, so no path is whole")
    most = paths[0]
    share = len(most.items) / total
    way = " → ".join(most.states)
    says = f"The most frequent of {count_of(len(paths), 'way')}, {way}, was taken by {percent_words(share)} of "
    says += count_of(total, "item")
    if len(paths) == 1:
        says = f"All of {count_of(total, 'item')} took the same way: {way}"
    rows = [
        {
            "states": list(path.states),
            "items": list(path.items),
            "share": len(path.items) / total,
            **detail_of(path.lead, "lead"),
        }
        for path in paths
    ]
    return Figure(PATHS.name, share, says, total, {"paths": rows})


def detail_of(times: Times, name: str) -> dict[str, object]:
    """The plain values of a summary: the two percentiles, or the values where they are few."""
    if times.median is None:
        return {f"{name}_days": list(times.values)}
    return {f"{name}_median_days": times.median, f"{name}_expected_days": times.expected}


FIGURES = ((PATHS, _paths),)
