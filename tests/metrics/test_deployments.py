"""DORA's four, on deployments and incidents that the settings name."""

from typing import Any

import pytest

from tests.histories import moves
from tests.metrics.populations import Make, figure_of, make_population
from tests.metrics.reference import SHARED, read_cases
from worksystem.metrics.deployments import list_changes
from worksystem.metrics.population import Population

SETTINGS = (
    "version: 1\nname: X\npublish: {audience: internal}\n"
    "metrics: {deployments: {type: release}, incidents: {labels: [incident, outage]}}\n"
)
TYPES = {"R1": "release", "R2": "release", "R3": "release", "R4": "release"}
NAMES = ("deployment_frequency", "lead_time_for_changes", "change_failure_rate", "time_to_restore")


def item(id: str, more: str = "") -> dict[str, str]:
    return {f"work/items/{id}.yml": f"title: {id}\nstatus: done\ntype: {TYPES.get(id, 'task')}\n{more}"}


@pytest.fixture
def population(make_system: Make) -> Population:
    """Four deployments in two weeks; the first brings two changes, the third an incident."""
    files = {
        "work/worksystem.yml": SETTINGS,
        "work/types/release.yml": "name: Release\nworkflow: flow\n",
        **item("R1", "depends_on: [C1]\n"),
        **item("R2"),
        **item("R3"),
        **item("R4"),
        **item("C1"),
        **item("C2", "parent: R1\n"),
        **item("I1", "labels: [incident]\ndiscovered_from: [R3]\n"),
        **item("I2", "labels: [outage]\n"),
    }
    events: list[dict[str, Any]] = [
        *moves("C1", "2026-03-02 doing", "2026-03-04 done"),
        *moves("C2", "2026-03-03 doing", "2026-03-04 done"),
        *moves("R1", "2026-03-04 doing", "2026-03-05 done"),
        *moves("R2", "2026-03-06T06:00:00+00:00 doing", "2026-03-06 done"),
        *moves("R3", "2026-03-08 doing", "2026-03-10 done"),
        *moves("R4", "2026-03-12 doing", "2026-03-13 done"),
        *moves("I1", "2026-03-10 doing", "2026-03-10T18:00:00+00:00 done"),
        *moves("I2", "2026-03-11 doing", "2026-03-13 done"),
    ]
    return make_population(make_system, events, files, types=TYPES, start="2026-03-02", as_of="2026-03-15", few=2)


def test_how_often_was_deployed(population: Population) -> None:
    found = figure_of(population, "deployment_frequency")
    assert (found.value, found.n) == (2.0, 4)
    assert found.says == "Four deployments in 14 days, 2.0 a week: weekly"
    assert found.detail == {
        "deployments": 4,
        "bucket": "weekly",
        "median_days_a_week": 2.0,
        "median_a_month": 4,
        "apart": 0,
    }


def test_a_change_takes_from_its_start_to_the_deployment_that_brings_it(population: Population) -> None:
    changes = [(each.life.key, each.deployment.key) for each in list_changes(population)]
    assert changes == [("C1", "R1"), ("C2", "R1"), ("R2", "R2"), ("R3", "R3"), ("R4", "R4")]
    found = figure_of(population, "lead_time_for_changes")
    # 3, 2, 0.25, 2 and 1 days
    assert (found.value, found.n, found.detail) == (2.0, 5, {"bucket": "one week"})
    assert found.says == "Half of five changes were deployed within 2 days of their start"


def test_a_deployment_failed_if_an_incident_leads_back_to_it(population: Population) -> None:
    found = figure_of(population, "change_failure_rate")
    assert found.value == 0.25
    assert found.says == "25% of four deployments caused an incident"
    assert found.detail == {"deployments": 4, "failed": ["R3"], "incidents": 2, "incidents_without_cause": 1}


def test_how_soon_service_was_restored(population: Population) -> None:
    found = figure_of(population, "time_to_restore")
    # a quarter of a day and two days
    assert (found.value, found.detail) == (1.125, {"bucket": "one week"})
    assert found.says == "Half of two incidents were resolved within 1.1 days"


class TestReference:
    pytestmark = SHARED

    def test_four_deployments_with_one_failure_are_the_published_case(self, population: Population) -> None:
        words = read_cases("dora.json")["change_failure_rate"]
        assert "4 deployments with 1 failure = 25 %" in words
        assert figure_of(population, "change_failure_rate").value == 0.25


def test_of_few_each_one_is_shown_and_no_median(make_system: Make) -> None:
    files = {
        "work/worksystem.yml": SETTINGS,
        "work/types/release.yml": "name: Release\nworkflow: flow\n",
        **item("R1"),
    }
    events = moves("R1", "2026-03-04 doing", "2026-03-05 done")
    found = figure_of(make_population(make_system, events, files, types=TYPES), "lead_time_for_changes")
    assert (found.value, found.says) == (None, "One change deployed, too few for a median")
    assert found.detail == {"values": [{"item": "R1", "days": 1.0}]}


def test_nothing_deployed_is_a_frequency_of_nothing_and_a_rate_of_none(make_system: Make) -> None:
    population = make_population(make_system, [], {"work/worksystem.yml": SETTINGS})
    found = [figure_of(population, name) for name in NAMES]
    assert [each.value for each in found] == [0.0, None, None, None]
    assert [each.says for each in found] == [
        "Nothing was deployed in this window",
        "Nothing that had been started was deployed in this window",
        "Nothing was deployed in this window, so nothing can have failed",
        "No incident was resolved in this window",
    ]


@pytest.mark.parametrize(
    ("name", "setting"),
    [
        ("deployment_frequency", "metrics.deployments"),
        ("lead_time_for_changes", "metrics.deployments"),
        ("change_failure_rate", "metrics.deployments"),
        ("time_to_restore", "metrics.incidents"),
    ],
)
def test_not_configured_is_an_answer_that_names_the_setting(make_system: Make, name: str, setting: str) -> None:
    found = figure_of(make_population(make_system, []), name)
    assert (found.value, found.detail) == (None, {"answer": "not_configured", "setting": setting})
    assert found.says.startswith("Not configured: ")
