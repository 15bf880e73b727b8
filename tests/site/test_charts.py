"""Charts on pages: the same drawing each time, nothing in it that runs or loads, a table and files, then a browser."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from msgspec.structs import replace
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.shapes import SHAPES, make_chart
from tests.systems import TODAY, make_system
from worksystem.site.charts import chart_files, copy_runtime, draw_panels, has_chart
from worksystem.site.charts.draw import VEGA_LITE
from worksystem.site.html import rooted
from worksystem.site.render.canvas import Canvas
from worksystem.views.chart import Chart, Panel

HOSTILE = "</script><script>alert(1)</script><!-- \"' onload=alert(2) <img src=x onerror=alert(3)> javascript:alert(4)"
ASSETS = Path(__file__).parents[2] / "plugins" / "worksystem" / "site" / "assets"
VENDOR = ASSETS.parent / "vendor" / "vega"


def render(folder: Path, *charts: Chart) -> str:
    """Charts as a page at `flow/` shows them."""
    canvas = Canvas.of(make_system(folder, {}).workspace, (), as_of=TODAY, audience="internal")
    text = '{% import "_chart.html.j2" as c %}{% for chart in charts %}{{ c.chart(chart) }}{% endfor %}'
    return rooted(canvas.environment.from_string(text).render(charts=charts, today=TODAY), "flow/")


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_is_drawn_alike_each_time_in_legible_text_and_nothing_runs_in_it(shape: str) -> None:
    chart = make_chart(shape, HOSTILE)
    drawings = draw_panels(chart)
    assert drawings == draw_panels(chart)
    for panel, svg in zip(chart.panels, drawings, strict=True):
        assert svg.startswith(
            f'<svg xmlns="http://www.w3.org/2000/svg" version="1.1" class="marks" width="{panel.width}"'
        )
        assert set(re.findall(r"<([a-zA-Z]\w*)", svg)) <= {"svg", "g", "path", "line", "rect", "text", "tspan", "defs"}
        assert not re.search(r"<[^>]*\s(?:on\w+|href|src|style)=", svg)
        assert re.findall(r"https?://[^\"]*", svg) == ["http://www.w3.org/2000/svg"]
        assert all(int(size) >= 12 for size in re.findall(r'font-size="(\d+)px"', svg))
        assert set(re.findall(r'(?:fill|stroke)="([^"]*)"', svg)) <= {"none", "transparent"} | set(
            re.findall(r'"(var\(--ws-[a-z]+\))"', svg)
        )


@pytest.mark.parametrize(
    "data",
    [{"url": "https://elsewhere.example/data.csv"}, {"url": "file:///etc/hostname"}],
)
def test_a_chart_that_asks_for_data_from_elsewhere_is_refused(data: dict[str, str]) -> None:
    spec = {"width": 100, "height": 100, "data": data, "mark": "bar"}
    with pytest.raises(ValueError, match="asks for data from elsewhere"):
        draw_panels(replace(make_chart("lines"), panels=(Panel(spec),)))


def test_a_drawing_that_holds_more_than_shapes_and_words_is_refused() -> None:
    spec = {"width": 100, "height": 100, "data": {"values": [{"x": 1}]}, "mark": "image"}
    with pytest.raises(ValueError, match="the drawing of a chart holds <image"):
        draw_panels(replace(make_chart("lines"), panels=(Panel(spec),)))


def test_charts_that_share_a_page_share_no_id(tmp_path: Path) -> None:
    clipped = {
        "width": 100, "height": 100, "data": {"values": [{"x": 1}]},
        "mark": {"type": "bar", "clip": True}, "encoding": {"x": {"field": "x", "type": "quantitative"}},
    }  # fmt: skip
    charts = [replace(make_chart("lines", id=id), panels=(Panel(clipped), Panel(clipped))) for id in ("one", "two")]
    html = render(tmp_path, *charts)
    ids = re.findall(r'\sid="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    assert {"one-0-0", "one-1-0", "two-0-0", "two-1-0"} < set(ids)
    assert set(re.findall(r"url\(#([^)]+)\)", html)) == {"one-0-0", "one-1-0", "two-0-0", "two-1-0"}


def test_a_drawing_in_the_cache_is_not_drawn_again_and_another_specification_is() -> None:
    cache: dict[str, str] = {}
    chart = make_chart("lines")
    drawn = draw_panels(chart, cache)
    (key,) = cache
    cache[key] = cache[key].replace("<g ", '<g data-kept="" ', 1)
    assert draw_panels(chart, cache) != drawn
    assert draw_panels(make_chart("lines", "Another"), cache) != drawn
    assert len(cache) == 2


def test_no_drawing_engine_is_loaded_before_there_is_something_to_draw() -> None:
    code = "import sys, worksystem.site.plugin, worksystem.views.charts; print('vl_convert' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "False\n"


def test_the_browser_is_lent_the_versions_that_the_build_draws_with() -> None:
    import vl_convert

    bundle = vl_convert.javascript_bundle("window.drawn = [vegaEmbed, vega, vegaLite]", VEGA_LITE)
    said = re.match(r"vega ([\d.]+), .* vega-lite ([\d.]+),", (VENDOR / "README.md").read_text())
    assert said is not None
    for version, name in zip(said.groups(), ("vega.min.js", "vega-lite.min.js"), strict=True):
        assert f'"{version}"' in bundle
        assert f'"{version}"' in (VENDOR / name).read_text()


def test_a_chart_is_whole_without_scripts(tmp_path: Path) -> None:
    html = render(tmp_path, replace(make_chart("scatter", "A & B"), definition="metrics/cycle_time/"))
    assert '<h3 id="scatter-title">A &amp; B</h3><p id="scatter-summary">A &amp; B</p>' in html
    assert '<svg role="img" aria-labelledby="scatter-title" aria-describedby="scatter-summary" ' in html
    assert '<th scope="col">Day</th><th scope="col" class="ws-number">Count</th>' in html
    assert re.search(
        r'<tr><td>A &amp; B</td><td><time [^>]*>3 Nov</time></td><td class="ws-number">12</td>'
        r'<td class="ws-number">3.5</td><td class="ws-number">–</td></tr>',
        html,
    )
    assert '<a href="scatter.csv" download>CSV</a>' in html
    assert '<a href="../metrics/cycle_time/">How it is counted</a>' in html
    assert has_chart(html)


def test_a_hostile_name_stays_text_in_the_page(tmp_path: Path) -> None:
    html = render(tmp_path, *(make_chart(shape, HOSTILE) for shape in SHAPES))
    assert re.findall(r"<script[^>]*>", html) == ['<script type="application/json">'] * html.count("</script>")
    assert "<img" not in html
    assert "<!--" not in html
    specs = [json.loads(text) for text in re.findall(r'<script type="application/json">(.*?)</script>', html)]
    assert specs == [
        json.loads(json.dumps(panel.spec)) for shape in SHAPES for panel in make_chart(shape, HOSTILE).panels
    ]


def test_a_chart_without_data_says_what_to_do_next_and_draws_nothing(tmp_path: Path) -> None:
    chart = replace(make_chart("scatter"), rows=(), panels=())
    html = render(tmp_path, chart)
    assert '<p class="ws-empty">Finish an item.</p>' in html
    assert "<svg" not in html
    assert not has_chart(html)
    assert chart_files(chart) == {}


def test_the_table_is_a_file_that_no_spreadsheet_takes_for_formulas() -> None:
    files = chart_files(make_chart("lines", '=HYPERLINK("https://elsewhere.example")'))
    assert sorted(files) == ["lines.csv", "lines.svg"]
    name = '"\'=HYPERLINK(""https://elsewhere.example"")"'
    assert files["lines.csv"] == f"{name},Day,Count,Mean,Nothing\r\n{name},2026-11-03,12,3.5,\r\n"


def test_the_drawing_for_download_needs_no_page_around_it() -> None:
    svg = chart_files(make_chart("xmr", "A & B"))["xmr.svg"]
    assert "var(" not in svg
    assert 'fill="#1d232b">A &amp; B</text>' in svg
    assert 'width="680" height="476"' in svg


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing: what matters is asserted."""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A page of charts with our styles and scripts, served on loopback."""
    folder = tmp_path_factory.mktemp("charts")
    (folder / "flow").mkdir()
    charts = [make_chart(shape) for shape in ("scatter", "cumulative_flow", "lines", "xmr")]
    for name in ("worksystem.css", "charts.css", "charts.js"):
        shutil.copyfile(ASSETS / name, folder / name)
    copy_runtime(folder)
    styles = "".join(f'<link rel="stylesheet" href="../{name}">' for name in ("worksystem.css", "charts.css"))
    (folder / "flow" / "index.html").write_text(
        f'<!doctype html><html lang="en"><head><title>Flow</title>{styles}<link rel="icon" href="data:,">'
        '<meta name="viewport" content="width=device-width"><style>html{font-size:20px}'
        "body{margin:16px}#low:target{padding-top:3000px}</style></head>"
        '<body data-md-color-scheme="default"><main id="low" class="md-typeset"><div class="ws-page"><h1>Flow</h1>'
        f'<h2>Charts</h2>{render(folder, *charts)}</div></main><script src="../charts.js"></script></body></html>',
        encoding="utf-8",
    )
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
        browser = playwright.chromium.launch(executable_path=path, args=["--headless", "--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


class Visit:
    """The page in a fresh window, with what it asked for and what went wrong."""

    def __init__(
        self,
        browser: Browser,
        address: str,
        path: str = "flow/",
        *,
        width: int = 1440,
        scripts: bool = True,
        before: str = "",
    ) -> None:
        self.context = browser.new_context(viewport={"width": width, "height": 700}, java_script_enabled=scripts)
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.said: list[str] = []
        self.page.on("request", lambda request: self.asked.append(request.url.removeprefix(address)))
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.add_init_script(before)
        self.page.goto(address + path)

    def __enter__(self) -> "Visit":
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()

    @property
    def library(self) -> list[str]:
        """What was loaded of the library that draws, in order."""
        return [url.rpartition("/")[2] for url in self.asked if "/vega/" in url]

    def heights(self) -> list[float]:
        """How tall each chart is."""
        boxes = [figure.bounding_box() for figure in self.page.locator("figure").all()]
        return [box["height"] for box in boxes if box]


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_a_chart_near_the_window_is_drawn_anew_at_the_width_there_is_and_nothing_moves(
    browser: Browser, address: str, width: int
) -> None:
    with Visit(browser, address, width=width, scripts=False) as still:
        before = still.heights()
    with Visit(browser, address, width=width) as visit:
        for figure in visit.page.locator("figure").all():
            figure.scroll_into_view_if_needed()
            expect(figure).to_have_attribute("data-ws-on", "drawn")
        assert visit.heights() == pytest.approx(before, abs=0.5)
        frames = visit.page.locator(".ws-chart__frame").all()
        assert [frame.evaluate("e => e.querySelector('svg').clientWidth - e.clientWidth") for frame in frames] == [
            0
        ] * 5
        assert visit.page.evaluate("document.documentElement.scrollWidth") <= width
        assert visit.said == []
        assert all(not url.startswith("http") for url in visit.asked)
        results = Axe().run(visit.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}).response
        assert [(each["id"], each["nodes"][0]["html"][:200]) for each in results["violations"]] == []


@pytest.mark.browser
def test_the_library_is_loaded_only_when_a_chart_comes_near(browser: Browser, address: str) -> None:
    with Visit(browser, address, path="flow/#low") as visit:
        visit.page.wait_for_load_state("networkidle")
        assert visit.library == []
        visit.page.locator("#scatter").scroll_into_view_if_needed()
        expect(visit.page.locator("#scatter")).to_have_attribute("data-ws-on", "drawn")
        assert visit.library == ["vega.min.js", "vega-lite.min.js"]


@pytest.mark.browser
def test_whoever_asks_for_little_data_keeps_the_drawing_that_is_there(browser: Browser, address: str) -> None:
    with Visit(
        browser, address, before="Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
    ) as visit:
        visit.page.wait_for_load_state("networkidle")
        assert visit.library == []


@pytest.mark.browser
def test_a_dot_is_told_under_the_pointer_and_by_the_arrow_keys_and_leads_to_its_item(
    browser: Browser, address: str
) -> None:
    with Visit(browser, address) as visit:
        figure = visit.page.locator("#scatter")
        expect(figure).to_have_attribute("data-ws-on", "drawn")
        tip = visit.page.locator(".ws-chart__tip")
        figure.locator(".mark-symbol path").last.hover()
        expect(tip).to_have_text("OPS-1 Rotate the certificates\n11 days, 3 Nov 2026")
        visit.page.mouse.move(1, 1)
        expect(tip).to_be_hidden()
        figure.locator(".ws-chart__frame").focus()
        for _ in range(2):
            visit.page.keyboard.press("ArrowRight")
        expect(tip).to_have_text("OPS-1 Rotate the certificates\n4 days, 28 Oct 2026")
        visit.page.keyboard.press("Enter")
        visit.page.wait_for_url("**/records/items/OPS-1/")


@pytest.mark.browser
def test_a_drawing_follows_the_colours_of_the_page(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        dot = visit.page.locator("#scatter .mark-symbol path").last
        expect(dot).to_have_css("fill", "rgb(15, 114, 100)")
        visit.page.evaluate("document.body.dataset.mdColorScheme = 'slate'")
        expect(dot).to_have_css("fill", "rgb(95, 198, 176)")


@pytest.mark.browser
def test_a_specification_loads_nothing_in_the_browser_either(browser: Browser, address: str) -> None:
    with Visit(browser, address) as visit:
        visit.page.locator("figure").last.evaluate(
            """figure => { figure.querySelector("script").textContent = JSON.stringify(
                { data: { url: "/flow/secret.json" }, mark: "bar", width: 100, height: 100 }) }"""
        )
        visit.page.locator("figure").last.scroll_into_view_if_needed()
        expect(visit.page.locator("figure").first).to_have_attribute("data-ws-on", "drawn")
        visit.page.wait_for_load_state("networkidle")
        assert "flow/secret.json" not in visit.asked
