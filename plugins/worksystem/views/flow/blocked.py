"""The reasons for which items were blocked, the heaviest first (Pareto)."""

from worksystem.metrics.blocked import blocked_time, reasons_of
from worksystem.metrics.population import Population
from worksystem.views.chart import Chart
from worksystem.views.charts import Cause, pareto
from worksystem.views.flow.subject import convention, headline

__all__ = ["build_blocked"]


def build_blocked(population: Population) -> Chart:
    """A bar for each reason."""
    found = reasons_of(population)
    title, rest = headline(blocked_time(population).says)
    return Chart(
        "blocked",
        title,
        "Each bar is a reason, as long as the days that items were blocked for it, all items together; the line adds "
        f"them up from the top.{rest}",
        (pareto([Cause(each.reason, each.days) for each in found], unit="days"),) if found else (),
        ("Reason", "Days", "Items"),
        tuple((each.reason, each.days, each.items) for each in found),
        "Nothing was blocked in this time. When an item can't go on, write blocked with a reason in its file.",
        convention(population, ends=True),
        "metrics/blocked_time/",
    )
