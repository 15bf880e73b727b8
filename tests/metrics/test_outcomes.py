"""Outcomes that were delivered beside the activity."""

import pytest

from tests.histories import moves
from tests.metrics.populations import Make, figure_of, make_population
from worksystem.metrics.outcomes import key_results_moved

GOAL = """\
name: Trust
period: 2026-Q1
key_results:
  - id: faults
    text: Faults
    from: 10
    to: 0
    readings: [{date: 2026-02-01, value: 8}, {date: 2026-03-10, value: 5}]
  - {id: calls, text: Calls, from: 10, to: 0, readings: [{date: 2026-02-01, value: 2}, {date: 2026-03-10, value: 4}]}
  - {id: first, text: First, from: 0, to: 4, readings: [{date: 2026-03-10, value: 1}]}
  - {id: still, text: Still, from: 0, to: 4, readings: [{date: 2026-02-10, value: 1}, {date: 2026-03-10, value: 1}]}
  - {id: unread, text: Unread, from: 0, to: 4}
"""


def item(outcome: str, acceptance: str, more: str = "") -> str:
    return f"title: X\nstatus: done\ntype: task\noutcome: {outcome}\nacceptance: [{acceptance}]\n{more}"


def test_an_outcome_counts_when_its_acceptance_is_ticked(make_system: Make) -> None:
    files = {
        "work/goals/trust.yml": GOAL,
        "work/items/A.yml": item("Works", "{text: a, done: yes}", "time: [{date: 2026-03-05, spent: 3h}]\n"),
        "work/items/B.yml": item("Works", "{text: a, done: yes}, {text: b, done: no}"),
        "work/items/C.yml": item("Works", ""),
        "work/items/D.yml": item("", "{text: a, done: yes}"),
    }
    events = [each for id in "ABCD" for each in moves(id, "2026-03-02 doing", "2026-03-10 done")]
    found = figure_of(make_population(make_system, events, files), "activity_and_outcomes")
    assert found.value == 0.25
    assert found.says == "One of four finished items delivered the outcome they named, 25%; two key results came nearer"
    assert found.detail == {
        "finished": 4,
        "delivered": 1,
        "with_outcome": 3,
        "with_acceptance": 3,
        "key_results_moved": [
            {"goal": "trust", "key_result": "faults", "moved": 0.3},
            {"goal": "trust", "key_result": "calls", "moved": -0.2},
            {"goal": "trust", "key_result": "first", "moved": 0.25},
        ],
        "by_month": [{"month": "2026-03", "finished": 4, "delivered": 1}],
        "apart": 0,
        "hours_logged": 3.0,
    }


def test_key_results_move_from_the_reading_before_the_window(make_system: Make) -> None:
    population = make_population(make_system, [], {"work/goals/trust.yml": GOAL}, start="2026-01-15")
    goal, result, moved = key_results_moved(population)[0]
    assert (goal, result) == ("trust", "faults")
    assert moved == pytest.approx(0.5)


def test_without_finished_items_the_key_results_are_told_still(make_system: Make) -> None:
    found = figure_of(make_population(make_system, [], {"work/goals/trust.yml": GOAL}), "activity_and_outcomes")
    assert (found.value, found.says) == (None, "No item was finished in this window; two key results came nearer")
