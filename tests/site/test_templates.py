"""Generated pages: what record texts can't do to them, that links lead somewhere, that a public page keeps still."""

import json
import posixpath
import re
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.systems import TODAY, make_system
from tests.views.small import FILES
from worksystem.check import check
from worksystem.site.page import Page
from worksystem.site.render import Renderer
from worksystem.site.urls import ROWS, list_urls, path_of

SCRIPT = "<script>alert(1)</script>"
EVIL = {
    "work/people.yml": f'ada: {{name: "{SCRIPT}", title: "{SCRIPT}"}}\n',
    "work/teams.yml": f'platform: {{name: "\\"><img src=x onerror=alert(2)>", purpose: "{SCRIPT}", lead: ada}}\n',
    "work/items/OPS-A.yml": f"""\
        title: "{SCRIPT} {{{{ 7 * 7 }}}}"
        status: doing
        type: change
        owner: ada
        team: platform
        outcome: "[click](javascript:alert(3)) {SCRIPT}"
        blocked: {{since: 2026-11-19, reason: "{SCRIPT}"}}
        labels: ["{SCRIPT}"]
        depends_on: [OPS-B, "javascript:alert(4)"]
        acceptance: ["{SCRIPT}"]
        updates: [{{date: 2026-11-18, by: ada, text: "{SCRIPT}"}}]
        comments:
          - {{by: ada, date: 2026-11-18, text: "<img src=x onerror=alert(5)> {{% include 'item.html.j2' %}}"}}
        description: |
          {{{{ range(3) | list }}}} {SCRIPT}
          <a href="javascript:alert(6)" onclick="alert(7)">x</a>
        """,
    "work/items/OPS-F.yml": f'title: "{SCRIPT}\n',
}


def render(folder: Path, files: Mapping[str, str], audience: str = "internal") -> dict[str, Page]:
    system = make_system(folder, files)
    found = check(system, as_of=TODAY).diagnostics
    renderer = Renderer(system.workspace, found, as_of=TODAY, audience=audience)
    pages = {page.url: page for page in renderer.pages()}
    return {**pages, "": Page("", "Home", "", renderer.home())}


class Tags(HTMLParser):
    """Collects tags, attributes and ids; complains about tags that are not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))
        if tag not in ("br", "hr", "img", "input", "meta", "path", "rect", "circle"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        if tag in ("path", "rect", "circle"):
            return
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Page]:
    return render(tmp_path_factory.mktemp("small"), FILES)


def test_texts_of_records_run_nothing_anywhere(tmp_path: Path) -> None:
    for page in render(tmp_path, {**FILES, **EVIL}).values():
        for tag, attributes in Tags(page.html).found:
            assert tag not in ("script", "img", "iframe", "style"), page.url
            assert not [name for name in attributes if name.startswith("on")], page.url
            assert not attributes.get("href", "").strip().lower().startswith("javascript"), page.url


def test_a_template_in_a_record_stays_text(tmp_path: Path) -> None:
    page = render(tmp_path, {**FILES, **EVIL})["records/items/OPS-A/"]
    assert "{{ 7 * 7 }}" in page.html
    assert "{{ range(3) | list }}" in page.html
    assert "49" not in re.sub(r"<svg.*?</svg>", "", page.html, flags=re.DOTALL)


def test_a_file_that_cannot_be_read_shows_with_line_and_remedy(tmp_path: Path) -> None:
    found = render(tmp_path, {**FILES, "work/items/OPS-F.yml": "title: [\n"})
    for url in ("boards/delivery/", "boards/team/platform/", "findings/"):
        assert "work/items/OPS-F.yml could not be read" in found[url].html
        assert "Line " in found[url].html


def test_every_page_is_announced_before_it_is_rendered(tmp_path: Path) -> None:
    system = make_system(tmp_path, FILES)
    renderer = Renderer(system.workspace, (), as_of=TODAY, audience="internal")
    assert sorted(page.url for page in renderer.pages()) == sorted(list_urls(system.workspace))


def test_links_between_pages_lead_somewhere(pages: dict[str, Page]) -> None:
    for page in pages.values():
        for href in links(page.html):
            target, _, _ = href.partition("?")
            target, _, fragment = target.partition("#")
            if not target:
                assert f'id="{fragment}"' in page.html, (page.url, href)
                continue
            url = posixpath.normpath(posixpath.join(page.url or ".", unquote(target))) + "/"
            if target.endswith("index.json"):
                assert page.data is not None, page.url
            elif target not in page.files and not url.startswith("reference/rules/WS"):
                assert url in pages, (page.url, href)


def links(html: str) -> Iterator[str]:
    for tag, attributes in Tags(html).found:
        href = attributes.get("href")
        if tag == "a" and href is not None and not href.startswith(("http", "mailto")):
            yield href


def test_tags_close_in_order_and_ids_are_unique(pages: dict[str, Page]) -> None:
    for page in pages.values():
        tags = Tags(page.html)
        assert (tags.wrong, tags.open) == ([], []), page.url
        ids = [attributes["id"] for _, attributes in tags.found if "id" in attributes]
        assert len(ids) == len(set(ids)), page.url


def test_every_generated_page_has_one_heading_that_names_it(pages: dict[str, Page]) -> None:
    for page in pages.values():
        if page.url:
            assert len(re.findall(r"<h1\b", page.html)) == 1, page.url
            assert page.title
            assert page.description


def test_data_beside_a_page_is_json(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert json.loads(json.dumps(page.data, ensure_ascii=False)) == page.data, page.url


def test_a_public_site_keeps_still_about_people(tmp_path: Path) -> None:
    for page in render(tmp_path, FILES, "public").values():
        whole = page.html + json.dumps(page.data) + repr(page.search)
        for secret in ("32h", "kubernetes", "bo-l", "2027-01-02", "3 hours", "in work of"):
            assert secret not in whole, (page.url, secret)


def test_an_id_can_not_lead_out_of_its_folder() -> None:
    assert path_of("person", "../../etc") == "records/people/-..-etc-" + path_of("person", "../../etc")[-7:]
    assert path_of("team", "..") != path_of("team", ".")
    assert "/../" not in path_of("team", "..")
    assert path_of("item", "OPS-1") == "records/items/OPS-1/"


def test_the_big_table_goes_on_over_pages_and_its_data_is_whole(tmp_path: Path) -> None:
    count = ROWS + 3
    many = {f"work/items/T-{n}.yml": f"title: T{n}\nstatus: ready\ntype: change\n" for n in range(count)}
    kept = {path: text for path, text in FILES.items() if "/items/" not in path}
    found = render(tmp_path, {**kept, **many})
    assert found["items/"].html.count("<tr>") == ROWS + 1
    assert found["items/2/"].html.count("<tr>") == 3 + 1
    data = found["items/"].data
    assert isinstance(data, dict)
    assert len(data["rows"]) == count
    assert 'data-src="../index.json"' in found["items/2/"].html


def test_what_is_empty_says_what_to_write_next(tmp_path: Path) -> None:
    pages = render(tmp_path, {})
    for url, taught in (
        ("items/", "work/items"),
        ("boards/", "work/workflows"),
        ("ownership/people/", "work/people.yml"),
        ("ownership/", "work/teams.yml"),
        ("", "work/workflows"),
    ):
        assert taught in pages[url].html, url
