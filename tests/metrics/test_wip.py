"""Work in progress: started and not finished, at the end of each day."""

from datetime import date

from tests.histories import moves
from tests.metrics.flows import make_flow
from worksystem.metrics.wip import wip, wip_by_day

# A is in progress from the 2nd, done on the 4th; B from the 3rd, still open; C is dropped; D never starts.
EVENTS = [
    *moves("A", "2026-03-01 ready", "2026-03-02 doing", "2026-03-04 done"),
    *moves("B", "2026-03-01 ready", "2026-03-03 doing", "2026-03-05 review"),
    *moves("C", "2026-03-02 doing", "2026-03-03 dropped"),
    *moves("D", "2026-03-01 ready"),
]


def counts(**options: object) -> list[int]:
    return [count for _, count in wip_by_day(make_flow(EVENTS, end="2026-03-05", **options))]  # type: ignore[arg-type]


def test_what_is_finished_or_dropped_on_a_day_is_not_in_progress_at_its_end() -> None:
    # 1st: none; 2nd: A, C; 3rd: A, B, as C is dropped; 4th: B, as A is done; 5th: B
    assert counts() == [0, 2, 2, 1, 1]


def test_with_the_finishing_day_an_item_counts_once_more() -> None:
    # 3rd: C too; 4th: A too
    assert counts(finishing_day=True) == [0, 2, 3, 2, 1]


def test_the_figure_says_where_it_stands() -> None:
    figure = wip(make_flow(EVENTS, end="2026-03-05"))

    assert figure.value == 1
    assert figure.says == "One item is in progress on 5 Mar 2026; 1.2 on an average day since 1 Mar 2026"
    assert figure.detail == {"average": 1.2, "by_state": [{"state": "review", "name": "Review", "items": 1}]}


def test_a_move_late_in_the_evening_belongs_to_the_day_of_the_calendar() -> None:
    # 23:30 in Lisbon on the 29th of March is 22:30 UTC: summer time began that morning; in UTC it is the same day,
    # 23:30 UTC of the 30th is 00:30 of the 31st in Lisbon.
    events = [
        *moves("A", "2026-03-29T23:30:00+01:00 doing"),
        *moves("B", "2026-03-30T23:30:00+00:00 doing"),
    ]
    lisbon = make_flow(events, start="2026-03-29", timezone="Europe/Lisbon")
    utc = make_flow(events, start="2026-03-29")

    assert [count for _, count in wip_by_day(lisbon)] == [1, 1, 2]
    assert [count for _, count in wip_by_day(utc)] == [1, 2, 2]


def test_a_reopened_item_is_in_progress_until_it_is_done_again() -> None:
    # Done on the 3rd, reopened on the 5th, done on the 7th: started on the 2nd, finished on the 7th.
    events = moves("A", "2026-03-02 doing", "2026-03-03 done", "2026-03-05 doing", "2026-03-07 done")

    assert [count for _, count in wip_by_day(make_flow(events, end="2026-03-08"))] == [0, 1, 1, 1, 1, 1, 0, 0]


def test_a_move_back_to_the_queue_keeps_the_item_in_progress_unless_the_clock_restarts() -> None:
    events = moves("A", "2026-03-02 doing", "2026-03-04 ready")

    assert wip(make_flow(events)).value == 1
    assert wip(make_flow(events, back="restart")).value == 0


def test_an_item_whose_file_is_deleted_has_left() -> None:
    events = [
        {"item": "A", "field": "path", "old": None, "new": "a.yml", "at": "2026-03-02T12:00:00+00:00"},
        *moves("A", "2026-03-02 doing"),
        {"item": "A", "field": "path", "old": "a.yml", "new": None, "at": "2026-03-04T12:00:00+00:00"},
    ]

    assert [count for _, count in wip_by_day(make_flow(events, end="2026-03-05"))] == [0, 1, 1, 0, 0]
    assert (made := make_flow(events, end="2026-03-05")).in_progress == ()
    assert wip(made).value == 0


def test_days_are_those_of_the_window_and_nobody_is_counted_before_his_start() -> None:
    made = make_flow(EVENTS, start="2026-03-04", end="2026-03-05")

    assert wip_by_day(made) == ((date(2026, 3, 4), 1), (date(2026, 3, 5), 1))


def test_without_any_life_there_is_no_number() -> None:
    figure = wip(make_flow([]))

    assert (figure.value, figure.says) == (None, "No item is here whose past is known")
