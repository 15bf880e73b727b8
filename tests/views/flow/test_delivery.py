"""The pictures of delivery: the finding as title, the table behind it, and what is said where there is nothing."""

from datetime import date
from typing import Any

import pytest

from tests.histories import moves
from tests.metrics.populations import Make, make_population, says
from worksystem.metrics.registry import DEFINITIONS
from worksystem.views.chart import Chart, Panel
from worksystem.views.flow.burn_up import build_burn_up
from worksystem.views.flow.dora import build_dora
from worksystem.views.flow.goals import build_goals
from worksystem.views.flow.planned import build_planned
from worksystem.views.flow.promises import build_promises
from worksystem.views.flow.rework import build_rework
from worksystem.views.flow.slips import build_slips
from worksystem.views.reference import Ref

A = Ref("item", "A", "Alpha", True)
ITEM = {"work/items/A.yml": "title: Alpha\nstatus: doing\ntype: task\n"}
PEOPLE = {"work/people.yml": "".join(f"{name}: {{name: {name.upper()}}}\n" for name in "abcde")}


def drawn(panel: Panel, field: str) -> list[Any]:
    """The values of a field in the data of all layers that have it, in order."""

    def walk(layer: dict[str, Any]) -> list[Any]:
        own = [row[field] for row in layer.get("data", {}).get("values", ()) if field in row]
        return own + [value for inner in layer.get("layer", ()) for value in walk(inner)]

    return walk(dict(panel.spec))


def test_due_dates_that_moved_go_from_the_first_to_the_last_date(make_system: Make) -> None:
    events = [
        *moves("A", "2026-03-02 doing", "2026-03-20 done"),
        *says("A", "due", ("2026-03-01", "2026-03-10"), ("2026-03-09", "2026-03-24")),
        *moves("B", "2026-03-02 doing"),
        *says("B", "due", ("2026-03-01", "2026-04-10")),
    ]
    chart = build_slips(make_population(make_system, events, ITEM), address=lambda item: f"records/items/{item}/")
    assert chart.title == "One due date moved, by 14 days in all"
    assert chart.rows == ((A, date(2026, 3, 10), date(2026, 3, 24), 1, 14, date(2026, 3, 20)),)
    assert drawn(chart.panels[0], "url") == ["records/items/A/"]


def test_the_table_has_all_slips_where_the_drawing_has_twelve(make_system: Make) -> None:
    events = []
    for number in range(10, 25):
        events += moves(f"A{number}", "2026-03-02 doing")
        events += says(f"A{number}", "due", ("2026-03-01", "2026-04-01"), ("2026-03-05", f"2026-04-{number}"))
    chart = build_slips(make_population(make_system, events))
    assert len(chart.rows) == 15
    assert len(drawn(chart.panels[0], "first")) == 12
    assert isinstance(chart.rows[0][0], Ref)
    assert chart.rows[0][0].id == "A24"
    assert chart.summary.endswith("Drawn are the 12 that slipped furthest; the table has all.")


def project(*owners: str) -> list[dict[str, Any]]:
    events = [
        *moves("P", "2026-03-28 doing"),
        *moves("A", "2026-03-28 ready", "2026-03-30 done"),
        *says("A", "parent", ("2026-03-28", "P")),
        *moves("B", "2026-03-29 ready"),
        *says("B", "parent", ("2026-03-29", "P")),
    ]
    return events + says("A", "owner", *(("2026-03-28", owner) for owner in owners))


def test_the_burn_up_has_the_days_on_which_something_changed(make_system: Make) -> None:
    population = make_population(make_system, project(*"abcde"), PEOPLE, types={"P": "project"})
    chart = build_burn_up(population, "P")
    assert chart.id == "burn-up-p"
    assert chart.title == "P: One of two items done, 50%"
    assert chart.summary.startswith("It started with one item; one item came later and none went again.")
    assert chart.rows == (
        (date(2026, 3, 28), 1, 0),
        (date(2026, 3, 29), 2, 0),
        (date(2026, 3, 30), 2, 1),
        (date(2026, 3, 31), 2, 1),
    )
    assert sorted(set(drawn(chart.panels[0], "name"))) == ["done 1", "in scope 2"]


def test_the_burn_up_of_few_people_is_not_shown(make_system: Make) -> None:
    chart = build_burn_up(make_population(make_system, project("a"), PEOPLE, types={"P": "project"}), "P")
    assert (chart.panels, chart.rows) == ((), ())
    assert chart.empty == "Not shown: fewer than 5 people are behind it, and people are not measured."


def test_promises_stand_in_the_month_in_which_they_were_decided(make_system: Make) -> None:
    promise = {"to": "finance", "date": "2026-03-20"}
    events = [
        *moves("A", "2026-02-02 doing", "2026-03-20 done"),
        *says("A", "promised", ("2026-02-02", promise | {"date": "2026-02-20"}), ("2026-02-18", promise)),
        *moves("B", "2026-03-02 doing"),
        *says("B", "promised", ("2026-03-02", promise | {"date": "2026-04-20"})),
    ]
    chart = build_promises(make_population(make_system, events, ITEM))
    assert chart.title == "One of two promises kept as made"
    assert chart.summary == "Of two promises in up to twelve months one kept and one moved. One promise still open."
    assert chart.rows == (
        (A, date(2026, 2, 20), date(2026, 2, 2), "moved", date(2026, 2, 18)),
        (A, date(2026, 3, 20), date(2026, 2, 18), "kept", date(2026, 3, 20)),
        (Ref("item", "B", "B", False), date(2026, 4, 20), date(2026, 3, 2), "open", None),
    )
    assert drawn(chart.panels[0], "tip")[:2] == ["Feb 2026\nmoved: 1 promise", "Mar 2026\nkept: 1 promise"]


def test_a_goal_is_drawn_from_the_beginning_of_its_period(make_system: Make) -> None:
    goal = (
        "name: Trust\nperiod: 2026-Q1\nkey_results: [{id: a, text: A, from: 0, to: 10, "
        "readings: [{date: 2025-12-20, value: 1}, {date: 2026-02-01, value: 4}]}]\n"
    )
    files = {"work/goals/trust.yml": goal, "work/goals/later.yml": "name: Later\nperiod: 2026\n"}
    chart = build_goals(make_population(make_system, [], files, as_of="2026-03-11"))
    assert chart.title == "One of one goal behind the time"
    assert chart.rows == (
        (Ref("goal", "later", "Later"), "2026", None, "19%", "0 of 0"),
        (Ref("goal", "trust", "Trust"), "2026-Q1", "40%", "78%", "1 of 1"),
    )
    assert [panel.title for panel in chart.panels] == ["Trust"]
    assert drawn(chart.panels[0], "tip") == [
        "so far: 10%, 1 Jan 2026",
        "so far: 40%, 1 Feb 2026",
        "time: 0%, 1 Jan 2026",
        "time: 78%, 11 Mar 2026",
        "time: 100%, 31 Mar 2026",
    ]


def test_planned_and_unplanned_work_by_month(make_system: Make) -> None:
    events = [
        *moves("A", "2026-02-20 ready", "2026-03-03 doing"),
        *says("A", "period", ("2026-02-21", "2026-W10")),
        *moves("B", "2026-03-03 doing"),
        *says("B", "priority", ("2026-03-03", "critical")),
    ]
    chart = build_planned(make_population(make_system, events))
    assert chart.title == "50% of what was started had been planned"
    assert chart.rows == (("Mar 2026", 2, 1, 1, 1, "50%"),)


def test_rework_and_reopened_work_by_month(make_system: Make) -> None:
    events = [
        *moves("A", "2026-02-20 doing", "2026-02-21 done", "2026-02-24 doing", "2026-03-02 done"),
        *moves("B", "2026-02-20 doing", "2026-03-03 done"),
    ]
    chart = build_rework(make_population(make_system, events))
    assert chart.title == "50% of finished items had gone back"
    assert chart.rows == (("Feb 2026", 0, 0, None, 1, 1), ("Mar 2026", 2, 1, "50%", 2, 0))


def test_dora_shows_each_change_and_a_median_where_there_are_enough(make_system: Make) -> None:
    files = {
        "work/worksystem.yml": (
            "version: 1\nname: X\npublish: {audience: internal}\n"
            "metrics: {deployments: {type: task}, incidents: {type: project}}\n"
        ),
        "work/items/A.yml": "title: Alpha\nstatus: done\ntype: task\n",
        "work/items/I.yml": "title: Outage\nstatus: done\ntype: project\nrelates_to: [A]\n",
    }
    events = [
        *moves("A", "2026-03-10 doing", "2026-03-12 done"),
        *moves("I", "2026-03-12T06:00:00+00:00 doing", "2026-03-12 done"),
    ]
    population = make_population(make_system, events, files, types={"I": "project"})
    chart = build_dora(population)
    assert chart.title == "One deployment, one with an incident, one incident resolved"
    assert chart.rows == (
        ("deployment", A, date(2026, 3, 12), None, "yes"),
        ("change", A, date(2026, 3, 12), 2.0, None),
        ("incident", Ref("item", "I", "Outage", True), date(2026, 3, 12), 0.25, None),
    )
    assert [panel.title for panel in chart.panels] == [
        "Deployments a week",
        "Lead time for changes",
        "Change failure rate by month",
        "Time to restore",
    ]
    assert not any("median" in name for name in drawn(chart.panels[1], "name"))


@pytest.mark.parametrize(
    ("build", "empty"),
    [
        (build_slips, "No due date moved in this window: nothing to show, and nothing to mend."),
        (
            build_promises,
            "No promise was kept, moved or missed yet: write promised where somebody outside relies on a day.",
        ),
        (
            build_goals,
            "No key result of a running goal was read yet: give goals a period, and key results readings.",
        ),
        (build_planned, "Nothing was started in the last twelve months."),
        (build_rework, "No item was finished in the last twelve months."),
        (
            build_dora,
            (
                "Not configured: say which items are deployments and which are incidents, under metrics in "
                "work/worksystem.yml."
            ),
        ),
    ],
)
def test_without_anything_to_draw_it_says_why(make_system: Make, build: Any, empty: str) -> None:
    chart: Chart = build(make_population(make_system, []))
    assert (chart.panels, chart.rows, chart.empty) == ((), (), empty)
    assert chart.definition.removeprefix("metrics/").rstrip("/") in DEFINITIONS
