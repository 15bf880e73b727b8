"""Little's law over a finite window: how much was in progress, how fast it came, how long each stayed.

Over any window the average number in progress is exactly the arrival rate times the average time spent in the window
by what was there. Nothing has to be stable for that; where it does not hold, the record of starts and ends is wrong.
"""

import math
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Final, Literal

from msgspec import Struct

__all__ = ["Point", "Stay", "Window", "holds", "sample_path", "window"]

DAY: Final = timedelta(days=1)


class Stay(Struct, frozen=True):
    """One item in progress from `start` until `end`, or still there."""

    id: str
    start: datetime
    end: datetime | None = None


class Point(Struct, frozen=True):
    """What held at one arrival or departure, counted from the start of the window, this event included.

    Shape: `arrivals`, `departures` and `in_progress` count items (A, D, N); `presence` is the area under the number
    in progress (H); `average` is the average in progress (L); `arrival_rate` and `departure_rate` are per unit
    (Lambda, Theta); `residence` is presence per arrival (w), `residence_per_departure` per departure (w'); `sojourn`
    is the average whole stay of those that departed (W*).
    Unit: time in the unit of the call, days unless told.
    Errors: `None` where nothing is divided by: no time has passed, or nothing arrived or departed.
    """

    at: datetime
    id: str
    event: Literal["arrival", "departure"]
    arrivals: int
    departures: int
    in_progress: int
    presence: float
    average: float | None
    arrival_rate: float | None
    departure_rate: float | None
    residence: float | None
    residence_per_departure: float | None
    sojourn: float | None


class Window(Struct, frozen=True):
    """Little's law over one window, each side measured on its own.

    Shape: `at_start` and `at_end` are the numbers in progress at the two ends; `arrivals` counts what was there at the
    start too, `departures` what left. `average` (L) comes from the number in progress over time, `residence` (w) from
    the stays, each cut to the window; `arrival_rate` is Lambda. `departure_rate` (Theta) and `sojourn` (W*, whole
    stays of what departed) meet them when arrivals and departures keep pace. `holds` is the check of the record:
    false when some stay ends before it starts.
    Unit: items, and time in the unit of the call, days unless told.
    Errors: `residence` and `sojourn` are `None` when nothing arrived or departed.
    """

    start: datetime
    end: datetime
    at_start: int
    at_end: int
    arrivals: int
    departures: int
    average: float
    arrival_rate: float
    departure_rate: float
    residence: float | None
    sojourn: float | None
    holds: bool


def holds(average: float, rate: float, residence: float | None, *, tolerance: float = 1e-9) -> bool:
    """Whether L = lambda * w, within rounding; without anything that arrived, whether nothing was in progress."""
    return math.isclose(average, rate * (residence or 0.0), rel_tol=tolerance, abs_tol=tolerance)


def sample_path(
    stays: Iterable[Stay], *, start: datetime | None = None, end: datetime | None = None, unit: timedelta = DAY
) -> tuple[Point, ...]:
    """The law event by event, oldest first; at the same instant arrivals come before departures, then by id.

    Shape: the window runs from `start`, or the first arrival, to each event in turn, up to `end`. What was there
    before `start` arrives at `start`. Instants are all naive or all with an offset.
    Source: Stidham, "A last word on L = lambda W", Operations Research 22 (1974); El-Taha and Stidham, Sample-Path
    Analysis of Queueing Systems (1999).
    """
    known = tuple(stays)
    begin = min((stay.start for stay in known), default=None) if start is None else start
    if begin is None:
        return ()
    points: list[Point] = []
    for at, departs, stay, arrivals, departures, presence, stayed in _sweep(known, begin, end, unit):
        elapsed = (at - begin) / unit
        points.append(
            Point(
                at=at,
                id=stay.id,
                event="departure" if departs else "arrival",
                arrivals=arrivals,
                departures=departures,
                in_progress=arrivals - departures,
                presence=presence,
                average=_ratio(presence, elapsed),
                arrival_rate=_ratio(arrivals, elapsed),
                departure_rate=_ratio(departures, elapsed),
                residence=_ratio(presence, arrivals),
                residence_per_departure=_ratio(presence, departures),
                sojourn=_ratio(stayed, departures),
            )
        )
    return tuple(points)


def window(stays: Iterable[Stay], *, start: datetime, end: datetime, unit: timedelta = DAY) -> Window:
    """Little's law over one window, as a check of the record it is computed from.

    Shape: what departs at `start` belongs to the window before, what arrives at `end` to this one.
    Errors: `ValueError` if the window has no length.
    """
    if end <= start:
        raise ValueError("a window ends after it starts")
    known = tuple(stay for stay in stays if _overlaps(stay, start, end))
    arrivals = departures = 0
    presence = stayed = 0.0
    last = start
    for last, _, _, arrivals, departures, presence, stayed in _sweep(known, start, end, unit):  # noqa: B007
        pass
    presence += (arrivals - departures) * ((end - last) / unit)
    length = (end - start) / unit
    average = presence / length
    residence = _ratio(sum(_within(stay, start, end) / unit for stay in known), arrivals)
    return Window(
        start=start,
        end=end,
        at_start=sum(stay.start < start for stay in known),
        at_end=arrivals - departures,
        arrivals=arrivals,
        departures=departures,
        average=average,
        arrival_rate=arrivals / length,
        departure_rate=departures / length,
        residence=residence,
        sojourn=_ratio(stayed, departures),
        holds=holds(average, arrivals / length, residence),
    )


def _events(stays: tuple[Stay, ...], start: datetime, end: datetime | None) -> list[tuple[datetime, bool, str, Stay]]:
    """Arrivals and departures in a window, in order; `True` marks a departure."""
    found: list[tuple[datetime, bool, str, Stay]] = []
    for stay in stays:
        if not _overlaps(stay, start, end):
            continue
        found.append((max(stay.start, start), False, stay.id, stay))
        if stay.end is not None and (end is None or stay.end <= end):
            found.append((stay.end, True, stay.id, stay))
    return sorted(found, key=lambda event: event[:3])


def _sweep(
    stays: tuple[Stay, ...], start: datetime, end: datetime | None, unit: timedelta
) -> Iterator[tuple[datetime, bool, Stay, int, int, float, float]]:
    """After each event: when, whether it is a departure, whose, and A, D, H and the stays of what departed so far."""
    arrivals = departures = 0
    presence = stayed = 0.0
    before = start
    for at, departs, _, stay in _events(stays, start, end):
        presence += (arrivals - departures) * ((at - before) / unit)
        before = at
        if departs:
            departures += 1
            stayed += (at - stay.start) / unit
        else:
            arrivals += 1
        yield at, departs, stay, arrivals, departures, presence, stayed


def _overlaps(stay: Stay, start: datetime, end: datetime | None) -> bool:
    """Whether any of a stay lies in a window; what was over when the window began does not."""
    if end is not None and stay.start > end:
        return False
    return stay.start >= start or stay.end is None or stay.end > start


def _within(stay: Stay, start: datetime, end: datetime) -> timedelta:
    """The part of a stay that lies in a window; nothing for one that ends before it starts."""
    until = end if stay.end is None else min(stay.end, end)
    return max(until - max(stay.start, start), timedelta())


def _ratio(part: float, whole: float) -> float | None:
    return part / whole if whole else None
