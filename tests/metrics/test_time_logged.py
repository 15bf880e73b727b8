"""Working time by universal component and goal, never by person or by a handful of people."""

from typing import Any

import pytest

from tests.histories import moves
from tests.metrics.populations import Make, figure_of, make_population, says
from worksystem.metrics.population import Population
from worksystem.metrics.time_logged import components_of, hours_by_component

SETTINGS = "version: 1\nname: X\npublish: {audience: internal}\nthresholds: {smallest_group: 2}\n"
FILES = {
    "work/worksystem.yml": SETTINGS,
    "work/disciplines.yml": (
        "planning: {name: Planning, layer: universal}\n"
        "goal_setting: {name: Goal setting, layer: universal}\n"
        "risk: {name: Risk, layer: specialized}\n"
    ),
}


def item(id: str, disciplines: str, *spent: str) -> dict[str, str]:
    times = "".join(f"  - {{date: {each.split()[0]}, spent: {each.split()[1]}}}\n" for each in spent)
    text = f"title: {id}\nstatus: doing\ntype: task\ndisciplines: [{disciplines}]\ntime:\n{times}"
    return {f"work/items/{id}.yml": text}


def started(item: str, owner: str, goal: str) -> list[dict[str, Any]]:
    day = "2026-03-02"
    return [*moves(item, f"{day} doing"), *says(item, "owner", (day, owner)), *says(item, "goal", (day, goal))]


@pytest.fixture
def population(make_system: Make) -> Population:
    files = {
        **FILES,
        **item("A", "planning, goal_setting", "2026-03-03 6h", "2026-02-27 100h", "2026-04-01 100h"),
        **item("B", "planning, risk", "2026-03-04 1wd"),
        **item("C", "", "2026-03-05 2h"),
        **item("D", "", "2026-03-05 4h"),
    }
    events = [
        *started("A", "ada", "trust"),
        *started("B", "bo", "trust"),
        *started("C", "ada", "growth"),
        *started("D", "cy", ""),
    ]
    return make_population(make_system, events, files)


def test_an_item_gives_each_of_its_components_an_equal_part(population: Population) -> None:
    assert hours_by_component(population) == {
        "goal_setting": {"A": 3.0},
        "planning": {"A": 3.0, "B": 8.0},
        "": {"C": 2.0, "D": 4.0},
    }


def test_groups_of_fewer_people_than_the_smallest_group_stand_together(population: Population) -> None:
    found = figure_of(population, "time_logged")
    assert found.value == 20.0
    assert found.says == "20 working hours logged on four items"
    assert found.detail == {
        "items": 4,
        # one person is behind goal setting, so the smallest of the others joins it
        "by_component": {"planning": 11.0, "others together": 9.0},
        "by_goal": {"trust": 14.0, "others together": 6.0},
    }


def test_time_that_serves_no_goal_is_told_where_enough_people_are_behind_it(make_system: Make) -> None:
    files = {
        **FILES,
        **item("A", "", "2026-03-03 6h"),
        **item("B", "", "2026-03-04 2h"),
        **item("C", "", "2026-03-04 8h"),
    }
    events = [*started("A", "ada", ""), *started("B", "bo", ""), *started("C", "ada", "trust")]
    events += says("C", "owner", ("2026-03-05", "cy"))
    found = figure_of(make_population(make_system, events, files), "time_logged")
    assert found.detail["by_goal"] == {"(none)": 8.0, "trust": 8.0}
    assert found.says == "16 working hours logged on three items; 50% of them serve a goal"


def test_the_workflow_speaks_for_items_that_name_no_component(make_system: Make) -> None:
    from tests.metrics.populations import FILES as BASE

    flow = {"work/workflows/flow.yml": BASE["work/workflows/flow.yml"] + "disciplines: [planning, risk]\n"}
    files = {**FILES, **flow, **item("A", "risk", "2026-03-03 6h")}
    found = make_population(make_system, started("A", "ada", "trust"), files)
    assert components_of(found, found.lives[0]) == ("planning",)


def test_without_time_logged_it_says_where_it_would_stand(make_system: Make) -> None:
    found = figure_of(make_population(make_system, started("A", "ada", "trust")), "time_logged")
    assert (found.value, found.n) == (None, 0)
    assert found.says == "No time was logged in this window; time is logged under time, on the item it was spent on"
