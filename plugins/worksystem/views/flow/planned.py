"""The picture of planned and unplanned work: what was started, month by month."""

from worksystem.metrics.month import month_words
from worksystem.metrics.planned import MonthOfStarts, starts_by_month
from worksystem.metrics.population import Population
from worksystem.model.words import count_of, percent_words
from worksystem.views.chart import Chart, ChartCell
from worksystem.views.charts import Bar, Part, stacked_bars

__all__ = ["build_planned"]


def build_planned(population: Population) -> Chart:
    """Started items by month, planned and unplanned, for up to twelve months."""
    months = [each for each in starts_by_month(population) if each.started]
    started, planned = sum(each.started for each in months), sum(each.planned for each in months)
    urgent = sum(each.urgent for each in months)
    share = percent_words(planned / started) if started else "none"
    return Chart(
        id="planned-work",
        title=f"{share} of what was started had been planned",
        summary=(
            f"Of {count_of(started, 'item')} started in up to twelve months, {planned:,} had a period or a planned "
            f"start before their work started; {count_of(urgent, 'item')} became urgent."
        ),
        panels=(stacked_bars([_bar(each) for each in months], unit="items"),) if months else (),
        columns=("Month", "Started", "Planned", "Unplanned", "Urgent", "Share planned"),
        rows=tuple(_row(each) for each in months),
        empty="Nothing was started in the last twelve months.",
        convention="By the month in which work started.",
        definition="metrics/planned_share/",
    )


def _bar(each: MonthOfStarts) -> Bar:
    parts = (Part("planned", "done", each.planned), Part("unplanned", "queue", each.started - each.planned))
    return Bar(month_words(each.month), tuple(part for part in parts if part.value))


def _row(each: MonthOfStarts) -> tuple[ChartCell, ...]:
    return (
        month_words(each.month),
        each.started,
        each.planned,
        each.started - each.planned,
        each.urgent,
        percent_words(each.planned / each.started),
    )
