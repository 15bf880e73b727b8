"""Collaboration: behaviours, habits, communication."""

from datetime import timedelta
from typing import Final

from worksystem.model.words import capital, count_of
from worksystem.views.assessment.practice import MOST, NO_PAST, Evidence, Practice, by_figure, most
from worksystem.views.figures import find_figure
from worksystem.views.record import Place
from worksystem.views.scope import Scope

__all__ = ["PRACTICES"]

_HALF_A_YEAR: Final = timedelta(days=183)
_YEAR: Final = timedelta(days=366)
_CADENCES: Final = Place("records/cadences", "", "Cadences")
_RETROSPECTIVES: Final = Place("records/retrospectives", "", "Retrospectives")


def _kept(scope: Scope) -> Evidence:
    """Whether each rhythm is kept, not only all together; the least kept one is named."""
    figure = find_figure(scope, "cadences_held")
    if figure is None:
        return Evidence("the files can’t tell", NO_PAST)
    held = {each["cadence"]: (each["held"], each["expected"]) for each in figure.detail.get("cadences", ())}
    known = {cadence: (part, whole) for cadence, (part, whole) in held.items() if whole}
    if not known:
        return Evidence("the files can’t tell", "No cadence of enough people came round")
    found = most(known.values(), lambda times: times[0] >= MOST * times[1], "cadences", "were held most times")
    least = min(known, key=lambda cadence: (known[cadence][0] / known[cadence][1], cadence))
    part, whole = known[least]
    if part == whole:
        return found
    return Evidence(
        found.verdict, f"{found.says}; {scope.ref('cadence', least).title} was held {part} of {whole} times"
    )


def _leave(scope: Scope) -> Evidence:
    since = scope.as_of - timedelta(days=scope.conventions.window)
    notes = [
        note.record
        for note in scope.workspace.notes.values()
        if note.record.date is not None and since < note.record.date.day <= scope.as_of
    ]
    return most(
        notes,
        lambda note: note.decisions or note.actions,
        f"notes of the last {scope.conventions.window} days",
        "name a decision or an action",
    )


def _look_back(scope: Scope) -> Evidence:
    retrospectives = scope.workspace.retrospectives.values()
    begun = [
        each
        for each in retrospectives
        if each.record.from_ is not None and scope.as_of - _HALF_A_YEAR <= each.record.from_.first <= scope.as_of
    ]
    if not retrospectives:
        return Evidence("not seen", "There is no retrospective")
    said = capital(count_of(len(begun), "experiment began", "experiments began"))
    return Evidence("seen" if begun else "not seen", f"{said} in the last half year")


def _learned(scope: Scope) -> Evidence:
    over = [
        each.record
        for each in scope.workspace.retrospectives.values()
        if each.record.until is not None and each.record.until.last < scope.as_of
    ]
    return most(over, lambda each: each.learned, "experiments that are over", "say what was learned")


def _updates(scope: Scope) -> Evidence:
    workspace = scope.workspace
    patience = workspace.settings.thresholds.stale.span
    active = [item for item in workspace.open_items if workspace.category_of(item) == "active"]
    return most(
        active,
        lambda item: any(scope.as_of - update.date.last <= patience for update in item.record.updates),
        "items in work",
        f"have an update of the last {patience.days} days",
    )


def _reached(scope: Scope) -> Evidence:
    teams = [team for team in scope.workspace.teams.values() if not scope.workspace.subteams(team.id)]
    return most(teams, lambda team: team.record.channels, "teams", "say where to reach them")


def _asked(scope: Scope) -> Evidence:
    asked = {
        each.record.team
        for each in scope.workspace.assessments.values()
        if each.record.date is not None and scope.as_of - _YEAR <= each.record.date.day <= scope.as_of
    }
    if not asked:
        return Evidence("not seen", "No team was asked within a year")
    return Evidence("seen", f"{capital(count_of(len(asked), 'team was', 'teams were'))} asked within a year")


PRACTICES: Final = (
    Practice(
        "People meet as often as they agreed",
        "Hold the next meeting and write its note, or agree on the rhythm that you keep anyway.",
        Place("metrics/cadences_held", "", "Cadences held"),
        by_figure("cadences_held"),
    ),
    Practice(
        "Every rhythm is kept",
        "Take the cadence that is kept least: mend it, shorten it, or end it aloud.",
        _CADENCES,
        _kept,
    ),
    Practice(
        "Meetings leave something",
        "End each meeting by writing what was decided and which items came of it.",
        _CADENCES,
        _leave,
    ),
    Practice(
        "Teams look back and try something",
        "Hold one retrospective about the system, and try one thing for four weeks.",
        _RETROSPECTIVES,
        _look_back,
    ),
    Practice(
        "What was tried is learned from",
        "Write one sentence under learned for each experiment that is over.",
        _RETROSPECTIVES,
        _learned,
    ),
    Practice(
        "It is said how work stands",
        "Write one sentence under updates of what is in work, once a week, the hard ones first.",
        Place("items", "", "Items"),
        _updates,
    ),
    Practice(
        "Teams can be reached",
        "Write under channels of each team where one asks it something.",
        Place("ownership/teams", "", "Teams"),
        _reached,
    ),
    Practice(
        "People are asked how work works",
        "Ask one team the ten questions, and look at the answers together.",
        Place("health/assessment", "", "What teams say"),
        _asked,
    ),
)
