"""Service level expectations: declared or learned, met or not, and what has passed them."""

import pytest

from tests.histories import moves
from tests.metrics.flows import make_flow, make_workspace, sets
from worksystem.metrics.expectation import Judged, expected_of, judged, passed, service_level_expectation

FLOW = """
name: Flow
initial: ready
states:
  ready: {name: Ready, category: queue}
  doing: {name: Doing, category: active, expectation: 4d}
  review: {name: Review, category: active, waiting: yes, expectation: 2d}
  done: {name: Done, category: done}
"""
HALF = FLOW.replace(", expectation: 4d", "")

# A: doing 1st to 4th, 4 days, review 4th to 5th, 2 days, cycle 5. B: doing 1st to 9th, 9 days, cycle 9.
# C: in progress since the 20th, in review since the 21st: on the 31st 12 days old, 11 of them in review.
EVENTS = [
    *moves("A", "2026-03-01 doing", "2026-03-04 review", "2026-03-05 done"),
    *moves("B", "2026-03-01 doing", "2026-03-09 done"),
    *moves("C", "2026-03-20 doing", "2026-03-21 review"),
]


def before(count: int) -> list[dict[str, object]]:
    """Items finished in February, the window before, that took 1 day, 2 days, and so on."""
    return [
        event
        for number in range(1, count + 1)
        for event in moves(f"I{number:02}", "2026-02-01 doing", f"2026-02-{number:02} done")
    ]


def test_the_expectations_of_the_active_states_add_up() -> None:
    made = make_flow(EVENTS, workspace=make_workspace(flow=FLOW))
    expected = expected_of(made)

    assert (expected.declared, expected.past, expected.n) == ({"flow": 5.0}, None, 0)
    assert judged(made, expected) == (Judged("A", 5, 5.0), Judged("B", 9, 5.0))
    assert passed(made, expected) == (Judged("C", 12, 5.0),)


def test_without_both_ends_no_day_counts_twice() -> None:
    made = make_flow(EVENTS, workspace=make_workspace(flow=FLOW), both_ends=False)

    assert expected_of(made).declared == {"flow": 6.0}


def test_stays_behind_which_few_people_stand_are_not_listed() -> None:
    owned = [sets(id, "owner", owner, "2026-03-01") for id, owner in zip("ABC", ("ada", "bo", "cy"), strict=True)]
    workspace = make_workspace(flow=FLOW)
    four = make_flow([*EVENTS, *owned], workspace=workspace, smallest_group=4)
    three = make_flow([*EVENTS, *owned], workspace=workspace, smallest_group=3)

    assert service_level_expectation(four).detail["states"] == []
    assert [each["stays"] for each in service_level_expectation(three).detail["states"]] == [3, 1]


def test_a_share_that_falls_short_by_less_than_a_percent_is_just_under() -> None:
    late = [event for id in "XY" for event in moves(id, "2026-03-01 doing", "2026-03-18 done")]
    march = [
        event
        for number in range(1, 12)
        for event in moves(f"M{number:02}", "2026-03-01 doing", f"2026-03-{number:02} done")
    ]
    # Eleven of 13 are 84.6%, which is 85% when rounded.
    figure = service_level_expectation(make_flow([*before(20), *march, *late]))

    assert figure.says == "Eleven of 13 finished items took no longer than 17 days, just under the 85% that should"


def test_one_item_alone_is_said_in_the_singular() -> None:
    learned = make_flow([*before(1), *EVENTS])
    late = make_flow(EVENTS[3:5], workspace=make_workspace(flow=FLOW))

    assert service_level_expectation(learned).says == (
        "No workflow declares one, and one item finished in the window before is too few"
    )
    assert service_level_expectation(late).says == "The one finished item took longer than 5 days"


def test_a_workflow_with_an_active_state_that_declares_none_declares_none_as_a_whole() -> None:
    assert expected_of(make_flow(EVENTS, workspace=make_workspace(flow=HALF))).declared == {}


def test_each_state_is_judged_by_its_own() -> None:
    figure = service_level_expectation(make_flow(EVENTS, workspace=make_workspace(flow=FLOW), smallest_group=0))

    # Doing: A 4 days, B 9, C 2 (20th to 21st); review: A 2 days, and C is past it.
    assert figure.detail["states"] == [
        {"workflow": "flow", "state": "doing", "expected": 4.0, "stays": 3, "met": 2, "passed": []},
        {
            "workflow": "flow",
            "state": "review",
            "expected": 2.0,
            "stays": 1,
            "met": 1,
            "passed": [{"item": "C", "days": 11}],
        },
    ]
    assert figure.says == "One of two finished items took no longer than 5 days; one open item has passed it"
    assert (figure.value, figure.n) == (None, 2)


def test_without_a_declaration_the_window_before_tells() -> None:
    # The window of 31 days before March begins on 29 January. Cycle times 1 to 20: 85% of 20 is the 17th, 17 days.
    # In March eleven items took 1 to 11 days, and one 18: eleven of twelve met it.
    march = [
        event
        for number in range(1, 12)
        for event in moves(f"M{number:02}", "2026-03-01 doing", f"2026-03-{number:02} done")
    ]
    figure = service_level_expectation(
        make_flow([*before(20), *march, *moves("X", "2026-03-01 doing", "2026-03-18 done")])
    )

    assert (figure.detail["past_days"], figure.detail["past_n"]) == (17, 20)
    assert figure.value == pytest.approx(11 / 12, abs=1e-4)
    assert figure.says == "Eleven of twelve finished items took no longer than 17 days, 92%, where 85% should"


def test_what_falls_short_is_said_so() -> None:
    # As above with three that took 18 days: eleven of fourteen.
    late = [event for id in "XYZ" for event in moves(id, "2026-03-01 doing", "2026-03-18 done")]
    march = [
        event
        for number in range(1, 12)
        for event in moves(f"M{number:02}", "2026-03-01 doing", f"2026-03-{number:02} done")
    ]
    figure = service_level_expectation(make_flow([*before(20), *march, *late]))

    assert figure.says == "Eleven of 14 finished items took no longer than 17 days, only 79%, where 85% should"


def test_a_few_finished_before_are_no_expectation() -> None:
    figure = service_level_expectation(make_flow([*before(10), *EVENTS]))

    assert figure.value is None
    assert figure.says == "No workflow declares one, and ten items finished in the window before are too few"


def test_an_empty_scope_and_one_without_anything_finished_are_sentences() -> None:
    declared = make_workspace(flow=FLOW)

    assert service_level_expectation(make_flow([])).value is None
    assert service_level_expectation(make_flow(EVENTS[-2:], workspace=declared)).says == (
        "Nothing that can be judged was finished since 1 Mar 2026"
    )
