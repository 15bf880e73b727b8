"""The four DORA measures: each bucket of the published definition at both sides of its bound."""

from datetime import date, datetime, timedelta

import pytest

from tests.metrics.reference import SHARED, read_cases
from worksystem.metrics.dora import (
    DURATIONS,
    Frequency,
    change_failure_rate,
    deployment_frequency,
    duration_bucket,
    median_duration,
)

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)
# Thirteen whole weeks, from a Monday to a Sunday, in the months of June to August.
START, END = date(2026, 6, 1), date(2026, 8, 30)


def weekly(*weekdays: int, weeks: int = 13) -> list[tuple[str, date]]:
    """A deployment on these days (0 is Monday) of the first weeks."""
    days = [START + timedelta(days=7 * week + day) for week in range(weeks) for day in weekdays]
    return [(f"D-{day}", day) for day in days]


def bucket(deployments: list[tuple[str, date]]) -> str:
    return deployment_frequency(deployments, start=START, end=END).bucket


class TestReference:
    """The file holds the definitions in words; the bounds in these tests are quoted from it."""

    pytestmark = SHARED

    def test_the_definitions_say_what_the_tests_below_hold(self) -> None:
        words = read_cases("dora.json")
        assert "median number of days per week with a deployment >= 3" in words["deployment_frequency"]
        assert "median deployments per month >= 1; else Yearly" in words["deployment_frequency"]
        assert (
            "< 24 h one day, < 168 h one week, < 730 h one month, < 6*730 h six months, else one year"
            in words["lead_time_for_changes"]
        )
        assert words["change_failure_rate"].endswith("4 deployments with 1 failure = 25 %")


@pytest.mark.parametrize(
    ("deployments", "expected"),
    [
        (weekly(0, 2, 4), "daily"),
        (weekly(0, 2), "weekly"),
        (weekly(0, 2, 4, weeks=7), "daily"),
        (weekly(0, 2, 4, weeks=6), "monthly"),
        (weekly(3, weeks=7), "weekly"),
        ([("D-1", date(2026, 6, 9)), ("D-2", date(2026, 8, 3))], "monthly"),
        ([("D-1", date(2026, 6, 9)), ("D-2", date(2026, 6, 10))], "yearly"),
        ([], "yearly"),
    ],
)
def test_the_bucket_of_a_frequency(deployments: list[tuple[str, date]], expected: str) -> None:
    """With deployments in 6 of 13 weeks the median week has none; with two in one of three months the median month."""
    assert bucket(deployments) == expected


def test_many_deployments_on_one_day_are_one_day_of_the_week() -> None:
    assert bucket([(f"D-{n}-{name}", day) for name, day in weekly(1) for n in range(9)]) == "weekly"


def test_a_frequency_stands_as_a_whole_and_counts_a_deployment_once() -> None:
    day = date(2026, 6, 2)
    same = [("D-1", day), ("D-1", day), ("D-2", day), ("D-0", date(2026, 5, 31))]
    assert deployment_frequency(same, start=START, end=date(2026, 6, 3)) == Frequency(
        per_day=((START, 0), (day, 2), (date(2026, 6, 3), 0)), days_per_week=1, per_month=2, bucket="weekly"
    )


def test_a_window_has_a_length() -> None:
    with pytest.raises(ValueError, match="after it starts"):
        deployment_frequency([], start=END, end=START)


@pytest.mark.parametrize(
    ("bound", "under", "over"),
    [
        (24 * HOUR, "one day", "one week"),
        (168 * HOUR, "one week", "one month"),
        (730 * HOUR, "one month", "six months"),
        (6 * 730 * HOUR, "six months", "one year"),
    ],
)
def test_a_bound_belongs_to_the_longer_bucket(bound: timedelta, under: str, over: str) -> None:
    assert (duration_bucket(bound - MINUTE), duration_bucket(bound)) == (under, over)


def test_buckets_are_listed_from_short_to_long() -> None:
    assert DURATIONS == ("one day", "one week", "one month", "six months", "one year")


def test_lead_time_and_time_to_restore_are_medians() -> None:
    noon = datetime(2026, 6, 1, 12)
    assert median_duration([(noon, noon + n * HOUR) for n in (1, 400, 5)]) == 5 * HOUR
    assert median_duration([(noon, noon + n * HOUR) for n in (2, 5)]) == 3.5 * HOUR
    assert median_duration([]) is None


def test_one_failure_in_four_deployments_is_a_quarter() -> None:
    assert change_failure_rate(4, 1) == 0.25
    assert change_failure_rate(0, 0) is None
