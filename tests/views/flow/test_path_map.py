"""The map of a real process: what happened between states, in words and as arrows."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest

from tests.histories import make_history, moves
from worksystem.history import Move, StateRule, WorkflowVersion
from worksystem.load import WorkSystem
from worksystem.metrics.conventions import Conventions
from worksystem.metrics.population import Population
from worksystem.views.flow.path_map import PathMap, Way, build_path_map
from worksystem.views.reference import StateMark

RULES = {
    "ready": StateRule("Ready", "queue"),
    "doing": StateRule("Doing", "active"),
    "review": StateRule("In review", "active"),
    "done": StateRule("Done", "done"),
}
MOVES = (
    Move(("ready",), "doing", "Start"),
    Move(("doing",), "review", "Hand over"),
    Move(("review",), "done", "Accept"),
    Move(("review",), "doing", "Send back", rework=True),
)
READY, DOING, REVIEW, DONE = (StateMark(id, rule.name, rule.category) for id, rule in RULES.items())


@pytest.fixture
def build(make_system: Callable[[Mapping[str, str]], WorkSystem]) -> Callable[..., PathMap]:
    def build(events: list[dict[str, Any]], *, rare: float = 0.0) -> PathMap:
        flow = WorkflowVersion("flow", None, 1, "ready", RULES, MOVES)
        history = make_history(events, as_of="2026-03-31", workflows={"flow": (flow,)})
        workspace = make_system({}).workspace
        lives = tuple(history.lives.values())
        population = Population(history, workspace, lives, date(2026, 3, 1), date(2026, 3, 31), Conventions(few=3))
        return build_path_map(population, "flow", rare=rare)

    return build


EVENTS = [
    *moves("A", "2026-03-01 ready", "2026-03-02 doing", "2026-03-08 review", "2026-03-09 doing", "2026-03-11 review"),
    *moves("B", "2026-03-01 ready", "2026-03-03 doing", "2026-03-06 review", "2026-03-08 done"),
    *moves("C", "2026-03-01 ready", "2026-03-04 doing", "2026-03-05T00:00:00+00:00 done"),
]


def test_arrows_carry_how_often_and_after_how_many_days(build: Callable[..., PathMap]) -> None:
    found = build(EVENTS)
    assert found.states == (READY, DOING, REVIEW, DONE)
    assert [(way.source, way.target, way.label, way.warning, way.back) for way in found.ways] == [
        (1, 2, "3× · 3 d", "", False),
        (0, 1, "3× · 2 d", "", False),
        (1, 3, "1× · 0.5 d", "undeclared", False),
        (2, 1, "1× · 1 d", "", True),
        (2, 3, "1× · 2 d", "", False),
    ]
    assert found.summary == (
        "Three items made nine moves, most often Doing → In review (3×). "
        "11% of moves were not declared, such as Doing → Done (1×). "
        "Work went back 1×, most often In review → Doing (1×)."
    )


def test_the_table_says_it_all_in_words(build: Callable[..., PathMap]) -> None:
    assert build(EVENTS).rows == (
        (DOING, REVIEW, "Hand over", 3, "half within 3 days, most within 6 days", "yes", "on"),
        (READY, DOING, "Start", 3, "half within 2 days, most within 3 days", "yes", "on"),
        (DOING, DONE, "", 1, "0.5 d", "no", "on"),
        (REVIEW, DOING, "Send back", 1, "1 d", "yes", "rework"),
        (REVIEW, DONE, "Accept", 1, "2 d", "yes", "on"),
    )


def test_few_stays_are_told_from_shortest_to_longest(build: Callable[..., PathMap]) -> None:
    found = build(
        [*moves("A", "2026-03-01 ready", "2026-03-02 doing"), *moves("B", "2026-03-01 ready", "2026-03-31 doing")]
    )
    assert [way.label for way in found.ways] == ["2× · 1–30 d"]


def test_a_move_that_was_declared_at_times_only_counts_how_often_not() -> None:
    assert Way(0, 1, 12, "3 d", 2, False, False).warning == "2 undeclared"


def test_rare_moves_and_words_that_are_no_state_fold_away(build: Callable[..., PathMap]) -> None:
    found = build([*EVENTS, *moves("D", "2026-03-01 ready", "2026-03-02 dooing")], rare=0.2)
    word = StateMark("dooing", "dooing", "unknown")
    assert found.states == (READY, DOING, REVIEW, DONE, word)
    assert (found.folded, found.rare) == (3, frozenset({4}))
    assert found.usual.states == (READY, DOING, REVIEW, DONE)
    # a move between two states that nothing declares is shown, however rare
    assert [(way.source, way.target) for way in found.usual.ways] == [(1, 2), (0, 1), (1, 3)]


def test_without_moves_there_is_no_map(build: Callable[..., PathMap]) -> None:
    found = build([])
    assert (found.ways, found.rows) == ((), ())
    assert found.summary == "No item moved in this window, so there is no map yet."
