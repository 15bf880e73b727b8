"""The pages under `content/`: what the checker reads of them, and what it leaves alone."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from tests.systems import TODAY, make_system, write_files
from worksystem.check import check
from worksystem.load import WorkSystem, load

Make = Callable[[Mapping[str, str]], WorkSystem]
CONFLICT = "# Home\n\n<<<<<<< main\nOne\n=======\nOther\n>>>>>>> topic\n"


def found(system: WorkSystem) -> list[tuple[str, str, int]]:
    result = check(system, as_of=TODAY)
    return [(each.code, each.place.path, each.place.span.start.line) for each in result.diagnostics]


@pytest.mark.parametrize(
    ("text", "code", "line"),
    [
        ("---\ntitle: Who: all\n---\n", "WS600", 2),
        ("---\ntitle: One\ntitle: Two\n---\n", "WS600", 3),
        ("---\ntitle: !secret x\n---\n", "WS600", 2),
        ("---\ntitle: Home\n\n# Home\n", "WS600", 1),
        ("---\n- Home\n---\n", "WS601", 2),
        (CONFLICT, "WS016", 3),
        ("# A \x07 bell\n", "WS003", 1),
    ],
)
def test_what_mkdocs_would_pass_over_is_one_finding(tmp_path: Path, text: str, code: str, line: int) -> None:
    system = make_system(tmp_path, {"content/guide/start.md": text})
    assert found(system) == [(code, "content/guide/start.md", line)]
    assert "content/guide/start.md" in system.files


@pytest.mark.parametrize(
    "text",
    [
        "# Home\n\nA line of three hyphens:\n\n---\n\nWho: all\n",
        "\ufeff---\r\ntitle: Home\r\n---\r\n# Home\r\n",
        "",
        "---\n---\n",
    ],
)
def test_a_page_that_mkdocs_reads_well_is_left_alone(tmp_path: Path, text: str) -> None:
    assert found(make_system(tmp_path, {"content/index.md": text})) == []


def test_other_files_and_hidden_ones_are_no_pages(tmp_path: Path) -> None:
    broken = "---\ntitle: Who: all\n---\n"
    system = make_system(tmp_path, {"content/data.yml": "a: b: c\n", "content/.draft.md": broken, "docs/x.md": broken})
    assert found(system) == []
    assert system.files == ("work/worksystem.yml",)


def test_links_are_told_and_never_read(tmp_path: Path) -> None:
    write_files(tmp_path, {"content/index.md": "# Home\n", "outside/x.md": "---\na: b: c\n---\n"})
    (tmp_path / "content" / "page.md").symlink_to("../outside/x.md")
    (tmp_path / "content" / "folder").symlink_to("../outside")
    system = load(tmp_path, as_of=TODAY)
    assert found(system) == [("WS602", "content/folder", 1), ("WS602", "content/page.md", 1)]
    assert system.files == ("content/index.md", "work/worksystem.yml")


def test_a_whole_handbook_that_is_a_link_is_told_once(tmp_path: Path) -> None:
    write_files(tmp_path, {"outside/x.md": "---\na: b: c\n---\n"})
    (tmp_path / "content").symlink_to("outside")
    assert found(load(tmp_path, as_of=TODAY)) == [("WS602", "content", 1)]


def test_a_comment_with_a_reason_takes_a_finding_out(tmp_path: Path) -> None:
    text = "---\n# worksystem: ignore-file WS600 -- an example of what not to do\ntitle: One\ntitle: Two\n---\n"
    result = check(make_system(tmp_path, {"content/index.md": text}), as_of=TODAY)
    assert (result.diagnostics, result.suppressed) == ((), 1)
