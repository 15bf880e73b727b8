"""What a field of an item said over time, read as dates, efforts and words; what can't be read is passed over, counted.

Of a field whose history is not kept only today's value is known; it stands for the whole past.
"""

from datetime import datetime
from typing import Any

from msgspec import Struct

from worksystem.history import Life
from worksystem.metrics.population import Population
from worksystem.model import WorkDate
from worksystem.model.base import Part
from worksystem.model.duration import parse_working
from worksystem.model.values import parse_date

__all__ = ["Dated", "Dates", "Efforts", "dates_of", "efforts_of", "in_force", "is_kept", "level_of", "said"]


class Dated(Struct, frozen=True):
    """A date that a field said from a moment on; `None` where it was taken out."""

    when: datetime
    date: WorkDate | None


class Dates(Struct, frozen=True):
    """The dates a field said, oldest first, each different from the one before; `unread` counts what was no date."""

    values: tuple[Dated, ...]
    unread: int = 0

    def until(self, moment: datetime | None) -> tuple[Dated, ...]:
        """Those said up to a moment; all of them without one."""
        return tuple(each for each in self.values if moment is None or each.when <= moment)


class Efforts(Struct, frozen=True):
    """The working time a field said, oldest first. Unit: hours."""

    values: tuple[tuple[datetime, float | None], ...]
    unread: int = 0


def is_kept(population: Population, life: Life, name: str) -> bool:
    """Whether the history of a field is known for an item."""
    return name in population.workspace.settings.tracked or bool(life.changes(name))


def said(population: Population, life: Life, name: str) -> tuple[tuple[datetime, Any], ...]:
    """Every value of a field with the moment from which it held, oldest first."""
    if is_kept(population, life, name):
        return life.changes(name)
    entry = population.workspace.items.get(life.item)
    value = None if entry is None else getattr(entry.record, name, None)
    if value is None:
        return ()
    return ((life.created, dict(value) if isinstance(value, Part) else value),)


def dates_of(population: Population, life: Life, name: str, key: str = "") -> Dates:
    """The dates that a field said; with `key`, those under this key of a group of fields."""
    found: list[Dated] = []
    unread = 0
    for when, value in said(population, life, name):
        try:
            read = _date(value, key)
        except (ValueError, TypeError):
            unread += 1
            continue
        if read != (found[-1].date if found else None):
            found.append(Dated(when, read))
    return Dates(tuple(found), unread)


def in_force(dates: tuple[Dated, ...]) -> WorkDate | None:
    """The last date said, unless it was taken out."""
    return dates[-1].date if dates else None


def efforts_of(population: Population, life: Life, name: str) -> Efforts:
    """The working time that a field said, in hours."""
    a_day = population.workspace.settings.calendar.hours_per_day
    found: list[tuple[datetime, float | None]] = []
    unread = 0
    for when, value in said(population, life, name):
        try:
            found.append((when, parse_working(value).working_hours(a_day) if value else None))
        except (ValueError, TypeError):
            unread += 1
    return Efforts(tuple(found), unread)


def level_of(value: object) -> str:
    """The word of a priority, whichever form it is written in; empty without one."""
    level = value.get("level") if isinstance(value, dict) else value
    return level if isinstance(level, str) else ""


def _date(value: Any, key: str) -> WorkDate | None:
    if not value:
        return None
    if not key:
        return parse_date(value)
    if not isinstance(value, dict):
        raise TypeError(key)
    return parse_date(value.get(key))
