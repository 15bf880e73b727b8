"""The team's own rules have pages like the others, stand in the list, and bring no code into the site."""

from pathlib import Path

import pytest

from tests.site.sites import SYSTEM, Built, build_site

PUBLIC = SYSTEM["work/worksystem.yml"].replace("audience: internal", "audience: public")
RULES = {
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
ADDRESS = "reference/rules/{}/index.html"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build_site(tmp_path_factory.mktemp("site"), RULES, strict=False)


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


def test_nothing_in_a_rule_runs_in_the_browser(built: Built) -> None:
    for path in (ADDRESS.format("NW001"), "reference/rules/index.html"):
        page = built.files()[path]
        assert "<script>steal" not in page
        assert "<b onclick" not in page
        assert 'href="javascript:' not in page


def test_a_public_site_has_no_page_of_a_rule_about_load(tmp_path: Path) -> None:
    files = build_site(tmp_path, {**RULES, "work/worksystem.yml": PUBLIC}, strict=False).files()
    assert ADDRESS.format("NW001") in files
    assert ADDRESS.format("NW002") not in files
    assert "NW002" not in files["reference/rules/index.html"]
