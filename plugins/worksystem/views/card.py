"""An item in one glance: what a card on a board and a row of a table say."""

from dataclasses import dataclass

from worksystem.views.reference import DayMark, Ref, StateMark

__all__ = ["Blocked", "Card"]


@dataclass(frozen=True, slots=True)
class Blocked:
    """What holds an item up.

    Unit: calendar `days` since then, 0 for today; `None` when nobody wrote since when.
    """

    reason: str
    waiting_for: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Card:
    """One item.

    Shape: `owner` is `None` when nobody owns it; `waits_for` counts open items it depends on; `attention` says in words
    why the item needs someone, the most pressing first, and is empty when all is quiet.
    """

    id: str
    title: str
    state: StateMark
    type: Ref | None
    owner: Ref | None
    team: Ref | None
    goal: Ref | None
    due: DayMark | None
    promised: DayMark | None
    promised_to: Ref | None
    priority: str
    blocked: Blocked | None
    waits_for: int
    children_done: int
    children: int
    expedite: bool
    labels: tuple[str, ...]
    attention: tuple[str, ...]
    findings: int

    @property
    def open(self) -> bool:
        """Whether there is still something to do."""
        return self.state.category not in ("done", "dropped")
