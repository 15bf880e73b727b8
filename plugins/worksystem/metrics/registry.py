"""Every figure there is, listed by hand: its definition, and how it is worked out."""

from collections.abc import Callable, Mapping
from typing import Final

from worksystem.metrics import (
    age,
    balance,
    between,
    blocked,
    conformance,
    cycle_time,
    efficiency,
    end_to_end,
    expectation,
    net_flow,
    paths,
    predictability,
    state_time,
    throughput,
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
)
DEFINITIONS: Final[Mapping[str, Definition]] = {definition.name: definition for definition, _ in FIGURES}


def measure(population: Population) -> tuple[Figure, ...]:
    """Every figure of a scope, in the order of the list."""
    return tuple(work_out(population) for _, work_out in FIGURES)
