"""Net flow by week: what was started upwards, what left downwards."""

from worksystem.metrics.net_flow import net_by_week, net_flow
from worksystem.metrics.population import Population
from worksystem.views.chart import Chart
from worksystem.views.charts import Period
from worksystem.views.charts import net_flow as draw
from worksystem.views.flow.subject import NOTHING_STARTED, convention, headline

__all__ = ["build_net_flow"]


def build_net_flow(population: Population) -> Chart:
    """Bars for every whole week of the window."""
    weeks = net_by_week(population)
    drawn = any(week.arrivals or week.departures for week in weeks)
    title, rest = headline(net_flow(population).says)
    return Chart(
        "net-flow",
        title,
        "For each week from Monday to Sunday, the items that were started upwards and those that left work in progress "
        f"downwards; the dots are the difference. Above zero, work in progress grows.{rest}",
        (draw([Period(each.monday, each.arrivals, each.departures) for each in weeks], departed="left"),)
        if drawn
        else (),
        ("Week from", "Started", "Left", "Net flow"),
        tuple((each.monday, each.arrivals, each.departures, each.arrivals - each.departures) for each in weeks)
        if drawn
        else (),
        NOTHING_STARTED,
        convention(population),
        "metrics/net_flow/",
    )
