"""The picture of the four DORA measures: how often, how fast, how safe, how soon repaired."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median

from msgspec import Struct
from msgspec.structs import replace

from worksystem.metrics.deployments import DAY, list_changes, list_deployments
from worksystem.metrics.incidents import list_failed, list_restored
from worksystem.metrics.month import months_of
from worksystem.metrics.population import Population
from worksystem.model.words import capital, count_of, number_of
from worksystem.views.chart import Chart, ChartCell, Panel
from worksystem.views.charts import Level, Point, Series, lines, scatter
from worksystem.views.charts.style import HALF
from worksystem.views.flow.subject import Address, convention, item_name, item_ref, no_address

__all__ = ["build_dora"]

_HEIGHT = 300
_NOT_CONFIGURED = (
    "Not configured: say which items are deployments and which are incidents, under metrics in work/worksystem.yml."
)


class _Taken(Struct, frozen=True):
    """An item, the day on which it was over, and the days it took."""

    key: str
    day: date
    days: float


def build_dora(population: Population, *, address: Address = no_address) -> Chart:
    """Four panels: deployments of each week, days of each change, failures of each month, days of each incident.

    Shape: what a panel has nothing for is left out; single items have a median from as many on as the conventions ask.
    """
    deployments = list_deployments(population)
    failed = {life.key for life in list_failed(population)}
    changes = [
        _Taken(each.life.key, population.day(each.deployed), (each.deployed - each.started) / DAY)
        for each in list_changes(population)
    ]
    restored = [
        _Taken(life.key, population.day(finished), (finished - life.created) / DAY)
        for life in list_restored(population)
        if (finished := population.clocks[life.key].finished) is not None
    ]
    days = [(life.key, population.day(at)) for life in deployments if (at := population.clocks[life.key].finished)]
    chosen = population.workspace.settings.metrics
    title = f"{capital(count_of(len(deployments), 'deployment'))}, {number_of(len(failed))} with an incident"
    return Chart(
        id="dora",
        title=f"{title}, {count_of(len(restored), 'incident')} resolved",
        summary=(
            "How many deployments each week had; how long each change took from its start to its deployment; which "
            "share of each month's deployments an incident was traced to; how long each incident took."
        ),
        panels=(
            *_frequency(population, [day for _, day in days]),
            *_dots(population, changes, "Lead time for changes", address),
            *_failures(population),
            *_dots(population, restored, "Time to restore", address),
        ),
        columns=("What", "Item", "Day", "Days it took", "Failed"),
        rows=(
            *(
                ("deployment", item_ref(population, key), day, None, "yes" if key in failed else "no")
                for key, day in days
            ),
            *_rows(population, "change", changes),
            *_rows(population, "incident", restored),
        ),
        empty=(
            _NOT_CONFIGURED
            if chosen.deployments is None or chosen.incidents is None
            else "Nothing was deployed and no incident resolved in this window."
        ),
        convention=convention(population, apart=True),
        definition="metrics/deployment_frequency/",
    )


def _frequency(population: Population, days: Sequence[date]) -> tuple[Panel, ...]:
    """Whole weeks of the window, from Monday to Sunday."""
    counts = Counter(day - timedelta(days=day.weekday()) for day in days)
    mondays = [day for day in population.days if day.weekday() == 0 and day + timedelta(days=6) <= population.end]
    if not days or not mondays:
        return ()
    points = tuple((monday, counts[monday]) for monday in mondays)
    level = Level("median", median(count for _, count in points))
    series = Series("deployments", points, "done")
    title = "Deployments a week"
    return (lines([series], [level], unit="a week", dots=True, width=HALF, height=_HEIGHT, title=title),)


def _failures(population: Population) -> tuple[Panel, ...]:
    found = [(month.start, len(list_failed(month)), len(list_deployments(month))) for month in months_of(population)]
    points = tuple((day, round(failed * 100 / n) if n else None) for day, failed, n in found)
    if all(share is None for _, share in points):
        return ()
    series = Series("failed", points, "error")
    title = "Change failure rate by month"
    return (lines([series], unit="%", dots=True, width=HALF, height=_HEIGHT, title=title),)


def _dots(population: Population, taken: Sequence[_Taken], title: str, address: Address) -> tuple[Panel, ...]:
    if not taken:
        return ()
    enough = len(taken) >= population.conventions.few
    levels = [Level("median", median(each.days for each in taken))] if enough else []
    points = [
        Point(each.day, round(each.days, 1), item_name(population, each.key), address(each.key)) for each in taken
    ]
    drawn = scatter(points, levels, first=population.start, last=population.end, width=HALF)
    return (replace(drawn, title=title),)


def _rows(population: Population, what: str, taken: Sequence[_Taken]) -> tuple[tuple[ChartCell, ...], ...]:
    return tuple((what, item_ref(population, each.key), each.day, each.days, None) for each in taken)
