"""Little's law over the window, and flow debt."""

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from tests.histories import moves
from tests.metrics.flows import make_flow
from worksystem.metrics.balance import flow_debt, law_by_day, law_of, littles_law, misfits
from worksystem.metrics.population import Population

# The window is the 1st to the 10th, 10 days. A: in progress from 20 February to the 3rd at noon, 2.5 days of the
# window. B: from the 2nd to the 6th at noon, 4 days. C: from the 8th at noon on, 2.5 days.
EVENTS = [
    *moves("A", "2026-02-20 doing", "2026-03-03 done"),
    *moves("B", "2026-03-02 doing", "2026-03-06 done"),
    *moves("C", "2026-03-08 doing"),
]


def test_both_sides_of_the_law_meet() -> None:
    # L = 9 item days / 10 days = 0.9; lambda = 3 / 10; w = 9 / 3 = 3; departed: A 11 days, B 4, on average 7.5.
    found = law_of(make_flow(EVENTS, end="2026-03-10"))

    assert (found.average, found.arrival_rate, found.residence) == (0.9, 0.3, 3.0)
    assert (found.at_start, found.at_end, found.departures, found.sojourn) == (1, 1, 2, 7.5)
    assert found.holds


def test_the_figure_is_the_residual_and_says_what_the_comparison_tells() -> None:
    figure = littles_law(make_flow(EVENTS, end="2026-03-10"))

    assert (figure.value, figure.detail["holds"], figure.detail["departures_times_days"]) == (0.0, True, 1.5)
    assert figure.says == (
        "0.9 items in progress on average = 0.30 a day × 3 days; "
        "the record fits, but what leaves is older than what came: old work is being cleared"
    )


BACK = moves("X", "2026-03-02 doing", "2026-03-05 done")


def turned(population: Population, **changes: Any) -> Population:
    """The population with its one life changed, as a wrong record has it."""
    (life,) = population.lives
    return replace(population, lives=(replace(life, **changes),))


def test_an_item_that_is_over_before_it_started_makes_the_check_fail() -> None:
    # Its file was gone on the 1st, and it starts on the 2nd: both sides differ by the day, over a window of 31 days.
    figure = littles_law(turned(make_flow(BACK), gone=datetime(2026, 3, 1, 12, tzinfo=UTC)))

    assert (figure.detail["holds"], figure.detail["misfits"]) == (
        False,
        [{"item": "X", "why": "over before the start"}],
    )
    assert figure.value == pytest.approx(2 / 31, abs=1e-6)
    assert figure.says.endswith("; the record does not fit: one item over before the start")


def test_records_that_are_not_whole_do_not_fit_and_are_counted_by_reason() -> None:
    unstarted = [event for id in "DE" for event in moves(id, "2026-03-02 ready", "2026-03-05 done")]
    instant = moves("F", "2026-03-02 doing", "2026-03-02 done")
    figure = littles_law(make_flow([*EVENTS, *unstarted, *instant], end="2026-03-10"))

    assert figure.value == 0
    assert figure.detail["check"] == (
        "the record does not fit: two items finished without a start and one item over at the moment of the start"
    )


def test_a_past_that_is_cut_and_stays_that_overlap_do_not_fit() -> None:
    made = make_flow(BACK)
    spells = made.lives[0].spells
    late = (replace(spells[0], end=datetime(2026, 3, 9, tzinfo=UTC)), *spells[1:])

    assert misfits(turned(made, is_cut=True)) == (("X", "begun before the record"),)
    assert misfits(turned(made, spells=late)) == (("X", "with stays that overlap or end before they begin"),)
    assert misfits(made) == ()


def test_what_was_over_before_the_window_is_not_looked_at() -> None:
    assert misfits(make_flow(moves("D", "2026-02-02 ready", "2026-02-05 done"))) == ()


def test_both_sides_meet_by_whole_days_with_the_finishing_day_too() -> None:
    for finishing_day in (False, True):
        assert littles_law(make_flow(EVENTS, end="2026-03-10", finishing_day=finishing_day)).value == 0


def test_the_law_holds_across_a_change_of_the_clocks() -> None:
    # The night of 29 March has 23 hours in Lisbon; both sides must count the same ones.
    events = moves("A", "2026-03-20 doing", "2026-03-30 done")
    found = law_of(make_flow(events, start="2026-03-25", timezone="Europe/Lisbon"))

    assert found.holds
    assert found.average * (7 - 1 / 24) == pytest.approx(5.5)  # 25 March 00:00 UTC to 30 March 12:00 UTC


def test_by_day_it_grows_from_the_start_of_the_window() -> None:
    assert [(point.at.day, point.in_progress) for point in law_by_day(make_flow(EVENTS, end="2026-03-10"))] == [
        (1, 1),
        (2, 2),
        (3, 1),
        (6, 0),
        (8, 1),
    ]


def test_flow_debt_is_the_approximate_average_less_the_exact_one() -> None:
    # Eleven items of one day each are finished in ten days while one lies open all the time:
    # L = (11 + 10) / 10 = 2.1, departures 1.1 a day, approximately 1.909 days each; those that left took 1.
    events = moves("Z", "2026-02-20 doing")
    for number in range(11):
        day = 1 + number % 9
        events += moves(f"I{number:02}", f"2026-03-{day:02} doing", f"2026-03-{day + 1:02} done")
    figure = flow_debt(make_flow(events, end="2026-03-10"))

    assert figure.value == pytest.approx(0.909, abs=0.001)
    assert figure.says == (
        "0.9 days of flow debt was made: some work is let lie for other work; "
        "work in progress and its rate stand for 1.9 days, what left took 1 day"
    )


def test_few_departures_and_none_give_no_average() -> None:
    few, none = flow_debt(make_flow(EVENTS)), flow_debt(make_flow(moves("A", "2026-03-02 doing")))

    assert (few.value, few.says) == (None, "Only two items left, too few to compare averages")
    assert none.says == "Nothing left work in progress, so nothing can be compared"


def test_an_empty_scope_is_a_sentence() -> None:
    assert littles_law(make_flow([])).says == "Nothing was ever started, so nothing is there to check"
    assert littles_law(make_flow(moves("A", "2026-05-01 doing"), end="2026-05-02", start="2026-05-01")).value == 0
    assert flow_debt(make_flow([])).value is None
