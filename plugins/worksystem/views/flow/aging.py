"""Aging work in progress: every open item by its state and age, on the pace of finished work."""

from worksystem.metrics.age import ages_of, work_item_age
from worksystem.metrics.population import Population
from worksystem.metrics.state_time import pace_of, pace_shares
from worksystem.metrics.states import Stage, stages_of
from worksystem.model.words import number_of
from worksystem.views.chart import Chart
from worksystem.views.charts import Aged, Pace, aging
from worksystem.views.flow.subject import (
    NOTHING_STARTED,
    Address,
    convention,
    headline,
    item_name,
    item_ref,
    no_address,
)
from worksystem.views.reference import StateMark

__all__ = ["build_aging"]


def build_aging(population: Population, *, address: Address = no_address) -> Chart:
    """Dots in columns of states; bands only where enough was finished."""
    found, pace = ages_of(population), {each.stage: each for each in pace_of(population)}
    here = {each.state for each in found}
    shown = {stage.id: stage for stage in stages_of(population) if stage.category == "active" or stage.id in here}
    names = _names(list(shown.values()))
    states = [Pace(names[id], stage.category, pace[id].ages if id in pace else ()) for id, stage in shown.items()]
    items = [
        Aged(names[each.state], each.days, item_name(population, each.item), address(each.item), each.blocked)
        for each in found
        if each.state in names
    ]
    shares = pace_shares(population.conventions)
    late = sum(each.state in pace and each.days > pace[each.state].ages[-1] for each in found)
    title, rest = headline(work_item_age(population).says)
    summary = "Each dot is an item in progress: its column is its state, its height its age; a square is blocked."
    if pace:
        summary += " The bands say by which age finished items had left the state"
        summary += f"; {number_of(late) if late else 'none'} above the highest."
    marks = {id: StateMark(id, stage.name, stage.category) for id, stage in shown.items()}
    return Chart(
        "aging",
        title,
        summary + rest,
        (aging(states, items, [f"{each:.0%}" for each in shares]),) if found else (),
        ("Item", "State", "Days", "Blocked"),
        tuple(
            (item_ref(population, each.item), marks.get(each.state), each.days, "blocked" if each.blocked else "")
            for each in found
        ),
        NOTHING_STARTED,
        convention(population, ends=True, percentiles=bool(pace)),
        "metrics/work_item_age/",
    )  # fmt: skip


def _names(stages: list[Stage]) -> dict[str, str]:
    """The name of each state; with its id behind it where two have the same."""
    said = [stage.name for stage in stages]
    return {stage.id: stage.name if said.count(stage.name) == 1 else f"{stage.name} ({stage.id})" for stage in stages}
