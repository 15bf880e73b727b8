"""Net flow: arrivals against departures; their difference is how work in progress changed."""

from datetime import date

from tests.histories import moves
from tests.metrics.flows import make_flow
from worksystem.metrics.net_flow import NetWeek, net_by_week, net_flow
from worksystem.metrics.wip import wip_by_day

EVENTS = [
    *moves("A", "2026-02-20 doing", "2026-03-03 done"),
    *moves("B", "2026-03-03 doing", "2026-03-10 dropped"),
    *moves("C", "2026-03-04 doing"),
    *moves("D", "2026-03-11 doing"),
    *moves("E", "2026-03-02 ready", "2026-03-05 done"),
]


def test_what_left_is_what_was_finished_or_dropped_after_it_was_started() -> None:
    # Arrivals B, C, D; departures A, B; E was never in progress.
    figure = net_flow(make_flow(EVENTS))

    assert (figure.value, figure.detail["arrivals"], figure.detail["departures"], figure.detail["finished"]) == (
        1,
        3,
        2,
        1,
    )
    assert figure.says == "Three items were started and two left since 1 Mar 2026: work in progress grew by one item"


def test_weeks_have_both_sides() -> None:
    made = make_flow(EVENTS, end="2026-03-15")

    assert net_by_week(made) == (NetWeek(date(2026, 3, 2), 2, 1), NetWeek(date(2026, 3, 9), 1, 1))


def test_work_in_progress_changes_by_the_net_flow() -> None:
    # On 28 February A was in progress.
    made = make_flow(EVENTS)

    assert wip_by_day(made)[-1][1] - 1 == net_flow(made).value


def test_balance_and_emptiness_have_words() -> None:
    assert net_flow(make_flow(moves("A", "2026-03-02 ready"))).says == (
        "No items were started and none left since 1 Mar 2026: work in progress stayed as it was"
    )
    assert net_flow(make_flow([])).value is None
