"""Local against end to end: the days of the team that finished it, of the days since it was asked for."""

from pathlib import Path

from tests.histories import make_history, moves
from tests.metrics.flows import make_flow, sets
from tests.systems import make_system
from worksystem.metrics.end_to_end import Way, local_flow, ways_of

# Written down on 20 February, in progress from 1 March with team one, with team two from the 7th, done on the 10th.
EVENTS = [
    sets("A", "team", "one", "2026-02-20"),
    *moves("A", "2026-02-20 ready", "2026-03-01 doing", "2026-03-10 done"),
    sets("A", "team", "two", "2026-03-07"),
]


def test_local_begins_when_the_last_team_got_it() -> None:
    # Local 7th to 10th, 4 days; whole 20 February to 10 March, 9 + 10 = 19 days.
    assert ways_of(make_flow(EVENTS)) == (Way("A", 4, 19, None, 2),)


def test_a_team_that_had_it_all_along_counts_from_the_start() -> None:
    assert ways_of(make_flow(EVENTS[:-1])) == (Way("A", 10, 19, None, 1),)


def test_a_team_that_is_named_after_the_finish_changes_nothing() -> None:
    assert ways_of(make_flow([*EVENTS, sets("A", "team", "three", "2026-03-20")])) == (Way("A", 4, 19, None, 2),)


def test_the_figure_is_the_share_of_all_days_together() -> None:
    # Local 4 + 1, whole 19 + 1.
    events = [*EVENTS, *moves("B", "2026-03-05 doing", "2026-03-05T13:00:00+00:00 done")]
    figure = local_flow(make_flow(events))

    assert (figure.value, figure.n, figure.detail["handed_over"]) == (0.25, 2, 1)
    assert figure.says == (
        "The team that finished an item had it in progress for 25% of the time since it was written down; "
        "one of two items went through several teams"
    )


def test_the_time_since_the_topmost_parent_is_told_beside_it(tmp_path: Path) -> None:
    # TOP was written down on 10 February: until 10 March 19 + 10 = 29 days.
    system = make_system(
        tmp_path,
        {
            "work/types/task.yml": "{name: Task, workflow: flow}",
            "work/workflows/flow.yml": "{name: Flow, initial: doing, states: {doing: {name: Doing, category: active}}}",
            "work/items/A.yml": "{title: A, type: task, parent: MID}",
            "work/items/MID.yml": "{title: Middle, type: task, parent: TOP}",
            "work/items/TOP.yml": "{title: Top, type: task}",
        },
    )
    events = [*EVENTS, *moves("TOP", "2026-02-10 ready"), *moves("MID", "2026-02-15 ready")]

    assert make_history(events, as_of="2026-03-31").life("TOP") is not None
    assert ways_of(make_flow(events, workspace=system.workspace)) == (Way("A", 4, 19, 29, 2),)


def test_nothing_finished_is_a_sentence() -> None:
    assert local_flow(make_flow([])).says == "Nothing was finished that had been started"
    assert local_flow(make_flow(moves("A", "2026-03-02 done"))).value is None
    same = moves("A", "2026-03-02 doing", "2026-03-02T13:00:00+00:00 done")
    assert local_flow(make_flow(same, both_ends=False)).says == (
        "Everything was finished on the day on which it was written down"
    )
