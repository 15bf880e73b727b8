"""The life of an item: which states it was in from when to when, when it was blocked, what else changed."""

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from worksystem.history.event import Event, Written

__all__ = ["Block", "Life", "Spell"]


class Spell(Struct, frozen=True):
    """One stay in a state.

    Shape: `category` is that of the state in the item's workflow; a status that is no state of it keeps the category
    that the item had before, and `None` if it had none. `end` is `None` while it lasts.
    """

    state: str
    category: str | None
    waiting: bool
    start: datetime
    end: datetime | None


class Block(Struct, frozen=True):
    """A time in which an item could not go on; `end` is `None` while it lasts."""

    start: datetime
    end: datetime | None
    reason: str
    waiting_for: str = ""


class Life(Struct, frozen=True):
    """Everything known of one item's past.

    Shape: `key` is its id, numbered (`~2`) where several files had that id at once; `events` are oldest first;
    `spells` follow each other without a hole; `changed` maps a field to its values with the moments from which they
    held; `gone` is when its file was deleted for good. `is_cut` says that the past ends where the item was there
    already, so that when it began is not known.
    """

    item: str
    key: str
    type: str
    workflow: str
    path: str
    created: datetime
    events: tuple[Event, ...]
    spells: tuple[Spell, ...]
    blocks: tuple[Block, ...]
    changed: Mapping[str, tuple[tuple[datetime, Written], ...]]
    gone: datetime | None = None
    born_done: bool = False
    is_cut: bool = False

    def changes(self, field: str) -> tuple[tuple[datetime, Written], ...]:
        """The values of a field, oldest first, each with the moment from which it held."""
        return self.changed.get(field, ())

    def value(self, field: str, at: datetime | None = None) -> Written:
        """A field's value in our words at a moment, the latest known if none is named."""
        found: Written = None
        for when, value in self.changes(field):
            if at is not None and when > at:
                break
            found = value
        return found

    def spell_at(self, at: datetime) -> Spell | None:
        """The state an item was in at a moment; the later one at the very moment of a move."""
        found = None
        for spell in self.spells:
            if spell.start > at:
                break
            found = spell if spell.end is None or spell.end > at else None
        return found

    @property
    def spell(self) -> Spell | None:
        """The state it is in; `None` if its file is gone or never said one."""
        return self.spells[-1] if self.spells and self.spells[-1].end is None else None
