"""Files in which git left its marks are merged by field; what nobody can decide stays, and is said."""

from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.repositories import commit, git
from worksystem.cli.commands import app
from worksystem.edit.marks import Sides, read_marks

PATH = "work/items/OPS-1.yml"
BASE = "title: A\nstatus: ready\nowner: ada\ndue: 2026-12-01\nlabels:\n  - a\n"


@pytest.fixture
def conflict(tmp_path: Path) -> Path:
    """A merge that stopped: neighbouring fields, two additions to one list, and one field set on both sides."""
    commit(tmp_path, {PATH: BASE}, "2026-01-01")
    git(tmp_path, "switch", "--quiet", "--create", "other")
    commit(tmp_path, {PATH: BASE.replace("owner: ada", "owner: bo") + "  - theirs\n"}, "2026-01-02")
    git(tmp_path, "switch", "--quiet", "main")
    commit(tmp_path, {PATH: BASE.replace("status: ready", "status: done") + "  - ours\n"}, "2026-01-03")
    with suppress(AssertionError):
        git(tmp_path, "merge", "other")
    assert "<<<<<<<" in (tmp_path / PATH).read_text(encoding="utf-8")
    return tmp_path


def resolve(folder: Path, *options: str) -> tuple[int, str]:
    done = CliRunner().invoke(app, ["-C", str(folder), "resolve", *options], standalone_mode=False)
    assert done.exception is None, done.exception
    return done.return_value, done.output


MERGED = "title: A\nstatus: done\nowner: bo\ndue: 2026-12-01\nlabels:\n  - a\n  - ours\n  - theirs\n"


def test_fields_of_both_sides_are_put_together(conflict: Path) -> None:
    code, said = resolve(conflict)
    assert (code, said) == (0, f"{PATH}: merged\none file merged; look at them, then `git add` them\n")
    assert (conflict / PATH).read_text(encoding="utf-8") == MERGED


def test_a_dry_run_shows_the_diff_and_writes_nothing(conflict: Path) -> None:
    before = (conflict / PATH).read_bytes()
    code, said = resolve(conflict, "--dry-run", PATH)
    assert code == 0
    assert "-<<<<<<< HEAD\n" in said
    assert (conflict / PATH).read_bytes() == before


def test_marks_that_were_committed_are_merged_from_where_the_branches_parted(conflict: Path) -> None:
    git(conflict, "add", "--all")
    git(conflict, "commit", "--quiet", "--message", "merge with marks")
    assert resolve(conflict)[0] == 0
    assert (conflict / PATH).read_text(encoding="utf-8") == MERGED


def test_the_common_version_in_the_marks_is_enough(tmp_path: Path) -> None:
    marked = (
        "title: A\n<<<<<<< x\nstatus: done\nowner: ada\n||||||| y\nstatus: ready\nowner: ada\n=======\n"
        "status: ready\nowner: bo\n>>>>>>> z\n"
    )
    commit(tmp_path, {}, "2026-01-01")
    (tmp_path / "work/items").mkdir()
    (tmp_path / PATH).write_text(marked, encoding="utf-8")
    assert resolve(tmp_path)[0] == 0
    assert (tmp_path / PATH).read_text(encoding="utf-8") == "title: A\nstatus: done\nowner: bo\n"


def test_a_field_that_both_changed_stays_open_alone(tmp_path: Path) -> None:
    marked = (
        "<<<<<<< x\nstatus: done\ndue: 2026-12-02\n||||||| y\nstatus: ready\ndue: 2026-12-01\n=======\n"
        "status: ready\ndue: 2026-12-03\n>>>>>>> z\n"
    )
    commit(tmp_path, {}, "2026-01-01")
    (tmp_path / "work/items").mkdir()
    (tmp_path / PATH).write_text(marked, encoding="utf-8")
    code, said = resolve(tmp_path)
    assert code == 1
    assert said.startswith(f"{PATH}: left open: due\n")
    expected = (
        "status: done\n<<<<<<< ours\ndue: 2026-12-02\n||||||| base\ndue: 2026-12-01\n=======\n"
        "due: 2026-12-03\n>>>>>>> theirs\n"
    )
    assert (tmp_path / PATH).read_text(encoding="utf-8") == expected


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("<<<<<<< x\nstatus: done\n=======\nstatus: ready\n", "its marks are not whole"),
        ("<<<<<<< x\na: 1\n=======\na: 2\n>>>>>>> z\n", "nobody knows what the two sides began from"),
        ("<<<<<<< x\na: [\n||||||| y\na: 1\n=======\na: 2\n>>>>>>> z\n", "our side cannot be read"),
    ],
)
def test_what_cannot_be_merged_is_left_as_it_is(tmp_path: Path, text: str, why: str) -> None:
    commit(tmp_path, {}, "2026-01-01")
    (tmp_path / "work/items").mkdir()
    (tmp_path / PATH).write_text(text, encoding="utf-8")
    code, said = resolve(tmp_path)
    assert code == 1
    assert said.startswith(f"{PATH}: nothing done, because {why}\n")
    assert (tmp_path / PATH).read_text(encoding="utf-8") == text


def test_without_marks_there_is_nothing_to_do(tmp_path: Path) -> None:
    commit(tmp_path, {PATH: BASE}, "2026-01-01")
    assert resolve(tmp_path) == (0, "no conflict is marked in these files\n")


def test_a_line_of_equal_signs_in_prose_is_no_mark() -> None:
    text = "About\n=======\n<<<<<<< x\none\n=======\ntwo\n>>>>>>> y\nMore\n=======\n"
    head, tail = "About\n=======\n", "More\n=======\n"
    assert read_marks(text) == Sides(f"{head}one\n{tail}", None, f"{head}two\n{tail}")
