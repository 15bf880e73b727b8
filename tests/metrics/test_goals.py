"""Key results against the time that has gone."""

from datetime import date

import pytest

from tests.histories import moves
from tests.metrics.populations import Make, figure_of, make_population, says
from worksystem.metrics.goals import list_goals
from worksystem.metrics.population import Population, Selection

TRUST = """\
name: Trust
period: 2026-Q1
portfolio: core
key_results:
  - id: faults
    text: Faults
    from: 12
    to: 2
    readings:
      - {date: 2026-01-31, value: 10}
      - {date: 2026-02-28, value: 7}
      - {date: 2026-04-10, value: 2}
  - id: speed
    text: Speed
    from: 0
    to: 10
    readings: [{date: 2026-02, value: 1}]
  - {id: unread, text: Unread, from: 0, to: 1}
"""
FILES = {
    "work/goals/trust.yml": TRUST,
    "work/goals/growth.yml": "name: Growth\nperiod: 2026\nkey_results: [{id: a, text: A, from: 3, to: 3}]\n",
    "work/goals/past.yml": "name: Past\nperiod: 2025-Q4\n",
    "work/goals/open.yml": "name: Open\n",
}


@pytest.fixture
def population(make_system: Make) -> Population:
    events = [
        *moves("A", "2026-03-02 doing", "2026-03-04 done"),
        *says("A", "goal", ("2026-03-02", "trust")),
        *moves("B", "2026-03-02 doing"),
        *says("B", "goal", ("2026-03-02", "growth"), ("2026-03-05", "trust")),
        *moves("C", "2026-03-02 doing", "2026-03-04 dropped"),
        *says("C", "goal", ("2026-03-02", "trust")),
    ]
    return make_population(make_system, events, FILES, as_of="2026-03-13")


def test_a_goal_has_come_as_far_as_the_mean_of_what_was_read(population: Population) -> None:
    growth, trust = list_goals(population)
    assert (growth.id, growth.progress, growth.points) == ("growth", None, ())
    assert trust.progress == pytest.approx(0.3)
    assert [day for day, _ in trust.points] == [date(2026, 1, 31), date(2026, 2, 28)]
    assert [share for _, share in trust.points] == pytest.approx([0.2, 0.3])
    assert trust.elapsed == 72 / 90
    assert (trust.read, trust.items, trust.done, trust.is_behind) == (2, 2, 1, True)


def test_the_figure_says_progress_and_time_together(population: Population) -> None:
    found = figure_of(population, "goal_progress")
    assert found.value == pytest.approx(0.3)
    assert found.says == (
        "Key results of one running goal have come 30% of their way with 80% of the time gone; one goal behind its time"
    )
    assert found.detail["without_readings"] == ["growth"]
    # nobody is known to own the items, so the work behind a goal is not told
    assert found.detail["goals"][1] == {
        "goal": "trust",
        "period": "2026-Q1",
        "progress": pytest.approx(0.3),
        "elapsed": 0.8,
        "key_results": 3,
        "key_results_read": 2,
    }


@pytest.mark.parametrize(
    ("selection", "ids"),
    [
        (Selection(goal="growth"), ["growth"]),
        (Selection(portfolio="core"), ["trust"]),
        (Selection(workflow="flow"), ["trust"]),
    ],
)
def test_a_narrower_scope_has_its_own_goals(make_system: Make, selection: Selection, ids: list[str]) -> None:
    events = [*moves("A", "2026-03-02 doing"), *says("A", "goal", ("2026-03-02", "trust"))]
    population = make_population(make_system, events, FILES, selection=selection)
    assert [each.id for each in list_goals(population)] == ids


def test_without_running_goals_it_says_what_to_write(make_system: Make) -> None:
    found = figure_of(make_population(make_system, []), "goal_progress")
    assert (found.value, found.says) == (None, "No goal has a period that is running; write period in its file")
