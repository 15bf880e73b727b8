"""Token replay: the published fitness of a log of 1391 cases on four nets, and the rules one by one."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.metrics.reference import SHARED, read_cases
from worksystem.metrics.replay import Fit, Net, Tokens, Transition, replay, replay_log, state_machine

CASES = read_cases("conformance_lfull.json")
LOG = [(variant["trace"], variant["count"]) for variant in CASES.get("log", [])]


def net(name: str) -> Net:
    model = CASES["models"][name]
    return Net(
        model["start"],
        (model["end"],),
        tuple(
            Transition(activity, tuple(step["consume"]), tuple(step["produce"]))
            for activity, step in model["transitions"].items()
        ),
    )


def machine() -> Net:
    return state_machine((tuple(edge) for edge in CASES["N2_state_machine"]["edges"]), start="s", ends=["E"])


class TestReference:
    pytestmark = SHARED

    @pytest.mark.parametrize("name", ["N1", "N2", "N3", "N4"])
    def test_the_log_on_each_net(self, name: str) -> None:
        expected: dict[str, Any] = CASES["expected"][name]
        fit = replay_log(net(name), LOG)
        assert {key: getattr(fit.tokens, key) for key in ("missing", "remaining", "consumed", "produced")} == {
            key: expected[key] for key in ("missing", "remaining", "consumed", "produced")
        }
        assert fit.tokens.fitness == pytest.approx(expected["log_fitness"], rel=1e-12)
        assert 100 * fit.fitting / fit.cases == pytest.approx(expected["fitting_cases_percent"], rel=1e-12)

    def test_the_state_machine_is_the_same_net(self) -> None:
        assert replay_log(machine(), LOG) == replay_log(net("N2"), LOG)
        assert replay_log(machine(), LOG).cases == 1391

    @pytest.mark.parametrize("trace", CASES.get("per_trace_N2", {}))
    def test_each_path_on_the_state_machine(self, trace: str) -> None:
        expected = CASES["per_trace_N2"][trace]
        found = replay(machine(), trace)
        assert found == Tokens(expected["m"], expected["r"], expected["c"], expected["p"])
        assert found.fits is expected["fits"]
        assert found.fitness == pytest.approx(expected["fitness"], abs=5e-7)

    def test_every_path_of_the_log_was_looked_at(self) -> None:
        assert {"".join(trace) for trace, _ in LOG} == set(CASES["per_trace_N2"])

    def test_an_activity_unknown_to_the_net_is_skipped(self) -> None:
        """0.6 is printed for `abdeg` on N3, which has neither b nor g: 2 of 5 tokens lent, 2 of 5 left behind."""
        found = replay(net("N3"), "abdeg")
        assert found == Tokens(missing=2, remaining=2, consumed=5, produced=5, unknown=2)
        assert found.fitness == pytest.approx(0.6)


WORKFLOW = state_machine(
    [
        ("todo", "start", "doing"),
        ("doing", "review", "review"),
        ("review", "rework", "doing"),
        ("review", "finish", "done"),
    ],
    start="todo",
    ends=["done", "dropped"],
)


def test_a_path_that_is_allowed_fits() -> None:
    assert replay(WORKFLOW, ["start", "review", "rework", "review", "finish"]) == Tokens(consumed=6, produced=6)


def test_a_skipped_step_lends_one_token_and_leaves_one() -> None:
    found = replay(WORKFLOW, ["start", "finish"])
    assert found == Tokens(missing=1, remaining=1, consumed=3, produced=3)
    assert not found.fits
    assert found.fitness == pytest.approx(2 / 3)


def test_a_case_under_way_ends_where_it_stands() -> None:
    assert not replay(WORKFLOW, ["start"]).fits
    assert replay(WORKFLOW, ["start"], ends=["doing"]).fits


def test_any_of_several_ends_will_do() -> None:
    both = state_machine([("todo", "drop", "dropped"), ("todo", "do", "done")], start="todo", ends=["done", "dropped"])
    assert [replay(both, [way]).fits for way in ("drop", "do")] == [True, True]


def test_an_unknown_step_is_counted_and_keeps_a_path_from_fitting() -> None:
    found = replay(WORKFLOW, ["start", "lunch", "review", "finish"])
    assert found == Tokens(consumed=4, produced=4, unknown=1)
    assert (found.fits, found.fitness) == (False, 1.0)


def test_of_edges_with_the_same_activity_the_one_that_is_enabled_fires() -> None:
    moves = [("todo", "done", "done"), ("doing", "done", "done"), ("todo", "doing", "doing")]
    same = state_machine(moves, start="todo", ends=["done"])
    assert [replay(same, path).fits for path in (["done"], ["doing", "done"])] == [True, True]


def test_a_place_needed_twice_is_lent_twice() -> None:
    twice = Net("s", ("e",), (Transition("join", ("s", "s"), ("e",)),))
    assert replay(twice, ["join"]) == Tokens(missing=1, consumed=3, produced=2)


def test_an_empty_log_has_no_fitness() -> None:
    assert replay_log(WORKFLOW, []) == Fit(Tokens(), 0, 0)
    assert Tokens().fitness is None


@given(
    st.lists(st.tuples(st.lists(st.sampled_from(["start", "review", "rework", "finish", "lunch"])), st.integers(1, 9)))
)
def test_fitness_lies_between_nothing_and_everything(log: list[tuple[list[str], int]]) -> None:
    fit = replay_log(WORKFLOW, log)
    fitness = fit.tokens.fitness
    assert fitness is None if not log else fitness is not None and 0 <= fitness <= 1
    # Tokens are neither made nor lost but by lending and leaving.
    assert fit.tokens.produced + fit.tokens.missing == fit.tokens.consumed + fit.tokens.remaining
    assert fit.tokens.missing <= fit.tokens.consumed
    assert fit.tokens.remaining <= fit.tokens.produced
