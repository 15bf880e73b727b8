"""The cycle-time scatterplot: each finished item by day and days, with percentile lines and a histogram."""

from collections.abc import Sequence

from worksystem.metrics.cycle_time import cycle_time, cycle_times
from worksystem.metrics.population import Population
from worksystem.metrics.spread import percentiles
from worksystem.views.chart import Chart, Panel
from worksystem.views.charts import Level, Moment, Point, histogram, scatter
from worksystem.views.flow.subject import (
    NOTHING_FINISHED,
    Address,
    convention,
    headline,
    item_name,
    item_ref,
    no_address,
)

__all__ = ["build_cycle_time"]


def build_cycle_time(population: Population, *, address: Address = no_address, moments: Sequence[Moment] = ()) -> Chart:
    """Dots for every item; lines and a histogram only where there are enough."""
    found = cycle_times(population)
    marks = percentiles((each.days for each in found), population.conventions)
    levels = [Level(f"{share * 100:g}%", value) for share, value in marks.items()]
    points = [Point(each.day, each.days, item_name(population, each.item), address(each.item)) for each in found]
    panels: tuple[Panel, ...] = ()
    if found:
        panels = (scatter(points, levels, moments, first=population.start, last=population.end),)
    if marks:
        panels += (histogram([each.days for each in found], levels),)
    title, rest = headline(cycle_time(population).says)
    summary = "Each dot is a finished item: to the right the day of its finish, upwards its cycle time."
    if marks:
        summary += (
            " The lines say within how many days which share was finished; the bars how often which time occurred."
        )
    elif found:
        summary += " These are too few for percentiles."
    return Chart(
        "cycle-time",
        title,
        summary + rest,
        panels,
        ("Item", "Finished", "Days"),
        tuple((item_ref(population, each.item), each.day, each.days) for each in found),
        NOTHING_FINISHED,
        convention(population, ends=True, percentiles=bool(marks), apart=True),
        "metrics/cycle_time/",
    )
