"""The picture of goals: how far each has come over its period, beside the time that has gone."""

from datetime import date

from worksystem.metrics.goals import GoalProgress, list_goals
from worksystem.metrics.population import Population
from worksystem.model import WorkDate
from worksystem.model.words import capital, count_of, day_words, number_of, percent_words
from worksystem.views.chart import Chart, ChartCell, Panel
from worksystem.views.charts import Series, lines
from worksystem.views.charts.style import HALF
from worksystem.views.reference import Ref

__all__ = ["build_goals"]

_HEIGHT = 170


def build_goals(population: Population) -> Chart:
    """One panel for each running goal whose key results were read; the table has all running goals."""
    goals = list_goals(population)
    read = [each for each in goals if each.progress is not None]
    behind = sum(each.is_behind for each in read)
    if behind:
        title = f"{capital(number_of(behind))} of {count_of(len(read), 'goal')} behind the time"
    else:
        title = f"{capital(count_of(len(read), 'goal'))} with readings, none behind its time"
    return Chart(
        id="goal-progress",
        title=title,
        summary=(
            "Each panel is a goal over its period: the line with dots is how far its key results have come, the dashed "
            "one how much of the time has gone. Below the dashed line a goal has come less far than its time."
        ),
        panels=tuple(_panel(each, period, population.end) for each in read if (period := each.goal.period) is not None),
        columns=("Goal", "Period", "Key results", "Time gone", "Read"),
        rows=tuple(_row(each) for each in goals) if read else (),
        empty="No key result of a running goal was read yet: give goals a period, and key results readings.",
        convention=f"Mean of the key results that were read, up to {day_words(population.end)}.",
        definition="metrics/goal_progress/",
    )


def _panel(each: GoalProgress, period: WorkDate, end: date) -> Panel:
    before = [share for day, share in each.points if day < period.first]
    points = {period.first: before[-1] if before else 0.0}
    points |= {day: share for day, share in each.points if day >= period.first}
    return lines(
        [
            Series("so far", tuple((day, round(share * 100)) for day, share in points.items()), "done"),
            Series("time", _time(each, period, end), "quiet", dashed=True),
        ],
        unit="%",
        dots=True,
        width=HALF,
        height=_HEIGHT,
        title=each.goal.name or each.id,
    )


def _time(each: GoalProgress, period: WorkDate, end: date) -> tuple[tuple[date, float], ...]:
    shares = {period.first: 0, end: round(each.elapsed * 100), period.last: 100}
    return tuple(shares.items())


def _row(each: GoalProgress) -> tuple[ChartCell, ...]:
    return (
        Ref("goal", each.id, each.goal.name or each.id),
        str(each.goal.period),
        percent_words(each.progress) if each.progress is not None else None,
        percent_words(each.elapsed),
        f"{each.read} of {len(each.goal.key_results)}",
    )
