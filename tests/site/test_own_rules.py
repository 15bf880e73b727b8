"""The team's own rules have pages like the others, stand in the list, and bring no code into the site."""

import re
from pathlib import Path

import pytest

from tests.site.sites import SYSTEM, Built, build_site
from worksystem.rules import PROBLEMS, RULES

PUBLIC = SYSTEM["work/worksystem.yml"].replace("audience: internal", "audience: public")
OWN = {
    "work/rules/crowded.yml": """
        code: NW001
        name: Crowded review
        for: item
        when: "status == 'in_progress'"
        group_by: team
        must: "count <= 1"
        message: "{group} has {count} items | <b onclick=steal()>in</b> [progress](javascript:x)"
        help: finish one before the next
        severity: warning
        principle: flow_over_friction
        problems: [poor_visibility]
        why: A full board hides what waits. <script>steal()</script>
        since: 2026-11-01
        examples:
          found:
            - [{team: platform, status: in_progress}, {team: platform, status: in_progress}]
        """,
    "work/rules/load.yml": """
        code: NW002
        for: item
        group_by: owner
        must: "count <= 9"
        message: "{group} has {count} open items"
        severity: note
        """,
}
PRINCIPLE = {
    "work/principles/flow_over_friction.yml": """
        name: Flow over friction
        statement: Finishing beats starting
        component: workflow_architecture
        """
}
ITEM = SYSTEM["work/items/OPS-1.yml"].replace("Rotate the payment certificates", "Renew the gateway keys")
TABLES = "# Problems\n\n{{ rules_by('problem') }}\n\n{{ rules_by('principle') }}\n"
ADDRESS = "reference/rules/{}/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    pages = {"content/why/problems.md": TABLES}
    return build_site(tmp_path_factory.mktemp("site"), {**OWN, **pages}, strict=False)


def test_a_rule_of_the_teams_own_has_a_page_that_says_what_its_file_says(built: Built) -> None:
    page = built.files()[ADDRESS.format("NW001")]
    for text in (
        "<h1>NW001 crowded-review</h1>",
        "A full board hides what waits.",
        "Warning; protects flow over friction.",
        "It holds from 2026-11-01 on.",
        "It finds poor visibility.",
        "must: count &lt;= 1",
        "<h2>Found</h2>",
        "Finish one before the next",
    ):
        assert text in page


def test_the_list_of_rules_begins_with_the_teams_own(built: Built) -> None:
    page = built.files()["reference/rules/index.html"]
    assert page.index("NW001 crowded-review") < page.index("NW002 load") < page.index("WS001 unreadable-encoding")


def test_health_and_the_page_of_a_principle_lead_to_the_teams_own_rules(tmp_path: Path) -> None:
    files = build_site(tmp_path, {**OWN, **PRINCIPLE, "work/items/OPS-3.yml": ITEM}, strict=False).files()
    for path, root in (
        ("health/index.html", "../"),
        ("health/flow_over_friction/index.html", "../../"),
        ("records/principles/flow_over_friction/index.html", "../../../"),
    ):
        assert f'href="{root}reference/rules/NW001/"' in files[path], path
        assert "a team has several items | &lt;b onclick=steal()&gt;in&lt;/b&gt;" in files[path], path


def test_the_macro_for_the_rules_of_a_principle_names_the_teams_own(tmp_path: Path) -> None:
    pages = {"content/why.md": "# Why\n\n{{ rules(principle='flow_over_friction') }}\n"}
    page = build_site(tmp_path, {**OWN, **pages}, strict=False).text("why/index.html")
    assert page.index("NW001 crowded-review") < page.index("WS700 state-over-limit")
    assert "NW002" not in page


def test_each_problem_and_each_principle_names_its_rules_a_few_of_those_about_the_work_first(built: Built) -> None:
    page = built.text("why/problems/index.html")
    parts = dict(re.findall(r"<section><h3>([^<]*)</h3>(.*?)</section>", page, re.DOTALL))
    for problem in PROBLEMS:
        part = parts[problem.replace("_", " ").capitalize()]
        told = re.findall(r'href="\.\./\.\./reference/rules/(\w+)/', part)
        wanted = [rule.code for rule in RULES if problem in rule.problems and rule.code[2] not in "01"]
        assert sorted(code for code in told if code != "NW001") == wanted
        assert len(wanted) >= 3
        assert ("NW001" in told) == (problem == "poor_visibility")
        open_ones = re.findall(r"/reference/rules/(\w+)/", part.partition("<details")[0])
        assert 3 <= len(open_ones) <= 8
        assert all(code == "NW001" or code[2] in "3457" for code in open_ones)
    assert len(parts) == len(PROBLEMS) + 7
    assert "WS708" in parts["Flow over friction"].partition("<details")[0]
    assert "WS200" in parts["Duplicated effort"].partition("One rule about files and the checker itself")[2]


def test_the_handbook_shows_both_tables() -> None:
    handbook = Path(__file__).parents[2] / "content" / "handbook"
    for name, what in (("problems", "problem"), ("principles", "principle")):
        assert f"{{{{ rules_by('{what}') }}}}" in (handbook / f"{name}.md").read_text(encoding="utf-8")


def test_the_list_of_rules_stands_open_where_it_is_about_work_and_can_be_filtered(built: Built) -> None:
    page = built.text("reference/rules/index.html")
    areas = re.findall(r'<h2 id="[^"]*">([^<]*)', page)
    assert areas[:3] == ["Rules of the team's own", "Reading files", "The shape of records"]
    assert page.count("data-ws-rules>") == len(areas)
    stand_open = re.findall(r'<h2 id="[^"]*">([^<]*)(?:(?!<h2 ).)*?<details class="ws-details" open>', page, re.DOTALL)
    assert stand_open == [areas[0], "Workflows", "Ownership and load", "Time and freshness", "Flow and outcomes"]
    [row] = re.findall(r"<tr [^>]*>(?=<th[^>]*><a[^>]*>WS400 )", page)
    assert row == ('<tr data-severity="warning" data-principle="clarity_over_chaos" data-problem="unclear_ownership">')
    assert '<option value="flow_over_friction">Flow over friction</option>' in page
    assert all(page.count(f"/reference/rules/{rule.code}/") == 1 for rule in RULES)


def test_nothing_in_a_rule_runs_in_the_browser(built: Built) -> None:
    for path in (ADDRESS.format("NW001"), "reference/rules/index.html"):
        page = built.files()[path]
        assert "<script>steal" not in page
        assert "<b onclick" not in page
        assert 'href="javascript:' not in page


def test_a_public_site_has_no_page_of_a_rule_about_load(tmp_path: Path) -> None:
    files = build_site(tmp_path, {**OWN, "work/worksystem.yml": PUBLIC}, strict=False).files()
    assert ADDRESS.format("NW001") in files
    assert ADDRESS.format("NW002") not in files
    assert "NW002" not in files["reference/rules/index.html"]
