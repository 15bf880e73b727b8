"""The assessment: every practice is seen, not seen, or untold, with its evidence; teams' answers from five on."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.load.pasts import item, make_past
from tests.systems import SETTINGS, TODAY, make_system
from worksystem.load import load
from worksystem.load.history import load_history
from worksystem.model.assessment import Answers
from worksystem.model.questions import COMPONENTS, QUESTIONS
from worksystem.views.assessment import Assessment, TeamAnswers, build_assessment
from worksystem.views.privacy import withhold
from worksystem.views.scope import Scope

TEAMS = "platform: {name: Platform, lead: ada}\naudit: {name: Audit, lead: ada}\n"
FLOW = {
    "work/types/task.yml": "{name: Task, workflow: simple, prefix: TSK}\n",
    "work/workflows/simple.yml": """
        name: Simple
        initial: todo
        states:
          todo: {name: To do, category: queue}
          doing: {name: Doing, category: active}
          done: {name: Done, category: done}
        transitions: [{from: todo, to: doing, name: Start, by: [owner]}, {from: doing, to: done, name: Finish}]
        """,
}


def assess(folder: Path, files: Mapping[str, str], *, audience: str = "internal") -> Assessment:
    system = make_system(folder, files)
    return build_assessment(Scope(withhold(system.workspace, audience), TODAY, audience))


def verdicts(found: Assessment, component: str) -> dict[str, tuple[str, str]]:
    [part] = [each for each in found.components if each.id == component]
    return {practice.title: (practice.verdict, practice.says) for practice in part.practices}


def items(*fields: str) -> dict[str, str]:
    return {f"work/items/TSK-{number}.yml": f"{{title: A, type: task, {each}}}\n" for number, each in enumerate(fields)}


def test_of_an_empty_repository_the_files_tell_next_to_nothing(tmp_path: Path) -> None:
    found = assess(tmp_path, {})
    assert [part.id for part in found.components] == list(COMPONENTS)
    assert all(5 <= len(part.practices) <= 8 for part in found.components)
    said = {practice.verdict for part in found.components for practice in part.practices}
    assert said == {"not seen", "the files can’t tell"}


@pytest.mark.parametrize(
    ("owned", "verdict"), [(4, "seen"), (3, "not seen")], ids=["four in five are seen", "three in five are not"]
)
def test_a_practice_is_seen_from_four_in_five(tmp_path: Path, owned: int, verdict: str) -> None:
    fields = ["status: todo, owner: ada"] * owned + ["status: todo"] * (5 - owned)
    found = verdicts(assess(tmp_path, {**FLOW, **items(*fields)}), "clarity")
    assert found["Work has exactly one owner"] == (verdict, f"{owned} of 5 open items have an owner")


def test_closed_work_is_not_asked_for_an_owner(tmp_path: Path) -> None:
    found = verdicts(assess(tmp_path, {**FLOW, **items("status: done")}), "clarity")
    assert found["Work has exactly one owner"] == ("the files can’t tell", "There are no open items")


def test_little_is_urgent_as_far_as_the_settings_allow(tmp_path: Path) -> None:
    urgent = "status: todo, priority: critical"
    few = verdicts(assess(tmp_path / "few", {**FLOW, **items(urgent, *["status: todo"] * 4)}), "clarity")
    many = verdicts(assess(tmp_path / "many", {**FLOW, **items(urgent, *["status: todo"] * 3)}), "clarity")
    assert few["Little is urgent"] == ("seen", "1 of 5 open items are called urgent; 20% are allowed")
    assert many["Little is urgent"][0] == "not seen"


def test_the_next_best_step_is_that_of_the_first_practice_that_is_not_seen(tmp_path: Path) -> None:
    found = assess(tmp_path, {**FLOW, **items("status: todo, owner: ada")})
    [clarity] = [part for part in found.components if part.id == "clarity"]
    assert [practice.verdict for practice in clarity.practices[:2]] == ["seen", "not seen"]
    assert clarity.step.startswith("Write one sentence under outcome")


def test_what_only_the_past_knows_cannot_be_told_without_one(tmp_path: Path) -> None:
    without = verdicts(assess(tmp_path / "now", FLOW), "completion")
    assert without["Work is finished"] == ("the files can’t tell", "Nothing is known of the past")
    folder = make_past(
        tmp_path / "past",
        ("2026-10-01", {"work/items/OPS-1.yml": item("doing")}),
        ("2026-10-05", {"work/items/OPS-1.yml": item("done")}),
    )
    system = load(folder, as_of=TODAY)
    found = build_assessment(Scope(system.workspace, TODAY, history=load_history(system)))
    assert verdicts(found, "completion")["Work is finished"][0] == "seen"


def test_the_sentence_above_counts_practices_and_grades_nothing(tmp_path: Path) -> None:
    found = assess(tmp_path, {**FLOW, **items("status: todo, owner: ada")})
    assert found.answer == "Three practices are seen, 13 not seen; of 23 the files can’t tell."


ASKED = {"work/teams.yml": TEAMS, "work/people.yml": "ada: {name: Ada Nakamura}\n"}


def asked(day: str, yes: int, no: int, *, team: str = "platform") -> dict[str, str]:
    text = f"""
        team: {team}
        date: {day}
        answers:
          can_finish: {{yes: {yes}, partly: 0, no: {no}}}
          knows_what_matters: {{yes: 1, partly: 1, no: 1}}
        """
    return {f"work/assessments/{day[:7].replace('-', '_')}_{team}.yml": text}


def only(found: Assessment) -> TeamAnswers:
    [answers] = found.answers
    return answers


def test_answers_are_shown_from_five_on(tmp_path: Path) -> None:
    found = only(assess(tmp_path, {**ASKED, **asked("2026-11-12", 4, 1)}))
    [one] = found.answers
    assert (found.team.id, found.day, found.earlier) == ("platform", date(2026, 11, 12), None)
    assert (one.question.id, one.now, one.before) == ("can_finish", Answers(yes=4, no=1), None)
    assert found.kept == "One question has fewer than five answers, so they are kept back."


@pytest.mark.parametrize(
    ("members", "kept"),
    [
        (5, "Kept back until five people have answered."),
        (4, "Kept back: answers are shown from five on. The team has four members, so they are never shown."),
        (1, "Kept back: answers are shown from five on. The team has one member, so they are never shown."),
    ],
)
def test_fewer_answers_are_kept_back_and_of_a_small_team_for_good(tmp_path: Path, members: int, kept: str) -> None:
    people = "".join(f"{id}: {{name: {id.title()}, teams: [platform]}}\n" for id in ("ada", *"bcde")[:members])
    found = only(assess(tmp_path, {**ASKED, "work/people.yml": people, **asked("2026-11-12", 3, 1)}))
    assert (found.answers, found.kept) == ((), kept)


@pytest.mark.parametrize(("yes", "before"), [(2, Answers(yes=2, no=3)), (1, None)])
def test_the_time_before_is_shown_only_where_enough_answered_then_too(
    tmp_path: Path, yes: int, before: Answers | None
) -> None:
    found = only(assess(tmp_path, {**ASKED, **asked("2026-05-12", yes, 3), **asked("2026-11-12", 4, 1)}))
    assert [each.before for each in found.answers] == [before]
    assert found.earlier == (date(2026, 5, 12) if before else None)


def test_the_settings_say_how_many_it_takes(tmp_path: Path) -> None:
    settings = {"work/worksystem.yml": SETTINGS + "thresholds: {smallest_group: 3}\n"}
    found = only(assess(tmp_path, {**ASKED, **settings, **asked("2026-11-12", 3, 1)}))
    assert [each.question.id for each in found.answers] == ["knows_what_matters", "can_finish"]


def test_answers_of_a_day_to_come_are_not_known_yet(tmp_path: Path) -> None:
    assert assess(tmp_path, {**ASKED, **asked("2026-12-12", 4, 1)}).answers == ()


def test_a_public_reader_learns_that_a_team_was_asked_and_no_answer(tmp_path: Path) -> None:
    found = only(assess(tmp_path, {**ASKED, **asked("2026-11-12", 4, 1)}, audience="public"))
    assert (found.answers, found.kept) == ((), "What teams say stays inside.")


def test_the_questionnaire_asks_two_questions_of_each_component_and_the_handbook_has_them() -> None:
    assert [question.component for question in QUESTIONS] == [each for each in COMPONENTS for _ in range(2)]
    page = (Path(__file__).parents[2] / "content/handbook/assessment.md").read_text(encoding="utf-8")
    for question in QUESTIONS:
        assert f"| `{question.id}` | {question.component.replace('_', ' ')} | {question.text} |" in page
