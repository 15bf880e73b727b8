"""Time in states: of finished items from first to last word, of open items where they stand, and the pace."""

import pytest

from tests.histories import moves
from tests.metrics.flows import make_flow
from worksystem.metrics.state_time import pace_of, time_in_state, times_in_states

# A: ready 1st-3rd (2 days), doing 3rd-6th (3) and 8th-9th (1), review 6th-8th (2), done on the 9th, at noon each.
DONE = moves(
    "A",
    "2026-03-01 ready",
    "2026-03-03 doing",
    "2026-03-06 review",
    "2026-03-08 doing",
    "2026-03-09 done",
)
OPEN = moves("B", "2026-03-10 ready", "2026-03-20 review")


def test_the_times_of_an_item_add_up_to_its_whole() -> None:
    found = {each.stage.id: each.finished for each in times_in_states(make_flow(DONE)) if each.finished}

    assert found == {"ready": (("A", 2.0),), "doing": (("A", 4.0),), "review": (("A", 2.0),)}


def test_states_come_in_the_order_of_the_board() -> None:
    # By category, within it as they came up; done and dropped are the end and no stay.
    assert [each.stage.id for each in times_in_states(make_flow([*OPEN, *DONE]))] == ["ready", "doing", "review"]


def test_an_open_item_counts_where_it_stands() -> None:
    # B came into review on the 20th at noon; until the end of the 31st that is 11.5 days.
    found = {each.stage.id: each.ongoing for each in times_in_states(make_flow([*DONE, *OPEN]))}

    assert found == {"ready": (), "doing": (), "review": (("B", 11.5),)}


def test_the_figure_names_the_state_that_took_longest() -> None:
    figure = time_in_state(make_flow([*DONE, *OPEN]))

    assert (figure.value, figure.n, figure.detail["state"]) == (4.0, 1, "doing")
    assert figure.says == (
        "An item was 4 days in Doing on average, longer than in any other state; "
        "8 days from leaving the backlog to done"
    )
    assert [(row["state"], row["total_days"], row["waiting"]) for row in figure.detail["states"]] == [
        ("ready", 2.0, False),
        ("doing", 4.0, False),
        ("review", 2.0, True),
    ]


def test_the_backlog_is_no_state_that_took_longest() -> None:
    events = moves("A", "2026-03-01 proposed", "2026-03-08 doing", "2026-03-10 done")
    figure = time_in_state(make_flow(events))

    assert (figure.value, figure.detail["state"]) == (2.0, "doing")
    assert [row["total_days"] for row in figure.detail["states"]] == [7.0, 2.0]


def test_the_time_a_reopened_item_was_done_is_no_time_in_a_state() -> None:
    events = moves("A", "2026-03-02 doing", "2026-03-03 done", "2026-03-06 doing", "2026-03-07 done")

    assert [each.finished for each in times_in_states(make_flow(events))] == [(("A", 2.0),)]


def test_a_day_on_which_the_clocks_change_has_its_hours() -> None:
    # Lisbon goes to summer time on 29 March 2026: from midnight to midnight are 23 hours.
    events = moves("A", "2026-03-29T00:00:00+00:00 doing", "2026-03-30T00:00:00+01:00 done")
    (found,) = times_in_states(make_flow(events, timezone="Europe/Lisbon"))

    assert found.total == pytest.approx(23 / 24)


def test_the_pace_is_the_age_on_leaving_a_state_for_the_last_time() -> None:
    # Eleven items like this: started on the 3rd, left review on the 8th (6 days old), doing on the 9th (7 days old).
    # Doing stands before review on the board, and an age never falls from left to right, so review shows 7 too.
    events = [{**event, "item": f"I{number:02}"} for number in range(11) for event in DONE]

    assert [(each.stage, each.n, each.ages) for each in pace_of(make_flow(events))] == [
        ("doing", 11, (7, 7, 7)),
        ("review", 11, (7, 7, 7)),
    ]
    assert pace_of(make_flow(DONE)) == ()


def test_without_anything_finished_a_sentence_says_so() -> None:
    assert time_in_state(make_flow([])).value is None
    assert time_in_state(make_flow(OPEN)).says == "Nothing that was finished spent time in a state"
    assert time_in_state(make_flow(moves("A", "2026-03-02 done"))).detail["apart"] == 1
