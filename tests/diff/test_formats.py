"""Each format has one file of what it prints; in Markdown nothing from the data is markup."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from msgspec.structs import replace

from tests.diff.sample import EXPECTED, HOSTILE, make_sample
from tests.diff.sides import make_diff
from worksystem.diff import Diff
from worksystem.report import diff_json, diff_markdown, diff_text

RENDERINGS: dict[str, Callable[[Diff], str]] = {
    "diff.txt": diff_text.render,
    "diff.md": diff_markdown.render,
    "diff.json": diff_json.render,
}


@pytest.fixture(scope="module")
def diff(tmp_path_factory: pytest.TempPathFactory) -> Diff:
    return make_sample(tmp_path_factory.mktemp("sample"))


@pytest.mark.parametrize("name", RENDERINGS)
def test_a_format_prints_what_was_accepted(name: str, diff: Diff) -> None:
    assert RENDERINGS[name](diff) == (EXPECTED / name).read_bytes().decode()


def test_nothing_changed_is_said_in_every_format(tmp_path: Path) -> None:
    diff = make_diff(tmp_path, {})
    assert diff_text.render(diff).startswith("Nothing changes in the work.\n")
    assert "**Nothing changes in the work.**" in diff_markdown.render(diff)
    assert json.loads(diff_json.render(diff))["records"] == []


def html(markdown: str) -> str:
    return str(cmarkgfm.github_flavored_markdown_to_html(markdown, Options.CMARK_OPT_UNSAFE))


TEXTS = [
    HOSTILE,
    "<script>alert(1)</script>",
    "<https://evil.example>",
    "[x]: https://evil.example",
    "![x][y]",
    "- [ ] task",
    "1. list",
    "# title",
    "> quote",
    "***bold*** ~~gone~~ __b__",
    "a\nb | c",
    "\\| \\",
    "&lt;b&gt; &#64;all",
    "mailto:a@b.example xmpp:a@b.example ftp://x.example",
    "<!-- --> ]]> <details>",
    "``` fence",
    "[^1]",
]


@pytest.mark.parametrize("text", TEXTS)
def test_hostile_text_is_shown_as_it_is_and_nothing_more(text: str) -> None:
    shown = html(f"| a |\n| --- |\n| {diff_markdown.escape(text)} |\n\n- {diff_markdown.escape(text)}.\n")
    assert set(re.findall(r"</?(\w+)", shown)) == {"table", "thead", "tbody", "tr", "th", "td", "ul", "li"}
    assert not re.search(r"(?:^|\W)@\w|#\d|\bGH-\d", shown.replace("&#", ""))
    plain = re.sub(r"<[^>]+>", "", shown).replace("\u2060", "")
    for word in re.findall(r"[a-z]{3,}", text.replace("&lt;", "").replace("&gt;", "")):
        assert word in plain


def test_a_summary_has_no_markup_but_its_own(diff: Diff) -> None:
    shown = html(diff_markdown.render(diff))
    own = {"h2", "h3", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "br", "ul", "li"}
    assert set(re.findall(r"</?(\w+)", shown)) <= own


def test_a_long_summary_is_folded_and_stays_below_its_limit(diff: Diff) -> None:
    item = next(record for record in diff.records if record.kind == "item")
    many = replace(diff, records=tuple(replace(item, id=f"OPS-{number:05}") for number in range(3000)))
    text = diff_markdown.render(many)
    assert len(text.encode()) < diff_markdown.LARGEST
    assert "<summary><b>Items</b> (3,000)</summary>" in text
    assert re.search(r"And 2,\d{3} more; `worksystem diff` tells all of them\.", text)


def test_text_moves_no_cursor(diff: Diff) -> None:
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", diff_text.render(diff))
