"""`check` that mends, knows what was there before, and watches: what is written, what is said, which exit code."""

import json
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.repositories import commit, git
from tests.systems import write_files
from worksystem.cli import main
from worksystem.cli.watching import keep_checking
from worksystem.errors import SettingsError

Run = Callable[..., tuple[int, str, str]]
SETTINGS = "version: 1\nname: Example Works\npublish: {audience: internal}\n"
ITEM = "title: Rotate  # twice a year\nstatus: Todo\ntype: task\nowner: ada\ndue: 2026/12/01\nonwer: bo\n"
FILES = {
    "work/worksystem.yml": SETTINGS,
    "work/people.yml": "ada: {name: Ada}\n",
    "work/types/task.yml": "name: Task\nmanages: continuous\nworkflow: delivery\nprefix: OPS\n",
    "work/workflows/delivery.yml": """\
        name: Delivery
        owner: ada
        initial: todo
        states:
          todo: {name: To do, category: backlog}
          done: {name: Done, category: done}
        transitions:
          - {from: todo, to: done, name: Finish}
        exceptions:
          blocked: {at_most: 5d, then: owner}
        """,
    "work/items/OPS-00001.yml": ITEM,
}
OWNED = "title: Order\nstatus: todo\ntype: task\nowner: {}\n"


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.chdir(write_files(tmp_path, FILES))

    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(("check", "--as-of", "2026-11-20", "--select", "WS1,WS2,WS9", *arguments))
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def test_safe_fixes_are_written_and_the_rest_is_reported(run: Run, tmp_path: Path) -> None:
    code, out, err = run("--fix", "--format", "concise")
    assert (tmp_path / "work/items/OPS-00001.yml").read_text(encoding="utf-8") == (
        "title: Rotate  # twice a year\nstatus: todo\ntype: task\nowner: ada\ndue: 2026-12-01\nonwer: bo\n"
    )
    assert code == 1
    assert out.splitlines()[0] == "work/items/OPS-00001.yml: set due to 2026-12-01; set status to todo"
    assert [line.partition(": ")[2] for line in out.splitlines()[2:3]] == [
        'error WS101 unknown-field: an item has no field "onwer" [unsafe fix]'
    ]
    assert err == "note: fixed two findings in one file\n"


def test_a_diff_shows_what_would_be_fixed_and_writes_nothing(run: Run, tmp_path: Path) -> None:
    code, out, err = run("--diff")
    assert (code, err) == (1, "note: --fix would fix two findings in one file\n")
    assert [line for line in out.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")] == [
        "-status: Todo",
        "+status: todo",
        "-due: 2026/12/01",
        "+due: 2026-12-01",
    ]
    assert (tmp_path / "work/items/OPS-00001.yml").read_text(encoding="utf-8") == ITEM
    assert run("--diff", "work/people.yml")[:2] == (0, "")


def test_paths_rules_comments_and_settings_limit_what_is_fixed(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "work/items/OPS-00001.yml"
    run("--fix", "work/people.yml")
    run("--fix", "--ignore", "WS104,WS202")
    assert file.read_text(encoding="utf-8") == ITEM
    ignored = ITEM.replace("Todo", "Todo  # worksystem: ignore WS202 -- as it was in the old tracker")
    write_files(
        tmp_path,
        {
            "work/worksystem.yml": SETTINGS + 'check: {per_path: {"work/items/**": [WS104]}}\n',
            "work/items/OPS-00001.yml": ignored,
        },
    )
    run("--fix")
    assert file.read_text(encoding="utf-8") == ignored


def test_adopted_files_are_their_owners(run: Run, tmp_path: Path) -> None:
    theirs = "title: Their work\nstatus: Todo\ndue: 2026/12/01\n"
    adopting = (
        "collections:\n"
        "  - {kind: item, type: task, root: theirs, files: '*.yaml',"
        " fields: {title: title, status: status, due: due}, unmapped: keep}\n"
    )
    write_files(tmp_path, {"work/worksystem.yml": SETTINGS + adopting, "theirs/one.yaml": theirs})
    assert "theirs/one.yaml" in run("--format", "concise")[1]
    run("--fix", "--unsafe")
    assert (tmp_path / "theirs/one.yaml").read_text(encoding="utf-8") == theirs


def test_a_fix_is_told_to_programs_with_the_text_it_replaces(run: Run) -> None:
    sarif = json.loads(run("--format", "sarif", "--ignore", "WS202,WS101")[1])
    (fix,) = sarif["runs"][0]["results"][0]["fixes"]
    assert fix["description"] == {"text": "write 2026-12-01"}
    assert fix["artifactChanges"][0]["replacements"][0]["insertedContent"] == {"text": "-12-"}


@pytest.mark.parametrize(
    "asked",
    [
        ("--unsafe",),
        ("--fix", "--watch"),
        ("--fix", "--at", "HEAD"),
        ("--fix", "--base", "main"),
        ("--allow-growth",),
        ("--no-baseline", "--write-baseline"),
        ("--baseline", "nowhere.yml"),
        ("--baseline", "../elsewhere.yml"),
    ],
)
def test_what_makes_no_sense_together_is_refused(run: Run, asked: tuple[str, ...]) -> None:
    code, out, err = run(*asked)
    assert (code, out) == (2, "")
    assert err.startswith("error: ")


def test_a_baseline_keeps_what_was_there_quiet_and_what_is_new_loud(run: Run, tmp_path: Path) -> None:
    code, out, err = run("--write-baseline")
    assert (code, err) == (0, "note: work/baseline.yml knows three findings\n")
    assert out == "no findings in 5 files; 3 known\n"
    write_files(tmp_path, {"work/items/OPS-00002.yml": OWNED.format("nobody")})
    code, out, _ = run("--format", "concise")
    assert code == 1
    assert out.splitlines()[-1] == "1 error in 6 files; 3 known"
    assert len(run("--no-baseline", "--format", "concise")[1].splitlines()) == 5


def test_a_baseline_only_shrinks_unless_it_is_told_to_grow(run: Run, tmp_path: Path) -> None:
    run("--write-baseline")
    mended = ITEM.replace("Todo", "todo")
    write_files(tmp_path, {"work/items/OPS-00001.yml": mended, "work/items/OPS-00002.yml": OWNED.format("nobody")})
    code, out, _ = run("--format", "concise")
    assert (code, "WS905 baseline-outgrown: one known finding is gone: WS202" in out) == (1, True)
    code, _, err = run("--write-baseline")
    assert (code, err) == (1, "note: work/baseline.yml knows two findings, 1 taken out\n")
    code, out, err = run("--write-baseline", "--allow-growth")
    assert (code, err) == (0, "note: work/baseline.yml knows three findings, 1 added\n")
    written = (tmp_path / "work/baseline.yml").read_text(encoding="utf-8")
    assert run("--write-baseline")[0] == 0
    assert (tmp_path / "work/baseline.yml").read_text(encoding="utf-8") == written


def test_what_the_baseline_knows_is_not_fixed_and_what_is_gone_leaves_it(run: Run, tmp_path: Path) -> None:
    run("--write-baseline")
    before = (tmp_path / "work/baseline.yml").read_text(encoding="utf-8")
    run("--fix", "--unsafe")
    assert (tmp_path / "work/items/OPS-00001.yml").read_text(encoding="utf-8") == ITEM
    write_files(tmp_path, {"work/items/OPS-00001.yml": ITEM.replace("Todo", "todo")})
    assert run("--fix")[0] == 0
    after = (tmp_path / "work/baseline.yml").read_text(encoding="utf-8")
    assert [line for line in before.splitlines() if line not in after.splitlines()] == [
        line for line in before.splitlines() if "WS202" in line
    ]


def test_a_part_of_the_check_says_nothing_of_the_rest_of_the_baseline(run: Run) -> None:
    run("--write-baseline")
    assert run("work/people.yml")[1] == "no findings in 1 file\n"
    assert run("--ignore", "WS202")[1] == "no findings in 5 files; 2 known\n"


def test_a_baseline_that_cannot_be_read_stops_the_check(run: Run, tmp_path: Path) -> None:
    write_files(tmp_path, {"work/baseline.yml": "version: 1\nknown:\n  - {code: WS203}\n"})
    code, _, err = run()
    assert code == 2
    assert err.startswith("error: cannot use the baseline: work/baseline.yml:3:")


def test_a_branch_may_not_add_to_the_baseline(run: Run, tmp_path: Path) -> None:
    run("--write-baseline")
    known = (tmp_path / "work/baseline.yml").read_text(encoding="utf-8")
    commit(tmp_path, {**FILES, "work/baseline.yml": known}, "2026-11-18")
    git(tmp_path, "checkout", "-q", "-b", "branch")
    write_files(tmp_path, {"work/worksystem.yml": SETTINGS, "work/items/OPS-00002.yml": OWNED.format("nobody")})
    run("--write-baseline", "--allow-growth")
    code, out, _ = run("--base", "main", "--format", "concise")
    assert code == 1
    assert "WS906 baseline-grown: the baseline grew by one finding: WS203 in work/items/OPS-00002.yml" in out


def test_watching_checks_after_every_change_and_survives_settings_that_cannot_be_read(
    capsys: pytest.CaptureFixture[str],
) -> None:
    codes: list[int | Exception] = [0, SettingsError("work/worksystem.yml", 1, 1, "it is empty"), 1]

    def check() -> int:
        found = codes.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    def changes() -> Iterator[object]:
        yield "saved"
        yield "saved"
        raise KeyboardInterrupt

    assert keep_checking(check, changes(), now=lambda: datetime(2026, 11, 20, 14, 3, 22)) == 1
    printed = capsys.readouterr()
    assert printed.out.count("checked at 14:03:22 in ") == 3
    assert "\x1b" not in printed.out
    assert printed.err.splitlines()[0] == "error: cannot use the settings: work/worksystem.yml:1:1: it is empty"
    assert codes == []


def test_watching_ends_with_the_last_result(capsys: pytest.CaptureFixture[str]) -> None:
    codes = iter([1, 0])

    def changes() -> Iterator[object]:
        yield "saved"
        raise KeyboardInterrupt

    assert keep_checking(lambda: next(codes), changes()) == 0
