"""Estimates against the time logged, and against the working days that went by."""

from tests.histories import moves
from tests.metrics.populations import Make, figure_of, make_population, says
from worksystem.metrics.estimates import active_days

# 2 March 2026 is a Monday.
ITEM = "title: A\nstatus: done\ntype: task\n"
LOGGED = f"{ITEM}time: [{{date: 2026-03-03, spent: 6h}}, {{date: 2026-03-04, spent: 1.5wd}}]\n"


def test_time_logged_is_held_against_the_estimate_at_the_start(make_system: Make) -> None:
    events = [
        *moves("A", "2026-03-02 doing", "2026-03-06 done"),
        *says("A", "estimate", ("2026-03-01", "1wd"), ("2026-03-02", "12h"), ("2026-03-05", "5wd")),
        *moves("B", "2026-03-02 doing", "2026-03-06 done"),
        *says("B", "estimate", ("2026-03-03", "2wd")),
        *moves("C", "2026-03-02 doing", "2026-03-06 done"),
        *says("C", "estimate", ("2026-03-01", "x"), ("2026-03-02", ["2d"])),
    ]
    found = figure_of(make_population(make_system, events, {"work/items/A.yml": LOGGED}), "estimate_accuracy")
    assert found.value == 1.5
    assert found.says == "One finished item took 1.5 times the estimate, by the working time logged"
    assert found.detail == {
        "without_estimate": 1,
        "without_answer": 1,
        "unread": 2,
        "apart": 0,
        "estimated_hours": 12.0,
        "actual_hours": 18.0,
        "within_half": 1,
        "over": 1,
        "values": [{"item": "A", "ratio": 1.5}],
    }


def test_working_days_in_active_states_are_another_answer(make_system: Make) -> None:
    events = [
        *moves("A", "2026-03-02 doing", "2026-03-03 ready", "2026-03-05 doing", "2026-03-09 done"),
        *says("A", "estimate", ("2026-03-01", "4wd")),
    ]
    population = make_population(make_system, events)
    # Monday and Tuesday; then Thursday, Friday and Monday
    assert active_days(population, population.lives[0]) == 5
    found = figure_of(population, "estimate_elapsed")
    assert found.value == 1.25
    assert found.says == "One finished item took 1.2 times the estimate, by the working days in active states"


def test_a_holiday_is_no_working_day_and_a_day_counts_once(make_system: Make) -> None:
    settings = "version: 1\nname: X\npublish: {audience: internal}\ncalendar: {holidays: [2026-03-04]}\n"
    events = moves("A", "2026-03-02 doing", "2026-03-03 review", "2026-03-05 done")
    population = make_population(make_system, events, {"work/worksystem.yml": settings})
    assert active_days(population, population.lives[0]) == 3


def test_with_enough_items_there_are_percentiles(make_system: Make) -> None:
    events = []
    for number, last in enumerate((2, 3, 4, 5), start=1):
        events += moves(f"A{number}", "2026-03-02 doing", f"2026-03-0{last}T13:00:00+00:00 done")
        events += says(f"A{number}", "estimate", ("2026-03-01", "1wd"))
    found = figure_of(make_population(make_system, events, few=4), "estimate_elapsed")
    assert found.detail["median_ratio"] == 2.0
    assert found.detail["expectation_ratio"] == 4.0
    assert "values" not in found.detail
