"""The built site in a real browser: nothing fetched from elsewhere, nothing broken, found by the search, accessible."""

import json
import os
import re
import shutil
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.systems import TODAY
from worksystem.load import load

pytestmark = pytest.mark.browser

REPOSITORY = Path(__file__).parents[2]
ARGUMENTS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"]
WCAG = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what matters is asserted."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of our own site, built from this repository and served on loopback."""
    folder = tmp_path_factory.mktemp("site")
    config = load_config(str(REPOSITORY / "mkdocs.yml"), site_dir=str(folder))
    config.plugins["worksystem"].config["as_of"] = str(TODAY)
    build(config)
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The machine's Chromium."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
    assert path, "Chromium is not installed; leave these tests out with -m 'not browser'"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


class Visit:
    """A page opened in a fresh window, with everything that went wrong on the way."""

    def __init__(self, browser: Browser, site: str, path: str, *, width: int = 1440, scheme: Any = "light") -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        self.page: Page = self.context.new_page()
        self.site = site
        self.said: list[str] = []
        self.asked: list[str] = []
        self.page.on("console", lambda message: self.said.append(message.text) if message.type == "error" else None)
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("response", lambda answer: self.said.append(answer.url) if answer.status >= 400 else None)
        self.page.goto(site + path)
        self.page.wait_for_load_state("networkidle")

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    @property
    def foreign(self) -> list[str]:
        """Requests to anywhere but the site itself."""
        return [url for url in self.asked if not url.startswith((self.site, "data:", "blob:"))]


PAGES = {
    "home": "",
    "board": "boards/{workflow}/",
    "items": "items/",
    "item": "records/items/{item}/",
    "ownership": "ownership/people/",
    "flow": "metrics/",
    "figure": "metrics/cycle_time/",
    "dashboard": "flow/workflow/{workflow}/",
    "approvals": "approvals/",
    "handoffs": "handoffs/",
    "workflow": "records/workflows/change_control/",
    "findings": "findings/",
    "handbook": "handbook/",
    "rule": "reference/rules/WS203/",
    "rule with marked lines": "reference/rules/WS903/",
}


@pytest.fixture(scope="module")
def places() -> dict[str, str]:
    """The pages to look at: those of the workflow with most items, and of one of its items that depends on others."""
    workspace = load(REPOSITORY, as_of=TODAY).workspace
    workflow = max(workspace.workflows, key=lambda id: (len(list(workspace.items_of_workflow(id))), id))
    item = next(entry.id for entry in workspace.items_of_workflow(workflow) if entry.record.depends_on)
    return {name: path.format(workflow=workflow, item=item) for name, path in PAGES.items()}


# Home and a board in every light and width; of the others each width and each light once.
LOOKS = [
    (name, width, scheme)
    for name in PAGES
    for width, scheme in ((390, "light"), (1440, "dark"), (390, "dark"), (1440, "light"))
    if name in ("home", "board") or (width, scheme) in ((390, "light"), (1440, "dark"))
]


@pytest.mark.parametrize(("name", "width", "scheme"), LOOKS)
def test_a_page_is_whole_and_fits(
    browser: Browser, site: str, places: dict[str, str], name: str, width: int, scheme: str
) -> None:
    with Visit(browser, site, places[name], width=width, scheme=scheme) as visit:
        assert visit.said == []
        assert visit.foreign == []
        wide = visit.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, f"the page is {wide} wide"
        results = Axe().run(visit.page, options=WCAG).response
        violations = {each["id"]: [node["html"][:200] for node in each["nodes"][:3]] for each in results["violations"]}
        assert violations == {}, json.dumps(violations, indent=1)


def test_the_charts_of_a_dashboard_are_drawn_anew_and_open_their_tables(
    browser: Browser, site: str, places: dict[str, str]
) -> None:
    with Visit(browser, site, places["dashboard"]) as visit:
        chart = visit.page.locator("#cycle-time")
        chart.scroll_into_view_if_needed()
        expect(chart).to_have_attribute("data-ws-on", "drawn", timeout=15_000)
        table = chart.locator("table")
        expect(table).to_be_hidden()
        chart.get_by_text("Table", exact=True).click()
        expect(table).to_be_visible()
        assert table.locator("tbody tr").count() > 10
        assert visit.foreign == []
        assert visit.said == []


@pytest.mark.parametrize("by", ["id", "title"])
def test_an_item_is_found_by_the_search(browser: Browser, site: str, places: dict[str, str], by: str) -> None:
    id = places["item"].split("/")[2]
    title = load(REPOSITORY, as_of=TODAY).workspace.items[id].record.title
    with Visit(browser, site, "") as visit:
        visit.page.keyboard.press("/")
        visit.page.keyboard.type(id if by == "id" else title)
        result = visit.page.locator(f'.md-search-result__link[href*="records/items/{id}/"]').first
        expect(result).to_be_visible(timeout=15_000)
        expect(result).to_contain_text(title)
        result.click()
        expect(visit.page).to_have_url(re.compile(re.escape(site + places["item"]) + r"(\?.*)?$"))
        assert visit.foreign == []
        assert visit.said == []


def test_an_item_leads_on_within_the_list_one_came_from(browser: Browser, site: str, places: dict[str, str]) -> None:
    with Visit(browser, site, places["board"]) as visit:
        titles = visit.page.locator(".ws-column").first.locator(".ws-card__title a")
        first, second = (titles.nth(index).inner_text() for index in range(2))
        titles.first.click()
        around = visit.page.locator(".ws-sequence")
        expect(around).to_contain_text("1 of ")
        around.get_by_label(f"After: {second}").click()
        expect(visit.page.locator("h1")).to_have_text(second)
        expect(around.get_by_label(f"Before: {first}")).to_be_visible()
        assert visit.said == []


def test_a_board_falls_into_lanes_that_fold_and_back(browser: Browser, site: str, places: dict[str, str]) -> None:
    with Visit(browser, site, places["board"]) as visit:
        cards = visit.page.locator(".ws-card")
        count = cards.count()
        visit.page.get_by_label("Swimlanes").select_option("owner")
        lane = visit.page.locator("details.ws-lane").first
        expect(lane.locator(".ws-card").first).to_be_visible()
        assert cards.count() == count
        assert "lanes=owner" in visit.page.url
        lane.locator("summary").click()
        expect(lane.locator(".ws-card").first).to_be_hidden()
        visit.page.get_by_label("Swimlanes").select_option("")
        expect(visit.page.locator("details.ws-lane")).to_have_count(0)
        assert cards.count() == count
        assert visit.said == []


def test_the_heads_of_a_board_stay_while_its_columns_scroll(
    browser: Browser, site: str, places: dict[str, str]
) -> None:
    with Visit(browser, site, places["board"]) as visit:
        board = visit.page.locator(".ws-board")
        board.evaluate("board => board.scrollTo(0, 600)")
        head, box = board.locator(".ws-column__head").nth(1).bounding_box(), board.bounding_box()
        assert head
        assert box
        assert abs(head["y"] - box["y"]) < 2
