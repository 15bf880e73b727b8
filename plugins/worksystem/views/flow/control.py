"""Process behaviour charts (XmR) of throughput and of cycle time: signals apart from noise."""

from collections.abc import Sequence

from worksystem.metrics.population import Population
from worksystem.metrics.predictability import Behaviour, cycle_time_behaviour, throughput_behaviour
from worksystem.model.words import capital, count_of, number_of
from worksystem.views.chart import Chart, ChartCell, Panel
from worksystem.views.charts import Moment, Series, lines, xmr
from worksystem.views.flow.subject import NOTHING_FINISHED, convention, item_ref

__all__ = ["build_cycle_time_behaviour", "build_throughput_behaviour"]

_RULES = {
    "beyond_limits": "beyond the limits",
    "run_of_8": "eight in a row on one side",
    "2of3_beyond_2sigma": "two of three far from the mean",
    "4of5_beyond_1sigma": "four of five away from the mean",
}


def build_throughput_behaviour(population: Population, *, moments: Sequence[Moment] = ()) -> Chart:
    """The number finished in each whole week."""
    return _build(
        "throughput-xmr", throughput_behaviour(population), population, moments, "week", "items", "Finished a week"
    )


def build_cycle_time_behaviour(population: Population, *, moments: Sequence[Moment] = ()) -> Chart:
    """The cycle time of each item, in the order of finishing."""
    return _build("cycle-time-xmr", cycle_time_behaviour(population), population, moments, "item", "days", "Cycle time")


def _build(
    id: str, behaviour: Behaviour, population: Population, moments: Sequence[Moment], noun: str, unit: str, name: str
) -> Chart:
    known = behaviour.values if population.finished else ()
    values = [(day, value) for day, value, _ in known]
    odd: dict[int, list[str]] = {}
    for signal in behaviour.signals:
        odd.setdefault(signal.index, []).append(_RULES[signal.rule])
    count = count_of(len(values), noun)
    panels: tuple[Panel, ...] = ()
    title = f"{capital(count)}, too few to tell signal from noise"
    summary = f"The dots are the {noun}s in order of time. Limits are drawn from {population.conventions.few} on."
    if behaviour.limits is not None and values:
        panels = xmr(values, behaviour.limits, behaviour.signals, moments, unit=unit, title=name)
        some = capital(number_of(len(odd))) if odd else "None"
        title = f"{some} of {count} {'differs' if len(odd) == 1 else 'differ'} from the others by more than noise"
        mean, upper = behaviour.limits.mean, behaviour.limits.upper
        summary = (
            "Dots between the limits are noise, diamonds are signals of a change. "
            f"The mean is {mean:.1f} {unit}, and noise alone reaches up to {upper:.1f}. "
            f"Below, the distance of each {noun} from the one before."
        )
    elif values:
        panels = (lines([Series(name, tuple(values))], (), moments, unit=unit, dots=True, title=name),)
    rows: list[tuple[ChartCell, ...]] = []
    for index, (day, value, item) in enumerate(known):
        said = ", ".join(odd.get(index, ()))
        rows.append((day, item_ref(population, item), value, said) if noun == "item" else (day, value, said))
    columns = ("Finished", "Item", "Days", "Signal") if noun == "item" else ("Week from", "Finished", "Signal")
    return Chart(
        id,
        title,
        summary,
        panels,
        columns,
        tuple(rows),
        NOTHING_FINISHED,
        convention(population, ends=unit == "days", apart=True),
        "metrics/predictability/",
    )
