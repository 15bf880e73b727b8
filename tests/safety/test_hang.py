"""Work data that was written to keep the checker busy, or to break it, costs a finding and no time.

Each of these took minutes, or ended the process, when it was found.
"""

from pathlib import Path

import pytest

from tests.systems import TODAY, make_system
from worksystem.check import check
from worksystem.load.naming import match_name
from worksystem.model.pattern import compile_pattern
from worksystem.source.parse import parse_yaml

TYPE = "name: Task\nworkflow: w\nprefix: A\nfields: {form: {type: text, pattern: '%s'}}\n"
ITEM = "title: T\nstatus: open\ntype: task\nform: %s\n"
FLOW = "name: W\ninitial: open\nstates: {open: {name: Open, category: backlog}}\n"


def codes(folder: Path, pattern: str, value: str) -> set[str]:
    files = {
        "work/types/task.yml": TYPE % pattern,
        "work/workflows/w.yml": FLOW,
        "work/items/A-1.yml": ITEM % value,
    }
    return {found.code for found in check(make_system(folder, files), as_of=TODAY, select=["WS1"]).diagnostics}


@pytest.mark.parametrize("dash", ["- ", "-  "])
def test_lists_opened_inside_each_other_on_one_line_end_no_process(dash: str) -> None:
    document = parse_yaml("a.yml", "labels:\n  " + dash * 200_000 + "x\n")
    assert [problem.code for problem in document.problems] == ["WS009"]


def test_many_keys_in_one_mapping_are_compared_once_each() -> None:
    text = "".join(f'k{number}: "\\n"\n' for number in range(50_000)) + "k7: 1\n"
    document = parse_yaml("a.yml", text)
    assert [problem.message for problem in document.problems] == ['"k7" stands twice in one place, first in line 8']


def test_a_long_run_of_blanks_is_read_once() -> None:
    document = parse_yaml("a.yml", 'a: "b: c" # x: y\nb: "' + " " * 300_000 + '"\nc: 1\nc: 2\n')
    assert [problem.code for problem in document.problems] == ["WS006"]


def test_a_pattern_of_a_field_cannot_be_made_to_take_years(tmp_path: Path) -> None:
    assert codes(tmp_path, "(a+)+b", "a" * 50_000) == {"WS117"}


def test_a_pattern_that_fits_is_still_one(tmp_path: Path) -> None:
    assert codes(tmp_path, "v1[.][0-9]+", "v1.30") == set()


@pytest.mark.parametrize("pattern", ["(?=a)b", r"(a)\1", "((a{1,1000}){1,1000}){1,1000}", "(" * 300 + ")" * 300])
def test_a_pattern_that_asks_for_too_much_is_a_finding(tmp_path: Path, pattern: str) -> None:
    assert codes(tmp_path, pattern, "a") == {"WS115"}


def test_a_pattern_holds_for_the_whole_text_and_cannot_close_its_group() -> None:
    assert compile_pattern("a|b")("b")
    assert not compile_pattern("a|b")("bc")
    assert not compile_pattern("a")("a\n")
    with pytest.raises(ValueError, match="unopened"):
        compile_pattern("a)|(?:.*")


def test_the_form_of_a_path_cannot_be_made_to_take_years() -> None:
    assert match_name("a" * 900, "{x:(a+)+}b") is None
    assert match_name("a/" * 450, "{a:.*}{b:.*}{c:.*}!") is None
    assert match_name("a" * 2000, "{a}") is None


@pytest.mark.parametrize(
    ("path", "form", "keys"),
    [
        ("keps/sig-a/12-name/kep.yaml", "keps/{sig}/{number:[0-9]+}-{name}/kep.yaml",
         {"sig": "sig-a", "number": "12", "name": "name"}),
        ("a/b/c.md", "**/{name}.md", {"name": "c"}),
        ("c.md", "**/{name}.md", {"name": "c"}),
        ("a/x-y-z.md", "*/{first}-{rest}.md", {"first": "x", "rest": "y-z"}),
        ("a/x-y-z.md", "*/{first:.+}-{rest}.md", {"first": "x-y", "rest": "z"}),
        ("a/b.txt", "{name}.md", None),
        ("", "", {}),
    ],
)  # fmt: skip
def test_a_path_is_read_by_its_form(path: str, form: str, keys: dict[str, str] | None) -> None:
    assert match_name(path, form) == keys
