"""Pages of health, their badges, and who may read what teams say."""

import json
from collections.abc import Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.site.sites import MKDOCS, build_site
from tests.systems import TODAY, make_system
from tests.views.small import FILES
from worksystem.check import check
from worksystem.rules import RULES
from worksystem.site.badge import badge_files
from worksystem.site.page import Page
from worksystem.site.render import Renderer
from worksystem.site.rule_pages import rule_facts
from worksystem.views.privacy import withhold
from worksystem.views.tally import Tally

ASKED = {
    "work/assessments/2026_11_platform.yml": """
        team: platform
        date: 2026-11-12
        answers: {can_finish: {yes: 4, partly: 0, no: 1}, meetings_help: {yes: 0, partly: 3, no: 0}}
        """
}
LATE = {"work/items/TSK-9.yml": "{title: Late, type: change, status: doing, team: platform, due: 2026-11-01}\n"}


def render(folder: Path, files: Mapping[str, str] = FILES, *, audience: str = "internal") -> dict[str, Page]:
    system = make_system(folder, files)
    found = check(system, as_of=TODAY).diagnostics
    renderer = Renderer(withhold(system.workspace, audience), found, as_of=TODAY, audience=audience)
    return {page.url: page for page in renderer.pages()}


def test_every_principle_has_a_page_whether_somebody_wrote_it_down_or_not(tmp_path: Path) -> None:
    pages = render(tmp_path)
    assert {f"health/{rule.principle}/" for rule in RULES if rule.principle} <= pages.keys()
    assert "health/assessment/" in pages


def test_the_overview_and_the_page_of_a_principle_tell_the_same(tmp_path: Path) -> None:
    pages = render(tmp_path, {**FILES, **LATE})
    data = pages["health/visibility_over_assumption/"].data
    assert isinstance(data, dict)
    [team] = [each for each in data["teams"] if each["team"] and each["team"]["id"] == "platform"]
    assert "TSK-9" in " ".join(each["path"] for each in team["findings"])
    count = team["tally"].get("errors", 0) + team["tally"].get("warnings", 0) + team["tally"].get("notes", 0)
    html = pages["health/"].html
    assert f'<a href="../health/visibility_over_assumption/#team-platform">{count}</a>' in html
    assert 'id="team-platform"' in pages["health/visibility_over_assumption/"].html


def test_where_no_week_can_be_drawn_health_says_what_will_be_and_leads_to_the_past_of_the_work(tmp_path: Path) -> None:
    built = build_site(tmp_path)
    part = built.text("health/index.html").partition('id="over-time"')[2].partition("</section>")[0]
    assert "The files are in no git repository" in part
    assert "a point for each week’s end" in part
    assert '<a href="../metrics/">' in part


def test_home_and_the_page_of_a_principle_lead_to_its_health(tmp_path: Path) -> None:
    pages = render(tmp_path)
    assert "health/clarity_over_chaos/" in pages["records/principles/clarity_over_chaos/"].html


def test_a_principle_called_assessment_does_not_take_the_page_of_the_assessment(tmp_path: Path) -> None:
    principle = {"work/principles/assessment.yml": "name: Assessment\nstatement: We look\ncomponent: clarity\n"}
    pages = render(tmp_path, {**FILES, **principle})
    assert pages["health/assessment/"].title == "Assessment"
    assert [page.title for page in pages.values()].count("Health: Assessment") == 1


def test_every_rule_says_in_one_plain_sentence_what_to_do() -> None:
    for rule in rule_facts():
        assert rule.cure, rule.code
        assert not set("`*[") & set(rule.cure), rule.code
        assert rule.cure.endswith((".", "?")), rule.code


def test_few_answers_are_in_no_page_and_no_data(tmp_path: Path) -> None:
    page = render(tmp_path, {**FILES, **ASKED})["health/assessment/"]
    text = page.html + json.dumps(page.data)
    assert "I can finish what I began" in text
    assert "Our regular meetings help" not in text


def test_a_public_site_says_that_a_team_was_asked_and_nothing_more(tmp_path: Path) -> None:
    pages = render(tmp_path, {**FILES, **ASKED}, audience="public")
    said = pages["health/assessment/"]
    assert "What teams say stays inside." in said.html
    assert "I can finish what I began" not in said.html + json.dumps(said.data)


@pytest.mark.parametrize(
    ("tally", "message"),
    [
        (Tally(), "no findings"),
        (Tally(warnings=1), "1 warning"),
        (Tally(errors=3, warnings=9), "3 errors, 9 warnings"),
        (Tally(errors=1200, notes=2), "1,200 errors, 2 notes"),
    ],
)
def test_a_badge_counts(tally: Tally, message: str) -> None:
    files = badge_files(tally)
    endpoint = json.loads(files["badge.json"])
    assert (endpoint["schemaVersion"], endpoint["label"], endpoint["message"]) == (1, "work system", message)
    svg = ElementTree.fromstring(files["badge.svg"])
    assert (svg.get("role"), svg.get("aria-label")) == ("img", f"work system: {message}")
    assert svg.findtext("{http://www.w3.org/2000/svg}title") == f"work system: {message}"


def test_a_badge_has_the_colour_of_the_worst_severity_and_does_not_grade_numbers() -> None:
    colours = [
        json.loads(badge_files(tally)["badge.json"])["color"]
        for tally in (Tally(errors=1), Tally(errors=500, notes=1), Tally(warnings=1), Tally(notes=1), Tally())
    ]
    assert colours[0] == colours[1]
    assert len(set(colours)) == 4


def test_a_name_in_a_badge_is_text() -> None:
    files = badge_files(Tally(), 'a <b> & "c"')
    assert ElementTree.fromstring(files["badge.svg"]).get("aria-label") == 'a <b> & "c": no findings'


def test_a_site_has_its_badges_and_no_line_where_nobody_wants_one(tmp_path: Path) -> None:
    settings = MKDOCS.replace("worksystem: {", "worksystem: {health_weeks: 0, ")
    built = build_site(tmp_path, {"mkdocs.yml": settings})
    assert (built.aborted, built.said("WARNING")) == ("", [])
    assert json.loads(built.text("health/badge.json"))["schemaVersion"] == 1
    assert built.text("health/clarity_over_chaos/badge.svg").startswith("<svg ")
    assert 'id="over-time"' not in built.text("health/index.html")
    assert "health/clarity_over_chaos/" in built.text("sitemap.xml")
