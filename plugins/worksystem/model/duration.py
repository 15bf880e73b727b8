"""Durations: days and weeks are calendar time, hours and working days are working time; never mixed."""

import re
from datetime import timedelta
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from worksystem.model.values import unfit

__all__ = ["Duration", "parse_calendar", "parse_length", "parse_working"]

Unit = Literal["d", "w", "h", "wd", "m"]

_DURATION: Final = re.compile(r"(\d+(?:\.\d+)?) ?(wd|d|w|h|m)")
_LENGTH: Final = re.compile(r"(\d+)h ?(\d+)m")
_CALENDAR_HELP: Final = "write days or weeks, like 5d or 2w"
_WORKING_HELP: Final = "write hours or working days, like 6h or 3wd"
_LENGTH_HELP: Final = "write minutes or hours, like 45m or 1h"


class Duration(Struct, frozen=True):
    """A length of time as written.

    Unit: `d` and `w` are calendar time, `h` and `wd` working time, `m` minutes of a meeting.
    """

    text: str
    amount: float
    unit: Unit

    @property
    def calendar(self) -> timedelta | None:
        """Calendar time; `None` for working time."""
        if self.unit in ("d", "w"):
            return timedelta(days=self.amount * (7 if self.unit == "w" else 1))
        return None

    @property
    def span(self) -> timedelta:
        """Calendar time, of which working time has none."""
        return self.calendar or timedelta(0)

    def working_hours(self, hours_per_day: float) -> float | None:
        """Working hours; `None` for calendar time."""
        if self.unit == "wd":
            return self.amount * hours_per_day
        if self.unit == "h":
            return self.amount
        return self.amount / 60 if self.unit == "m" else None

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=4096)
def _duration_of(text: str) -> Duration | None:
    match = _DURATION.fullmatch(text)
    if match:
        unit: Unit = match[2]  # type: ignore[assignment]
        return Duration(text, float(match[1]), unit)
    match = _LENGTH.fullmatch(text)
    return Duration(text, int(match[1]) * 60 + int(match[2]), "m") if match else None


def _parse(value: object, units: tuple[str, ...], help: str) -> Duration:
    if isinstance(value, Duration):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        raise unfit("WS106", "has no unit", f"write {value:g}{units[-1]} or {value:g}{units[0]}")
    if not isinstance(value, (str, bool)):
        raise unfit("WS100", "holds a list or a group of fields where a duration is expected", help)
    found = _duration_of(value) if isinstance(value, str) else None
    if found is None:
        raise unfit("WS106", "is not a duration", help)
    if found.unit not in units:
        held = {"d": "calendar time", "w": "calendar time", "h": "working time", "wd": "working time", "m": "minutes"}
        raise unfit("WS106", f"is {held[found.unit]}, which does not count here", help)
    return found


def parse_calendar(value: object) -> Duration:
    """Days or weeks."""
    return _parse(value, ("w", "d"), _CALENDAR_HELP)


def parse_working(value: object) -> Duration:
    """Hours or working days."""
    return _parse(value, ("h", "wd"), _WORKING_HELP)


def parse_length(value: object) -> Duration:
    """Minutes or hours of a meeting."""
    return _parse(value, ("h", "m"), _LENGTH_HELP)
