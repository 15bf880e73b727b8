"""Every rule's page is its specification: what it says is found is found, and nothing else."""

import re
from pathlib import Path

import pytest

from tests.rules.cases import PAGES, Case, RulePage, find, parse_page
from worksystem.rules import RULES

BY_CODE = {rule.code: rule for rule in RULES}
TEXTS = {path.stem: path.read_text(encoding="utf-8") for path in sorted(PAGES.glob("*.md"))}
READ = {code: parse_page(text) for code, text in TEXTS.items()}
CASES = [(page, case) for page in READ.values() for case in page.cases]
NUMBERED = [f"{page.code}-{number}" for page in READ.values() for number, _ in enumerate(page.cases, start=1)]
# a rule that fails is a fault of ours, which no file can show
NOT_IN_FILES = {"WS900"}
MESSAGES = Path(__file__).with_name("messages.txt")


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    assert sorted(READ) == sorted(BY_CODE)


@pytest.mark.parametrize(("page", "case"), CASES, ids=NUMBERED)
def test_a_page_finds_the_lines_it_marks_and_no_others(page: RulePage, case: Case, tmp_path: Path) -> None:
    found = find(case, page.code, tmp_path)
    places = sorted((one.place.path, one.place.span.start.line) for one in found)
    assert places == case.expected(page.code), [one.message for one in found]


@pytest.mark.parametrize(
    "page", [page for code, page in READ.items() if code not in NOT_IN_FILES], ids=lambda page: page.code
)
def test_a_page_has_a_case_that_is_found_and_a_near_miss(page: RulePage) -> None:
    assert any(case.is_found and case.expected(page.code) for case in page.cases)
    assert all(case.expected(page.code) for case in page.cases if case.is_found)
    assert any(not case.is_found for case in page.cases)
    assert not any(case.expected(page.code) for case in page.cases if not case.is_found)


@pytest.mark.parametrize("page", READ.values(), ids=READ)
def test_a_page_says_what_its_rule_says(page: RulePage) -> None:
    rule = BY_CODE[page.code]
    assert page.name == rule.name
    assert page.sections[:3] == ("Found", "Not found", "How to mend")
    assert page.sections[3:] in ((), ("Fixed",), ("Settings",), ("Fixed", "Settings"))
    principle = rule.principle.replace("_", " ")
    assert f"*{rule.severity.value.capitalize()}; protects {principle}.*" in page.text


@pytest.mark.parametrize("page", READ.values(), ids=READ)
def test_a_page_is_readable_and_tells_why(page: RulePage) -> None:
    assert "**Why it matters.**" in page.text
    assert max(len(line) for line in page.text.split("\n") if "[[" not in line) <= 160
    assert not re.search(r"\b(pydantic|Python|scalar|NoneType)\b", page.text.replace("!!python", ""))


REVIEWED = {part.partition(" ")[0]: part for part in MESSAGES.read_text(encoding="utf-8").split("\n\n")}


def test_messages_are_reviewed_for_every_page_and_no_other() -> None:
    assert list(REVIEWED) == list(READ)


@pytest.mark.parametrize("page", READ.values(), ids=READ)
def test_messages_read_as_they_were_reviewed(page: RulePage, tmp_path: Path) -> None:
    assert render_page(page, tmp_path) == REVIEWED[page.code].rstrip("\n")


def render_messages(folder: Path) -> str:
    """What every page's cases say, page by page with an empty line between."""
    return "\n\n".join(render_page(page, folder / code) for code, page in READ.items()) + "\n"


def render_page(page: RulePage, folder: Path) -> str:
    """What a page's cases say, one finding after another, with the help line below."""
    out = [f"{page.code} {page.name}"]
    for number, case in enumerate(page.cases):
        for one in find(case, page.code, folder / str(number)):
            line, column = one.place.span.start
            value = "" if one.place.value is None else f" = {one.place.value[:60]}"
            out.append(f"  {one.place.path}:{line}:{column} {one.place.field}{value}")
            out.append(f"    {one.message}")
            out.extend([f"    help: {one.help}"] if one.help else [])
            out.extend(
                f"    see {more.place.path}:{more.place.span.start.line}: {more.message}" for more in one.related
            )
    return "\n".join(out)
