"""What teams answered to the questionnaire: shown from enough answers on, else kept back; never who said what."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from worksystem.model.assessment import Answers, Assessment
from worksystem.model.entry import Entry
from worksystem.model.questions import QUESTIONS, Question
from worksystem.model.words import count_of, number_of
from worksystem.views.reference import Ref
from worksystem.views.scope import Scope

__all__ = ["Answered", "TeamAnswers", "build_answers"]


class Answered(Struct, frozen=True):
    """The answers to a question; `before` are those of the time before, `None` where too few answered then."""

    question: Question
    now: Answers
    before: Answers | None


class TeamAnswers(Struct, frozen=True):
    """A team that was asked.

    Shape: `day` is the last time, `earlier` the time before that if it can be told; `answers` in the order of the
    questionnaire; `kept` says what is kept back and why, "" if nothing is.
    """

    team: Ref
    day: date
    earlier: date | None
    answers: tuple[Answered, ...]
    kept: str


def build_answers(scope: Scope) -> tuple[TeamAnswers, ...]:
    """The last answers of each team, alphabetically by team."""
    by_team: dict[str, list[Entry[Assessment]]] = {}
    for entry in scope.workspace.assessments.values():
        record = entry.record
        if record.team in scope.workspace.teams and record.date is not None and record.date.day <= scope.as_of:
            by_team.setdefault(record.team or "", []).append(entry)
    found = [_of_team(scope, team, entries) for team, entries in by_team.items()]
    return tuple(sorted(found, key=lambda each: (each.team.title.casefold(), each.team.id)))


def _of_team(scope: Scope, team: str, entries: list[Entry[Assessment]]) -> TeamAnswers:
    dated = sorted(
        ((entry.record.date.day, entry.id, entry.record) for entry in entries if entry.record.date is not None),
        key=lambda each: each[:2],
    )
    fewest = scope.workspace.settings.thresholds.smallest_group
    members = len(scope.workspace.members(team))
    day, _, last = dated[-1]
    earlier = dated[-2] if len(dated) > 1 else None
    now, then = _shown(last, fewest), _shown(earlier[2], fewest) if earlier is not None else {}
    answers = tuple(
        Answered(question, now[question.id], then.get(question.id)) for question in QUESTIONS if question.id in now
    )
    asked = [question.id for question in QUESTIONS if question.id in last.answers]
    kept = ""
    if not scope.may_show("assessment", "answers"):
        kept = "What teams say stays inside."
    elif not answers and 0 < members < fewest:
        kept = (
            f"Kept back: answers are shown from {number_of(fewest)} on. The team has {count_of(members, 'member')}, so "
            "they are never shown."
        )
    elif not answers:
        kept = f"Kept back until {count_of(fewest, 'person has', 'people have')} answered."
    elif len(answers) < len(asked):
        few = count_of(len(asked) - len(answers), "question has", "questions have")
        kept = f"{few[:1].upper()}{few[1:]} fewer than {count_of(fewest, 'answer')}, so they are kept back."
    return TeamAnswers(scope.ref("team", team), day, earlier[0] if earlier and then else None, answers, kept)


def _shown(record: Assessment, fewest: int) -> Mapping[str, Answers]:
    return {id: answers for id, answers in record.answers.items() if answers.count >= max(fewest, 1)}
