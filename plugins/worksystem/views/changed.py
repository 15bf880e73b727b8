"""What changed lately: each item once, with what happened to it in a few words."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from worksystem.history import PATH, Event, Life, Written
from worksystem.model.words import day_words
from worksystem.views.card import Card
from worksystem.views.cards import build_card
from worksystem.views.scope import Scope

__all__ = ["DAYS", "Changed", "build_changed"]

# Days that count as lately, today among them.
DAYS: Final = 7
# What tells most comes first.
_ORDER: Final = ("status", "blocked", "promised", "due", "owner", "team", "priority", "goal")


class Changed(Struct, frozen=True):
    """An item that changed; `says` tells the most telling of its changes, `day` is that of the last one."""

    card: Card
    day: date
    says: str


def build_changed(scope: Scope) -> tuple[Changed, ...]:
    """Items that changed in the last seven days, the latest first; empty where nothing is known of the past."""
    history = scope.history
    if history is None:
        return ()
    first = history.end_of(scope.as_of - timedelta(days=DAYS))
    found = []
    for id, entry in scope.workspace.items.items():
        life = history.life(id)
        if life is None:
            continue
        events = [each for each in life.events if each.when >= first and _is_told(scope, each)]
        if not events and life.created < first:
            continue
        last = max((life.created, *(each.when for each in events[-1:])))
        says = "new" if life.created >= first else " ".join(_say(scope, life, events))
        found.append((last, Changed(build_card(scope, entry), history.day(last), says)))
    found.sort(key=lambda each: (-each[0].timestamp(), each[1].card.id))
    return tuple(each for _, each in found)


def _is_told(scope: Scope, event: Event) -> bool:
    return event.field != PATH and scope.may_show("item", event.field)


def _say(scope: Scope, life: Life, events: Sequence[Event]) -> Iterator[str]:
    """The most telling change in words, and how many other fields changed with it."""
    last = {event.field: event for event in events}
    order = sorted(last, key=lambda field: (_ORDER.index(field) if field in _ORDER else len(_ORDER), field))
    yield _words(scope, life, order[0], last[order[0]].value)
    if len(order) > 1:
        yield f"and {len(order) - 1} more"


def _words(scope: Scope, life: Life, field: str, value: Written) -> str:
    if field == "status":
        entry = scope.workspace.items[life.item]
        return f"to {scope.state_mark(entry).name}" if value == entry.record.status else f"to {value}"
    if field == "blocked":
        return "blocked" if value else "no longer blocked"
    if field == "owner" and isinstance(value, str) and value:
        return f"to {scope.party(value).title}"
    name = field.replace("_", " ")
    if field == "due" and isinstance(value, str):
        try:
            return f"now due {day_words(date.fromisoformat(value))}"
        except ValueError:
            return f"now due {value}"
    return f"{name} changed" if value else f"{name} taken out"
