"""The figures that principles and the flywheel show, worked out from the records as they stand today."""

from collections.abc import Callable, Mapping
from typing import Final

from msgspec import Struct

from worksystem.metrics.population import Selection
from worksystem.metrics.registry import DEFINITIONS
from worksystem.views.cards import build_cards
from worksystem.views.figures import WHOLE, find_figure, value_words, withheld_why
from worksystem.views.scope import Scope
from worksystem.workflow.branches import held_in

__all__ = ["MEASURES", "Figure", "measure"]

_UNKNOWN: Final = "nothing is known of the past yet"


class Figure(Struct, frozen=True):
    """A figure: what it is called, its share of 0 to 1 (`None` when there is nothing to count), and the sentence.

    Shape: one that is made from the past has the name of its definition in `about`; its `value` is in words.
    """

    title: str
    share: float | None
    says: str
    value: str = ""
    about: str = ""


def _part(title: str, part: int, whole: int, of: str) -> Figure:
    return Figure(title, part / whole if whole else None, f"{part} of {whole} {of}" if whole else f"no {of}")


def _owned(scope: Scope) -> Figure:
    items = scope.workspace.open_items
    return _part("Open items with an owner", sum(bool(item.record.owner) for item in items), len(items), "open items")


def _outcome(scope: Scope) -> Figure:
    items = scope.workspace.open_items
    return _part(
        "Open items with an outcome", sum(bool(item.record.outcome) for item in items), len(items), "open items"
    )


def _clear(scope: Scope) -> Figure:
    items = scope.workspace.open_items
    clear = sum(bool(item.record.owner and item.record.outcome) for item in items)
    return _part("Open items with owner and outcome", clear, len(items), "open items")


def _goal(scope: Scope) -> Figure:
    items = scope.workspace.open_items
    return _part(
        "Open items that serve a goal", sum(bool(item.record.goal) for item in items), len(items), "open items"
    )


def _team(scope: Scope) -> Figure:
    items = scope.workspace.open_items
    with_team = sum(scope.workspace.team_of(item) is not None for item in items)
    return _part("Open items with a team", with_team, len(items), "open items")


def _dated(scope: Scope) -> Figure:
    active = [item for item in scope.workspace.open_items if scope.workspace.category_of(item) == "active"]
    dated = sum(bool(item.record.due or item.record.promised or item.record.period) for item in active)
    return _part("Items in work with a date or period", dated, len(active), "items in work")


def _moving(scope: Scope) -> Figure:
    cards = [card for card in build_cards(scope, scope.workspace.open_items) if card.state.category == "active"]
    moving = sum(card.blocked is None and not card.waits_for for card in cards)
    return _part("Items in work that nothing holds up", moving, len(cards), "items in work")


def _ticked(scope: Scope) -> Figure:
    points = [
        point.done
        for item in scope.workspace.items.values()
        if scope.workspace.category_of(item) in ("active", "done")
        for point in item.record.acceptance
    ]
    return _part("Acceptance ticked", sum(points), len(points), "acceptance criteria")


def _handoffs(scope: Scope) -> Figure:
    found = [
        handoff.acknowledged is not None for item in scope.workspace.items.values() for handoff in item.record.handoffs
    ]
    return _part("Handoffs acknowledged", sum(found), len(found), "handoffs")


def _promises(scope: Scope) -> Figure:
    cards = [card for card in build_cards(scope, scope.workspace.open_items) if card.promised]
    kept = sum(card.promised is not None and card.promised.nearness != "past" for card in cards)
    return _part("Open promises not yet past", kept, len(cards), "open promises")


def _within_limit(scope: Scope) -> Figure:
    limited = within = 0
    for workflow in scope.workspace.workflows.values():
        for id, state in workflow.record.states.items():
            if state.wip and state.wip.limit is not None:
                limited += 1
                within += len(held_in(scope.workspace, scope.beside, workflow.id, id)) <= state.wip.limit
    return _part("States within their limit", within, limited, "limited states")


def _urgent(scope: Scope) -> Figure:
    items = scope.workspace.open_items
    urgent = sum(
        item.record.expedite is not None or bool(item.record.priority and item.record.priority.level == "critical")
        for item in items
    )
    return _part("Open items called urgent", urgent, len(items), "open items")


MEASURES: Final[Mapping[str, Callable[[Scope], Figure]]] = {
    "acceptance_ticked": _ticked,
    "clear_share": _clear,
    "dated_share": _dated,
    "goal_share": _goal,
    "handoffs_acknowledged": _handoffs,
    "moving_share": _moving,
    "outcome_share": _outcome,
    "owned_share": _owned,
    "promises_on_time": _promises,
    "states_within_limit": _within_limit,
    "team_share": _team,
    "urgent_share": _urgent,
}


def measure(scope: Scope, name: str, selection: Selection = WHOLE) -> Figure | None:
    """A figure by its name: from the records of today, else from the past; `None` if there is none.

    Shape: figures of today are those of all work; a figure of the past may be that of a group.
    """
    found = MEASURES.get(name)
    if found is not None and selection == WHOLE:
        return found(scope)
    definition = DEFINITIONS.get(name)
    if definition is None:
        return None
    figure = find_figure(scope, name, selection)
    if figure is None:
        why = withheld_why(scope, selection)
        return Figure(definition.title, None, f"not shown: {why}" if why else _UNKNOWN, about=name)
    share = figure.value if definition.unit == "share" else None
    return Figure(definition.title, share, figure.says, value_words(definition, figure), name)
