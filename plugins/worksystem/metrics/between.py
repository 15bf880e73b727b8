"""Days from one value to another: how long items took from when a status, or any axis, first said one thing to when it
said another."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from statistics import median

from msgspec import Struct

from worksystem.graph.vocabulary import custom_fields_of
from worksystem.history import Life
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.percentile import percentile
from worksystem.metrics.population import Population
from worksystem.metrics.stages import elapsed_days
from worksystem.metrics.states import elapsed
from worksystem.model.words import count_of, days_words

__all__ = ["FIGURES", "Between", "list_axes", "measure_between", "time_between"]

TIME_BETWEEN = Definition(
    "time_between",
    "Time from one value to another",
    "days",
    "completion",
    "Days from the first time a field said one thing to the first time after it that it said another",
)


class Between(Struct, frozen=True):
    """The time from `old` to `new`, over the items that had both.

    Unit: `days` of each item, in order of length, with `median_days` and `p85_days`, are elapsed ones with fractions;
    the latter is by nearest rank. `calendar_days` is the median of calendar days, both ends counted. A median of an
    even number is the mean of the two in the middle.
    """

    old: str
    new: str
    days: tuple[float, ...]
    median_days: float
    calendar_days: float
    p85_days: float

    @property
    def n(self) -> int:
        """How many items there are."""
        return len(self.days)


def measure_between(
    walks: Iterable[Sequence[tuple[datetime, str]]],
    day: Callable[[datetime], date],
    counts: Callable[[datetime], bool] = lambda _: True,
) -> tuple[Between, ...]:
    """Every ordered pair of values that some item had one after the other, sorted.

    Shape: a walk holds one item's values as written, each with the moment from which it held, oldest first. The time is
    that from the first moment at one value to the first at the other not before it, whatever lies between; `counts`
    says of the second moment whether the item is looked at.
    """
    found: dict[tuple[str, str], list[tuple[float, int]]] = defaultdict(list)
    for walk in walks:
        first: dict[str, datetime] = {}
        reached: set[tuple[str, str]] = set()
        for when, value in walk:
            for old, since in first.items():
                if old != value and (old, value) not in reached:
                    reached.add((old, value))
                    if counts(when):
                        found[old, value].append((elapsed(since, when), elapsed_days(day(since), day(when))))
            first.setdefault(value, when)
    return tuple(_between(old, new, times) for (old, new), times in sorted(found.items()))


def _between(old: str, new: str, times: Sequence[tuple[float, int]]) -> Between:
    days = tuple(sorted(time for time, _ in times))
    return Between(
        old=old,
        new=new,
        days=days,
        median_days=median(days),
        calendar_days=median(calendar for _, calendar in times),
        p85_days=percentile(days, 0.85, method="nearest_rank"),
    )


def list_axes(population: Population) -> tuple[str, ...]:
    """The fields that say where an item stands: its status, and custom ones with a closed list of values."""
    custom = custom_fields_of(population.workspace)
    seen = {name for life in population.lives for name in life.changed}
    return ("status", *sorted(name for name, field in custom.items() if field.type == "enum" and name in seen))


def time_between(population: Population, field: str) -> tuple[Between, ...]:
    """The pairs of values of a field, as files wrote them, whose second value was reached in the window."""
    walks = (_walk(life, field) for life in population.lives)
    return measure_between(walks, population.day, population.in_window)


def _walk(life: Life, field: str) -> list[tuple[datetime, str]]:
    said = ((event.when, event.new) for event in life.events if event.field == field)
    return [(when, new) for when, new in said if isinstance(new, str) and new]


def _figure(population: Population) -> Figure:
    pairs = {axis: time_between(population, axis) for axis in list_axes(population)}
    if not pairs["status"]:
        return Figure(TIME_BETWEEN.name, None, "No item reached a second status")
    most = max(pairs["status"], key=lambda pair: (pair.n, pair.new, pair.old))
    few = most.n < population.conventions.few
    says = f"From {most.old} to {most.new}, which most items did ({most.n}), half took {days_words(most.median_days)}"
    if few:
        are = "is" if most.n == 1 else "are"
        says = f"From {most.old} to {most.new}, which most items did, there {are} {count_of(most.n, 'item')}: too few"
    detail = {axis: [_row(pair, population) for pair in found] for axis, found in pairs.items()}
    return Figure(TIME_BETWEEN.name, None if few else most.median_days, says, most.n, detail)


def _row(pair: Between, population: Population) -> dict[str, object]:
    if pair.n < population.conventions.few:
        return {"from": pair.old, "to": pair.new, "n": pair.n, "values": list(pair.days)}
    return {
        "from": pair.old,
        "to": pair.new,
        "n": pair.n,
        "median_days": pair.median_days,
        "median_calendar_days": pair.calendar_days,
        "p85_days": pair.p85_days,
    }


FIGURES = ((TIME_BETWEEN, _figure),)
