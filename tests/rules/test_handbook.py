"""What the list of rules says of those about handbook pages, and where they point when a page is beyond reading."""

from pathlib import Path

from tests.rules.findings import tell
from worksystem.diagnostics import Severity
from worksystem.rules.handbook import RULES


def test_a_page_that_would_say_something_else_hides_what_is_so() -> None:
    assert [(rule.code, rule.name, rule.principle) for rule in RULES] == [
        ("WS600", "broken-front-matter", "clarity_over_chaos"),
        ("WS601", "front-matter-without-fields", "clarity_over_chaos"),
        ("WS602", "link-in-handbook", "visibility_over_assumption"),
    ]
    assert {(rule.severity, rule.problems) for rule in RULES} == {(Severity.ERROR, ("poor_visibility",))}
    assert [rule.summary for rule in RULES] == [
        "The front matter of a handbook page cannot be read",
        "The front matter of a handbook page has no fields",
        "A symbolic link lies in the handbook",
    ]


def test_one_fault_of_a_page_is_said_by_one_rule(tmp_path: Path) -> None:
    files = {
        "content/good.md": "---\ntitle: Good\n---\nAll is well.\n",
        "content/list.md": "---\n- title\n---\nA list.\n",
        "content/torn.md": "---\ntitle: [Torn\n---\nNot closed.\n",
    }
    (tmp_path / "a" / "content").mkdir(parents=True)
    (tmp_path / "a" / "content" / "link.md").symlink_to("good.md")
    assert tell(tmp_path / "b", "WS600", files) == [
        "content/torn.md:2:8 ",
        '  the front matter cannot be read, so the page shows it as text: the "[" that opens here is not closed by "]"',
        '  help: put "]" at the end of the list',
    ]
    assert tell(tmp_path / "c", "WS601", files) == [
        "content/list.md:2:3 ",
        "  the front matter is not written as fields, so the page shows it as text",
        "  help: write `field: value`, one a line, like title: Home",
    ]
    assert tell(tmp_path / "a", "WS602", files) == [
        "content/link.md:1:1 ",
        "  content/link.md is a symbolic link, and the site would publish what it leads to",
        "  help: put a file there, or link to the page",
    ]
