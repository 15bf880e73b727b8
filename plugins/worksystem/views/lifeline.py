"""The line of an item's life: its states with days, blocks and replans over time, and every change beneath."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from typing import Final

from msgspec import Struct

from worksystem.history import PATH, Event, History, Life, Written
from worksystem.metrics.field import dates_of
from worksystem.metrics.slips import replans_of
from worksystem.model.words import day_words, days_words
from worksystem.views.doubts import doubts_of
from worksystem.views.figures import find_population
from worksystem.views.reference import FactValue, StateMark
from worksystem.views.scope import Scope

__all__ = ["Change", "Lifeline", "Mark", "Span", "Stretch", "build_lifeline"]

CLOSED: Final = frozenset({"done", "dropped"})
# Fields whose values name a record, and its kind.
_KINDS: Final = {"team": "team", "goal": "goal", "parent": "item", "type": "item_type"}
_LABELS: Final = {"status": "State", PATH: "File"}
Said = FactValue | StateMark | None


class Span(Struct, frozen=True):
    """A part of the line. Unit: shares of its whole length, 0 to 1."""

    start: float
    length: float


class Stretch(Struct, frozen=True):
    """A stay in a state; `days` are calendar days counted as the conventions say, `last` is `None` while it lasts."""

    state: StateMark
    waiting: bool
    first: date
    last: date | None
    days: int
    span: Span


class Mark(Struct, frozen=True):
    """Something on the line that is no state: a block, or the day on which the due date moved; `says` tells all."""

    kind: str
    span: Span
    says: str


class Change(Struct, frozen=True):
    """An event as people read it; `commit` is short, and empty for what was brought along."""

    day: date
    field: str
    old: Said
    new: Said
    commit: str


class Lifeline(Struct, frozen=True):
    """What is known of an item's past.

    Shape: `stretches` follow each other from `first` to `last`, which is today while the item is open; `changes` are
    newest first; `doubts` are sentences about what is not known. `took` is the cycle time of what is finished.
    """

    first: date | None
    last: date | None
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    changes: tuple[Change, ...]
    doubts: tuple[str, ...]
    took: int | None = None
    events: tuple[Event, ...] = ()


def build_lifeline(scope: Scope, id: str) -> Lifeline:
    """The line of an item; without stretches where nothing is known of it."""
    history, life = scope.history, scope.life(id)
    doubts = doubts_of(scope, id)
    if history is None or life is None or not life.spells:
        return Lifeline(None, None, (), (), (), doubts)
    begin, end = life.spells[0].start, _end(history, life)
    line = _Line(scope, history, life, begin, max(end, begin))
    population = find_population(scope)
    return Lifeline(
        first=history.day(begin),
        last=min(history.day(end), scope.as_of),
        stretches=tuple(line.stretches()),
        marks=tuple(line.marks()),
        changes=tuple(line.changes())[::-1],
        doubts=doubts,
        took=population.cycle_days(life) if population is not None else None,
        events=tuple(event for event in life.events if scope.may_show("item", event.field)),
    )


def _end(history: History, life: Life) -> datetime:
    """Where the line ends: at the move that closed the item, else today."""
    last = life.spells[-1]
    if last.end is not None:
        return last.end
    return last.start if last.category in CLOSED else history.now


class _Line(Struct, frozen=True, dict=True):
    scope: Scope
    history: History
    life: Life
    begin: datetime
    end: datetime

    def _span(self, start: datetime, end: datetime | None) -> Span:
        whole = (self.end - self.begin).total_seconds() or 1.0
        first = max(0.0, (start - self.begin).total_seconds() / whole)
        last = min(1.0, ((end or self.end) - self.begin).total_seconds() / whole)
        return Span(round(min(first, 1.0), 5), round(max(0.0, last - first), 5))

    def stretches(self) -> Iterator[Stretch]:
        for spell in self.life.spells:
            first = self.history.day(spell.start)
            last = None if spell.end is None else self.history.day(spell.end)
            days = self.scope.conventions.days(first.toordinal(), (last or self.scope.as_of).toordinal())
            yield Stretch(
                self._mark(spell.state, spell.category),
                spell.waiting,
                first,
                last,
                days,
                self._span(spell.start, spell.end),
            )

    def marks(self) -> Iterator[Mark]:
        if self.scope.may_show("item", "blocked"):
            for block in self.life.blocks:
                since = self.history.day(block.start)
                until = min(self.scope.as_of, self.history.day(block.end) if block.end else self.scope.as_of)
                length = days_words((until - since).days) if until > since else "less than a day"
                said = f"Blocked for {length} from {day_words(since)}"
                said += f": {block.reason}" if block.reason else ""
                yield Mark("block", self._span(block.start, block.end), said)
        population = find_population(self.scope)
        if population is not None and self.scope.may_show("item", "due"):
            dates = dates_of(population, self.life, "due").until(self.end)
            for replan in replans_of(population, dates):
                moment = self.history.end_of(replan.day)
                way = "later" if replan.days > 0 else "earlier"
                said = f"Due date moved {days_words(abs(replan.days))} {way} on {day_words(replan.day)}"
                said += f", from {day_words(replan.old.day)} to {day_words(replan.new.day)}"
                yield Mark("replan", self._span(moment, moment), said)

    def changes(self) -> Iterator[Change]:
        before: dict[str, Written] = {}
        for event in self.life.events:
            if self.scope.may_show("item", event.field):
                label = _LABELS.get(event.field) or event.field.replace("_", " ").capitalize()
                old, new = self._value(event.field, before.get(event.field)), self._value(event.field, event.value)
                yield Change(self.history.day(event.when), label, old, new, event.commit[:10])
            before[event.field] = event.value

    def _value(self, field: str, value: Written) -> Said:
        """A value as people read it: a record by its name, a date as a date, what has parts in one line."""
        if isinstance(value, dict):
            return ", ".join(f"{key.replace('_', ' ')} {_text(each)}" for key, each in value.items())
        if isinstance(value, list):
            return ", ".join(map(_text, value))
        if not value:
            return None
        if field == "status":
            return self._mark(value)
        if field == "owner":
            return self.scope.party(value)
        if field in _KINDS:
            return self.scope.ref(_KINDS[field], value)
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value

    def _mark(self, state: str, category: str | None = None) -> StateMark:
        """A state of the item's workflow; one that it no longer has keeps its word and the category of that time."""
        workflow = self.scope.workspace.workflows.get(self.life.workflow)
        found = workflow.record.states.get(state) if workflow else None
        if found is not None:
            return StateMark(state, found.name, category or found.category)
        known = category or next((each.category for each in self.life.spells if each.state == state), None)
        return StateMark(state, state.replace("_", " ").capitalize(), known or "unknown")


def _text(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
