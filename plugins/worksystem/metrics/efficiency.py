"""Flow efficiency: how much of the time in progress somebody could work on an item, as far as the files can tell."""

from collections.abc import Iterable
from datetime import datetime

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics import stages
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population
from worksystem.metrics.states import elapsed, waiting_workflows
from worksystem.model.words import capital, count_of, days_words, percent_words

__all__ = ["FIGURES", "Split", "flow_efficiency", "splits"]

FLOW_EFFICIENCY = Definition(
    "flow_efficiency",
    "Flow efficiency",
    "share",
    "workflow_architecture",
    "How much of the time from start to finish an item was neither waiting nor blocked",
    "higher",
)

Span = tuple[datetime, datetime]


class Split(Struct, frozen=True):
    """The time of one finished item from start to finish.

    Shape: `active` is neither waiting nor blocked, `blocked` is blocked in a state where it did not wait anyway.
    Unit: days of 24 hours, with fractions; the three add up to the whole.
    """

    item: str
    active: float
    waiting: float
    blocked: float


def splits(population: Population) -> tuple[Split, ...]:
    """The split of what was started, and finished in the window, in that order.

    Shape: without the items of workflows that declare no waiting state, of which files can't tell work from waiting.
    """
    found, telling = [], waiting_workflows(population)
    for life in population.finished:
        if life.workflow not in telling:
            continue
        clock = population.clocks[life.key]
        if clock.started is not None and clock.finished is not None and clock.started <= clock.finished:
            found.append(_split(life, clock.started, clock.finished))
    return tuple(found)


def _split(life: Life, start: datetime, end: datetime) -> Split:
    worked: list[Span] = []
    for spell in life.spells:
        if spell.category == "active" and not spell.waiting:
            worked += _cut([(spell.start, spell.end)], start, end)
    stopped = _merge(_cut(((block.start, block.end) for block in life.blocks), start, end))
    in_hand = sum(elapsed(*span) for span in worked)
    blocked = sum(elapsed(*both) for one in worked for both in _cut(stopped, *one))
    return Split(life.key, in_hand - blocked, elapsed(start, end) - in_hand, blocked)


def _cut(spans: Iterable[tuple[datetime, datetime | None]], start: datetime, end: datetime) -> list[Span]:
    """The parts of spans that lie between two moments."""
    found = [(max(first, start), end if last is None else min(last, end)) for first, last in spans]
    return [(first, last) for first, last in found if first < last]


def _merge(spans: Iterable[Span]) -> list[Span]:
    """Spans without overlaps."""
    found: list[Span] = []
    for first, last in sorted(spans):
        if found and first <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], last))
        else:
            found.append((first, last))
    return found


def flow_efficiency(population: Population) -> Figure:
    """The share over all finished items together, long ones weighing more."""
    found = splits(population)
    declared = bool(waiting_workflows(population))
    timed = sum(population.cycle_days(life) is not None for life in population.finished)
    left_out = timed - len(found)
    days = {
        "active": sum(each.active for each in found),
        "waiting": sum(each.waiting for each in found),
        "blocked": sum(each.blocked for each in found),
    }
    efficiency = stages.flow_efficiency(days, ("waiting", "blocked") if declared else ())
    detail = {
        **{f"{name}_days": round(value, 3) for name, value in days.items()},
        "assumes": "in an active state that is not declared as waiting somebody works on the item, day and night",
        "why": efficiency.why,
        "left_out": left_out,
        "apart": len(population.apart),
    }
    if not timed:
        says = "Nothing was finished that had been started, so there is no time to look at"
        return Figure(FLOW_EFFICIENCY.name, None, says, 0, detail | {"why": "no_time"})
    if not declared:
        says = "No state is declared as waiting, so the files can't tell work from waiting"
        return Figure(FLOW_EFFICIENCY.name, None, says, timed, detail)
    if not found:
        says = f"{capital(count_of(timed, 'item'))} finished, all in workflows that declare no waiting state"
        return Figure(FLOW_EFFICIENCY.name, None, says, timed, detail)
    if efficiency.share is None:
        says = "Everything was finished in the moment in which it was started"
        return Figure(FLOW_EFFICIENCY.name, None, says, len(found), detail)
    says = (
        f"Somebody could work on an item {percent_words(efficiency.share)} of its time in progress: "
        f"{days['active']:,.0f} of {days_words(round(efficiency.total))}, {count_of(len(found), 'item')}"
    )
    if left_out:
        of = "its workflow declares" if left_out == 1 else "their workflows declare"
        says += f"; {count_of(left_out, 'more is', 'more are')} left out, because {of} no waiting state"
    return Figure(FLOW_EFFICIENCY.name, round(efficiency.share, 4), says, len(found), detail)


FIGURES = ((FLOW_EFFICIENCY, flow_efficiency),)
