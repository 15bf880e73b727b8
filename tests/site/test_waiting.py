"""The pages of approvals and handoffs: what they say, what they link, what they teach when there is nothing."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.repositories import make_repository
from tests.site.test_flow import render
from tests.systems import TODAY
from tests.views.small import FILES
from tests.views.test_handoffs import FILES as TEAMS
from tests.views.test_handoffs import born, event
from worksystem.site.handoff_map import draw_handoffs
from worksystem.site.loaded import Loaded
from worksystem.site.page import Page
from worksystem.views.handoffs import HandoffMap, Route, Through
from worksystem.views.reference import Ref

HANDED = {
    **TEAMS,
    "work/people.yml": TEAMS["work/people.yml"] + dedent(FILES["work/people.yml"]),
    "work/teams.yml": dedent(TEAMS["work/teams.yml"]) + dedent(FILES["work/teams.yml"]),
    "work/roles.yml": TEAMS["work/roles.yml"] + dedent(FILES["work/roles.yml"]),
    "work/items/T-1.yml": "title: A\ntype: task\nstatus: making\nteam: shop\n",
    "work/history/2026.jsonl": born("T-1", "care") + event("T-1", "team", "care", "shop", "2026-11-03"),
}
DELIVERY = "work/workflows/delivery.yml"
NO_GATE = {DELIVERY: re.sub(r" *approvals:.*\n", "", FILES[DELIVERY])}


def text(page: Page) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.html))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Page]:
    return render(tmp_path_factory.mktemp("pages"), HANDED)


def test_the_approvals_page_says_what_waits_for_whom_and_links_it(pages: Mapping[str, Page]) -> None:
    page = pages["approvals/"]
    assert page.description == "One item waits for an approval."
    assert 'href="../records/items/OPS-B/"' in page.html
    assert 'href="../records/people/ada/"' in page.html
    assert "to release in Delivery" in text(page)
    data: Any = json.loads(json.dumps(page.data))
    assert [(each["card"]["id"], each["gate"], each["wanted"]) for each in data["waiting"]] == [("OPS-B", "Board", 1)]


def test_where_nobody_can_approve_the_page_says_so(tmp_path: Path) -> None:
    nobody = {
        "work/teams.yml": FILES["work/teams.yml"].replace("on_call: [ada, bo], ", ""),
        "work/roles.yml": FILES["work/roles.yml"].replace(", deputy: bo", ""),
    }
    page = render(tmp_path, nobody)["approvals/"]
    assert page.description == (
        "Two items wait for an approval; one is past the due day; for two of them nobody can give it."
    )
    assert "the others are left out, or nobody holds On call" in text(page)


@pytest.mark.parametrize(
    ("changes", "teaches"),
    [
        (NO_GATE, "No workflow asks for an approval. Give a transition approvals with a gate"),
        ({"work/items/OPS-B.yml": FILES["work/items/OPS-B.yml"].replace("doing", "ready")}, "One gate asks for"),
    ],
)
def test_an_empty_approvals_page_teaches(changes: Mapping[str, str], teaches: str, tmp_path: Path) -> None:
    page = render(tmp_path, changes, past=False)["approvals/"]
    assert page.description == "Nothing waits for an approval."
    assert teaches in text(page)


def test_the_handoffs_page_draws_and_lists_every_route(pages: Mapping[str, Page]) -> None:
    page = pages["handoffs/"]
    assert page.description == (
        "Work goes between three teams on three routes; "
        "one is declared by no workflow and one is declared and never used."
    )
    said = text(page)
    assert "1×, undeclared" in said
    assert "0% (0 of 1)" in said
    assert "not shown: fewer than 5 people are behind it" in said
    routes = json.loads(json.dumps(page.data))["routes"]
    assert [(each["source"]["id"], each["target"]["id"], each.get("n")) for each in routes] == [
        ("care", "shop", 1),
        ("shop", "care", 0),
        ("shop", "law", None),
    ]


def test_handoffs_are_reached_from_flow_teams_and_workflows_and_approvals_from_ownership(
    pages: Mapping[str, Page],
) -> None:
    for url in ("metrics/", "records/teams/shop/", "records/workflows/launch/"):
        assert re.search(r'href="(\.\./)+handoffs/"', pages[url].html), url
    for url in ("ownership/", "records/people/ada/", "records/teams/platform/", "records/workflows/delivery/"):
        assert re.search(r'href="(\.\./)+approvals/"', pages[url].html), url


def test_without_handoffs_the_page_says_how_one_is_declared(tmp_path: Path) -> None:
    quiet = {"work/items/OPS-A.yml": re.sub(r" *handoffs:.*\n", "", FILES["work/items/OPS-A.yml"])}
    page = render(tmp_path, quiet, past=False)["handoffs/"]
    assert "Say where work changes hands: give a transition a handoff" in text(page)
    assert "<svg" not in page.html


def test_a_state_leads_to_its_column_on_the_board(pages: Mapping[str, Page]) -> None:
    assert 'href="../../../boards/delivery/#doing"' in pages["records/workflows/delivery/"].html
    assert 'id="doing"' in pages["boards/delivery/"].html


def test_names_in_the_drawing_are_text_and_lines_say_what_they_mean() -> None:
    odd, other = Ref("team", "odd", "<b>&", known=False), Ref("team", "other", "Other")
    through = (Through(Ref("workflow", "flow", "Flow"), "Pass"),)
    found = HandoffMap((Route(odd, other, (), n=9), Route(other, odd, through, n=0), Route(other, other, through)))
    drawn = draw_handoffs(found)
    assert "<b>" not in drawn
    assert re.findall(r'text-anchor="end">([^<]*)<', drawn) == ["9×, undeclared", "never used", "declared"]
    assert drawn.count("ws-paths__way--undeclared") == 1
    assert drawn.count("ws-paths__way--unused") == 2


def test_an_approval_that_its_giver_committed_is_confirmed_inside_and_not_told_outside(tmp_path: Path) -> None:
    gate = FILES[DELIVERY].replace("roles: [on_call]", "roles: [on_call], count: 2, except: []")
    item = (
        "title: Rotate\nstatus: doing\ntype: change\nowner: ada\napprovals: [{gate: board, by: bo, date: 2026-11-18}]\n"
    )
    own = FILES["work/people.yml"].replace("{github: bo-l}", "{git: [somebody@example.org]}")
    files = {**FILES, DELIVERY: gate, "work/items/OPS-A.yml": item, "work/people.yml": own}
    inside = make_repository(tmp_path / "inside", ("2026-11-18", files))
    settings = FILES["work/worksystem.yml"].replace("internal", "public")
    outside = make_repository(tmp_path / "outside", ("2026-11-18", {**files, "work/worksystem.yml": settings}))

    def given(folder: Path) -> list[str]:
        loaded = Loaded.read(folder, as_of=TODAY)
        return [each.says for waiting in loaded.scope.approvals for each in waiting.given]

    assert given(inside) == ["confirmed: Bo Lind committed it"]
    assert given(outside) == ["counts"]
