"""How the work of a record flows, in the two or three sentences that matter, with the way to its dashboard."""

from typing import Final

from worksystem.metrics.population import Selection
from worksystem.views.figures import KINDS, find_population, list_figures, withheld_why
from worksystem.views.record import Place, Section
from worksystem.views.scope import Scope

__all__ = ["flow_place", "flow_section"]

_NAMES: Final = ("cycle_time", "work_item_age", "service_level_expectation")


def flow_place(kind: str, id: str) -> Place:
    """The dashboard of a record's work."""
    return Place("flow", f"{kind}:{id}", "Flow")


def flow_section(scope: Scope, kind: str, id: str) -> Section | None:
    """The section of a record's page; `None` where nothing is known of the past."""
    selection = Selection(**{KINDS[kind]: id})
    population = find_population(scope, selection)
    if population is None:
        why = withheld_why(scope, selection)
        return Section("How its work flows", empty=f"No figures are shown: {why}.") if why else None
    if not population.lives:
        return None
    figures = list_figures(scope, selection, _NAMES).values()
    return Section("How its work flows", texts=tuple(f"{figure.says}." for figure in figures if figure.n))
