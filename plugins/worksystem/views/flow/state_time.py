"""Where the time goes: the average time of a finished item in each state, and how much of it was work."""

from worksystem.metrics.efficiency import flow_efficiency
from worksystem.metrics.percentile import percentile
from worksystem.metrics.population import Population
from worksystem.metrics.state_time import StateTime, time_in_state, times_in_states
from worksystem.views.chart import Chart, ChartCell
from worksystem.views.charts import Bar, Part, stacked_bars
from worksystem.views.flow.subject import NOTHING_FINISHED, convention, headline
from worksystem.views.reference import StateMark

__all__ = ["build_flow_efficiency", "build_time_in_state"]


def build_time_in_state(population: Population) -> Chart:
    """A bar for each state, in the order of the board."""
    found, count = times_in_states(population), len(population.finished)
    spent = [each for each in found if each.total]
    bars = [
        Bar(each.stage.name, (Part(_kind(each), each.stage.category, round(each.total / count, 2)),)) for each in spent
    ]
    title, rest = headline(time_in_state(population).says)
    return Chart(
        "time-in-state",
        title,
        "Each bar is the time that a finished item was in a state on average, in the order of the board. "
        f"The table also says how long open items stand where they are now.{rest}",
        (stacked_bars(bars),) if bars else (),
        ("State", "Average days", "Median days", "Items", "Open items", "Longest of them"),
        tuple(_row(each, population) for each in found) if bars else (),
        NOTHING_FINISHED,
        convention(population, apart=True),
        "metrics/time_in_state/",
    )


def _kind(each: StateTime) -> str:
    return "waiting" if each.stage.waiting or each.stage.category != "active" else "in hand"


def _row(each: StateTime, population: Population) -> tuple[ChartCell, ...]:
    days = [days for _, days in each.finished]
    conventions = population.conventions
    middle = percentile(days, 0.5, method=conventions.percentile) if len(days) >= conventions.few else None
    return (
        StateMark(each.stage.id, each.stage.name, each.stage.category),
        round(each.total / len(population.finished), 2),
        None if middle is None else round(middle, 2),
        len(days),
        len(each.ongoing),
        round(max(days for _, days in each.ongoing), 2) if each.ongoing else None,
    )


def build_flow_efficiency(population: Population) -> Chart:
    """One bar: worked on, waiting, blocked."""
    figure = flow_efficiency(population)
    parts = [
        ("worked on", "active", figure.detail["active_days"]),
        ("waiting", "queue", figure.detail["waiting_days"]),
        ("blocked", "error", figure.detail["blocked_days"]),
    ]
    drawn = figure.value is not None
    bar = Bar("All finished items", tuple(Part(name, hue, days) for name, hue, days in parts if days))
    return Chart(
        "flow-efficiency",
        figure.says,
        "The time from start to finish of the finished items whose workflow declares where they wait, by what could be "
        "done in it. "
        f"It assumes that {figure.detail['assumes']}.",
        (stacked_bars([bar], share=True),) if drawn else (),
        ("Time", "Days"),
        tuple((name, float(days)) for name, _, days in parts) if drawn else (),
        NOTHING_FINISHED if not figure.n else "Write waiting: yes on the states in which items wait for somebody.",
        convention(population, apart=True),
        "metrics/flow_efficiency/",
    )  # fmt: skip
