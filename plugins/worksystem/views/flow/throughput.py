"""Throughput by week as a run chart, and how often which number of items was finished in a week."""

from collections.abc import Sequence

from worksystem.metrics.population import Population
from worksystem.metrics.throughput import finished_by_week, throughput
from worksystem.model.words import count_of
from worksystem.views.chart import Chart
from worksystem.views.charts import Level, Moment, Series, histogram, lines
from worksystem.views.flow.subject import convention, headline

__all__ = ["build_throughput"]


def build_throughput(population: Population, *, moments: Sequence[Moment] = ()) -> Chart:
    """A dot for every whole week of the window."""
    weeks, figure = finished_by_week(population), throughput(population)
    drawn = bool(weeks) and figure.n > 0
    middle = figure.detail.get("median_week")
    levels = [Level("median", middle)] if middle is not None else []
    series = Series("finished", tuple((week.monday, week.finished) for week in weeks), "done")
    title, rest = headline(figure.says)
    return Chart(
        "throughput",
        title,
        "Each dot is a week from Monday to Sunday, as high as the number of items finished in it; "
        f"{count_of(len(weeks), 'whole week')} in all. The bars say in how many weeks so many were finished.{rest}",
        (
            lines([series], levels, moments, unit="items", dots=True, width=470, height=300),
            histogram([week.finished for week in weeks], levels, unit="items", of="weeks"),
        ) if drawn else (),
        ("Week from", "Finished"),
        tuple((week.monday, week.finished) for week in weeks) if drawn else (),
        "No whole week with finished work lies in this time. Move an item to done, commit it, and its week shows here.",
        convention(population, apart=True),
        "metrics/throughput/",
    )  # fmt: skip
