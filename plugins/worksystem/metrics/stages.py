"""Work on its way through ordered stages, on plain days: when it reached each, how many are where, how long they stay.

A stage is a state of a workflow, or several taken together. Days are days of the calendar; what to do where peers
differ (end days, moves back, the finishing day) is an argument.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from itertools import accumulate
from typing import Final, Literal

from msgspec import Struct

from worksystem.metrics.percentile import percentile

__all__ = [
    "PACE",
    "Efficiency",
    "FlowDay",
    "NetFlow",
    "Pace",
    "StateTime",
    "blocked_days",
    "cumulative_flow",
    "cumulative_state_time",
    "elapsed_days",
    "exit_ages",
    "flow_efficiency",
    "net_flow",
    "pace",
    "stage_dates",
    "stage_on",
    "work_in_progress",
]

Back = Literal["keep", "restart"]
PACE: Final = (0.50, 0.70, 0.85, 0.95)


class FlowDay(Struct, frozen=True):
    """How many items had reached each stage by the end of a day, in the order of the stages: never rising from left to
    right.
    """

    day: date
    reached: tuple[int, ...]


class NetFlow(Struct, frozen=True):
    """What started and what finished on a day."""

    day: date
    arrivals: int
    departures: int

    @property
    def net(self) -> int:
        """Above 0 more was started than finished."""
        return self.arrivals - self.departures


class StateTime(Struct, frozen=True):
    """The time that all items together spent in a stage: those that are done, and those under way in it now."""

    stage: str
    completed: float
    ongoing: float

    @property
    def total(self) -> float:
        return self.completed + self.ongoing


class Pace(Struct, frozen=True):
    """How old finished items were when they left a stage for the last time.

    Shape: `ages` follows the shares of the call, in days since the start; `n` is the number of items that left it.
    """

    stage: str
    n: int
    ages: tuple[float, ...]


class Efficiency(Struct, frozen=True):
    """The share of time that work was worked on rather than waiting.

    Shape: `why` says what is missing when there is no share: "no_waiting_states" when no state is declared as waiting
    (which is not 100%), "no_time" when nothing was measured.
    """

    total: float
    waiting: float
    share: float | None
    why: Literal["", "no_waiting_states", "no_time"] = ""


def elapsed_days(start: date, end: date, *, both_ends: bool = True) -> int:
    """From one day to another: a cycle time, or an age when `end` is today.

    Unit: calendar days; with both ends counted, the same day is 1, without 0.
    Source: content/handbook/measures_and_peers.md#both-end-days
    """
    return (end - start).days + both_ends


def stage_dates(
    entries: Iterable[tuple[date, str]], stages: Sequence[str], *, back: Back = "keep"
) -> dict[str, date | None]:
    """The day on which an item reached each stage, `None` for those it has not.

    Shape: `entries` are the stages it came into, oldest first; those not among `stages` are passed over. A skipped
    stage is reached with the next one. With `back` "keep" a move back changes nothing, except that the last stage
    counts only while the item stands there, from when it last came; with "restart" a move back wipes all later stages.
    Source: content/handbook/measures_and_peers.md#moves-back
    """
    rank = {stage: place for place, stage in enumerate(stages)}
    reached: list[date | None] = [None] * len(stages)
    for day, stage in entries:
        place = rank.get(stage)
        if place is None:
            continue
        kept = place + 1 if back == "restart" else max(place + 1, len(stages) - 1)
        reached[kept:] = [None] * (len(stages) - kept)
        for earlier in range(place + 1):
            reached[earlier] = reached[earlier] or day
    return dict(zip(stages, reached, strict=True))


def stage_on(dates: Mapping[str, date | None], day: date) -> str | None:
    """The furthest stage that was reached by the end of a day, from `stage_dates`; `None` before the first."""
    return next((stage for stage, on in reversed(tuple(dates.items())) if on is not None and on <= day), None)


def blocked_days(
    blocks: Iterable[tuple[date, date | None]], *, start: date, until: date, both_ends: bool = True
) -> int:
    """The days between `start` and `until` on which an item was blocked; a block without an end runs to `until`.

    Unit: calendar days; blocks that overlap count once. With both ends counted every day touched by a block is one,
    so the sum never exceeds the cycle time; without them a block is its end minus its start.
    """
    total = 0
    covered: date | None = None
    for begin, end in sorted((max(begin, start), min(end or until, until)) for begin, end in blocks):
        first = begin if covered is None else max(begin, covered)
        if end < first:
            continue
        # A day that the block before already touched is not counted again.
        total += elapsed_days(first, end, both_ends=both_ends and first != covered)
        covered = end
    return total


def cumulative_flow(
    items: Iterable[Mapping[str, date | None]], stages: Sequence[str], days: Iterable[date]
) -> tuple[FlowDay, ...]:
    """The cumulative flow diagram: by the end of each day, how many items had ever reached each stage.

    Shape: `items` as `stage_dates` gives them; `days` ascending. Leave out work that was dropped: it would stand in
    its last stage for ever.
    """
    known = tuple(items)
    arrived = [sorted(on for each in known if (on := each[stage]) is not None) for stage in stages]
    return tuple(FlowDay(day, tuple(bisect_right(on, day) for on in arrived)) for day in days)


def net_flow(spans: Iterable[tuple[date, date | None]], days: Iterable[date]) -> tuple[NetFlow, ...]:
    """What started and finished on each day, days without either included; the departures are the throughput."""
    known = tuple(spans)
    started, finished = Counter(start for start, _ in known), Counter(end for _, end in known)
    return tuple(NetFlow(day, started[day], finished[day]) for day in days)


def work_in_progress(
    spans: Iterable[tuple[date, date | None]], days: Iterable[date], *, finishing_day: bool = False
) -> tuple[tuple[date, int], ...]:
    """How many items were in progress at the end of each day; with `finishing_day`, or at any time of it.

    Shape: `spans` are the days of start and end, without an end while still in progress.
    Source: content/handbook/measures_and_peers.md#work-in-progress-on-the-finishing-day
    """
    known = tuple(spans)
    started = sorted(start for start, _ in known)
    finished = sorted(end for _, end in known if end is not None)
    gone = bisect_left if finishing_day else bisect_right
    return tuple((day, bisect_right(started, day) - gone(finished, day)) for day in days)


def cumulative_state_time(
    completed: Iterable[Mapping[str, float]], in_flight: Iterable[tuple[str, float]], stages: Sequence[str]
) -> tuple[StateTime, ...]:
    """The time that finished items spent in each stage, and that of items under way in the stage they stand in.

    Shape: `completed` holds the time per stage of each finished item; `in_flight` the stage and time of each other.
    """
    done: defaultdict[str, float] = defaultdict(float)
    going: defaultdict[str, float] = defaultdict(float)
    for times in completed:
        for stage, time in times.items():
            done[stage] += time
    for stage, time in in_flight:
        going[stage] += time
    return tuple(StateTime(stage, done[stage], going[stage]) for stage in stages)


def exit_ages(started: date, exits: Iterable[tuple[date, str]], *, both_ends: bool = True) -> dict[str, int]:
    """How old an item was when it left each stage for the last time.

    Shape: `exits` are the stages it left, oldest first. Unit: calendar days since the start.
    """
    return {stage: elapsed_days(started, day, both_ends=both_ends) for day, stage in exits}


def pace(
    ages: Iterable[Mapping[str, float]],
    stages: Sequence[str],
    *,
    shares: Sequence[float] = PACE,
    method: str = "nearest_rank",
) -> tuple[Pace, ...]:
    """The pace of finished work: percentiles of its age on leaving each stage, as bands for work under way.

    Shape: `ages` as `exit_ages` gives them; stages that nobody left are absent. From left to right an age never falls:
    a late stage that few passed may not seem younger than the one before it.
    """
    known = tuple(ages)
    left = [(stage, values) for stage in stages if (values := [each[stage] for each in known if stage in each])]
    raw = [[percentile(values, share, method=method) for share in shares] for _, values in left]
    rising = zip(*(accumulate(column, max) for column in zip(*raw, strict=True)), strict=True)
    return tuple(Pace(stage, len(values), tuple(row)) for (stage, values), row in zip(left, rising, strict=True))


def flow_efficiency(days: Mapping[str, float], waiting: Collection[str]) -> Efficiency:
    """The share of the time in progress that was not spent in waiting states.

    Shape: `days` is the time per state, of one item or of many; `waiting` names the states in which nobody works on
    the item. It is as true as that declaration: time in an active state counts as work even at night.
    """
    total = sum(days.values())
    waited = sum(time for state, time in days.items() if state in waiting)
    if not waiting:
        return Efficiency(total, 0.0, None, "no_waiting_states")
    if not total:
        return Efficiency(total, waited, None, "no_time")
    return Efficiency(total, waited, (total - waited) / total)
