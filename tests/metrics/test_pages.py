"""Every figure has a page that says how it is counted, and every page a figure."""

import re
from pathlib import Path

import pytest

import worksystem.metrics
from worksystem.metrics.registry import DEFINITIONS, FIGURES

PAGES = Path(worksystem.metrics.__file__).with_name("pages")
HANDBOOK = Path(__file__).parents[2] / "content"
SECTIONS = ["How it is counted", "What it can't know", "Settings", "Elsewhere", "Source"]


def test_definitions_and_pages_are_the_same() -> None:
    assert sorted(path.stem for path in PAGES.glob("*.md")) == sorted(DEFINITIONS)


def test_no_name_is_taken_twice() -> None:
    assert len(DEFINITIONS) == len(FIGURES)


@pytest.mark.parametrize("path", sorted(PAGES.glob("*.md")), ids=lambda path: path.stem)
class TestPage:
    def test_it_is_called_like_its_figure(self, path: Path) -> None:
        assert path.read_text(encoding="utf-8").splitlines()[0] == f"# {DEFINITIONS[path.stem].title}"

    def test_it_answers_the_same_questions_in_the_same_order(self, path: Path) -> None:
        assert re.findall(r"^## (.*)$", path.read_text(encoding="utf-8"), re.MULTILINE) == SECTIONS

    def test_its_links_lead_to_pages(self, path: Path) -> None:
        links = re.findall(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8"))
        outside = [HANDBOOK / link.removeprefix("../") for link in links if link.startswith("../")]
        beside = [PAGES / link for link in links if not link.startswith("../")]

        assert [str(link) for link in (*outside, *beside) if not link.is_file()] == []
