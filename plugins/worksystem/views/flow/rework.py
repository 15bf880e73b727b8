"""The picture of rework: month by month, how much finished work had gone back, and how much was opened again."""

from worksystem.metrics.month import month_words
from worksystem.metrics.population import Population
from worksystem.metrics.rework import MonthOfRework, rework_by_month
from worksystem.model.words import capital, count_of, number_of, percent_words
from worksystem.views.chart import Chart, ChartCell
from worksystem.views.charts import Bar, Part, stacked_bars

__all__ = ["build_rework"]


def build_rework(population: Population) -> Chart:
    """Finished items by month, those that had gone back apart, for up to twelve months; reopened ones in the table."""
    months = [each for each in rework_by_month(population) if each.finished or each.completions]
    finished, back = sum(each.finished for each in months), sum(each.went_back for each in months)
    completions, reopened = sum(each.completions for each in months), sum(each.reopened for each in months)
    title = f"{percent_words(back / finished)} of finished items had gone back" if finished else "Nothing went back"
    return Chart(
        id="rework",
        title=title,
        summary=(
            f"Of {count_of(finished, 'item')} finished in up to twelve months, {back:,} had gone back at least once "
            f"after their work had started. {capital(number_of(reopened))} of "
            f"{count_of(completions, 'completion')} did not last: the item was opened again."
        ),
        panels=(stacked_bars([_bar(each) for each in months if each.finished], unit="items"),) if finished else (),
        columns=("Month", "Finished", "Went back", "Share", "Completions", "Reopened"),
        rows=tuple(_row(each) for each in months) if finished else (),
        empty="No item was finished in the last twelve months.",
        convention="By the month of the finish; bulk commits are counted apart.",
        definition="metrics/rework/",
    )


def _bar(each: MonthOfRework) -> Bar:
    straight = Part("straight on", "done", each.finished - each.went_back)
    parts = (straight, Part("went back", "warning", each.went_back))
    return Bar(month_words(each.month), tuple(part for part in parts if part.value))


def _row(each: MonthOfRework) -> tuple[ChartCell, ...]:
    share = percent_words(each.went_back / each.finished) if each.finished else None
    return (month_words(each.month), each.finished, each.went_back, share, each.completions, each.reopened)
