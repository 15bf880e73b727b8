"""Pages of figures and of the past: one for each figure and group, what they say without a past, whom they name."""

import json
import posixpath
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from tests.site.sites import Built, build_site
from tests.systems import TODAY, make_system
from tests.views.small import FILES, PAST
from worksystem.load.history import load_history
from worksystem.metrics.registry import DEFINITIONS
from worksystem.site.charts import Drawings, draw_ahead, draw_panels
from worksystem.site.page import Page
from worksystem.site.render import Renderer
from worksystem.site.urls import list_urls
from worksystem.source.cache import Cache
from worksystem.views.chart import Chart
from worksystem.views.charts import Series, lines
from worksystem.views.privacy import withhold

PEOPLE = ("Ada", "Bo", "Cy", "Dee", "Eli")
# One finished item tells enough here; in earnest it would be one person's.
CROWD = {
    "work/worksystem.yml": FILES["work/worksystem.yml"] + "thresholds: {smallest_group: 1}\n",
    "work/people.yml": "".join(f"{name.lower()}: {{name: {name} Nkemelu, teams: [platform]}}\n" for name in PEOPLE),
    "work/retrospectives/slow.yml": """\
        team: platform
        saw: Work lies about
        measure: {metric: cycle_time}
        experiment: One thing at a time
        from: 2026-11-02
        until: 2026-11-30
        """,
}
TIME = {"work/items/OPS-D.yml": FILES["work/items/OPS-D.yml"] + "time: [{date: 2026-10-08, spent: 7h}]\n"}


def render(
    folder: Path, changes: Mapping[str, str], *, past: bool = True, audience: str = "internal", handbook: Any = ()
) -> dict[str, Page]:
    system = make_system(folder, {**FILES, **(PAST if past else {}), **changes})
    renderer = Renderer(
        withhold(system.workspace, audience), (), as_of=TODAY, audience=audience, history=load_history(system)
    )
    return {page.url: page for page in renderer.pages(handbook)}


def data(page: Page) -> Any:
    return json.loads(json.dumps(page.data))


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    return render(tmp_path_factory.mktemp("pages"), CROWD)


def test_every_figure_has_a_page_with_its_definition_and_today_s_sentence(pages: dict[str, Page]) -> None:
    for name, definition in DEFINITIONS.items():
        page = pages[f"metrics/{name}/"]
        assert page.title == definition.title
        assert "How it is counted</h2>" in page.html, name
        assert data(page)["figure"]["name"] == name


def test_the_overview_says_what_all_figures_are_and_what_they_rest_on(pages: dict[str, Page]) -> None:
    page = pages["metrics/"]
    assert {each["definition"] for each in data(page)["figures"]} == set(DEFINITIONS)
    assert "Three items, known from no commits and 13 events brought along." in page.html
    assert data(page)["coverage"]["brought"] == 13
    for anchor in ("outcomes", "groups", "charts", "experiments", "figures", "coverage"):
        assert f'href="#{anchor}"' in page.html
        assert f'id="{anchor}"' in page.html


def test_a_group_has_a_dashboard_whose_charts_can_be_downloaded(pages: dict[str, Page]) -> None:
    page = pages["flow/team/platform/"]
    assert "One item was finished" in page.html
    assert set(re.findall(r'href="([\w-]+\.(?:csv|svg))" download', page.html)) == set(page.files)
    assert "cycle-time.csv" in page.files
    assert data(page)["scope"] == {"team": "platform"}


def test_a_group_of_too_few_people_shows_no_figure_in_any_format(tmp_path: Path) -> None:
    page = render(tmp_path, {})["flow/workflow/delivery/"]
    assert "No figures are shown: fewer than 5 people" in page.html
    assert page.files == {}
    assert page.search is None
    assert data(page)["figures"] == []
    assert data(page)["window"] is None


def test_no_page_of_figures_names_a_person(pages: dict[str, Page]) -> None:
    for url, page in pages.items():
        if url.startswith(("metrics/", "flow/")):
            said = page.html + json.dumps(page.data) + "".join(page.files.values())
            assert re.findall(r"Nkemelu|\b(?:ada|bo|dee|eli)\b", said) == [], url


def test_links_of_these_pages_lead_to_pages_that_there_are(pages: dict[str, Page]) -> None:
    for page in pages.values():
        for address in re.findall(r'href="([^"#?]*)', page.html):
            if address and not re.match(r"[a-z]+:", address) and not address.endswith((".csv", ".svg", ".json")):
                target = posixpath.normpath(posixpath.join(page.url, unquote(address))) + "/"
                assert target in pages or target.startswith("reference/rules/"), (page.url, address)


def test_definitions_lead_into_the_handbook_where_it_has_the_page(tmp_path: Path) -> None:
    page = render(tmp_path, {}, handbook={"handbook/measures_and_peers/"})["metrics/cycle_time/"]
    assert 'href="../../handbook/measures_and_peers/"' in page.html


def test_a_retrospective_has_a_page_with_its_verdict(pages: dict[str, Page]) -> None:
    page = pages["records/retrospectives/slow/"]
    assert page.title == "Work lies about"
    assert "Tried: One thing at a time" in page.html
    assert "six are needed" in page.html
    assert "records/retrospectives/slow/" in pages["metrics/"].html


def test_without_a_past_every_page_stands_and_says_what_to_do(tmp_path: Path) -> None:
    system = make_system(tmp_path, FILES)
    found = render(tmp_path, {}, past=False)
    assert set(found) == set(list_urls(system.workspace))
    assert "commit the files under work/" in found["metrics/"].html
    assert "commit the files under work/" in found["metrics/cycle_time/"].html
    assert "How it is counted</h2>" in found["metrics/cycle_time/"].html
    assert "Nothing is known of the past yet" in found["flow/team/platform/"].html
    assert 'id="life"' not in found["records/items/OPS-A/"].html


def test_an_item_s_page_and_data_tell_its_past(pages: dict[str, Page]) -> None:
    page = pages["records/items/OPS-A/"]
    assert "14 days in Doing, 3 expected" in page.html
    assert "Due date moved 7 days later on 12 Nov 2026" in page.html
    past = data(page)["history"]
    assert [(each["state"], each["from"], each["days"]) for each in past["states"]] == [
        ("ready", "2026-11-02", 8),
        ("doing", "2026-11-09", 14),
    ]
    assert (past["days_in_state"], past["age"]) == (14, 14)
    assert past["events"][0] == {
        "field": "status",
        "old": None,
        "new": "ready",
        "at": "2026-11-02T09:00:00+00:00",
        "commit": "",
    }


def test_the_table_of_items_knows_ages_and_changes(pages: dict[str, Page]) -> None:
    table = data(pages["items/"])
    rows = {row[0]: dict(zip(table["columns"], row, strict=True)) for row in table["rows"]}
    assert (rows["OPS-A"]["age"], rows["OPS-A"]["expected"], rows["OPS-A"]["changed"]) == (14, 3.0, "2026-11-19")
    assert (rows["OPS-D"]["age"], rows["OPS-D"]["changed"]) == ("", "2026-10-09")


def test_a_public_site_tells_no_hours(tmp_path: Path) -> None:
    inside = render(tmp_path / "inside", {**CROWD, **TIME})
    outside = render(tmp_path / "outside", {**CROWD, **TIME}, audience="public")
    assert "10 working hours" in inside["metrics/time_logged/"].html
    said = "".join(page.html + json.dumps(page.data) for page in outside.values())
    assert "10 working hours" not in said


def test_charts_of_the_handbook_come_with_their_files(tmp_path: Path) -> None:
    page = "# Flow\n\n{{ chart('cycle_time_scatter') }}\n\n{{ chart('wip_and_age', team='platform') }}\n\n"
    page += "{{ figure('throughput') }}\n\n{{ figure('throughput', team='platform') }}\n"
    ((path, past),) = PAST.items()
    for word, other in (("doing", "in_progress"), ("ready", "proposed"), ("OPS-D", "OPS-1"), ("OPS-A", "OPS-2")):
        past = past.replace(f'"{word}"', f'"{other}"')
    built: Built = build_site(tmp_path, {"content/deep/flow.md": page, path: past})
    assert built.aborted == ""
    html = built.text("deep/flow/index.html")
    assert 'data-ws-chart="../../"' in html
    assert 'href="../../metrics/throughput/"' in html
    assert "No chart is shown: fewer than 5 people" in html
    assert "not shown: fewer than 5 people" in html
    assert built.text("deep/flow/cycle-time.csv").startswith("Item,Finished,Days")
    assert (built.site / "assets/worksystem/vega/vega.min.js").is_file()


@pytest.mark.parametrize(
    ("macro", "says"),
    [
        ("chart('pie')", 'no chart is called "pie"; there are aging_wip'),
        ("chart('wip_and_age', team='pets')", 'no team is called "pets"'),
        ("figure('throughput', person='ada')", 'no group is called "person"'),
        ("figure('owned_share', team='platform')", 'no figure of a group is called "owned_share"'),
    ],
)
def test_a_chart_or_group_that_does_not_exist_stops_the_build(tmp_path: Path, macro: str, says: str) -> None:
    built = build_site(tmp_path, {"content/index.md": f"# Home\n\n{{{{ {macro} }}}}\n"}, strict=False)
    assert built.aborted
    assert any(says in message for message in built.said("WARNING"))


def test_charts_drawn_ahead_are_those_drawn_one_by_one_and_are_kept(tmp_path: Path) -> None:
    panel = lines([Series("items", ((TODAY, 1.0),))], unit="items")
    chart = Chart("wip", "One item", "One item.", (panel,), ("Day",), ((TODAY,),), "")
    cache = Cache(tmp_path)
    draw_ahead((chart,), Drawings(cache))
    cache.close()
    kept = Drawings(Cache(tmp_path))
    assert draw_panels(chart, kept) == draw_panels(chart)
    assert len(kept) == 1


def test_a_kept_drawing_that_is_no_text_is_drawn_anew(tmp_path: Path) -> None:
    cache = Cache(tmp_path)
    cache.put("svg", {"chart-1": 7})
    assert "chart-1" not in Drawings(cache)
