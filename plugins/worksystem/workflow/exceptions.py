"""Items that have left their usual way: blocked, rejected, expedited, cancelled; since when, and until when."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from worksystem.graph.workspace import CLOSED
from worksystem.history import History
from worksystem.model import Duration, Item
from worksystem.model.entry import Entry
from worksystem.workflow.actors import Actors

__all__ = ["Exceptional", "list_exceptions"]


class Exceptional(Struct, frozen=True):
    """One exception that an item is in.

    Shape: `then` is who takes care of it after the last day, as the workflow says, and `people` who that is today;
    `since` and `until` are `None` where nobody knows when it began, or no deadline was agreed.
    Unit: `until` is the last day that is still in time.
    """

    kind: Literal["blocked", "rejected", "expedite", "cancelled"]
    since: date | None
    until: date | None
    then: str
    people: tuple[str, ...]

    def is_late(self, as_of: date) -> bool:
        """Whether its deadline is over."""
        return self.until is not None and as_of > self.until


def list_exceptions(actors: Actors, item: Entry[Item], history: History | None = None) -> tuple[Exceptional, ...]:
    """The exceptions that an item is in, as far as its workflow has rules for them.

    Shape: in the order blocked, rejected, expedite, cancelled. That work was rejected, and since when, only its past
    can tell; cancelled work is one as long as a part of it, or what waits for it, is open.
    """
    workflow = actors.workspace.workflow_of(item)
    return tuple(_list(actors, item, history)) if workflow is not None else ()


def _list(actors: Actors, item: Entry[Item], history: History | None) -> Iterator[Exceptional]:
    workspace, record = actors.workspace, item.record
    workflow = workspace.workflow_of(item)
    if workflow is None:
        return
    rules, is_closed = workflow.record.exceptions, workspace.is_done(item)

    def make(
        kind: Literal["blocked", "rejected", "expedite", "cancelled"],
        since: date | None,
        length: Duration | None,
        then: str | None,
    ) -> Exceptional:
        limit = length.calendar if length is not None else None
        until = since + limit if since is not None and limit is not None else None
        return Exceptional(kind, since, until, then or "", actors.people(item, [then] if then else []))

    if rules.blocked is not None and record.blocked is not None and not is_closed:
        since = record.blocked.since
        yield make("blocked", since.first if since else None, rules.blocked.at_most, rules.blocked.then)
    entered = _entered(item, history)
    if rules.rejected is not None and record.status == rules.rejected.to and entered and entered[1]:
        yield make("rejected", entered[0], rules.rejected.at_most, rules.rejected.then)
    if rules.expedite is not None and record.expedite is not None and not is_closed:
        since = record.expedite.since
        yield make("expedite", since.first if since else None, rules.expedite.within, rules.expedite.then)
    if rules.cancelled is not None and record.status == rules.cancelled.to and _is_unsettled(actors, item):
        yield make("cancelled", entered[0] if entered else None, rules.cancelled.at_most, rules.cancelled.then)


def _entered(item: Entry[Item], history: History | None) -> tuple[date, bool] | None:
    """The day on which an item came into its state, and whether work was sent back with that."""
    life = history.life(item.id) if history is not None else None
    spell = life.spell if life is not None else None
    if history is None or life is None or spell is None or spell.state != item.record.status:
        return None
    version = history.workflow_at(life.workflow, spell.start)
    before = next((each.state for each in reversed(life.spells) if each.end == spell.start), None)
    move = version.find_move(before, spell.state) if version is not None and before is not None else None
    return history.day(spell.start), move is not None and move.rework


def _is_unsettled(actors: Actors, item: Entry[Item]) -> bool:
    links, categories = actors.workspace.links, actors.workspace.categories
    return any(categories.get(id) not in CLOSED for id in (*links.children(item.id), *links.blocks(item.id)))
