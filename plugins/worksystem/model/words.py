"""Counts and lists as people say them."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:  # whoever counts need not pay for reading durations
    from worksystem.model.duration import Duration

__all__ = [
    "MONTHS",
    "capital",
    "count_of",
    "day_words",
    "days_words",
    "duration_words",
    "list_words",
    "number_of",
    "percent_words",
    "rate_words",
]

MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_UNITS: Final = {"d": "day", "w": "week", "h": "hour", "wd": "working day", "m": "minute"}

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def count_of(count: int, one: str, many: str = "") -> str:
    """A count with its noun: `no open items`, `one open item`, `14 open items`."""
    return f"{number_of(count)} {one if count == 1 else many or one + 's'}"


def number_of(count: int) -> str:
    """A count in a sentence: words up to twelve, digits beyond."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"


def list_words(words: Sequence[str], last: str = "and") -> str:
    """A list in a sentence: `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def day_words(day: date) -> str:
    """A day in a sentence, with its year: `1 Dec 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def duration_words(length: "Duration") -> str:
    """A length of time in a sentence: `3 working days`, `1 hour`."""
    return f"{length.amount:g} {_UNITS[length.unit]}{'' if length.amount == 1 else 's'}"


def days_words(days: float) -> str:
    """A number of days in a sentence, to one decimal at most: `1 day`, `2.5 days`, `14 days`."""
    shown = f"{round(days, 1):,.1f}".removesuffix(".0")
    return f"{shown} day" if shown == "1" else f"{shown} days"


def percent_words(share: float) -> str:
    """A share of 0 to 1 in a sentence; 0% and 100% only where nothing or everything is meant."""
    whole = round(share * 100)
    if whole in (0, 100) and share not in (0, 1):
        whole = 1 if whole == 0 else 99
    return f"{whole}%"


def rate_words(rate: float) -> str:
    """A rate in a sentence, to one decimal; with more of them where that would say that nothing happens."""
    if 0 < rate < 0.05:
        return f"{rate:.2f}" if rate >= 0.005 else "less than 0.01"
    return f"{rate:.1f}"


def capital(words: str) -> str:
    """Words as they begin a sentence."""
    return words[:1].upper() + words[1:]
