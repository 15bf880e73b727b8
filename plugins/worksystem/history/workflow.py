"""Workflows as they were: which states and moves a workflow had on a day."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

__all__ = ["Move", "StateRule", "WorkflowVersion"]

CLOSED = frozenset({"done", "dropped"})


class StateRule(Struct, frozen=True):
    """A state: what it is called, its category, its limit and its expectation in calendar days."""

    name: str
    category: str
    waiting: bool = False
    wip: int | None = None
    expectation: float | None = None


class Move(Struct, frozen=True):
    """A declared move; `from_` may be `*`, which is every open state."""

    from_: tuple[str, ...]
    to: str
    name: str
    rework: bool = False
    handoff: bool = False


class WorkflowVersion(Struct, frozen=True):
    """A workflow as one version of its file declares it.

    Shape: `states` in the order of the board; `may_skip` are states that expedited work may leave out; `since` is when
    it landed, `None` if it never did; the first one known stands for the time before it too.
    """

    workflow: str
    since: datetime | None
    version: int
    initial: str | None
    states: Mapping[str, StateRule]
    moves: tuple[Move, ...]
    may_skip: tuple[str, ...] = ()

    def find_move(self, old: str, new: str) -> Move | None:
        """The declared move from one state to another; `None` if there is none."""
        state = self.states.get(old)
        is_open = state is not None and state.category not in CLOSED
        for move in self.moves:
            if move.to == new and (old in move.from_ or ("*" in move.from_ and is_open and old != new)):
                return move
        return None
