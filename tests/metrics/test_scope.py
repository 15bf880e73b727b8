"""The scope of projects, day by day."""

from datetime import date
from typing import Any

import pytest

from tests.histories import moves
from tests.metrics.populations import Make, figure_of, make_population, says
from worksystem.metrics.population import Population
from worksystem.metrics.scope import scope_of

PEOPLE = "a: {name: A}\nb: {name: B}\nc: {name: C}\nd: {name: D}\ne: {name: E}\n"


def path(item: str, day: str, new: str | None) -> dict[str, Any]:
    return {"item": item, "field": "path", "old": None, "new": new, "at": f"{day}T12:00:00+00:00"}


@pytest.fixture
def project(make_system: Make) -> Population:
    """A project that starts on 3 March with two items; one is added, one below that, one removed, one dropped."""
    events = [
        *moves("P", "2026-03-01 ready", "2026-03-03 doing"),
        *moves("A", "2026-03-01 ready", "2026-03-04 doing", "2026-03-10 done"),
        *says("A", "parent", ("2026-03-01", "P")),
        *moves("B", "2026-03-02 ready", "2026-03-12 dropped"),
        *says("B", "parent", ("2026-03-02", "P")),
        *moves("C", "2026-03-06 ready"),
        *says("C", "parent", ("2026-03-06", "P"), ("2026-03-14", None)),
        *moves("D", "2026-03-07 ready"),
        *says("D", "parent", ("2026-03-07", "A")),
        *moves("Q", "2026-03-07 ready"),
        *says("P", "owner", ("2026-03-01", "a")),
        *(each for n, p in enumerate("bcde") for each in says("ABCD"[n], "owner", ("2026-03-08", p))),
    ]
    types = {"P": "project", "Q": "project"}
    return make_population(make_system, events, {"work/people.yml": PEOPLE}, types=types, as_of="2026-03-16")


def test_scope_and_done_are_known_for_every_day(project: Population) -> None:
    scope = scope_of(project, project.history.lives["P"])
    assert scope is not None
    assert [(day.day, n, done) for day, n, done in scope.days] == [
        (3, 2, 0), (4, 2, 0), (5, 2, 0), (6, 3, 0), (7, 4, 0), (8, 4, 0), (9, 4, 0),
        (10, 4, 1), (11, 4, 1), (12, 3, 1), (13, 3, 1), (14, 2, 1), (15, 2, 1), (16, 2, 1),
    ]  # fmt: skip
    assert (scope.added, scope.removed, scope.dropped) == (("C", "D"), ("C",), ("B",))


def test_the_figure_adds_projects_up_and_lists_those_with_enough_people(project: Population) -> None:
    found = figure_of(project, "scope_change")
    assert found.value == 1.0
    assert found.says == "One project started with two items; two came later and two went again: 100% more"
    assert found.detail == {
        "at_start": 2,
        "added": 2,
        "removed": 1,
        "dropped": 1,
        "now": 2,
        "done": 1,
        "projects": [
            {
                "item": "P",
                "since": "2026-03-03",
                "at_start": 2,
                "added": ["C", "D"],
                "removed": ["C"],
                "dropped": ["B"],
                "now": 2,
                "done": 1,
            }
        ],
        "projects_together": 0,
    }


def test_a_project_with_few_people_behind_it_is_not_told_apart(make_system: Make) -> None:
    events = [
        *moves("P", "2026-03-03 doing"),
        *moves("A", "2026-03-04 doing"),
        *says("A", "parent", ("2026-03-04", "P")),
        *says("A", "owner", ("2026-03-04", "a")),
    ]
    found = figure_of(make_population(make_system, events, types={"P": "project"}), "scope_change")
    assert (found.value, found.detail["projects"], found.detail["projects_together"]) == (None, [], 1)
    assert found.says == "One project started with no items; one came later and none went again"


def test_a_deleted_file_leaves_the_scope_and_a_circle_of_parents_ends(make_system: Make) -> None:
    events = [
        *moves("P", "2026-03-03 doing"),
        *moves("A", "2026-03-03 doing"),
        *says("A", "parent", ("2026-03-03", "P")),
        path("A", "2026-03-10", None),
        *moves("B", "2026-03-03 doing"),
        *says("B", "parent", ("2026-03-03", "C")),
        *moves("C", "2026-03-03 doing"),
        *says("C", "parent", ("2026-03-03", "B"), ("2026-03-05", "P"), ("2026-03-06", "B")),
    ]
    scope = scope_of(
        population := make_population(make_system, events, types={"P": "project"}, as_of="2026-03-11"),
        population.history.lives["P"],
    )
    assert scope is not None
    assert [(day.day, n) for day, n, _ in scope.days if day >= date(2026, 3, 4)] == [
        (4, 1), (5, 3), (6, 1), (7, 1), (8, 1), (9, 1), (10, 0), (11, 0)
    ]  # fmt: skip


def test_a_project_that_has_not_started_has_no_scope_line(make_system: Make) -> None:
    events = [
        *moves("P", "2026-03-01 ready"),
        *moves("A", "2026-03-01 ready"),
        *says("A", "parent", ("2026-03-01", "P")),
    ]
    population = make_population(make_system, events, types={"P": "project"})
    assert scope_of(population, population.history.lives["P"]) is None
    assert figure_of(population, "scope_change").says == (
        "No project with items below it was under way in this window; items name their project as parent"
    )
