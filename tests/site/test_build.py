"""Whole builds: what stands in the site, what fails it, and what never gets into it."""

import json
import re
from pathlib import Path

import pytest

from tests.site.sites import MKDOCS, SYSTEM, Built, build_site
from tests.systems import TODAY
from worksystem.load import load
from worksystem.site.fill import SLOT
from worksystem.site.rule_pages import rule_urls
from worksystem.site.urls import list_urls

# What a browser loads by itself; a link that a reader may follow is none of these.
_LOADED = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*?\b(?:src|data|srcset)\s*=\s*["']?(?P<a>(?:https?:)?//[^"'\s>]+)
    |<link\b(?=[^>]*\brel\s*=\s*["']?(?:stylesheet|icon|preconnect|preload|dns-prefetch|modulepreload))[^>]*?\bhref\s*=\s*["']?(?P<b>(?:https?:)?//[^"'\s>]+)
    |@import\s+(?:url\()?["']?(?P<c>(?:https?:)?//[^"')\s]+)
    |url\(\s*["']?(?P<d>(?:https?:)?//[^"')\s]+)""",
    re.VERBOSE | re.IGNORECASE,
)


def foreign(text: str) -> list[str]:
    """Addresses outside the site that a page would load from."""
    return [address for match in _LOADED.finditer(text) for address in match.groups() if address]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The example of these tests, built once."""
    return build_site(tmp_path_factory.mktemp("site"))


def test_the_site_builds_without_a_warning(built: Built) -> None:
    assert built.aborted == ""
    assert built.said("WARNING") == built.said("ERROR") == []


def test_every_address_that_links_may_lead_to_has_a_page_and_no_other(built: Built) -> None:
    urls = set(list_urls(load(built.site.parent, as_of=TODAY).workspace))
    made = {path.removesuffix("index.html") for path in built.files() if path.endswith("/index.html")}
    assert made - {"reference/rules/"} == urls | set(rule_urls())


def test_no_page_shows_a_slot_of_the_shell(built: Built) -> None:
    for path, text in built.files().items():
        assert SLOT.format("") not in text, path
        assert "../../../../../../.." not in text, path
    assert not (built.site / ".worksystem").exists()


def test_links_and_scripts_of_every_page_lead_to_files_of_the_site(built: Built) -> None:
    for path, text in built.files().items():
        if not path.endswith(".html") or path == "404.html":
            continue
        for address in re.findall(r'(?:href|src)="([^"#?]*)', text):
            if not address or re.match(r"[a-z]+:|//", address):
                continue
            target = (built.site / path).parent / address
            assert target.resolve().is_relative_to(built.site), (path, address)
            assert (target / "index.html" if target.is_dir() else target).is_file(), (path, address)


def test_no_page_loads_anything_from_elsewhere(built: Built) -> None:
    for path, text in built.files().items():
        assert foreign(text) == [], path
    assert foreign(
        '<link rel="stylesheet" href="https://fonts.example/a.css"><script src="//cdn.example/x.js"></script>'
    )


def test_an_item_is_a_page_with_its_title_address_and_edit_link(built: Built) -> None:
    page = built.text("records/items/OPS-1/index.html")
    assert re.search(r"<title>[^<]*Rotate the payment certificates[^<]* - Example Works</title>", page)
    assert '<link rel="canonical" href="https://work.example/records/items/OPS-1/">' in page
    assert 'href="https://forge.example/works/edit/main/work/items/OPS-1.yml"' in page
    assert "Both <strong>gateways</strong> serve the new chain." in page
    assert isinstance(json.loads(built.text("records/items/OPS-1/index.json")), dict)


def test_the_entry_of_the_navigation_is_marked_where_the_reader_is(built: Built) -> None:
    for path, entry in (("boards/change_control/", "boards/"), ("items/", "items/")):
        active = re.findall(r'md-tabs__item--active">\s*<a href="([^"]*)"', built.text(f"{path}index.html"))
        assert [address.replace("../", "") or entry for address in active] in ([entry], [entry.rstrip("/")], ["./"])


def test_items_are_in_the_search_by_id_and_title_but_not_with_their_text(built: Built) -> None:
    entries = {entry["location"]: entry for entry in json.loads(built.text("search/search_index.json"))["docs"]}
    entry = entries["records/items/OPS-1/"]
    assert "OPS-1" in entry["title"] + entry["text"]
    assert "Rotate the payment certificates" in entry["title"]
    assert "payments" in json.dumps(entry)
    assert "gateways" not in json.dumps(entry)
    assert not [location for location in entries if "shell" in location]


def test_the_sitemap_lists_every_page_once(built: Built) -> None:
    found = re.findall(r"<loc>https://work\.example/([^<]*)</loc>", built.text("sitemap.xml"))
    pages = [path.removesuffix("index.html") for path in built.files() if path.endswith("index.html")]
    assert sorted(found) == sorted(pages)


def test_rules_have_their_pages_in_the_handbook(built: Built) -> None:
    index = built.text("reference/rules/index.html")
    pages = [path for path in built.files() if re.fullmatch(r"reference/rules/WS\d+/index\.html", path)]
    assert len(pages) > 20
    for path in pages:
        assert f'href="../../{path.removesuffix("index.html")}"' in index
    assert 'class="highlight"' in built.text("reference/rules/WS203/index.html")


def test_a_link_from_the_handbook_to_a_record_is_checked(tmp_path: Path) -> None:
    good = "# Home\n\n[It](records/items/OPS-1.md), [boards](boards/index.md), [findings](findings.md).\n"
    built = build_site(tmp_path / "good", {"content/index.md": good})
    assert built.aborted == ""
    assert 'href="records/items/OPS-1/"' in built.text("index.html")
    built = build_site(tmp_path / "bad", {"content/index.md": "# Home\n\n[It](records/items/OPS-9.md)\n"})
    assert "1 warnings" in built.aborted
    assert any("records/items/OPS-9.md" in message for message in built.said("WARNING"))


def test_an_error_in_the_work_fails_a_strict_build_with_its_place(tmp_path: Path) -> None:
    item = SYSTEM["work/items/OPS-2.yml"].replace("owner: bo", "owner: boo")
    built = build_site(tmp_path, {"work/items/OPS-2.yml": item})
    assert built.aborted
    findings = [message for message in built.said("WARNING") if message.startswith("work/items/OPS-2.yml:")]
    assert len(findings) == 1
    assert re.fullmatch(r"work/items/OPS-2\.yml:5:8 WS2\d\d [a-z-]+: .*boo.*", findings[0])
    assert build_site(tmp_path, {"work/items/OPS-2.yml": item}, strict=False).aborted == ""


def test_a_warning_in_the_work_is_said_and_fails_nothing_unless_asked_to(tmp_path: Path) -> None:
    due = {"work/items/OPS-1.yml": SYSTEM["work/items/OPS-1.yml"] + "\n        due: 2026-11-01\n"}
    built = build_site(tmp_path, due)
    assert built.aborted == ""
    assert any(message.startswith("work/items/OPS-1.yml:") for message in built.said("INFO"))
    stricter = MKDOCS.replace(f"{{as_of: {TODAY}}}", f"{{as_of: {TODAY}, strict_on: warning}}")
    assert build_site(tmp_path, {**due, "mkdocs.yml": stricter}).aborted


def test_a_file_that_cannot_be_read_is_a_red_card_and_never_an_absence(tmp_path: Path) -> None:
    built = build_site(tmp_path, {"work/items/OPS-3.yml": 'title: "no end\nstatus: proposed\n'}, strict=False)
    for path in ("boards/change_control/index.html", "items/index.html", "findings/index.html"):
        page = built.text(path)
        assert "work/items/OPS-3.yml" in page, path
        assert "ws-broken" in page, path
    assert built.aborted == ""
    assert build_site(tmp_path).aborted


def test_text_of_records_is_never_a_template_and_never_markup(tmp_path: Path) -> None:
    title = "{{ 7 * 7 }} <img src=x onerror=alert(1)> {% raw %}"
    nasty = f"""
        title: "{title}"
        status: proposed
        type: change
        owner: ada
        team: platform
        outcome: "[x](javascript:alert(1))"
        description: |
          <script>alert(2)</script> <b onclick="alert(3)">b</b> [y](data:text/html,x) {{{{ 6 * 7 }}}}
        """
    home = "# Home\n\n{{ items() }}\n\nSee {{ record('item', 'OPS-2') }}.\n"
    built = build_site(tmp_path, {"work/items/OPS-2.yml": nasty, "content/index.md": home})
    assert built.aborted == ""
    for path in (
        "records/items/OPS-2/index.html",
        "items/index.html",
        "boards/change_control/index.html",
        "index.html",
    ):
        page = built.text(path)
        assert "{{ 7 * 7 }}" in page, path
        assert not re.search(r"<img src=x|<script>alert|<[^>]*\sonclick=|href=\"(?:javascript|data):", page), path
    for entry in json.loads(built.text("search/search_index.json"))["docs"]:
        assert "<img" not in entry["title"] + entry["text"]


def test_as_long_as_nobody_has_chosen_an_audience_every_page_says_so(tmp_path: Path) -> None:
    settings = SYSTEM["work/worksystem.yml"].replace("publish: {audience: internal}", "")
    built = build_site(tmp_path, {"work/worksystem.yml": settings})
    pages = [text for path, text in built.files().items() if path.endswith("index.html")]
    assert pages
    assert all("Not published: audience not chosen" in text for text in pages)
    assert all("audience not chosen" not in text for text in build_site(tmp_path).files().values())


def test_a_diagram_is_drawn_by_the_library_of_the_package_where_there_is_one(tmp_path: Path) -> None:
    built = build_site(tmp_path, {"content/index.md": "# Home\n\n```mermaid\ngraph LR\n  a --> b\n```\n"})
    scripts = re.findall(r'<script src="([^"]*)"', built.text("index.html"))
    assert scripts[0].endswith("assets/worksystem/mermaid/mermaid.min.js")
    assert "assets/javascripts/bundle." in scripts[1]
    assert (built.site / "assets/worksystem/mermaid/LICENSE.txt").is_file()
    assert "mermaid" not in built.text("records/items/OPS-1/index.html")


def test_a_workflows_page_draws_its_states_with_the_same_library(built: Built) -> None:
    page = built.text("records/workflows/change_control/index.html")
    assert '<pre class="mermaid"><code>%%{init' in page
    assert 'src="../../../assets/worksystem/mermaid/mermaid.min.js"' in page
    assert (built.site / "assets/worksystem/mermaid/mermaid.min.js").is_file()


def test_a_second_build_writes_only_what_changed(tmp_path: Path) -> None:
    first = build_site(tmp_path, {"work/items/OPS-3.yml": SYSTEM["work/items/OPS-2.yml"]})
    before = {path: path.stat().st_mtime_ns for path in (first.site / "records").rglob("index.html")}
    (tmp_path / "work/items/OPS-3.yml").unlink()
    item = SYSTEM["work/items/OPS-1.yml"].replace("Both **gateways**", "Every **gateway**")
    second = build_site(tmp_path, {"work/items/OPS-1.yml": item})
    after = {path: path.stat().st_mtime_ns for path in (second.site / "records").rglob("index.html")}
    assert second.site / "records/items/OPS-3/index.html" not in after
    changed = {path.relative_to(second.site).parent.as_posix() for path in after if before[path] != after[path]}
    assert "records/items/OPS-1" in changed
    assert "records/roles/on_call" not in changed


def test_a_page_of_the_handbook_goes_before_a_generated_one(tmp_path: Path) -> None:
    built = build_site(tmp_path, {"content/findings.md": "# Our own words\n"})
    assert built.aborted == ""
    assert "Our own words" in built.text("findings/index.html")


def test_without_a_work_system_the_build_says_what_to_do(tmp_path: Path) -> None:
    changes = {"mkdocs.yml": MKDOCS.replace("{as_of:", "{folder: elsewhere, as_of:")}
    built = build_site(tmp_path, changes)
    assert built.aborted
    assert any("there is no such folder" in message for message in built.said("ERROR"))
