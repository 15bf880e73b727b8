"""The cumulative flow diagram: how many items had reached each state by the end of each day."""

from worksystem.metrics.cumulative import cumulative_flow
from worksystem.metrics.population import Population
from worksystem.model.words import count_of, day_words
from worksystem.views.chart import Chart
from worksystem.views.charts import Band
from worksystem.views.charts import cumulative_flow as draw
from worksystem.views.flow.subject import NOTHING_STARTED, convention

__all__ = ["build_cumulative_flow"]


def build_cumulative_flow(population: Population) -> Chart:
    """Bands for each state, what is done at the bottom."""
    flow = cumulative_flow(population)
    held = dict(zip(flow.course, flow.held, strict=True))
    drawn = bool(flow.days) and any(any(counts) for counts in held.values())
    bands = [Band(stage.name, stage.category, counts) for stage, counts in held.items()]
    grown = [(stage, counts[-1] - counts[0]) for stage, counts in held.items() if stage.category != "done"]
    title = "Nothing is known of this time"
    if drawn:
        widest, by = max(grown, key=lambda each: each[1], default=(None, 0))
        title = "No band grew: what comes in goes out"
        if widest is not None and by > 0:
            title = f"“{widest.name}” grew by {count_of(by, 'item')} since {day_words(population.start)}"
    return Chart(
        "cumulative-flow",
        title,
        "Each band is a state, as high as the number of items that stood in it at the end of a day, the first state on "
        "top. A band that widens fills faster than it empties; the lowest one is what is done.",
        (draw(population.days, bands),) if drawn else (),
        ("Day", *(stage.name for stage in held)),
        tuple(
            (day, *(counts[index] for counts in held.values())) for index, day in enumerate(population.days)
        ) if drawn else (),
        NOTHING_STARTED,
        convention(population),
        "metrics/wip/",
    )  # fmt: skip
