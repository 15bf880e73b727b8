"""Throughput: an exact count of what was finished, by day and by whole week."""

from datetime import date

from tests.histories import moves
from tests.metrics.flows import make_flow
from worksystem.metrics.throughput import Week, finished_by_day, finished_by_week, throughput

# 2026-03-02 is a Monday. Two are finished in its week, one in the next, one on Monday the 16th.
EVENTS = [
    *moves("A", "2026-03-02 doing", "2026-03-03 done"),
    *moves("B", "2026-03-02 doing", "2026-03-08 done"),
    *moves("C", "2026-03-02 doing", "2026-03-12 done"),
    *moves("D", "2026-03-02 doing", "2026-03-16 done"),
    *moves("E", "2026-03-02 doing", "2026-03-12 dropped"),
]


def test_weeks_run_from_monday_to_sunday_and_those_that_are_cut_are_left_out() -> None:
    made = make_flow(EVENTS, start="2026-03-01", end="2026-03-17")

    assert finished_by_week(made) == (Week(date(2026, 3, 2), 2), Week(date(2026, 3, 9), 1))


def test_a_window_of_less_than_a_week_has_no_weeks() -> None:
    assert finished_by_week(make_flow(EVENTS, start="2026-03-03", end="2026-03-08")) == ()
    assert finished_by_week(make_flow(EVENTS, start="2026-03-02", end="2026-03-08")) == (Week(date(2026, 3, 2), 2),)


def test_days_without_any_are_there_and_dropped_work_is_not_throughput() -> None:
    made = make_flow(EVENTS, start="2026-03-11", end="2026-03-13")

    assert [count for _, count in finished_by_day(made)] == [0, 1, 0]


def test_the_figure_is_the_count_by_week_of_the_window() -> None:
    # Four in 31 days are 4 * 7 / 31 = 0.903 a week; of four whole weeks there is no median, as they are few.
    figure = throughput(make_flow(EVENTS))

    assert (figure.value, figure.n) == (0.903, 4)
    assert figure.says == "Four items finished since 1 Mar 2026, 0.9 a week"
    assert figure.detail["median_week"] is None
    assert [week["finished"] for week in figure.detail["weeks"]] == [2, 1, 1, 0]


def test_what_was_first_seen_done_and_what_a_bulk_commit_finished_is_counted_apart() -> None:
    bulk = moves("G", "2026-03-02 doing", "2026-03-05 done")
    bulk[-1]["bulk"] = True
    figure = throughput(make_flow([*EVENTS, *moves("F", "2026-03-04 done"), *bulk]))

    assert (figure.n, figure.detail["apart"]) == (4, 2)
    assert figure.says == "Four items finished since 1 Mar 2026, 0.9 a week; two more are counted apart"


def test_a_reopened_item_counts_once_on_the_day_of_its_last_finish() -> None:
    events = moves("A", "2026-03-02 doing", "2026-03-03 done", "2026-03-05 doing", "2026-03-07 done")

    assert [day for day, count in finished_by_day(make_flow(events)) if count] == [date(2026, 3, 7)]


def test_one_item_in_a_year_is_more_than_none_a_week() -> None:
    figure = throughput(make_flow(moves("A", "2026-03-02 doing", "2026-03-03 done"), start="2025-04-01"))

    assert figure.says == "One item finished since 1 Apr 2025, 0.02 a week"


def test_nothing_finished_is_none_a_week_and_no_lives_is_no_number() -> None:
    assert throughput(make_flow(moves("A", "2026-03-02 doing"))).value == 0
    assert throughput(make_flow([])).value is None
