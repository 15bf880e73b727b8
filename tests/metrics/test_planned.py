"""Planned, unplanned and urgent work among what was started."""

from typing import Any

import pytest

from tests.histories import moves
from tests.metrics.populations import Make, figure_of, make_population, says
from worksystem.metrics.planned import is_urgent, plan_of

SETTINGS = (
    "version: 1\nname: X\npublish: {audience: internal}\n"
    "tracked: [status, period, start, expedite, priority]\nthresholds: {urgent_share: 30%}\n"
)


@pytest.mark.parametrize(
    ("said", "plan"),
    [
        ({"period": [("2026-03-01", "2026-W10")]}, "planned"),
        ({"start": [("2026-03-01", "2026-03-03")]}, "planned"),
        ({"period": [("2026-03-03", "2026-W10")]}, "planned"),
        ({"period": [("2026-03-04", "2026-W10")]}, "unplanned"),
        ({"period": [("2026-03-01", "2026-W10"), ("2026-03-02", None)]}, "unplanned"),
        ({"period": [("2026-03-01", "2026-W10")], "expedite": [("2026-03-02", {"by": "ada"})]}, "expedited"),
        ({}, "unplanned"),
    ],
)
def test_how_work_came_to_be_started(make_system: Make, said: dict[str, Any], plan: str) -> None:
    events = moves("A", "2026-03-01 ready", "2026-03-03 doing")
    for field, values in said.items():
        events += says("A", field, *values)
    population = make_population(make_system, events, {"work/worksystem.yml": SETTINGS})
    assert plan_of(population.lives[0], population) == plan


def test_what_begins_its_life_in_work_was_not_planned(make_system: Make) -> None:
    events = [*moves("A", "2026-03-03 doing"), *says("A", "period", ("2026-03-03", "2026-W10"))]
    population = make_population(make_system, events)
    assert plan_of(population.lives[0], population) == "unplanned"


def test_the_share_of_planned_work_with_its_months(make_system: Make) -> None:
    events = [
        *moves("A", "2026-02-20 ready", "2026-03-03 doing"),
        *says("A", "period", ("2026-02-21", "2026-W10")),
        *moves("B", "2026-03-03 doing"),
        *moves("C", "2026-02-20 doing"),
        *moves("D", "2026-03-03 done"),
    ]
    found = figure_of(make_population(make_system, events, {"work/worksystem.yml": SETTINGS}), "planned_share")
    assert (found.value, found.n) == (0.5, 2)
    assert found.says == "50% of two started items had been planned before"
    assert found.detail == {
        "planned": 1,
        "unplanned": 1,
        "expedited": 0,
        "by_month": [
            {"month": "2026-02", "started": 1, "planned": 0},
            {"month": "2026-03", "started": 2, "planned": 1},
        ],
        "as_today": [],
    }


def test_fields_without_history_are_named(make_system: Make) -> None:
    found = figure_of(make_population(make_system, moves("A", "2026-03-03 doing")), "planned_share")
    assert found.detail["as_today"] == ["start"]


@pytest.mark.parametrize(
    ("field", "values", "urgent"),
    [
        ("priority", [("2026-03-01", "critical")], True),
        ("priority", [("2026-03-01", {"level": "critical"}), ("2026-03-02", "low")], True),
        ("priority", [("2026-03-01", {"value": 8})], False),
        ("priority", [("2026-03-01", ["critical"])], False),
        ("priority", [("2026-03-01", "high"), ("2026-03-20", "critical")], False),
        ("expedite", [("2026-03-05", {"by": "ada"}), ("2026-03-06", None)], True),
    ],
)
def test_urgent_is_what_was_critical_or_expedited_before_it_was_over(
    make_system: Make, field: str, values: list[tuple[str, Any]], urgent: bool
) -> None:
    events = [*moves("A", "2026-03-03 doing", "2026-03-10 done"), *says("A", field, *values)]
    population = make_population(make_system, events)
    assert is_urgent(population.lives[0], population) is urgent


def test_the_share_of_urgent_work_against_what_was_agreed(make_system: Make) -> None:
    events = [
        *moves("A", "2026-03-03 doing"),
        *says("A", "priority", ("2026-03-03", "critical")),
        *moves("B", "2026-03-03 doing"),
    ]
    found = figure_of(make_population(make_system, events, {"work/worksystem.yml": SETTINGS}), "urgent_work")
    assert found.value == 0.5
    assert found.says == "50% of two started items were urgent, more than the 30% agreed on"
    assert found.detail == {
        "urgent": ["A"],
        "limit": 0.3,
        "by_month": [{"month": "2026-03", "started": 2, "urgent": 1}],
    }
