"""Little's law event by event, as published for 19 items, and as a check that bad records fail."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.metrics.reference import SHARED, read_rows
from worksystem.metrics.littles_law import Point, Stay, Window, holds, sample_path, window

SECOND = timedelta(seconds=1)
MONDAY = datetime(2026, 3, 2)


def at(days: float) -> datetime:
    return MONDAY + timedelta(days=days)


def stays() -> list[Stay]:
    return [
        Stay(
            row["id"],
            datetime.fromisoformat(row["start_ts"]),
            datetime.fromisoformat(row["end_ts"]) if row["end_ts"] else None,
        )
        for row in read_rows("little_small.csv")
    ]


# The columns of the reference, and the fields of a point that hold them.
COLUMNS = {
    "A(T)": "arrivals",
    "D(T)": "departures",
    "N(t)": "in_progress",
    "H(T)": "presence",
    "L(T)": "average",
    "Lambda(T)": "arrival_rate",
    "Theta(T)": "departure_rate",
    "w(T)": "residence",
    "w'(T)": "residence_per_departure",
    "W*(T)": "sojourn",
}


class TestReference:
    pytestmark = SHARED

    def test_events_come_in_the_published_order(self) -> None:
        expected = [
            (row["timestamp"], row["element_id"], row["event_type"]) for row in read_rows("little_small_expected.csv")
        ]
        found = [(str(each.at), each.id, each.event[0].upper()) for each in sample_path(stays(), unit=SECOND)]
        assert found == expected

    @pytest.mark.parametrize("column", COLUMNS)
    def test_every_column_is_met(self, column: str) -> None:
        expected = [float(row[column]) if row[column] else None for row in read_rows("little_small_expected.csv")]
        found = [getattr(each, COLUMNS[column]) for each in sample_path(stays(), unit=SECOND)]
        assert found == [None if each is None else pytest.approx(each, rel=1e-12, abs=0) for each in expected]

    def test_the_whole_window_in_our_unit(self) -> None:
        """The same 35 days in days: L is a number of items and stays, rates and stays change their unit."""
        path = sample_path(stays())
        whole = window(stays(), start=path[0].at, end=path[-1].at)
        assert (whole.arrivals, whole.departures, whole.at_start, whole.at_end) == (19, 17, 0, 2)
        assert whole.average == pytest.approx(2.42205723969058)
        assert whole.residence == pytest.approx(382899.84210526315 / 86400)
        assert whole.sojourn == pytest.approx(297358.0588235294 / 86400)
        assert whole.holds

    def test_a_window_inside_cuts_the_stays_and_the_law_still_holds(self) -> None:
        part = window(stays(), start=datetime(2025, 4, 14), end=datetime(2025, 4, 28))
        assert (part.at_start, part.arrivals, part.departures, part.at_end) == (3, 8, 7, 1)
        assert part.holds


def test_a_point_stands_as_a_whole() -> None:
    path = sample_path([Stay("a", at(0), at(4)), Stay("b", at(2))])
    assert path[-1] == Point(
        at=at(4),
        id="a",
        event="departure",
        arrivals=2,
        departures=1,
        in_progress=1,
        presence=6.0,
        average=1.5,
        arrival_rate=0.5,
        departure_rate=0.25,
        residence=3.0,
        residence_per_departure=6.0,
        sojourn=4.0,
    )


def test_at_one_instant_arrivals_come_first() -> None:
    path = sample_path([Stay("b", at(1), at(1)), Stay("a", at(0), at(1))])
    assert [(each.id, each.event) for each in path] == [
        ("a", "arrival"),
        ("b", "arrival"),
        ("a", "departure"),
        ("b", "departure"),
    ]


def test_a_window_stands_as_a_whole() -> None:
    """One item was there before, one comes and goes, one is left, one is over and one has not begun."""
    known = [
        Stay("before", at(-3), at(2)),
        Stay("within", at(1), at(5)),
        Stay("after", at(8)),
        Stay("over", at(-9), at(0)),
        Stay("later", at(11), at(12)),
    ]
    assert window(known, start=at(0), end=at(10)) == Window(
        start=at(0),
        end=at(10),
        at_start=1,
        at_end=1,
        arrivals=3,
        departures=2,
        average=0.8,
        arrival_rate=0.3,
        departure_rate=0.2,
        residence=pytest.approx(8 / 3),  # type: ignore[arg-type]
        sojourn=4.5,
        holds=True,
    )


def test_windows_side_by_side_count_a_departure_once() -> None:
    known = [Stay("a", at(0), at(5))]
    halves = window(known, start=at(0), end=at(5)), window(known, start=at(5), end=at(10))
    assert [each.departures for each in halves] == [1, 0]


def test_nothing_in_a_window_holds_too() -> None:
    empty = window([], start=at(0), end=at(1))
    assert (empty.average, empty.residence, empty.sojourn, empty.holds) == (0, None, None, True)
    assert sample_path([]) == ()


def test_a_window_has_a_length() -> None:
    with pytest.raises(ValueError, match="after it starts"):
        window([], start=at(1), end=at(1))


def test_a_stay_that_ends_before_it_starts_breaks_the_law() -> None:
    known = [Stay("good", at(0), at(4)), Stay("bad", at(6), at(3))]
    assert not window(known, start=at(0), end=at(10)).holds


def test_the_plain_check() -> None:
    assert holds(6.0, 2.0, 3.0)
    assert not holds(6.0, 2.0, 3.1)
    assert holds(0.0, 0.0, None)
    assert not holds(1.0, 0.0, None)


days = st.integers(-20, 40)
some_stays = st.lists(
    st.builds(
        lambda start, length: Stay("x", at(start / 4), None if length is None else at((start + length) / 4)),
        st.integers(-80, 160),
        st.none() | st.integers(0, 80),
    ),
    max_size=20,
)


@given(some_stays, days, st.integers(1, 30))
def test_the_law_holds_over_every_window_of_every_record(known: list[Stay], start: int, length: int) -> None:
    found = window(known, start=at(start), end=at(start + length))
    assert found.holds
    assert found.at_end == found.arrivals - found.departures
    assert found.arrivals >= found.at_start >= 0


@given(some_stays)
def test_the_unit_changes_times_and_rates_but_no_counts(known: list[Stay]) -> None:
    for day, hour in zip(sample_path(known), sample_path(known, unit=timedelta(hours=1)), strict=True):
        assert hour.presence == pytest.approx(24 * day.presence)
        assert hour.average == (day.average if day.average is None else pytest.approx(day.average))
        same = {"presence": 0.0, "average": None, "arrival_rate": None, "departure_rate": None}
        same |= {"residence": None, "residence_per_departure": None, "sojourn": None}
        assert replace(hour, **same) == replace(day, **same)
