"""Flow efficiency: what was neither waiting nor blocked, of the time from start to finish."""

from msgspec.structs import replace

from tests.histories import STATES, moves
from tests.metrics.flows import blocks, make_flow, make_workspace
from worksystem.history import StateMeaning
from worksystem.metrics.efficiency import Split, flow_efficiency, splits

# In progress for 10 days from the 2nd to the 12th: 3 days of review wait, the other 7 are worked on.
EVENTS = moves("A", "2026-03-02 doing", "2026-03-05 review", "2026-03-08 doing", "2026-03-12 done")
WITHOUT = {**STATES, "review": StateMeaning("active")}


def test_waiting_states_are_not_worked_on() -> None:
    made = make_flow(EVENTS)

    assert splits(made) == (Split("A", 7.0, 3.0, 0.0),)
    assert flow_efficiency(made).value == 0.7
    assert flow_efficiency(made).says == (
        "Somebody could work on an item 70% of its time in progress: 7 of 10 days, one item"
    )


def test_blocked_time_counts_once_however_often_it_is_said() -> None:
    # Blocked from the 4th and, in other words, from the 5th to the 9th: together 5 days;
    # of these the 4th to the 5th and the 8th to the 9th lie in work, 2 days, the other 3 in waiting anyway.
    events = [
        *EVENTS,
        *blocks("A", "2026-03-04", reason="bank"),
        *blocks("A", "2026-03-05", "2026-03-09", reason="law"),
    ]

    assert splits(make_flow(events)) == (Split("A", 5.0, 3.0, 2.0),)


def test_a_block_that_was_there_before_the_start_counts_from_the_start() -> None:
    events = [*moves("A", "2026-03-01 ready"), *blocks("A", "2026-03-01", "2026-03-04"), *EVENTS]

    assert splits(make_flow(events)) == (Split("A", 5.0, 3.0, 2.0),)


def test_back_in_the_queue_is_waiting() -> None:
    events = moves("A", "2026-03-02 doing", "2026-03-05 ready", "2026-03-08 doing", "2026-03-12 done")
    reviewed = moves("B", "2026-03-02 review")

    assert splits(make_flow([*events, *reviewed])) == (Split("A", 7.0, 3.0, 0.0),)


def test_no_declared_waiting_and_nothing_finished_are_different_answers() -> None:
    undeclared, nothing = flow_efficiency(make_flow(EVENTS, states=WITHOUT)), flow_efficiency(make_flow([]))

    assert (undeclared.value, undeclared.n, undeclared.detail["why"]) == (None, 1, "no_waiting_states")
    assert undeclared.says == "No state is declared as waiting, so the files can't tell work from waiting"
    assert (nothing.value, nothing.n, nothing.detail["why"]) == (None, 0, "no_time")
    assert nothing.says == "Nothing was finished that had been started, so there is no time to look at"


def test_a_waiting_state_that_nobody_was_in_is_declared_all_the_same() -> None:
    workspace = make_workspace(
        flow="""
        name: Flow
        initial: doing
        states:
          doing: {name: Doing, category: active}
          approval: {name: Approval, category: active, waiting: yes}
          done: {name: Done, category: done}
        """
    )
    events = moves("A", "2026-03-02 doing", "2026-03-12 done")

    assert flow_efficiency(make_flow(events, workspace=workspace)).value == 1.0


def test_items_of_a_workflow_without_a_waiting_state_are_left_out_and_counted() -> None:
    # B is in progress for 10 days and, in its workflow, nothing is declared as waiting; with it, it would be 85%.
    with_waiting = make_flow(EVENTS)
    (plain,) = make_flow(moves("B", "2026-03-02 doing", "2026-03-12 done"), states=WITHOUT).lives
    both = replace(with_waiting, lives=(*with_waiting.lives, replace(plain, workflow="other")))
    figure = flow_efficiency(both)

    assert splits(both) == (Split("A", 7.0, 3.0, 0.0),)
    assert (figure.value, figure.n, figure.detail["left_out"]) == (0.7, 1, 1)
    assert figure.says == (
        "Somebody could work on an item 70% of its time in progress: 7 of 10 days, one item; "
        "one more is left out, because its workflow declares no waiting state"
    )


def test_where_only_items_of_such_workflows_were_finished_there_is_no_number() -> None:
    open_one = make_flow(moves("A", "2026-03-02 doing", "2026-03-05 review"))
    (plain,) = make_flow(moves("B", "2026-03-02 doing", "2026-03-12 done"), states=WITHOUT).lives
    figure = flow_efficiency(replace(open_one, lives=(*open_one.lives, replace(plain, workflow="other"))))

    assert (figure.value, figure.says) == (None, "One item finished, all in workflows that declare no waiting state")


def test_it_says_what_it_assumes() -> None:
    assert "day and night" in flow_efficiency(make_flow(EVENTS)).detail["assumes"]
