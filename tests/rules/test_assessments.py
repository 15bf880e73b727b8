"""Assessments: which questions there are, how many people could have answered, and how many answers it takes."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell

SETTINGS = BASE["work/worksystem.yml"]
ASKED = (
    "knows_what_matters, knows_what_done_means, knows_who_to_ask, handoffs_arrive_whole, can_finish,"
    " dates_are_realistic, can_say_it, meetings_help and 2 more"
)
CREW = "crew: {name: Crew, purpose: Trucks are loaded}\n"


def asked(*answers: str, also: str = "team: crew\n") -> str:
    return f"{also}date: 2026-11-12\nanswers:\n" + "".join(f"  {each}\n" for each in answers)


def people(*teams: str) -> str:
    """People, each in some teams."""
    return "".join(f"p{number}: {{name: Person, teams: [{each}]}}\n" for number, each in enumerate(teams))


def test_what_the_questionnaire_does_not_ask_is_said_of_each_question(tmp_path: Path) -> None:
    answers = asked("can_finsh: {yes: 3}", "can_finish: {yes: 3}", "weather: {yes: 3}", also="asked: 2\n")
    assert tell(tmp_path, "WS770", {"work/assessments/2026_11_crew.yml": answers}) == [
        "assessments/2026_11_crew.yml:1:8 asked = 2",
        '  assessment "2026_11_crew" asked version 2 of the questionnaire, which there is not',
        "  help: write asked: 1",
        "assessments/2026_11_crew.yml:4:3 answers.can_finsh = {yes: 3}",
        '  the questionnaire has no question "can_finsh"',
        '  help: did you mean "can_finish"?',
        "assessments/2026_11_crew.yml:6:3 answers.weather = {yes: 3}",
        '  the questionnaire has no question "weather"',
        f"  help: use {ASKED}",
    ]


@pytest.mark.parametrize(
    ("teams", "members", "yes", "says"),
    [
        (CREW, ("crew",), 2, 'two answers, and team "crew" has one member'),
        (CREW, ("crew",), 1, ""),
        (CREW, ("crew", "crew"), 3, 'three answers, and team "crew" has two members'),
        (CREW, (), 1, ""),  # who is in it stands elsewhere
        (f"{CREW}days: {{name: Days, parent: crew}}\nearly: {{name: Early, parent: days}}\n", ("days", "early"), 2, ""),
        (
            f"{CREW}days: {{name: Days, parent: crew}}\n",
            ("days, crew",),
            2,
            'two answers, and team "crew" has one member',
        ),
        ("crew: {name: Crew, parent: days}\ndays: {name: Days, parent: crew}\n", ("days", "crew"), 2, ""),
        ("days: {name: Days}\n", ("crew",), 2, ""),  # the team is unknown, and another rule says so
    ],
)
def test_there_are_as_many_answers_at_most_as_people_in_the_team_and_those_within_it(
    tmp_path: Path, teams: str, members: tuple[str, ...], yes: int, says: str
) -> None:
    files = {
        "work/teams.yml": teams,
        "work/people.yml": people(*members) or "nobody: {name: Nobody}\n",
        "work/assessments/2026_11_crew.yml": asked("can_say_it: {yes: 1}", f"can_finish: {{yes: {yes}}}"),
    }
    assert tell(tmp_path, "WS771", files) == (
        [
            f"assessments/2026_11_crew.yml:5:3 answers.can_finish = {{yes: {yes}}}",
            f'  "can_finish" has {says}',
            "  help: correct the counts, or add the people who are missing from the team",
        ]
        if says
        else []
    )


def test_answers_are_counted_beside_an_assessment_that_names_no_team(tmp_path: Path) -> None:
    files = {
        "work/teams.yml": CREW,
        "work/people.yml": people("crew"),
        "work/assessments/a_nobody.yml": asked("can_finish: {yes: 2}", also=""),
        "work/assessments/b_unknown.yml": asked("can_finish: {yes: 2}", also="team: nights\n"),
        "work/assessments/c_crew.yml": asked("can_finish: {yes: 2}", "can_say_it: {no: 3}"),
    }
    assert [each for each in tell(tmp_path, "WS771", files) if each.startswith("assessments")] == [
        "assessments/c_crew.yml:4:3 answers.can_finish = {yes: 2}",
        "assessments/c_crew.yml:5:3 answers.can_say_it = {no: 3}",
    ]


@pytest.mark.parametrize("path", ["work/people/p1.yml", "work/people.yml", "work/teams/nights.yml"])
def test_where_a_person_or_a_team_cannot_be_read_nobody_is_missing(tmp_path: Path, path: str) -> None:
    files = {
        "work/teams.yml": CREW,
        "work/people.yml": "nobody: {name: Nobody}\n",
        "work/people/p0.yml": "name: Person\nteams: [crew]\n",
        "work/assessments/2026_11_crew.yml": asked("can_finish: {yes: 2}"),
    }
    assert len(tell(tmp_path / "read", "WS771", files)) == 3
    assert tell(tmp_path / "unread", "WS771", {**files, path: "name: [\n"}) == []


@pytest.mark.parametrize(
    ("answers", "settings", "says"),
    [
        (("can_finish: {yes: 1}",), "", "there was one answer, and it takes five answers to show any"),
        (("can_finish: {yes: 2}",), "", "there were two answers, and it takes five answers to show any"),
        (("can_finish: {yes: 0}",), "", "there were no answers, and it takes five answers to show any"),
        (
            ("can_finish: {yes: 2, no: 1}", "can_say_it: {partly: 2}"),
            "",
            "there were three answers, and it takes five answers to show any",
        ),
        (
            ("can_finish: {yes: 7}",),
            "thresholds: {smallest_group: 8}\n",
            "there were seven answers, and it takes eight answers to show any",
        ),
        (("can_finish: {yes: 8}",), "thresholds: {smallest_group: 8}\n", ""),
        (("can_finish: {yes: 1}", "can_say_it: {yes: 5}"), "", ""),
    ],
)
def test_answers_are_kept_back_where_no_question_has_enough_of_them(
    tmp_path: Path, answers: tuple[str, ...], settings: str, says: str
) -> None:
    files = {"work/worksystem.yml": SETTINGS + settings, "work/assessments/2026_11_crew.yml": asked(*answers)}
    assert tell(tmp_path, "WS772", files) == (
        [
            "assessments/2026_11_crew.yml:3:1 answers",
            f'  the answers of assessment "2026_11_crew" are kept back: {says}',
            "  help: leave it as it is; a larger group may be asked as one team next time",
        ]
        if says
        else []
    )


def test_nothing_is_kept_back_where_nothing_was_answered(tmp_path: Path) -> None:
    files = {"work/assessments/2026_11_crew.yml": "team: crew\ndate: 2026-11-12\nanswers: {}\n"}
    assert tell(tmp_path, "WS772", files) == []
