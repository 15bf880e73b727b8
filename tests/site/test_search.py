"""The search and the sitemap know of generated pages."""

import json
from pathlib import Path

from worksystem.site.fill import SHELL_URL
from worksystem.site.page import Page, SearchText
from worksystem.site.search import add_entries, build_entry
from worksystem.site.sitemap import add_urls

SITEMAP = f"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <url>
         <loc>https://work.example/</loc>
         <lastmod>2026-11-16</lastmod>
    </url>
    <url>
         <loc>https://work.example/{SHELL_URL}</loc>
         <lastmod>2026-11-16</lastmod>
    </url>
</urlset>
"""


def test_an_entry_has_what_a_page_wants_found_and_no_markup_of_its_own() -> None:
    page = Page("records/items/A-1/", "A-1", "", "<p>not searched</p>", SearchText("A-1 <b>", "ada & bo", ("R&D",)))
    assert build_entry(page) == {
        "location": "records/items/A-1/",
        "title": "A-1 &lt;b&gt;",
        "text": "ada &amp; bo",
        "tags": ["R&amp;D"],
    }


def test_a_page_without_search_text_is_not_found() -> None:
    assert build_entry(Page("findings/", "Findings", "", "")) is None


def test_entries_join_those_of_the_handbook(tmp_path: Path) -> None:
    index = tmp_path / "search_index.json"
    index.write_text(json.dumps({"config": {"lang": ["en"]}, "docs": [{"location": "", "title": "Home"}]}))
    add_entries(index, [{"location": "records/items/A-1/", "title": "A-1", "text": "ü"}])
    data = json.loads(index.read_text(encoding="utf-8"))
    assert data["config"] == {"lang": ["en"]}
    assert [entry["location"] for entry in data["docs"]] == ["", "records/items/A-1/"]


def test_without_a_search_there_is_no_index(tmp_path: Path) -> None:
    add_entries(tmp_path / "search_index.json", [{"location": "a/"}])
    assert list(tmp_path.iterdir()) == []


def test_the_sitemap_lists_generated_pages_and_not_the_shell() -> None:
    sitemap = add_urls(SITEMAP, "https://work.example/", ["boards/", "records/items/Ü-1/"])
    locations = [line.strip()[5:-6] for line in sitemap.splitlines() if "<loc>" in line]
    assert locations == [
        "https://work.example/",
        "https://work.example/boards/",
        "https://work.example/records/items/%C3%9C-1/",
    ]
    assert sitemap.count("<url>") == sitemap.count("</url>") == 3


def test_a_site_without_an_address_has_no_generated_pages_in_its_sitemap() -> None:
    assert add_urls("<urlset>\n</urlset>", "", ["boards/"]) == "<urlset>\n</urlset>"
