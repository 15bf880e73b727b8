"""Little's law: the stay of what left beside the one that work in progress and its rate lead to expect."""

from worksystem.metrics.balance import law_by_day, littles_law
from worksystem.metrics.population import Population
from worksystem.model.words import capital
from worksystem.views.chart import Chart
from worksystem.views.charts import Series
from worksystem.views.charts import littles_law as draw
from worksystem.views.flow.subject import NOTHING_FINISHED, NOTHING_STARTED, convention

__all__ = ["build_littles_law"]


def build_littles_law(population: Population) -> Chart:
    """Two lines from the start of the window to each day."""
    points = [
        (population.day(each.at), each.sojourn, each.residence_per_departure)
        for each in law_by_day(population)
        if each.departures
    ]
    points = points if len(points) > 1 else []  # one day makes no line
    figure = littles_law(population)
    said = f" {figure.says.partition('; ')[0]}." if figure.detail else ""
    return Chart(
        "littles-law",
        capital(figure.detail.get("check", figure.says)),
        "From the start of the window to each day: how long what left had been in progress on average, and what work "
        "in progress by its rate of leaving leads to expect. Where that lies higher, old work is left lying."
        f"{said}",
        (
            draw(
                Series("seen", tuple((day, seen) for day, seen, _ in points), "done"),
                Series("expected", tuple((day, expected) for day, _, expected in points), "accent", dashed=True),
            ),
        ) if points else (),
        ("Day", "Seen days", "Expected days"),
        tuple(points),
        NOTHING_STARTED if not population.stays else NOTHING_FINISHED,
        convention(population),
        "metrics/littles_law/",
    )  # fmt: skip
