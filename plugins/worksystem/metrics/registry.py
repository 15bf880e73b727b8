"""Every figure there is, listed by hand: its definition, and how it is worked out."""

from collections.abc import Callable, Collection, Mapping
from typing import Final

from worksystem.metrics import (
    age,
    balance,
    between,
    blocked,
    cadences,
    conformance,
    cycle_time,
    deployments,
    due,
    efficiency,
    end_to_end,
    estimates,
    expectation,
    goals,
    handoffs,
    incidents,
    net_flow,
    outcomes,
    paths,
    planned,
    predictability,
    promises,
    rework,
    scope,
    slips,
    state_time,
    throughput,
    time_logged,
    wip,
)
from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population

__all__ = ["DEFINITIONS", "FIGURES", "Measurement", "measure"]

Measurement = tuple[Definition, Callable[[Population], Figure]]

FIGURES: Final[tuple[Measurement, ...]] = (
    *wip.FIGURES,
    *throughput.FIGURES,
    *age.FIGURES,
    *cycle_time.FIGURES,
    *state_time.FIGURES,
    *efficiency.FIGURES,
    *blocked.FIGURES,
    *net_flow.FIGURES,
    *balance.FIGURES,
    *expectation.FIGURES,
    *predictability.FIGURES,
    *end_to_end.FIGURES,
    *conformance.FIGURES,
    *paths.FIGURES,
    *between.FIGURES,
    *due.FIGURES,
    *slips.FIGURES,
    *promises.FIGURES,
    *rework.FIGURES,
    *handoffs.FIGURES,
    *scope.FIGURES,
    *estimates.FIGURES,
    *time_logged.FIGURES,
    *goals.FIGURES,
    *planned.FIGURES,
    *cadences.FIGURES,
    *outcomes.FIGURES,
    *deployments.FIGURES,
    *incidents.FIGURES,
)
DEFINITIONS: Final[Mapping[str, Definition]] = {definition.name: definition for definition, _ in FIGURES}


def measure(population: Population, names: Collection[str] = ()) -> tuple[Figure, ...]:
    """The figures of a scope in the order of the list; only those of some names, if any are given."""
    return tuple(work_out(population) for definition, work_out in FIGURES if not names or definition.name in names)
