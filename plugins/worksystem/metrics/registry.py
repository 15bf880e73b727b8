"""Every figure there is, listed by hand: its definition, and how it is worked out."""

from collections.abc import Callable, Mapping
from typing import Final

from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population

__all__ = ["DEFINITIONS", "FIGURES", "Measurement", "measure"]

Measurement = tuple[Definition, Callable[[Population], Figure]]

FIGURES: Final[tuple[Measurement, ...]] = ()
DEFINITIONS: Final[Mapping[str, Definition]] = {definition.name: definition for definition, _ in FIGURES}


def measure(population: Population) -> tuple[Figure, ...]:
    """Every figure of a scope, in the order of the list."""
    return tuple(work_out(population) for _, work_out in FIGURES)
