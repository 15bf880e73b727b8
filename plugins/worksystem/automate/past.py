"""What has happened already, from the files and their history alone: when an item was created, moved, changed.

What a run plans happens now; what the files say and no commit does yet happens now as well.
"""

from collections.abc import Callable, Collection, Iterator
from datetime import date, datetime, time
from functools import cached_property
from typing import Any, Final

from worksystem.graph.workspace import Workspace
from worksystem.history import History, Life
from worksystem.model import Item
from worksystem.model.entry import Entry

__all__ = ["Past"]

_LONG_AGO: Final = date(1900, 1, 1)


class Past:
    """The past of all items up to the day asked about, and what a run adds to it."""

    def __init__(self, history: History) -> None:
        self.history = history
        self.now = history.now
        self._left: dict[str, set[str]] = {}
        self._touched: set[tuple[str, str]] = set()
        self._replaced: dict[tuple[str, str], tuple[Any, datetime]] = {}

    def note_move(self, item: Entry[Item]) -> None:
        """An item leaves the state it is in, now."""
        self._left.setdefault(item.id, set()).add(item.record.status)

    def note_change(self, item: str, field: str) -> None:
        """A field of an item changes now."""
        self._touched.add((item, field))

    def note_replaced(self, item: str, field: str, value: Any, since: datetime) -> None:
        """A rule that was set off at some moment sets a field of an item; `value` stood there before."""
        self._replaced.setdefault((item, field), (value, since))

    def has_replaced(self, item: str, field: str, since: datetime, is_it: Callable[[Any], bool]) -> bool:
        """Whether such a value stood in a field until this run, and what replaced it was set off no later."""
        value, moment = self._replaced.get((item, field), (None, since))
        return value is not None and moment <= since and is_it(value)

    def start_of(self, day: date) -> datetime:
        """The moment at which a day begins."""
        return datetime.combine(day, time(), self.history.timezone)

    def day(self, when: datetime) -> date:
        """The day of a moment; what happens now happens on the day asked about."""
        return min(self.history.day(when), self.history.as_of)

    def known_since(self, item: str, moment: datetime) -> datetime:
        """A moment, or long ago for an item whose past is cut off: what it shows may have happened at any time."""
        life = self._life(item)
        return self.start_of(_LONG_AGO) if life is not None and life.is_cut else moment

    def created(self, item: str) -> datetime | None:
        """When an item came to be; `None` if the past begins later."""
        life = self._life(item)
        return self.now if life is None else None if life.is_cut else life.created

    def entered(self, item: Entry[Item]) -> datetime:
        """When an item came into the state that it is in."""
        life = self._life(item.id)
        spell = life.spell if life is not None and item.id not in self._left else None
        return spell.start if spell is not None and spell.state == item.record.status else self.now

    def left(self, item: Entry[Item], state: str) -> datetime | None:
        """When an item last left a state; `None` if it is in it, or never was."""
        life = self._life(item.id)
        if item.record.status == state:
            return None
        if state in self._left.get(item.id, ()):
            return self.now
        spells = [spell for spell in life.spells if spell.state == state] if life is not None else []
        return (spells[-1].end or self.now) if spells else None

    def changed(self, item: str, fields: Collection[str]) -> datetime | None:
        """When one of some fields last changed after the item came to be; `None` if none did."""
        if any((item, field) in self._touched for field in fields):
            return self.now
        life = self._life(item)
        if life is None:
            return None
        found = (when for field in fields for when, _ in life.changes(field) if when > life.created)
        return max(found, default=None)

    def has_been_in(self, item: Entry[Item], state: str, since: datetime) -> bool:
        """Whether an item came into a state at a moment or later."""
        life = self._life(item.id)
        return life is not None and any(spell.state == state and spell.start >= since for spell in life.spells)

    def has_had(self, item: str, field: str, since: datetime, is_it: Callable[[Any], bool]) -> bool:
        """Whether a field held such a value at a moment or later, as far as it is committed."""
        life = self._life(item)
        if life is None:
            return False
        later = (value for when, value in life.changes(field) if when > since)
        return any(value is not None and is_it(value) for value in (life.value(field, since), *later))

    def made(self, workspace: Workspace, rules: Collection[str]) -> Iterator[tuple[str, str, datetime]]:
        """What automations made: the period, the item it was made for, and when; deleted and renamed items too.

        Shape: `rules` are the names of one automation.
        """
        for automation, period, item, when in (*self._made, *self._made_here(workspace)):
            if automation in rules:
                yield period, item, when

    @cached_property
    def _made(self) -> tuple[tuple[str, str, str, datetime], ...]:
        found = []
        for life in self.history.lives.values():
            for _, value in life.changes("made_by"):
                if isinstance(value, dict):
                    named = (str(value.get(key) or "") for key in ("automation", "period", "item"))
                    found.append((*named, life.created))
        return tuple(found)  # type: ignore[arg-type]

    def _made_here(self, workspace: Workspace) -> Iterator[tuple[str, str, str, datetime]]:
        for id, entry in workspace.items.items():
            mark = entry.record.made_by
            if mark is not None:
                when = self.created(id) or self.now  # where the past is cut off, better once too few than twice
                yield mark.automation, str(mark.period or ""), mark.item or "", when

    def _life(self, item: str) -> Life | None:
        life = self.history.life(item)
        return None if life is None or life.gone is not None else life
