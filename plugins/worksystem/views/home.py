"""The first page: the flywheel with live figures, who needs someone, what is due, what was promised."""

from dataclasses import dataclass

from worksystem.views.card import Card
from worksystem.views.cards import build_cards, due_order
from worksystem.views.measures import MEASURES, Figure
from worksystem.views.reference import Ref
from worksystem.views.scope import Scope, principle_ref

__all__ = ["Health", "Home", "build_home"]


@dataclass(frozen=True, slots=True)
class Health:
    """A principle and how many findings there are against it."""

    principle: Ref
    errors: int
    warnings: int
    notes: int

    @property
    def total(self) -> int:
        """All of them."""
        return self.errors + self.warnings + self.notes


@dataclass(frozen=True, slots=True)
class Home:
    """What the first page says.

    Shape: lists are complete and in the order to act on; whoever shows them cuts them short. `held_up` counts open
    items that are blocked or wait for another.
    """

    name: str
    open: int
    active: int
    held_up: int
    blocked: int
    clarity: Figure
    coordination: Figure
    completion: Figure
    collaboration: Figure
    attention: tuple[Card, ...]
    due: tuple[Card, ...]
    promises: tuple[Card, ...]
    health: tuple[Health, ...]
    errors: int
    broken: int


def build_home(scope: Scope) -> Home:
    """The first page as of the day asked about."""
    cards = sorted(build_cards(scope, scope.workspace.open_items), key=due_order)
    attention = sorted(
        (card for card in cards if card.attention), key=lambda card: (-len(card.attention), due_order(card))
    )
    promises = sorted(
        (card for card in cards if card.promised),
        key=lambda card: card.promised.day.isoformat() if card.promised else "",
    )
    counts: dict[str, list[int]] = {id: [0, 0, 0] for id in scope.workspace.principles}
    for finding in scope.shown:
        if finding.principle:
            counts.setdefault(finding.principle, [0, 0, 0])[finding.severity.rank] += 1
    return Home(
        name=scope.workspace.settings.name,
        open=len(cards),
        active=sum(card.state.category == "active" for card in cards),
        held_up=sum(bool(card.blocked or card.waits_for) for card in cards),
        blocked=sum(card.blocked is not None for card in cards),
        clarity=MEASURES["clear_share"](scope),
        coordination=MEASURES["moving_share"](scope),
        completion=MEASURES["acceptance_ticked"](scope),
        collaboration=MEASURES["handoffs_acknowledged"](scope),
        attention=tuple(attention),
        due=tuple(card for card in cards if card.due and card.due.nearness != "later"),
        promises=tuple(promises),
        health=tuple(
            sorted(
                (Health(principle_ref(scope, id), *found) for id, found in counts.items()),
                key=lambda health: health.principle.title.casefold(),
            )
        ),
        errors=sum(finding.severity.rank == 0 for finding in scope.shown),
        broken=len(scope.workspace.broken),
    )
