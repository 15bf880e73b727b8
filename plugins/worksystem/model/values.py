"""Dates at the precision they were written, and the parsers behind every value type.

A parser takes what stands in the file and returns the value, or raises `Unfit` with our own words.
"""

import math
import re
from calendar import monthrange
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache
from typing import Final, Literal

from pydantic_core import PydanticCustomError

__all__ = ["WorkDate", "find_date", "parse_clock", "parse_date", "parse_flag", "parse_number", "parse_share", "unfit"]

Precision = Literal["year", "quarter", "month", "week", "day", "time"]

_DATE: Final = re.compile(
    r"(\d{4})(?:-(?:Q(?P<q>[1-4])|W(?P<w>\d\d)|(?P<m>\d\d)(?:-(?P<d>\d\d)"
    r"(?P<t>[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?))?",
)
_LOOSE_DATE: Final = re.compile(r"(?P<y>\d{4})(?:[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})|(?P<mm>\d\d)(?P<dd>\d\d))")
_DAY_FIRST: Final = re.compile(r"(?P<d>\d{1,2})(?:\. ?|-)(?P<m>\d{1,2})(?:\. ?|-)(?P<y>\d{4})")
_SHARE: Final = re.compile(r"(\d+(?:\.\d+)?) ?%")
_CLOCK: Final = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def unfit(code: str, says: str, help: str = "") -> PydanticCustomError:
    """The error of a value that doesn't fit.

    Shape: `says` completes the sentence `due "x" ...`; `help` is one action.
    """
    return PydanticCustomError(code, "{says}", {"says": says, "help": help})


def as_text() -> PydanticCustomError:
    """The error that asks for the source text of a scalar, because text is wanted."""
    return PydanticCustomError("string_type", "text is wanted")


@dataclass(frozen=True, slots=True, order=True)
class WorkDate:
    """A date as precise as somebody knew it: a day, a week, a month, a quarter or a year.

    Shape: ordered by the first day, then by the last; `str()` is the text as written.
    """

    first: date
    last: date
    text: str = field(compare=False)
    precision: Precision = field(compare=False, default="day")

    @property
    def day(self) -> date:
        """The day by which it holds: the last one."""
        return self.last

    def covers(self, day: date) -> bool:
        """Whether `day` lies within."""
        return self.first <= day <= self.last

    def __str__(self) -> str:
        return self.text


def _no_date(help: str) -> PydanticCustomError:
    return unfit("WS104", "is not a date", help)


def _why_no_date(text: str) -> str:
    loose = _LOOSE_DATE.fullmatch(text) or _DAY_FIRST.fullmatch(text)
    if loose:
        parts = loose.groupdict()
        year, month, day = (int(parts[name] or parts[name * 2]) for name in "ymd")
        if month > 12 or month == 0:
            return "write YYYY-MM-DD; months run from 01 to 12"
        days = monthrange(year, month)[1] if year else 31
        if not 1 <= day <= days:
            return f"{_MONTHS[month - 1]} {year} has {days} days"
        return f"write {year:04}-{month:02}-{day:02}"
    if re.fullmatch(r"\d{4}-\d{1,2}", text):
        return "write YYYY-MM; months run from 01 to 12"
    if re.fullmatch(r"\d{4}-?[Qq]\d+", text):
        return "write a quarter as 2026-Q1 to 2026-Q4"
    if re.fullmatch(r"\d{4}-?[Ww]\d+", text):
        return "write a week as 2026-W01; weeks run to 52, in some years to 53"
    return "write YYYY-MM-DD, or a period such as 2026-11, 2026-Q4 or 2026-W48"


@lru_cache(maxsize=16384)
def find_date(text: str) -> WorkDate | None:
    """The date or period that a text says; `None` if it says none."""
    match = _DATE.fullmatch(text)
    if match is None:
        return None
    year = int(match[1])
    try:
        if match["d"]:
            day = date(year, int(match["m"]), int(match["d"]))
            if match["t"]:
                hour, minute = int(match["t"][1:3]), int(match["t"][4:6])
                return WorkDate(day, day, text, "time") if hour < 24 and minute < 60 else None
            return WorkDate(day, day, text)
        if match["m"]:
            month = int(match["m"])
            return WorkDate(date(year, month, 1), date(year, month, monthrange(year, month)[1]), text, "month")
        if match["w"]:
            monday = date.fromisocalendar(year, int(match["w"]), 1)
            return WorkDate(monday, monday + timedelta(days=6), text, "week")
        if match["q"]:
            last = int(match["q"]) * 3
            return WorkDate(date(year, last - 2, 1), date(year, last, monthrange(year, last)[1]), text, "quarter")
        return WorkDate(date(year, 1, 1), date(year, 12, 31), text, "year")
    except (ValueError, IndexError, OverflowError):
        return None


def parse_date(value: object) -> WorkDate:
    """A date or period; a bare number is asked for again as text."""
    if not isinstance(value, str):
        if isinstance(value, WorkDate):
            return value
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            raise as_text()
        raise _no_date(_why_no_date("")) if isinstance(value, bool) else _one_value(value)
    found = find_date(value)
    if found is None:
        raise _no_date(_why_no_date(value.strip()))
    return found


def _one_value(value: object) -> PydanticCustomError:
    held = "a list" if isinstance(value, list) else "a group of fields" if isinstance(value, dict) else "empty"
    if held == "empty":
        return unfit("WS109", "is empty")
    return unfit("WS100", f"holds {held} where one value is expected", "write one value")


def parse_share(value: object) -> float:
    """`80%` as 0.8."""
    if isinstance(value, str):
        match = _SHARE.fullmatch(value)
        if match and float(match[1]) <= 100:
            return float(match[1]) / 100
        if match:
            raise unfit("WS107", "is more than the whole", "write a share from 0% to 100%")
    elif not isinstance(value, (int, float)):
        raise _one_value(value)
    help = "write a share from 0% to 100%"
    if isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 100:
        help = f"write {value * 100:g}%" if isinstance(value, float) and value < 1 else f"write {value:g}%"
    raise unfit("WS107", "is not a share", help)


def parse_flag(value: object) -> bool:
    """`true`, `false`, `yes` or `no`."""
    if value is True or value is False:
        return bool(value)
    if isinstance(value, str):
        word = value.lower()
        if word in ("yes", "true"):
            return True
        if word in ("no", "false"):
            return False
        raise unfit("WS103", "is neither yes nor no", "write yes or no")
    if isinstance(value, (int, float)):
        raise unfit("WS103", "is neither yes nor no", "write yes or no")
    raise _one_value(value)


def parse_number(value: object) -> float:
    """A number, whole numbers kept whole."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        with suppress(OverflowError):  # a whole number too long for any figure
            if math.isfinite(value):
                return value
    elif not isinstance(value, (str, bool)):
        raise _one_value(value)
    raise unfit("WS103", "is not a number", "write a number, without unit and without quotes")


def parse_whole(value: object) -> int:
    """A whole number, zero or more."""
    if isinstance(value, int) and not isinstance(value, bool) and value >= 0:
        return value
    if not isinstance(value, (str, int, float, bool)):
        raise _one_value(value)
    if isinstance(value, (int, float)) and value < 0:
        raise unfit("WS103", "is below 0", "write a whole number from 0 up")
    raise unfit("WS103", "is not a whole number", "write a whole number, without unit and without quotes")


def parse_clock(value: object) -> str:
    """A time of day, `09:30`."""
    if isinstance(value, str):
        if _CLOCK.fullmatch(value):
            return value
    elif not isinstance(value, (int, float)):
        raise _one_value(value)
    raise unfit("WS118", "is not a time of day", "write hours and minutes of the 24-hour clock, like 09:30")
