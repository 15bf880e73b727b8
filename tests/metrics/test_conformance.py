"""Real paths against the declared ones: each move is judged by the workflow of its day."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Any

import pytest

from tests.histories import make_history, moves
from worksystem.history import Move, StateRule, WorkflowVersion
from worksystem.load import WorkSystem
from worksystem.metrics.conformance import FIGURES, fit_of, judge_all, list_moves
from worksystem.metrics.conventions import Conventions
from worksystem.metrics.figure import Figure
from worksystem.metrics.paths import FIGURES as PATH_FIGURES
from worksystem.metrics.paths import Path, Times, goes_back, list_paths
from worksystem.metrics.population import Population
from worksystem.metrics.replay import Tokens, replay, state_machine

RULES = {
    "proposed": StateRule("Proposed", "backlog"),
    "ready": StateRule("Ready", "queue"),
    "doing": StateRule("Doing", "active"),
    "review": StateRule("Review", "active", waiting=True),
    "done": StateRule("Done", "done"),
    "dropped": StateRule("Dropped", "dropped"),
}
MOVES = (
    Move(("proposed",), "ready", "Accept"),
    Move(("ready",), "doing", "Start"),
    Move(("doing",), "review", "Ask for review"),
    Move(("review",), "done", "Accept the result"),
    Move(("review",), "doing", "Send back", rework=True),
    Move(("*",), "dropped", "Drop"),
)


def version(*, since: str = "", moves: tuple[Move, ...] = MOVES, skip: tuple[str, ...] = (), without: str = "") -> Any:
    rules = {state: rule for state, rule in RULES.items() if state != without}
    begin = datetime.fromisoformat(f"{since}T00:00:00+00:00") if since else None
    return WorkflowVersion("flow", begin, 1, "proposed", rules, moves, skip)


@pytest.fixture
def past(make_system: Callable[[Mapping[str, str]], WorkSystem]) -> Callable[..., Population]:
    """The items that some events make, looked at from March to May 2026."""

    def build(events: list[dict[str, Any]], *versions: WorkflowVersion, few: int = 11) -> Population:
        history = make_history(events, as_of="2026-05-31", workflows={"flow": versions} if versions else {})
        workspace = make_system({}).workspace
        lives = tuple(history.lives.values())
        return Population(history, workspace, lives, date(2026, 3, 1), date(2026, 5, 31), Conventions(few=few))

    return build


def figure(name: str, population: Population) -> Figure:
    return {definition.name: work_out for definition, work_out in (*FIGURES, *PATH_FIGURES)}[name](population)


def verdicts(population: Population) -> list[tuple[str, str, str]]:
    return [(each.step.old, each.step.new, each.verdict) for each in judge_all(population)]


STRAIGHT = ("2026-03-02 proposed", "2026-03-03 ready", "2026-03-05 doing", "2026-03-09 review", "2026-03-10 done")


class TestJudging:
    def test_declared_moves_have_the_name_of_the_workflow(self, past: Callable[..., Population]) -> None:
        found = judge_all(past(moves("A", *STRAIGHT), version()))
        assert [(each.verdict, each.name, each.step.days) for each in found] == [
            ("declared", "Accept", 1),
            ("declared", "Start", 2),
            ("declared", "Ask for review", 4),
            ("declared", "Accept the result", 1),
        ]

    def test_a_jump_says_which_states_lie_between(self, past: Callable[..., Population]) -> None:
        found = judge_all(past(moves("A", "2026-03-02 ready", "2026-03-05 done"), version()))
        assert [(each.verdict, each.over) for each in found] == [("undeclared", ("doing", "review"))]

    def test_reopening_is_not_declared_and_leads_back(self, past: Callable[..., Population]) -> None:
        found = judge_all(past(moves("A", "2026-03-02 review", "2026-03-05 done", "2026-03-08 doing"), version()))
        assert [(each.verdict, each.back, each.over) for each in found] == [
            ("declared", False, ()),
            ("undeclared", True, ()),
        ]

    def test_a_move_that_was_illegal_then_and_is_legal_now_is_illegal(self, past: Callable[..., Population]) -> None:
        loose = (*MOVES, Move(("ready",), "review", "Skip"))
        events = moves("A", "2026-03-02 ready", "2026-03-05 review") + moves(
            "B", "2026-03-02 ready", "2026-04-05 review"
        )
        assert [
            (each.step.life.key, each.verdict)
            for each in judge_all(past(events, version(), version(since="2026-04-01", moves=loose)))
        ] == [("A", "undeclared"), ("B", "declared")]

    def test_a_move_that_was_legal_then_and_is_illegal_now_is_legal(self, past: Callable[..., Population]) -> None:
        strict = tuple(move for move in MOVES if move.name != "Send back")
        events = moves("A", "2026-03-02 review", "2026-03-05 doing") + moves(
            "B", "2026-03-02 review", "2026-04-05 doing"
        )
        found = judge_all(past(events, version(), version(since="2026-04-01", moves=strict)))
        assert [(each.step.life.key, each.verdict, each.rework, each.back) for each in found] == [
            ("A", "declared", True, True),
            ("B", "undeclared", False, True),
        ]

    def test_a_workflow_younger_than_a_move_judges_it_and_says_so(self, past: Callable[..., Population]) -> None:
        population = past(moves("A", *STRAIGHT), version(since="2026-03-09"))
        assert [each.early for each in judge_all(population)] == [True, True, False, False]
        assert figure("conformance", population).says == (
            "100% of four moves were declared by the workflow of their day; "
            "two moves were made before any workflow is known, and judged by the first"
        )
        all_before = past(moves("A", *STRAIGHT), version(since="2026-05-01"))
        assert figure("conformance", all_before).says == (
            "100% of four moves were declared by the first workflow known, though all were made before it was"
        )

    def test_expedited_work_may_skip_what_the_workflow_says(self, past: Callable[..., Population]) -> None:
        jump = ("2026-03-02 proposed", "2026-03-05 doing")
        urgent = {"item": "A", "field": "expedite", "old": None, "new": {"reason": "Gate stuck"}}
        calm = {"item": "B", "field": "expedite", "old": None, "new": {"reason": "Too late"}}
        events = [
            *moves("A", *jump),
            *moves("B", *jump),
            {**urgent, "at": "2026-03-04T08:00:00+00:00"},
            {**calm, "at": "2026-03-06T08:00:00+00:00"},
        ]
        population = past(events, version(skip=("ready", "gone")))
        assert [(each.step.life.key, each.verdict) for each in judge_all(population)] == [
            ("A", "skipped"),
            ("B", "undeclared"),
        ]

    def test_expedited_work_may_not_skip_more(self, past: Callable[..., Population]) -> None:
        urgent = {"item": "A", "field": "expedite", "old": None, "new": {"reason": "Gate stuck"}}
        events = [
            {**urgent, "at": "2026-03-01T08:00:00+00:00"},
            *moves("A", "2026-03-02 proposed", "2026-03-05 review"),
        ]
        assert [each[2] for each in verdicts(past(events, version(skip=("ready",))))] == ["undeclared"]

    def test_a_word_that_is_no_state_counts_against_and_leaving_it_does_not(
        self, past: Callable[..., Population]
    ) -> None:
        events = moves("A", "2026-03-02 ready", "2026-03-05 dooing", "2026-03-06 doing")
        assert verdicts(past(events, version())) == [("ready", "dooing", "no_state"), ("dooing", "doing", "repaired")]

    def test_a_state_taken_out_of_the_workflow_may_be_left(self, past: Callable[..., Population]) -> None:
        events = moves("A", "2026-03-02 doing", "2026-03-05 review", "2026-04-05 done")
        shorter = (*MOVES[:2], Move(("doing",), "done", "Finish"))
        now = version(since="2026-04-01", moves=shorter, without="review")
        assert verdicts(past(events, version(), now)) == [
            ("doing", "review", "declared"),
            ("review", "done", "repaired"),
        ]

    def test_bulk_moves_and_unknown_workflows_are_not_judged(self, past: Callable[..., Population]) -> None:
        events = moves("A", "2026-03-02 proposed", "2026-03-05 done")
        events[1]["bulk"] = True
        assert [each[2] for each in verdicts(past(events, version()))] == ["bulk"]
        assert [each[2] for each in verdicts(past(moves("A", *STRAIGHT)))] == ["unknown"] * 4

    def test_the_window_holds_its_moves_only(self, past: Callable[..., Population]) -> None:
        events = moves("A", "2026-02-01 proposed", "2026-02-28 ready", "2026-03-01 doing")
        assert verdicts(past(events, version())) == [("ready", "doing", "declared")]


def test_a_move_to_the_left_leads_back_but_not_to_dropped() -> None:
    workflow = version()
    assert [pair for pair in ((a, b) for a in RULES for b in RULES) if goes_back(workflow, *pair)] == [
        ("ready", "proposed"),
        ("doing", "proposed"),
        ("doing", "ready"),
        ("review", "proposed"),
        ("review", "ready"),
        ("review", "doing"),
        ("done", "proposed"),
        ("done", "ready"),
        ("done", "doing"),
        ("done", "review"),
        ("dropped", "proposed"),
        ("dropped", "ready"),
        ("dropped", "doing"),
        ("dropped", "review"),
    ]
    assert not goes_back(workflow, "elsewhere", "ready")
    assert not goes_back(None, "done", "doing")


class TestCounting:
    def test_moves_are_counted_with_the_time_before_them(self, past: Callable[..., Population]) -> None:
        events = (
            moves("A", *STRAIGHT)
            + moves("B", "2026-03-02 ready", "2026-03-10 doing")
            + moves("C", "2026-03-02 ready", "2026-03-12 doing", "2026-03-12 ready")
        )
        found = list_moves(judge_all(population := past(events, version(), few=3)), population)
        assert [(move.old, move.new, move.n, move.undeclared, move.back) for move in found] == [
            ("ready", "doing", 3, 0, False),
            ("doing", "ready", 1, 1, True),
            ("doing", "review", 1, 0, False),
            ("proposed", "ready", 1, 0, False),
            ("review", "done", 1, 0, False),
        ]
        assert found[0].stay == Times(3, 8, 10)
        assert found[1].stay == Times(1, values=(0,))

    def test_the_figure_lists_items_with_illegal_moves(self, past: Callable[..., Population]) -> None:
        events = moves("A", *STRAIGHT) + moves("B", "2026-03-02 ready", "2026-03-05 done")
        found = figure("conformance", past(events, version()))
        assert (found.value, found.n) == (0.8, 5)
        assert found.says == (
            "80% of five moves were declared by the workflow of their day; one move jumped over states between: "
            "whether those were left out, or passed and landed at once, was not seen"
        )
        assert found.detail["illegal"] == [
            {
                "item": "B",
                "day": "2026-03-05",
                "from": "ready",
                "to": "done",
                "why": "undeclared",
                "over": ["doing", "review"],
            }
        ]
        assert (found.detail["fitting_share"], found.detail["fitted_items"]) == (0.5, 2)

    def test_nothing_moved(self, past: Callable[..., Population]) -> None:
        population = past([], version())
        assert figure("conformance", population).value is None
        assert figure("moves_back", population) == Figure("moves_back", None, "No item moved")
        assert figure("paths", population).value is None

    def test_moves_back_by_pair(self, past: Callable[..., Population]) -> None:
        events = [
            *moves("A", "2026-03-02 review", "2026-03-04 doing", "2026-03-05 review", "2026-03-06 doing"),
            *moves("B", "2026-03-02 done", "2026-03-04 doing"),
        ]
        found = figure("moves_back", past(events, version()))
        assert (found.value, found.n) == (3, 4)
        assert found.says == "75% of four moves led back: review → doing 2 and done → doing 1"
        assert found.detail["pairs"] == [
            {"from": "review", "to": "doing", "n": 2, "items": ["A"], "rework": True, "undeclared": 0},
            {"from": "done", "to": "doing", "n": 1, "items": ["B"], "rework": False, "undeclared": 1},
        ]


class TestPaths:
    def test_whole_paths_the_most_frequent_first(self, past: Callable[..., Population]) -> None:
        short = ("2026-03-02 ready", "2026-03-05 dropped")
        events = moves("A", *short) + moves("B", *STRAIGHT) + moves("C", *short) + moves("D", "2026-03-02 ready")
        population = past(events, version())
        assert list_paths(population) == (
            Path(("ready", "dropped"), ("A", "C"), Times(2, values=(4, 4))),
            Path(("proposed", "ready", "doing", "review", "done"), ("B",), Times(1, values=(9,))),
        )
        found = figure("paths", population)
        assert found.value == pytest.approx(2 / 3)
        assert found.says == ("The most frequent of two ways, ready → dropped, was taken by 67% of three items")

    def test_the_same_state_in_other_words_is_no_move(self, past: Callable[..., Population]) -> None:
        events = moves("A", "2026-03-02 ready", "2026-03-04 doing")
        events.append(
            {"item": "A", "field": "status", "old": "doing", "new": "doing", "at": "2026-03-05T12:00:00+00:00"}
        )
        assert verdicts(past(events, version())) == [("ready", "doing", "declared")]


class TestReplay:
    def test_it_equals_the_state_machine_where_the_workflow_never_changed(
        self, past: Callable[..., Population]
    ) -> None:
        ways = {
            "A": STRAIGHT,
            "B": ("2026-03-02 proposed", "2026-03-03 ready", "2026-03-05 review", "2026-03-10 done"),
            "C": ("2026-03-02 proposed", "2026-03-03 done"),
        }
        population = past([event for id, way in ways.items() for event in moves(id, *way)], version())
        edges = [(old, f"{old} > {move.to}", move.to) for move in MOVES[:-1] for old in move.from_]
        net = state_machine(edges, start="proposed", ends=["done"])
        tokens = Tokens()
        for way in ways.values():
            states = [each.split(" ")[1] for each in way]
            tokens += replay(net, [f"{old} > {new}" for old, new in pairwise(states)])
        found = fit_of(population.lives, population)
        assert found.tokens == tokens
        assert (found.cases, found.fitting) == (3, 1)
        # A moves 5 tokens, B 3, C 1; B and C each lack one token and leave one behind
        assert found.tokens.fitness == pytest.approx(1 - 2 / 9)

    def test_each_move_fits_by_the_workflow_of_its_day(self, past: Callable[..., Population]) -> None:
        loose = (*MOVES, Move(("ready",), "review", "Skip"))
        events = moves("A", "2026-03-02 ready", "2026-03-05 review", "2026-03-06 done") + moves(
            "B", "2026-03-02 ready", "2026-04-05 review", "2026-04-06 done"
        )
        population = past(events, version(), version(since="2026-04-01", moves=loose))
        assert fit_of(population.lives[:1], population).fitting == 0
        assert fit_of(population.lives[1:], population).fitting == 1

    def test_a_moment_in_another_zone_is_the_same_moment(self, past: Callable[..., Population]) -> None:
        events = moves("A", "2026-03-31T23:30:00-02:00 ready", "2026-04-01T01:40:00+00:00 review")
        loose = (*MOVES, Move(("ready",), "review", "Skip"))
        late = datetime(2026, 4, 1, 1, 35, tzinfo=UTC)
        later = WorkflowVersion("flow", late, 2, "proposed", RULES, loose)
        assert [each.verdict for each in judge_all(past(events, version(), later))] == ["declared"]
