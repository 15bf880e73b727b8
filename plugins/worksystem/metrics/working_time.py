"""Working time: which days people work on, by the calendar of the settings and the public holidays it names."""

from datetime import date, timedelta
from functools import lru_cache
from typing import Final

from worksystem.model.settings import Calendar

__all__ = ["holidays_between", "is_working_day", "working_days"]

_WEEK: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def holidays_between(calendar: Calendar, first: date, last: date) -> dict[date, str]:
    """The holidays from one day to another with their names, in order; both ends included.

    Shape: of countries and regions that the settings name, and single days, which are called `day off`. A country that
    is not known has none.
    """
    found: dict[date, str] = {}
    for written in calendar.holidays:
        if written[:1].isdigit():
            found.setdefault(date.fromisoformat(written[:10]), "day off")
        else:
            for year in range(first.year, last.year + 1):
                found |= _of_country(written, year)
    return {day: found[day] for day in sorted(found) if first <= day <= last}


def is_working_day(calendar: Calendar, day: date) -> bool:
    """Whether people work on a day."""
    return _WEEK[day.weekday()] in calendar.week and not holidays_between(calendar, day, day)


def working_days(calendar: Calendar, first: date, last: date) -> int:
    """How many days from one to another are worked on; both ends counted."""
    off = holidays_between(calendar, first, last)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return sum(_WEEK[day.weekday()] in calendar.week and day not in off for day in days)


@lru_cache(maxsize=256)
def _of_country(code: str, year: int) -> dict[date, str]:
    import holidays  # only a work system whose calendar names a country pays for it

    country, _, region = code.partition("-")
    try:
        return dict(holidays.country_holidays(country, subdiv=region or None, years=year, language="en_US"))
    except (NotImplementedError, KeyError, ValueError):
        return {}
