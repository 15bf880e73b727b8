"""An item in one glance: what a card on a board and a row of a table say."""

from datetime import date

from msgspec import Struct

from worksystem.views.reference import DayMark, Ref, StateMark

__all__ = ["Age", "Blocked", "Card"]


class Blocked(Struct, frozen=True):
    """What holds an item up.

    Unit: calendar `days` since then, 0 for today; `None` when nobody wrote since when.
    """

    reason: str
    waiting_for: str
    days: int | None


class Age(Struct, frozen=True):
    """The age of an open item.

    Shape: `since` is the day on which it came into its state; `expected` are the days it should stay there at most,
    `None` where the workflow says nothing; `total` is its work item age, `None` before it was started.
    Unit: calendar days, counted as the conventions say.
    """

    days: int
    since: date
    expected: float | None = None
    total: int | None = None

    @property
    def over(self) -> bool:
        """Whether it has been there longer than expected."""
        return self.expected is not None and self.days > self.expected


class Card(Struct, frozen=True):
    """One item.

    Shape: `owner` is `None` when nobody owns it; `waits_for` counts open items it depends on; `attention` says in words
    why the item needs someone, the most pressing first, and is empty when all is quiet; `changed` is the day of its
    last known change.
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
    age: Age | None = None
    changed: date | None = None

    @property
    def open(self) -> bool:
        """Whether there is still something to do."""
        return self.state.category not in ("done", "dropped")
