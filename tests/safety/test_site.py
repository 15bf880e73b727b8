"""A site built from hostile work data: nothing of it runs, and nothing from outside is in it."""

import json
import os
from pathlib import Path

import pytest

from tests.site.sites import SYSTEM, build_site, write_site
from tests.systems import TODAY
from worksystem.errors import FolderNotFoundError
from worksystem.load import load
from worksystem.site.page import Page, SearchText
from worksystem.site.search import build_entry

ATTACK = "<img src=x onerror=alert(1)>"


def test_tags_are_text_to_the_search_too() -> None:
    page = Page("records/items/A-1/", "T", "D", "", SearchText(ATTACK, ATTACK, (ATTACK,)))
    assert "<" not in json.dumps(build_entry(page))


def test_the_search_index_of_a_site_holds_no_markup_of_labels(tmp_path: Path) -> None:
    item = SYSTEM["work/items/OPS-1.yml"].replace("[payments]", f'["{ATTACK}"]')
    built = build_site(tmp_path, {"work/items/OPS-1.yml": item})
    index = json.loads((built.site / "search/search_index.json").read_text(encoding="utf-8"))
    entry = next(each for each in index["docs"] if each["location"] == "records/items/OPS-1/")
    assert entry["tags"] == ["&lt;img src=x onerror=alert(1)&gt;"]


def test_what_symbolic_links_in_the_handbook_lead_to_is_not_published(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    for name in ("secret.txt", "secret.md"):
        (outside / name).write_text("for nobody")
    folder = write_site(tmp_path / "system", {})
    for name in ("secret.txt", "secret.md"):
        os.symlink(outside / name, folder / "content" / name)
    os.symlink(outside, folder / "content/folder")
    built = build_site(folder, strict=False)
    published = [path for path in built.site.rglob("*") if path.is_file()]
    assert published
    assert not [path for path in published if b"for nobody" in path.read_bytes()]


@pytest.mark.parametrize("linked", ["work", "work/worksystem.yml"])
def test_a_work_system_that_is_a_symbolic_link_is_not_followed(tmp_path: Path, linked: str) -> None:
    folder = write_site(tmp_path / "system", {})
    (folder / linked).rename(tmp_path / "elsewhere")
    os.symlink(tmp_path / "elsewhere", folder / linked)
    with pytest.raises(FolderNotFoundError, match="symbolic link"):
        load(folder, as_of=TODAY)


def test_names_that_are_not_text_are_findings_and_break_no_page(tmp_path: Path) -> None:
    folder = write_site(tmp_path)
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/work/items/OPS-5\xff.yml")).write_text("title: x\n")
    except OSError:
        pytest.skip("this disk has no such names")
    built = build_site(folder, {"content/index.md": "# Home\n\n{{ findings() }}\n"}, strict=False)
    assert "work/items/OPS-5\\udcff.yml" in built.text("index.html")
