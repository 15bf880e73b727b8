"""Work in progress and its total age, day by day, one above the other."""

from collections.abc import Sequence

from worksystem.metrics.age import total_age, total_age_by_day
from worksystem.metrics.population import Population
from worksystem.metrics.wip import wip, wip_by_day
from worksystem.views.chart import Chart
from worksystem.views.charts import Moment, Series, lines
from worksystem.views.flow.subject import NOTHING_STARTED, convention, headline

__all__ = ["build_wip"]


def build_wip(population: Population, *, moments: Sequence[Moment] = ()) -> Chart:
    """Two panels over the same days."""
    counts, ages = wip_by_day(population), total_age_by_day(population)
    drawn = any(count for _, count in counts)
    title, rest = headline(wip(population).says)
    return Chart(
        "wip",
        title,
        "Above, the number of items in progress at the end of each day; below, how old they were together. "
        f"{total_age(population).says}. Where only the lower line climbs, started work is left lying.{rest}",
        (
            lines([Series("in progress", counts, "active")], (), moments, unit="items", area=True, step=True,
                  height=200, title="Items in progress"),
            lines([Series("total age", ages)], (), moments, unit="item days", height=200, title="Total age"),
        ) if drawn else (),
        ("Day", "Items in progress", "Total age"),
        tuple((day, count, age) for (day, count), (_, age) in zip(counts, ages, strict=True)) if drawn else (),
        NOTHING_STARTED,
        convention(population, ends=True),
        "metrics/wip/",
    )  # fmt: skip
