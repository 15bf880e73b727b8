"""Meetings that should have been against the notes that say they were."""

from datetime import date

import pytest

from tests.metrics.populations import Make, figure_of, make_population
from worksystem.metrics.cadences import list_held, occurrences
from worksystem.metrics.population import Population, Selection
from worksystem.model.cadence import Cadence
from worksystem.model.settings import Calendar

FIRST, LAST = date(2026, 3, 1), date(2026, 3, 31)
PEOPLE = "".join(f"{name}: {{name: {name.upper()}, teams: {{big: 100%}}}}\n" for name in "abcde")


def days(every: str = "", rule: str = "", *, since: date = FIRST) -> list[str]:
    cadence = Cadence.model_validate({"name": "X", **({"every": every} if every else {"rule": rule})})
    found = occurrences(cadence, FIRST, LAST, since=since, calendar=Calendar())
    return [f"{each.first:%d}" if each.first == each.last else f"{each.first:%d}-{each.last:%d}" for each in found]


@pytest.mark.parametrize(
    ("every", "expected"),
    [
        ("monday", ["02", "09", "16", "23", "30"]),
        ("week", ["23-01", "02-08", "09-15", "16-22", "23-29"]),
        ("month", ["01-31"]),
        ("quarter", ["01-31"]),
        ("year", []),
    ],
)
def test_when_people_should_meet(every: str, expected: list[str]) -> None:
    assert days(every) == expected


def test_every_day_and_every_weekday() -> None:
    assert len(days("day")) == 31
    assert len(days("weekday")) == 22


@pytest.mark.parametrize(
    ("rule", "since", "expected"),
    [
        ("FREQ=MONTHLY;BYDAY=1WE,3WE", FIRST, ["04", "18"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO", date(2026, 2, 23), ["09", "23"]),
        ("FREQ=WEEKLY;BYDAY=MO;UNTIL=20260310", FIRST, ["02", "09"]),
        ("FREQ=HOURLY;INTERVAL=7;BYDAY=FR", FIRST, ["06", "13", "20", "27"]),
    ],
)
def test_rules_of_calendars(rule: str, since: date, expected: list[str]) -> None:
    assert days(rule=rule, since=since) == expected


def held(make_system: Make, cadence: str, *notes: str, settings: str = "", selection: str = "") -> Population:
    files = {
        "work/worksystem.yml": f"version: 1\nname: X\npublish: {{audience: internal}}\n{settings}",
        "work/people.yml": PEOPLE,
        "work/teams.yml": "big: {name: Big}\nsmall: {name: Small, parent: big}\nother: {name: Other}\n",
        "work/cadences.yml": f"weekly: {{name: Weekly, {cadence}}}\n",
        **{f"work/notes/weekly/{day}.md": "---\n{}\n---\nHeld.\n" for day in notes},
    }
    return make_population(make_system, [], files, selection=Selection(team=selection))


def test_a_meeting_moved_by_a_day_was_held_and_one_without_a_note_was_not(make_system: Make) -> None:
    population = held(
        make_system, "every: monday, teams: [big]", "2026-03-02", "2026-03-10", "2026-03-16", "2026-03-30"
    )
    found = figure_of(population, "cadences_held")
    assert found.value == 4 / 5
    assert found.says == "Four of five expected meetings took place, 80%"
    assert found.detail == {
        "expected": 5,
        "held": 4,
        "holidays": [],
        "cadences": [{"cadence": "weekly", "expected": 5, "held": 4, "not_held": ["2026-03-23"]}],
        "cadences_together": 0,
    }


def test_a_holiday_is_named_and_not_expected_unless_people_met(make_system: Make) -> None:
    days_off = "calendar: {holidays: [2026-03-09, 2026-03-16]}\n"
    population = held(make_system, "every: monday, teams: [big]", "2026-03-02", "2026-03-16", settings=days_off)
    found = figure_of(population, "cadences_held")
    assert (found.detail["expected"], found.detail["held"]) == (4, 2)
    assert found.detail["holidays"] == [{"day": "2026-03-09", "name": "day off"}]
    assert found.says == "Two of four expected meetings took place, 50%; one holiday left out"


def test_it_is_expected_from_its_first_note_on(make_system: Make) -> None:
    (weekly,) = list_held(held(make_system, "every: monday, teams: [big]", "2026-03-16", "2026-03-23"))
    assert [f"{each.first:%d}" for each in weekly.expected] == ["16", "23", "30"]
    assert len(weekly.held) == 2


def test_a_month_in_which_the_first_note_lies_counts(make_system: Make) -> None:
    (monthly,) = list_held(held(make_system, "every: month, teams: [big]", "2026-03-16"))
    assert (len(monthly.expected), len(monthly.held)) == (1, 1)


def test_one_never_held_is_expected_through_the_whole_window(make_system: Make) -> None:
    assert figure_of(held(make_system, "every: monday, teams: [big]"), "cadences_held").value == 0.0


def test_a_team_has_its_cadences_and_those_of_its_teams(make_system: Make) -> None:
    assert [each.id for each in list_held(held(make_system, "every: day, teams: [small]", selection="big"))] == [
        "weekly"
    ]
    assert list_held(held(make_system, "every: day, teams: [other]", selection="big")) == ()


def test_cadences_of_few_people_are_not_told_apart(make_system: Make) -> None:
    found = figure_of(held(make_system, "every: monday, teams: [small]", "2026-03-02"), "cadences_held")
    assert (found.value, found.detail["cadences"], found.detail["cadences_together"]) == (1 / 5, [], 1)


def test_other_scopes_have_no_cadences(make_system: Make) -> None:
    population = make_population(make_system, [], selection=Selection(workflow="flow"))
    found = figure_of(population, "cadences_held")
    assert (found.value, found.says) == (None, "Cadences belong to teams: ask for a team or for the whole")


def test_holidays_of_a_country_have_names(make_system: Make) -> None:
    population = held(make_system, "every: monday, teams: [big]", "2026-03-02", settings="calendar: {holidays: IE}\n")
    (weekly,) = list_held(population)
    assert weekly.holidays == ()
    april = population.during(date(2026, 4, 1), date(2026, 4, 30))
    assert [(f"{day}", name) for day, name in list_held(april)[0].holidays] == [("2026-04-06", "Easter Monday")]
