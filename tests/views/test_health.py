"""Health: what is found by principle and team, how it went on, and what to do next."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.systems import TODAY, make_system
from worksystem.check import check
from worksystem.diagnostics import Severity
from worksystem.views.handbook import RuleFact
from worksystem.views.health import build_health, build_principle_health, health_section
from worksystem.views.record import Place
from worksystem.views.scope import Scope
from worksystem.views.tally import Tally, Week, Weeks, count_findings

RULES = (
    RuleFact("WS400", "no-owner", "warning", "clarity_over_chaos", "Work has no owner", "Name one."),
    RuleFact("WS500", "past-due", "warning", "visibility_over_assumption", "Work is late", "Finish it."),
    RuleFact("WS730", "older", "note", "flow_over_friction", "Work is old", "Look at it.", of_past=True),
)
FILES = {
    "work/people.yml": """
        ada: {name: Ada Nakamura, teams: [platform]}
        bo: {name: Bo Lind, teams: [platform, crew]}
        cy: {name: Cy Roth, teams: [crew]}
        """,
    "work/teams.yml": """
        platform: {name: Platform, purpose: Machines work, lead: ada}
        crew: {name: Crew, purpose: Trucks are loaded, lead: cy}
        audit: {name: Audit, purpose: Books are right, lead: ada}
        """,
    "work/types/task.yml": "{name: Task, workflow: simple, prefix: TSK}\n",
    "work/workflows/simple.yml": """
        name: Simple
        initial: todo
        states: {todo: {name: To do, category: queue}, done: {name: Done, category: done}}
        transitions: [{from: todo, to: done, name: Finish, by: [owner]}]
        """,
    "work/principles/clarity_over_chaos.yml": """
        name: Clarity over chaos
        statement: People know what matters
        component: clarity
        """,
    # late in the work of the crew, by its team and by its owner's only team; by bo, who is in two, it is nobody's
    "work/items/TSK-1.yml": "{title: One, type: task, status: todo, team: crew, owner: ada, due: 2026-11-02}\n",
    "work/items/TSK-2.yml": "{title: Two, type: task, status: todo, owner: cy, due: 2026-11-03}\n",
    "work/items/TSK-3.yml": "{title: Three, type: task, status: todo, owner: bo, due: 2026-11-04}\n",
    "work/items/TSK-4.yml": "{title: Four, type: task, status: todo, team: platform}\n",
}


def scope_of(folder: Path, files: Mapping[str, str] = FILES, *, weeks: Weeks | None = None) -> Scope:
    system = make_system(folder, files)
    found = check(system, select=["WS400", "WS500"], as_of=TODAY).diagnostics
    return Scope(system.workspace, TODAY, findings=found, rules=RULES, weeks=weeks)


def test_a_finding_belongs_to_the_team_of_its_item_else_to_its_owners_only_one(tmp_path: Path) -> None:
    assert count_findings(scope_of(tmp_path)) == {
        ("clarity_over_chaos", "platform"): Tally(warnings=1),
        ("visibility_over_assumption", ""): Tally(warnings=1),
        ("visibility_over_assumption", "crew"): Tally(warnings=2),
    }


def test_the_overview_is_a_matrix_in_alphabetical_order_without_a_score(tmp_path: Path) -> None:
    page = build_health(scope_of(tmp_path))
    assert page.answer == "The checker finds four warnings, in the work of two teams; one is in no team’s work."
    assert [ref.title if ref else "" for ref, _ in page.principles] == [
        "Clarity over chaos",
        "Flow over friction",
        "Visibility over assumption",
    ]
    assert [(row.team.title if row.team else "", row.counts, row.total) for row in page.rows] == [
        ("Crew", (0, 0, 2), 2),
        ("Platform", (1, 0, 0), 1),
        ("", (0, 0, 1), 1),
    ]
    assert [ref.title for ref in page.quiet] == ["Audit"]
    assert [(cause.code, cause.tally.total, cause.cure) for cause in page.causes] == [
        ("WS500", 3, "Finish it."),
        ("WS400", 1, "Name one."),
    ]
    assert page.trend is None


def test_what_to_do_next_begins_with_the_worst_and_then_with_what_is_found_most(tmp_path: Path) -> None:
    found = scope_of(tmp_path).findings
    late = [replace(each, severity=Severity.NOTE) if each.code == "WS500" else each for each in found]
    broken = replace(found[0], code="WS001", name="unreadable", severity=Severity.ERROR, help="write it again")
    scope = Scope(scope_of(tmp_path).workspace, TODAY, findings=(*late, broken), rules=RULES)
    causes = build_health(scope).causes
    assert [(cause.code, cause.tally.total) for cause in causes] == [("WS001", 1), ("WS400", 1), ("WS500", 3)]
    assert [(cause.cure, cause.has_page) for cause in causes[:2]] == [("Write it again.", False), ("Name one.", True)]


def test_a_principle_has_its_findings_by_team_and_the_rules_behind_them(tmp_path: Path) -> None:
    page = build_principle_health(scope_of(tmp_path), "visibility_over_assumption")
    assert page.answer == "Three warnings from one rule."
    assert [
        (each.team.title if each.team else "", [record.id for _, record in each.found if record]) for each in page.teams
    ] == [("Crew", ["TSK-1", "TSK-2"]), ("", ["TSK-3"])]
    assert page.quiet == 0


def test_a_principle_without_findings_says_how_many_rules_protect_it(tmp_path: Path) -> None:
    page = build_principle_health(scope_of(tmp_path), "flow_over_friction")
    assert (page.answer, page.teams, page.causes, page.quiet) == ("Nothing is found against it.", (), (), 1)


def test_the_page_of_a_team_says_what_to_do_next(tmp_path: Path) -> None:
    section = health_section(scope_of(tmp_path), "crew")
    assert section.table is not None
    assert section.table.rows == (
        ((Place("rule", "WS500", "WS500 past-due"),), ("Work is late",), (2,), ("Finish it.",)),
    )
    assert not health_section(scope_of(tmp_path), "audit").has_content


WEEKS = Weeks(
    (
        Week(date(2026, 11, 8), {("visibility_over_assumption", "crew"): Tally(warnings=1)}),
        Week(
            date(2026, 11, 15),
            {
                ("visibility_over_assumption", "crew"): Tally(errors=1),
                ("clarity_over_chaos", "platform"): Tally(notes=2),
            },
        ),
    )
)


def test_the_line_goes_from_past_weeks_to_today(tmp_path: Path) -> None:
    scope = scope_of(tmp_path, weeks=WEEKS)
    trend = build_health(scope).trend
    assert trend is not None
    assert trend.title == "Four findings today without rules about the past, one on 8 Nov 2026"
    assert trend.rows == (
        (date(2026, 11, 8), 0, 1, 0),
        (date(2026, 11, 15), 1, 0, 2),
        (TODAY, 0, 4, 0),
    )
    of_clarity = build_principle_health(scope, "clarity_over_chaos").trend
    assert of_clarity is not None
    assert of_clarity.rows == ((date(2026, 11, 8), 0, 0, 0), (date(2026, 11, 15), 0, 0, 2), (TODAY, 0, 1, 0))


def test_rules_about_the_past_are_no_part_of_the_line(tmp_path: Path) -> None:
    found = scope_of(tmp_path, weeks=WEEKS)
    aged = tuple(replace(rule, of_past=rule.code == "WS500") for rule in RULES)
    trend = build_health(Scope(found.workspace, TODAY, findings=found.findings, rules=aged, weeks=WEEKS)).trend
    assert trend is not None
    assert trend.rows[-1] == (TODAY, 0, 1, 0)


@pytest.mark.parametrize(("smallest", "drawn"), [(2, True), (3, False)])
def test_a_team_of_few_people_has_no_line_over_time(tmp_path: Path, smallest: int, drawn: bool) -> None:
    settings = f"""
        version: 1
        name: Example Works
        publish: {{audience: internal}}
        thresholds: {{smallest_group: {smallest}}}
        """
    section = health_section(scope_of(tmp_path, {**FILES, "work/worksystem.yml": settings}, weeks=WEEKS), "crew")
    assert bool(section.charts) == drawn


def test_without_past_weeks_the_line_says_why(tmp_path: Path) -> None:
    trend = build_health(scope_of(tmp_path, weeks=Weeks((), "The files are in no git repository."))).trend
    assert trend is not None
    assert (trend.rows, trend.panels, trend.summary) == ((), (), "The files are in no git repository.")
