"""The four DORA measures of delivery, on plain days and instants: how often, how fast, how safe, how soon repaired."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final

from msgspec import Struct

__all__ = [
    "DURATIONS",
    "FREQUENCIES",
    "Frequency",
    "change_failure_rate",
    "deployment_frequency",
    "duration_bucket",
    "median_duration",
]

FREQUENCIES: Final = ("daily", "weekly", "monthly", "yearly")

# Up to which duration a bucket goes, that duration left out; a month has 730 hours.
_BOUNDS: Final = (
    (timedelta(hours=24), "one day"),
    (timedelta(hours=168), "one week"),
    (timedelta(hours=730), "one month"),
    (timedelta(hours=6 * 730), "six months"),
)
DURATIONS: Final = (*(name for _, name in _BOUNDS), "one year")


class Frequency(Struct, frozen=True):
    """How often was deployed in a window.

    Shape: `per_day` holds every day of the window, oldest first, with its number of distinct deployments; the medians
    are over all weeks (Monday to Sunday) and months that the window touches, those without a deployment included;
    `bucket` is one of `FREQUENCIES`.
    """

    per_day: tuple[tuple[date, int], ...]
    days_per_week: float
    per_month: float
    bucket: str


def deployment_frequency(deployments: Iterable[tuple[str, date]], *, start: date, end: date) -> Frequency:
    """How often was deployed, from the id and day of each deployment; both ends of the window are in it.

    Shape: daily if in the median week at least 3 days have a deployment, weekly if the median week has one, monthly if
    the median month has one, else yearly: also when there was none at all. Three months are the usual window.
    Errors: `ValueError` if the window ends before it starts.
    Source: dora-team/fourkeys METRICS.md.
    """
    if end < start:
        raise ValueError("a window ends after it starts")
    days = [start + timedelta(days=n) for n in range((end - start).days + 1)]
    counts = Counter(day for _, day in set(deployments))
    weeks: Counter[date] = Counter()
    months: Counter[tuple[int, int]] = Counter()
    for day in days:
        weeks[day - timedelta(days=day.weekday())] += bool(counts[day])
        months[day.year, day.month] += counts[day]
    days_per_week, per_month = median(weeks.values()), median(months.values())
    if days_per_week >= 3:
        bucket = "daily"
    elif days_per_week >= 1:
        bucket = "weekly"
    else:
        bucket = "monthly" if per_month >= 1 else "yearly"
    return Frequency(tuple((day, counts[day]) for day in days), days_per_week, per_month, bucket)


def median_duration(spans: Iterable[tuple[datetime, datetime]]) -> timedelta | None:
    """The median from begin to end: commit to deployment (lead time for changes), or created to resolved (time to
    restore).

    Errors: `None` without a span.
    Source: dora-team/fourkeys METRICS.md.
    """
    seconds: Sequence[float] = [(end - start).total_seconds() for start, end in spans]
    return timedelta(seconds=median(seconds)) if seconds else None


def duration_bucket(duration: timedelta) -> str:
    """The bucket of a lead time or a time to restore, one of `DURATIONS`: under 24 hours is one day, and so on."""
    return next((name for bound, name in _BOUNDS if duration < bound), DURATIONS[-1])


def change_failure_rate(deployments: int, failed: int) -> float | None:
    """The share of deployments that caused an incident, from 0 to 1; `None` without a deployment."""
    return failed / deployments if deployments else None
