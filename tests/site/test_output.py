"""Writing pages: only what changed, nothing left of what is gone, and others' files untouched."""

import json
from pathlib import Path

from worksystem.site.output import ASIDE, Output, set_aside
from worksystem.site.page import Page

FOLDERS = ("records",)


def build(site: Path, pages: dict[str, str], *, others: dict[str, str] | None = None) -> int:
    """Do what a site generator does around us: set aside, empty the folder, write its own files, then ours."""
    set_aside(site, FOLDERS)
    for entry in site.iterdir():
        assert entry.name == ASIDE or entry.name not in FOLDERS
    for name, text in (others or {}).items():
        (site / name).parent.mkdir(parents=True, exist_ok=True)
        (site / name).write_text(text, encoding="utf-8")
    output = Output(site, FOLDERS)
    for url, html in pages.items():
        output.write(Page(url, url, "", html, data={"html": html}), html)
    output.close()
    return output.written


def files(site: Path) -> dict[str, str]:
    return {p.relative_to(site).as_posix(): p.read_text(encoding="utf-8") for p in site.rglob("*") if p.is_file()}


def test_a_page_is_written_with_its_data_beside_it(tmp_path: Path) -> None:
    assert build(tmp_path, {"records/items/A-1/": "<p>é</p>"}) == 2
    written = files(tmp_path)
    assert written["records/items/A-1/index.html"] == "<p>é</p>"
    assert json.loads(written["records/items/A-1/index.json"]) == {"html": "<p>é</p>"}


def test_only_changed_pages_are_written_again(tmp_path: Path) -> None:
    pages = {f"records/items/A-{number}/": f"<p>{number}</p>" for number in range(300)}
    assert build(tmp_path, pages) == 600
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("index.html")}
    pages["records/items/A-7/"] = "<p>new</p>"
    assert build(tmp_path, pages) == 2
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("index.html")}
    assert [path.parent.name for path in before if before[path] != after[path]] == ["A-7"]


def test_pages_of_records_that_are_gone_are_deleted(tmp_path: Path) -> None:
    build(tmp_path, {"records/items/A-1/": "1", "records/items/A-2/": "2", "records/goals/g/": "3"})
    build(tmp_path, {"records/items/A-1/": "1"})
    assert sorted(files(tmp_path)) == ["records/items/A-1/index.html", "records/items/A-1/index.json"]
    assert not (tmp_path / "records/goals").exists()


def test_files_of_others_in_the_same_folder_stay(tmp_path: Path) -> None:
    build(tmp_path, {"records/items/A-1/": "1"})
    build(tmp_path, {"records/items/A-1/": "1"}, others={"records/notes/index.html": "theirs"})
    assert files(tmp_path)["records/notes/index.html"] == "theirs"
    assert files(tmp_path)["records/items/A-1/index.html"] == "1"


def test_nothing_is_left_of_what_was_set_aside(tmp_path: Path) -> None:
    build(tmp_path, {"records/items/A-1/": "1"})
    build(tmp_path, {"records/items/A-1/": "1"})
    assert [path.name for path in tmp_path.iterdir()] == ["records"]
