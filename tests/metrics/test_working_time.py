"""Working days by the calendar of the settings."""

from datetime import date

from worksystem.metrics.working_time import holidays_between, is_working_day, working_days
from worksystem.model.settings import Calendar


def calendar(**values: object) -> Calendar:
    return Calendar.model_validate(values)


def test_both_ends_count_and_weekends_do_not() -> None:
    assert working_days(calendar(), date(2026, 3, 2), date(2026, 3, 9)) == 6
    assert working_days(calendar(week=["sat", "sun"]), date(2026, 3, 2), date(2026, 3, 9)) == 2


def test_regions_have_their_holidays_and_single_days_are_off() -> None:
    found = holidays_between(calendar(holidays=["DE-BY", "2026-01-02"]), date(2026, 1, 1), date(2026, 1, 31))
    assert found == {
        date(2026, 1, 1): "New Year's Day",
        date(2026, 1, 2): "day off",
        date(2026, 1, 6): "Epiphany",
    }
    assert not is_working_day(calendar(holidays=["DE-BY"]), date(2026, 1, 6))
    assert is_working_day(calendar(holidays=["DE"]), date(2026, 1, 6))


def test_a_country_that_is_not_known_has_no_holidays() -> None:
    assert holidays_between(calendar(holidays=["XX", "DE-QQ"]), date(2026, 1, 1), date(2026, 12, 31)) == {}
