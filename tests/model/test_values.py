"""Dates keep their precision; durations their family."""

from datetime import date, timedelta

import pytest

from worksystem.model.duration import parse_calendar, parse_length, parse_working
from worksystem.model.values import parse_date


@pytest.mark.parametrize(
    ("text", "first", "last", "precision"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "year"),
        ("2026-Q4", date(2026, 10, 1), date(2026, 12, 31), "quarter"),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28), "month"),
        ("2026-W53", date(2026, 12, 28), date(2027, 1, 3), "week"),
        ("2026-W01", date(2025, 12, 29), date(2026, 1, 4), "week"),
        ("2026-11-16", date(2026, 11, 16), date(2026, 11, 16), "day"),
        ("2026-11-16T09:30", date(2026, 11, 16), date(2026, 11, 16), "time"),
    ],
)
def test_a_date_covers_what_was_written(text: str, first: date, last: date, precision: str) -> None:
    found = parse_date(text)
    assert (found.first, found.last, found.precision) == (first, last, precision)
    assert (str(found), found.day) == (text, last)
    assert found.covers(first)
    assert not found.covers(last + timedelta(days=1))


@pytest.mark.parametrize(
    "text", ["2026-00", "2026-13", "2026-02-29", "2025-W53", "2026-Q5", "0000", "16.11.2026", "", " "]
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        parse_date(text)


def test_dates_are_ordered_by_their_first_day() -> None:
    texts = ["2026-11-16", "2026-Q4", "2026", "2026-W47"]
    assert [str(each) for each in sorted(map(parse_date, texts))] == ["2026", "2026-Q4", "2026-11-16", "2026-W47"]


def test_calendar_and_working_time_do_not_mix() -> None:
    week, days = parse_calendar("2w"), parse_working("1.5wd")
    assert (week.calendar, week.working_hours(8)) == (timedelta(days=14), None)
    assert (days.calendar, days.working_hours(8)) == (None, 12)
    assert parse_length("1h30m").working_hours(8) == 1.5
    for parse, text in ((parse_calendar, "2h"), (parse_working, "2d"), (parse_length, "2wd"), (parse_calendar, "2 x")):
        with pytest.raises(ValueError, match="is "):
            parse(text)
