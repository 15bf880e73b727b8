"""Assessments (WS770-WS772): questions that were asked, by as many people as the team has, enough of them to show."""

from collections.abc import Iterator

from worksystem.diagnostics import Severity
from worksystem.graph.suggest import list_words, suggest_word
from worksystem.model.questions import QUESTIONNAIRE, QUESTIONS
from worksystem.model.words import count_of
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES"]

_IDS = tuple(question.id for question in QUESTIONS)


def _check_questions(context: Context) -> Iterator[Finding]:
    for id, entry in context.workspace.assessments.items():
        if entry.record.asked != QUESTIONNAIRE:
            message = f'assessment "{id}" asked version {entry.record.asked} of the questionnaire, which there is not'
            yield Finding("WS770", message, entry, ("asked",), help=f"write asked: {QUESTIONNAIRE}")
        for question in entry.record.answers:
            if question not in _IDS:
                close = suggest_word(question, _IDS)
                help = f'did you mean "{close}"?' if close else f"use {list_words(_IDS)}"
                message = f'the questionnaire has no question "{question}"'
                yield Finding("WS770", message, entry, ("answers", question), on="key", help=help)


def _check_members(context: Context) -> Iterator[Finding]:
    workspace = context.workspace
    if any(broken.kind in ("person", "team") for broken in workspace.broken):
        return  # somebody who could not be read may be in it
    for entry in workspace.assessments.values():
        team = entry.record.team
        if team is None or team not in workspace.teams:
            continue
        members = _count_members(context, team)
        for question, answers in entry.record.answers.items():
            if members and answers.count > members:
                message = (
                    f'"{question}" has {count_of(answers.count, "answer")}, '
                    f'and team "{team}" has {count_of(members, "member")}'
                )
                help = "correct the counts, or add the people who are missing from the team"
                yield Finding("WS771", message, entry, ("answers", question), on="key", help=help)


def _check_enough(context: Context) -> Iterator[Finding]:
    fewest = context.workspace.settings.thresholds.smallest_group
    for id, entry in context.workspace.assessments.items():
        most = max((answers.count for answers in entry.record.answers.values()), default=0)
        if most < fewest and entry.record.answers:
            were = "was" if most == 1 else "were"
            message = f'the answers of assessment "{id}" are kept back: there {were} {count_of(most, "answer")}'
            message += f", and it takes {count_of(fewest, 'answer')} to show any"
            help = "leave it as it is; a larger group may be asked as one team next time"
            yield Finding("WS772", message, entry, ("answers",), on="key", help=help)


def _count_members(context: Context, team: str) -> int:
    """How many people are in a team and the teams within it."""
    workspace, people, waiting, seen = context.workspace, set[str](), [team], set[str]()
    while waiting:
        each = waiting.pop()
        if each not in seen:
            seen.add(each)
            people.update(workspace.members(each))
            waiting.extend(workspace.subteams(each))
    return len(people)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS770",
        "unknown-question",
        Severity.ERROR,
        "visibility_over_assumption",
        (),
        "An assessment has answers to a question that the questionnaire does not ask",
        _check_questions,
    ),
    Rule(
        "WS771",
        "more-answers-than-people",
        Severity.WARNING,
        "visibility_over_assumption",
        (),
        "A question of an assessment has more answers than the team has people",
        _check_members,
    ),
    Rule(
        "WS772",
        "too-few-answers",
        Severity.NOTE,
        "humanity_over_tools",
        (),
        "An assessment has too few answers to show any of them",
        _check_enough,
    ),
)
