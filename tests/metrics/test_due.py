"""Finished work against its due dates: the last one and the first one, on the day is in time."""

from tests.histories import moves
from tests.metrics.populations import Make, figure_of, make_population, says
from worksystem.metrics.due import list_due


def test_on_the_day_is_in_time_and_the_first_date_is_held_against_it_too(make_system: Make) -> None:
    events = [
        *moves("A", "2026-03-02 doing", "2026-03-10 done"),
        *says("A", "due", ("2026-03-01", "2026-03-10")),
        *moves("B", "2026-03-02 doing", "2026-03-20 done"),
        *says("B", "due", ("2026-03-01", "2026-03-15"), ("2026-03-14", "2026-03-22")),
        *moves("C", "2026-03-02 doing", "2026-03-21 done"),
        *says("C", "due", ("2026-03-01", "2026-03-18")),
        *moves("D", "2026-03-02 doing", "2026-03-22 done"),
    ]
    found = figure_of(make_population(make_system, events), "due_date_performance")
    assert found.value == 2 / 3
    assert found.n == 3
    assert found.says == (
        "67% of three finished items met the due date as it stood last, 33% the one that was said first; "
        "one was late, by 3 days on average"
    )
    assert found.detail == {
        "without_due": 1,
        "unread": 0,
        "apart": 0,
        "met": 2,
        "missed": 1,
        "met_first": 1,
        "missed_first": 2,
        "share_first": 1 / 3,
        "late_days": 3,
        "values": [
            {"item": "A", "late_days": 0},
            {"item": "B", "late_days": -2},
            {"item": "C", "late_days": 3},
        ],
    }


def test_a_month_is_due_on_its_last_day(make_system: Make) -> None:
    events = [*moves("A", "2026-03-02 doing", "2026-03-31 done"), *says("A", "due", ("2026-03-01", "2026-03"))]
    (item,) = list_due(make_population(make_system, events)).items
    assert (item.late, str(item.last)) == (0, "2026-03")


def test_dates_said_after_the_finish_change_nothing(make_system: Make) -> None:
    events = [
        *moves("A", "2026-03-02 doing", "2026-03-20 done"),
        *says("A", "due", ("2026-03-01", "2026-03-10"), ("2026-03-25", "2026-03-31")),
    ]
    (item,) = list_due(make_population(make_system, events)).items
    assert item.late == 10


def test_what_is_no_date_is_passed_over_and_counted(make_system: Make) -> None:
    events = [
        *moves("A", "2026-03-02 doing", "2026-03-10 done"),
        *says("A", "due", ("2026-03-01", "2026-03-12"), ("2026-03-03", "soon"), ("2026-03-04", ["2026-03-05"])),
    ]
    found = figure_of(make_population(make_system, events), "due_date_performance")
    assert (found.value, found.detail["unread"]) == (1.0, 2)


def test_a_date_that_was_taken_out_is_none(make_system: Make) -> None:
    events = [
        *moves("A", "2026-03-02 doing", "2026-03-10 done"),
        *says("A", "due", ("2026-03-01", "2026-03-05"), ("2026-03-04", None)),
    ]
    found = figure_of(make_population(make_system, events), "due_date_performance")
    assert found.value is None
    assert found.says == "No finished item had a due date in this window; write due where a date matters"
    assert found.detail == {"without_due": 1, "unread": 0, "apart": 0}


def test_items_first_seen_done_are_apart(make_system: Make) -> None:
    events = [*moves("A", "2026-03-10 done"), *says("A", "due", ("2026-03-10", "2026-03-12"))]
    found = figure_of(make_population(make_system, events), "due_date_performance")
    assert (found.value, found.detail["apart"]) == (None, 1)


def test_with_enough_late_items_there_is_a_median_of_lateness_and_no_single_values(make_system: Make) -> None:
    events = []
    for number in range(1, 6):
        events += moves(f"A{number}", "2026-03-02 doing", f"2026-03-{10 + number} done")
        events += says(f"A{number}", "due", ("2026-03-01", "2026-03-10"))
    found = figure_of(make_population(make_system, events, few=5), "due_date_performance")
    assert (found.value, found.detail["median_late_days"], found.detail["late_days"]) == (0.0, 3, 15)
    assert "values" not in found.detail
