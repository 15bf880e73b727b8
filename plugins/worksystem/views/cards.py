"""Building cards: an item's glance, and why it needs someone."""

from collections.abc import Iterable
from datetime import date

from worksystem.history import PATH
from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.model.item import Priority
from worksystem.views.ages import find_age
from worksystem.views.card import Blocked, Card
from worksystem.views.reference import DayMark, Ref
from worksystem.views.scope import Scope

__all__ = ["build_card", "build_cards", "due_order", "priority_text"]


def build_card(scope: Scope, item: Entry[Item]) -> Card:
    """An item in one glance; built once, the same for every view that shows it."""
    found = scope.cards.get(item.id)
    if found is None:
        found = scope.cards[item.id] = _build(scope, item)
    return found


def build_cards(scope: Scope, items: Iterable[Entry[Item]]) -> tuple[Card, ...]:
    """Cards of items, in the order given."""
    return tuple(build_card(scope, item) for item in items)


def due_order(card: Card) -> tuple[bool, bool, int, str]:
    """Sort key: open before closed, the earliest due first (closed: the latest), without a date last, then by id."""
    when = card.due or card.promised
    day = when.day.toordinal() if when else 0
    return (not card.open, when is None, day if card.open else -day, card.id)


def _build(scope: Scope, item: Entry[Item]) -> Card:
    record, workspace = item.record, scope.workspace
    state = scope.state_mark(item)
    closed = state.category in ("done", "dropped")
    done, children = scope.children.get(item.id, (0, 0))
    team = workspace.team_of(item)
    owner = scope.party(record.owner) if record.owner else None
    due = scope.day_mark(record.due, closed=closed)
    promise = record.promised
    promised = scope.day_mark(promise.date, closed=closed) if promise else None
    blocked = None
    if record.blocked and not closed:
        since = record.blocked.since
        days = (scope.as_of - since.first).days if since and since.first <= scope.as_of else None
        blocked = Blocked(record.blocked.reason, record.blocked.waiting_for, days)
    return Card(
        id=item.id,
        title=record.title or item.id,
        state=state,
        type=scope.ref("item_type", record.type) if record.type else None,
        owner=owner,
        team=scope.ref("team", team) if team else None,
        goal=scope.ref("goal", record.goal) if record.goal else None,
        due=due,
        promised=promised,
        promised_to=scope.party(promise.to) if promise else None,
        priority=priority_text(record.priority),
        blocked=blocked,
        waits_for=0 if closed else scope.waiting.get(item.id, 0),
        children_done=done,
        children=children,
        expedite=record.expedite is not None and not closed,
        labels=record.labels,
        attention=() if closed else _attention(state.category, owner, due, promised, blocked),
        findings=len(scope.findings_of(item)),
        age=find_age(scope, item),
        changed=_changed(scope, item),
    )


def _changed(scope: Scope, item: Entry[Item]) -> date | None:
    life = scope.life(item.id)
    if scope.history is None or life is None:
        return None
    moments = [event.when for event in reversed(life.events) if event.field != PATH][:1]
    return scope.history.day(max((life.created, *moments)))


def _attention(
    category: str, owner: Ref | None, due: DayMark | None, promised: DayMark | None, blocked: Blocked | None
) -> tuple[str, ...]:
    found = []
    if promised and promised.nearness == "past":
        found.append(f"promise {_late(promised.days)}")
    if due and due.nearness == "past" and not (promised and promised.nearness == "past"):
        found.append(_late(due.days))
    if blocked:
        found.append(f"blocked {_days(blocked.days)}" if blocked.days else "blocked")
    if owner is None:
        found.append("nobody owns it")
    elif owner.kind == "team" and category == "active":
        found.append("in work, but no person owns it")
    if category == "unknown":
        found.append("in no known state")
    return tuple(found)


def _days(days: int) -> str:
    return "1 day" if days == 1 else f"{days} days"


def _late(days: int) -> str:
    return f"{_days(-days)} late"


def priority_text(priority: Priority | None) -> str:
    """A priority in a word, or as what waiting costs for each unit of effort."""
    if priority is None:
        return ""
    if priority.level:
        return priority.level
    worth = [figure for figure in (priority.value, priority.urgency) if figure is not None]
    if not worth or not priority.effort:
        return ""
    return f"{sum(worth) / priority.effort:.1f}"
