"""Figures and the items behind them as views ask for them: each group selected once, each figure worked out once."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from msgspec import Struct, field

from worksystem.metrics.figure import Definition, Figure
from worksystem.metrics.population import Population, Selection, Withheld
from worksystem.metrics.registry import DEFINITIONS, measure
from worksystem.metrics.selecting import select
from worksystem.metrics.system_outcomes import say_value
from worksystem.views.scope import Scope

__all__ = ["KINDS", "WHOLE", "Counted", "find_figure", "find_population", "list_figures", "value_words", "withheld_why"]

WHOLE: Final = Selection()
# The kinds of record whose work has figures of its own, and what a selection calls them.
KINDS: Final = {"team": "team", "workflow": "workflow", "item_type": "type", "goal": "goal", "portfolio": "portfolio"}


class Counted(Struct, frozen=True, dict=True):
    """What was worked out so far for one scope: populations, and figures by name."""

    populations: dict[Selection, Population | Withheld] = field(default_factory=dict)
    figures: dict[Selection, dict[str, Figure]] = field(default_factory=dict)


def find_population(scope: Scope, selection: Selection = WHOLE) -> Population | None:
    """The items of a group in the window of the settings; `None` where nothing is known of the past, or nobody may ask.

    Shape: `withheld_why` says which of the two.
    """
    found = _selected(scope, selection)
    return found if isinstance(found, Population) else None


def withheld_why(scope: Scope, selection: Selection) -> str:
    """Why figures of a group are not shown; "" if they are, or nothing is known of the past."""
    found = _selected(scope, selection)
    return found.why if isinstance(found, Withheld) else ""


def list_figures(scope: Scope, selection: Selection = WHOLE, names: Sequence[str] = ()) -> Mapping[str, Figure]:
    """Figures of a group by name, all where none are named; empty where there is no population."""
    population = find_population(scope, selection)
    if population is None:
        return {}
    known = scope.counted.figures.setdefault(selection, {})
    wanted = names or tuple(DEFINITIONS)
    missing = [name for name in wanted if name not in known]
    if missing:
        known.update((figure.name, figure) for figure in measure(population, missing))
    return {name: known[name] for name in wanted}


def find_figure(scope: Scope, name: str, selection: Selection = WHOLE) -> Figure | None:
    """One figure of a group; `None` where there is no population."""
    return list_figures(scope, selection, (name,)).get(name)


def value_words(definition: Definition, figure: Figure) -> str:
    """The value of a figure with its unit; "" where there is none."""
    if figure.value is None:
        return ""
    if definition.unit in ("share", "days"):
        return say_value(figure.value, definition.unit)
    return f"{figure.value:,.1f}".removesuffix(".0") + f" {definition.unit}"


def _selected(scope: Scope, selection: Selection) -> Population | Withheld | None:
    history = scope.history
    if history is None or not history.lives:
        return None
    known = scope.counted.populations
    found = known.get(selection)
    if found is None:
        start = history.as_of - timedelta(days=scope.conventions.window - 1)
        found = known[selection] = select(
            history, scope.workspace, selection, start=start, end=history.as_of, conventions=scope.conventions
        )
    return found
