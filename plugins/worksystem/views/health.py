"""Health: what is found now by principle and by team, how that went on, what causes most of it, what to do next."""

from collections.abc import Iterable

from msgspec import Struct

from worksystem.diagnostics import Diagnostic
from worksystem.graph.workspace import Workspace
from worksystem.model.words import capital, count_of, day_words, list_words, number_of
from worksystem.views.chart import Chart
from worksystem.views.charts import Series, lines
from worksystem.views.findings import PAGED
from worksystem.views.record import Place, Section, Table
from worksystem.views.reference import Ref
from worksystem.views.scope import Scope, principle_ref
from worksystem.views.tally import Tally, Week, count_findings

__all__ = [
    "Cause",
    "HealthOverview",
    "HealthRow",
    "OfTeam",
    "PrincipleHealth",
    "build_health",
    "build_principle_health",
    "health_section",
    "known_principles",
    "list_principles",
]

_TREND = "findings-by-week"
_BEGINS = (
    "The line begins with the first week that ends after the first commit of work/: a point for each week’s end, with "
    "the errors, warnings and notes in the files of that day. History that was brought along holds no files to judge."
)


class Cause(Struct, frozen=True):
    """A rule that finds something, with what to do about it in one sentence; `has_page` where there is more to read."""

    code: str
    name: str
    says: str
    tally: Tally
    cure: str
    has_page: bool


class HealthRow(Struct, frozen=True):
    """A team, `None` for findings that are no team's; counts by principle in the order of the overview."""

    team: Ref | None
    counts: tuple[int, ...]
    total: int


class HealthOverview(Struct, frozen=True):
    """Everything that is found.

    Shape: `principles` alphabetically, `None` last for findings against none; `rows` are the teams with findings,
    alphabetically, and what is no team's last; `quiet` are the others. `trend` is `None` where nobody has counted.
    """

    answer: str
    tally: Tally
    principles: tuple[tuple[Ref | None, Tally], ...]
    rows: tuple[HealthRow, ...]
    quiet: tuple[Ref, ...]
    causes: tuple[Cause, ...]
    trend: Chart | None


class OfTeam(Struct, frozen=True):
    """Findings in the work of a team, errors first; `None` for those that are no team's."""

    team: Ref | None
    tally: Tally
    found: tuple[tuple[Diagnostic, Ref | None], ...]


class PrincipleHealth(Struct, frozen=True):
    """What is found against one principle; `quiet` are the rules that protect it and find nothing."""

    principle: Ref
    statement: str
    answer: str
    tally: Tally
    teams: tuple[OfTeam, ...]
    causes: tuple[Cause, ...]
    quiet: int
    trend: Chart | None


def known_principles(workspace: Workspace, protected: Iterable[str]) -> frozenset[str]:
    """The principles that somebody wrote down, that a rule of the team's own protects, or that are `protected`."""
    own = (entry.record.principle for entry in workspace.team_rules.values())
    return frozenset((*workspace.principles, *(id for id in (*protected, *own) if id)))


def list_principles(scope: Scope) -> tuple[str, ...]:
    """The principles that were written down or that a rule protects, by title."""
    found = known_principles(scope.workspace, (rule.principle for rule in scope.rules))
    return tuple(sorted(found, key=lambda id: (principle_ref(scope, id).title.casefold(), id)))


def build_health(scope: Scope) -> HealthOverview:
    """Principles and teams."""
    counts = count_findings(scope)
    now = Week(scope.as_of, counts)
    tally = now.tally()
    ids = (*list_principles(scope), *(("",) if now.tally(principle="").total else ()))
    teams = sorted({team for _, team in counts if team}, key=lambda id: (scope.ref("team", id).title.casefold(), id))
    rows = tuple(
        HealthRow(scope.ref("team", team) if team else None, row, sum(row))
        for team in (*teams, *(("",) if now.tally(team="").total else ()))
        if (row := tuple(now.tally(principle=id, team=team).total for id in ids))
    )
    quiet = (scope.ref("team", id) for id in scope.workspace.teams if id not in teams)
    return HealthOverview(
        answer=_answer(tally, len(teams), now.tally(team="").total),
        tally=tally,
        principles=tuple((principle_ref(scope, id) if id else None, now.tally(principle=id)) for id in ids),
        rows=rows,
        quiet=tuple(sorted(quiet, key=lambda ref: ref.title.casefold())),
        causes=_causes(scope, scope.shown),
        trend=_trend(scope),
    )


def build_principle_health(scope: Scope, id: str) -> PrincipleHealth:
    """One principle, written down or not."""
    teams = {
        team: mine
        for team, of_team in scope.found_in_team.items()
        if (mine := [finding for finding in of_team if finding.principle == id])
    }
    found = [finding for of_team in teams.values() for finding in of_team]
    causes = _causes(scope, found)
    entry = scope.workspace.principles.get(id)
    rules = sum(rule.principle == id for rule in scope.rules)
    tally = Tally.of(found)
    said = f"{capital(list_words(tally.words))} from {count_of(len(causes), 'rule')}."
    return PrincipleHealth(
        principle=principle_ref(scope, id),
        statement=entry.record.statement if entry is not None else "",
        answer=said if found else "Nothing is found against it.",
        tally=tally,
        teams=tuple(
            OfTeam(
                scope.ref("team", team) if team else None,
                Tally.of(of_team),
                tuple((each, _record(scope, each)) for each in sorted(of_team, key=lambda each: each.severity.rank)),
            )
            for team, of_team in sorted(
                teams.items(), key=lambda pair: (not pair[0], scope.ref("team", pair[0]).title.casefold())
            )
        ),
        causes=causes,
        quiet=max(0, rules - sum(cause.has_page for cause in causes)),
        trend=_trend(scope, principle=id),
    )


def health_section(scope: Scope, team: str) -> Section:
    """The section of a team's page: what is found in its work, by rule, with what to do next.

    Shape: how that went on is drawn only for groups that figures may speak of.
    """
    found = scope.found_in_team.get(team, ())
    rows = tuple(
        ((_rule(cause),), (cause.says,), (cause.tally.total,), (cause.cure,)) for cause in _causes(scope, found)
    )
    is_group = len(scope.workspace.members(team)) >= scope.workspace.settings.thresholds.smallest_group
    trend = _trend(scope, team=team) if is_group else None
    return Section(
        "What the checker finds in its work",
        table=Table(("Rule", "What it finds", "Now", "What to do"), rows),
        charts=(trend,) if trend is not None and trend.rows else (),
        more=Place("health", "", "Health of all work"),
        empty="Nothing, today.",
    )


def _answer(tally: Tally, teams: int, nobodys: int) -> str:
    if not tally.total:
        return "The checker finds nothing to mend."
    said = f"The checker finds {list_words(tally.words)}, in the work of {count_of(teams, 'team')}"
    return f"{said}; {count_of(nobodys, 'is', 'are')} in no team’s work." if nobodys else f"{said}."


def _causes(scope: Scope, findings: Iterable[Diagnostic]) -> tuple[Cause, ...]:
    """The rules behind some findings: those with errors first, notes last; of these the one that finds most."""
    by_rule: dict[str, list[Diagnostic]] = {}
    for finding in findings:
        by_rule.setdefault(finding.code, []).append(finding)
    facts = {rule.code: rule for rule in scope.rules}
    causes = []
    for code, found in by_rule.items():
        fact = facts.get(code)
        says, cure = (fact.summary, fact.cure) if fact is not None else ("", "")
        cure = cure or _sentence(found[0].help)
        causes.append(Cause(code, found[0].name, says, Tally.of(found), cure, fact is not None))
    return tuple(sorted(causes, key=lambda cause: (cause.tally.worst, -cause.tally.total, cause.code)))


def _sentence(help: str | None) -> str:
    return f"{capital(help)}." if help else ""


def _rule(cause: Cause) -> Place | str:
    title = f"{cause.code} {cause.name}"
    return Place("rule", cause.code, title) if cause.has_page else title


def _record(scope: Scope, finding: Diagnostic) -> Ref | None:
    entry = scope.record_of_finding(finding)
    return scope.ref(entry.kind, entry.id) if entry is not None and entry.kind in PAGED else None


def _trend(scope: Scope, *, principle: str | None = None, team: str | None = None) -> Chart | None:
    """Findings at the ends of past weeks and today; `None` where nobody has counted.

    Shape: rules about the past are left out of every point, for nobody looked back from those days.
    """
    past = scope.weeks
    if past is None:
        return None
    codes = [rule.code for rule in scope.rules if rule.of_past]
    days = [*past.weeks, Week(scope.as_of, count_findings(scope, without=codes))]
    tallies = [(week.day, week.tally(principle=principle, team=team)) for week in days]
    parts = [
        Series(name, tuple((day, getattr(tally, name)) for day, tally in tallies), hue)
        for name, hue in (("errors", "error"), ("warnings", "warning"), ("notes", "note"))
        if any(getattr(tally, name) for _, tally in tallies)
    ]
    first, last = (tallies[place][1].total for place in (0, -1))
    note = f" {past.note}" if past.note else ""
    if not past.weeks or not parts:
        none = "Nothing was found at the end of any of these weeks." if past.weeks else ""
        return Chart(_TREND, "Findings over time", f"{none}{note}".strip(), (), (), (), _BEGINS)
    then = day_words(tallies[0][0])
    return Chart(
        id=_TREND,
        title=f"{capital(count_of(last, 'finding'))} today without rules about the past, {number_of(first)} on {then}",
        summary=(
            "The files as they were at the end of each week, judged by the rules of today, as of that day. "
            f"Nobody looked back from those days, so rules about the past are in none of the numbers.{note}"
        ),
        panels=(lines(parts, unit="findings", dots=True, height=200),),
        columns=("End of", "Errors", "Warnings", "Notes"),
        rows=tuple((day, tally.errors, tally.warnings, tally.notes) for day, tally in tallies),
        empty=_BEGINS,
        convention="Settings and thresholds as they stood in those files.",
    )
