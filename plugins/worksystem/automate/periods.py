"""Time that comes round: the period that a day lies in, by rhythm, iCalendar rule or cadence.

Source: RFC 5545 for rules; they count from Monday, 1 January 2001, so that "every second week" means the same each day.
"""

import re
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final

from dateutil.rrule import rrulestr
from msgspec import Struct

from worksystem.model import Cadence, Trigger

__all__ = ["ANCHOR", "Period", "find_period"]

ANCHOR: Final = date(2001, 1, 1)
_WITHIN_A_DAY: Final = re.compile(r"FREQ=(HOURLY|MINUTELY|SECONDLY)")
_INTERVAL: Final = re.compile(r";INTERVAL=\d+|INTERVAL=\d+;")
_DAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


class Period(Struct, frozen=True):
    """A stretch of time that something is done for once.

    Shape: `text` as people write it: `2026-11`, `2026-W48`, `2026-Q4`, `2026`, or a day; `number` goes up by one from
    period to period.
    """

    text: str
    first: date
    number: int


def find_period(
    trigger: Trigger | Cadence, day: date, *, week: Collection[str], within: timedelta = timedelta(days=14)
) -> Period | None:
    """The period that a day lies in, or the last day on which time came round; `None` if that is too long ago.

    Shape: `week` are the working days, as the settings name them.
    """
    every, rule = trigger.every, trigger.rule
    if every in ("month", "quarter", "year", "week"):
        return _stretch(every, day)
    found = _last_day(every, day, week) if every is not None else _last_by_rule(rule, day) if rule else None
    return found if found is not None and day - found.first <= within else None


def _stretch(every: str, day: date) -> Period:
    if every == "week":
        year, number, _ = day.isocalendar()
        monday = day - timedelta(days=day.weekday())
        return Period(f"{year:04}-W{number:02}", monday, (monday - ANCHOR).days // 7)
    if every == "month":
        return Period(f"{day:%Y-%m}", day.replace(day=1), day.year * 12 + day.month)
    if every == "quarter":
        quarter = (day.month - 1) // 3
        return Period(f"{day.year:04}-Q{quarter + 1}", date(day.year, quarter * 3 + 1, 1), day.year * 4 + quarter)
    return Period(f"{day.year:04}", date(day.year, 1, 1), day.year)


def _last_day(every: str, day: date, week: Collection[str]) -> Period | None:
    if every == "day":
        return Period(day.isoformat(), day, (day - ANCHOR).days)
    names = [name for name in _DAYS if name[:3] in week] if every == "weekday" else [every]
    for back in range(7):
        found = day - timedelta(days=back)
        if _DAYS[found.weekday()] in names:
            weeks, rest = divmod((found - ANCHOR).days, 7)
            place = names.index(_DAYS[rest])
            return Period(found.isoformat(), found, weeks * len(names) + place)
    return None


def _last_by_rule(rule: str, day: date) -> Period | None:
    days = [each for each in _days_of(rule, day.year) if each <= day]
    return Period(days[-1].isoformat(), days[-1], len(days)) if days else None


@lru_cache(maxsize=64)
def _days_of(rule: str, year: int) -> tuple[date, ...]:
    """The days on which a rule comes round, up to the end of a year; several times a day is once."""
    start, end = datetime.combine(ANCHOR, time()), datetime(year, 12, 31)
    text = _INTERVAL.sub("", _WITHIN_A_DAY.sub("FREQ=DAILY", rule)) if _WITHIN_A_DAY.search(rule) else rule
    try:
        found = rrulestr(text, dtstart=start, ignoretz=True)
    except (ValueError, TypeError):
        return ()
    days = {when.date() for when in found.between(start, end, inc=True)}
    return tuple(sorted(days))
