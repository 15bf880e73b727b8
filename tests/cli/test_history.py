"""`worksystem history` as a program sees it: lines, columns, choices, notes, and the same bytes every time."""

import csv
import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest

from tests.load.pasts import BASE, item, make_past
from tests.repositories import commit, git
from tests.systems import SETTINGS, write_files

ONE, TWO = "work/items/OPS-1.yml", "work/items/OPS-2.yml"


def run(folder: Path, *arguments: str, **environment: str) -> tuple[int, str, str]:
    command = [sys.executable, "-m", "worksystem", "-C", str(folder), "history", *arguments]
    done = subprocess.run(command, env={**os.environ, **environment}, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def lines(folder: Path, *arguments: str) -> list[dict[str, object]]:
    code, out, _ = run(folder, *arguments)
    assert code == 0
    return [json.loads(line) for line in out.splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_past(
        tmp_path / "here",
        ("2026-01-02", {ONE: item(), TWO: item(owner="ada", blocked="{reason: Bänk}")}),
        ("2026-01-03T23:30:00+05:45", {ONE: item("doing")}),
    )


def test_one_event_a_line_as_json(folder: Path) -> None:
    code, out, err = run(folder)
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == (
        '{"item": "OPS-1", "field": "status", "old": "ready", "new": "doing", "old_state": "ready", '
        f'"new_state": "doing", "at": "2026-01-03T23:30:00+05:45", "commit": "{git(folder, "rev-parse", "HEAD")}", '
        f'"path": "{ONE}"}}'
    )
    assert '"new": {"reason": "Bänk"}' in out


def test_the_same_as_csv(folder: Path) -> None:
    rows = list(csv.DictReader(StringIO(run(folder, "--format", "csv")[1])))
    events = lines(folder)
    assert list(rows[0]) == list(events[0])
    written = [json.dumps(each["new"]) if isinstance(each["new"], dict) else each["new"] for each in events]
    assert [row["new"] for row in rows] == written


def test_one_item_and_some_fields(folder: Path) -> None:
    assert {each["item"] for each in lines(folder, "--item", "OPS-2")} == {"OPS-2"}
    chosen = lines(folder, "--field", "owner", "--field", "blocked")
    assert [(each["item"], each["field"]) for each in chosen] == [("OPS-2", "owner"), ("OPS-2", "blocked")]
    assert lines(folder, "--item", "OPS-9") == []


def test_up_to_a_day_in_the_calendars_zone(folder: Path) -> None:
    assert [each["new"] for each in lines(folder, "--field", "status", "--as-of", "2026-01-02")] == ["ready", "ready"]
    assert len(lines(folder, "--field", "status", "--as-of", "2026-01-03")) == 3  # 17:45 in UTC
    assert lines(folder, "--as-of", "2025-12-31") == []


def test_up_to_a_revision(folder: Path) -> None:
    assert [each["new"] for each in lines(folder, "--field", "status", "--at", "HEAD~1")] == ["ready", "ready"]
    code, out, err = run(folder, "--at", "nowhere")
    assert (code, out) == (2, "")
    assert "git knows no commit of that name" in err


def test_the_same_bytes_kept_or_not(folder: Path, tmp_path: Path) -> None:
    first = run(folder)
    assert run(folder) == first
    assert run(folder, WORKSYSTEM_CACHE="off") == first
    assert run(folder, WORKSYSTEM_CACHE=str(tmp_path / "elsewhere")) == first
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    assert run(folder, WORKSYSTEM_CACHE=str(tmp_path / "file")) == first
    (folder / ".git" / "worksystem" / "cache.sqlite").write_bytes(b"nonsense" * 1000)
    assert run(folder) == first
    assert run(folder) == first


def test_the_same_bytes_in_two_processes_at_once(folder: Path) -> None:
    expected = run(folder, WORKSYSTEM_CACHE="off")[1]
    command = [sys.executable, "-m", "worksystem", "-C", str(folder), "history"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE) for _ in range(3)]
    assert [each.communicate(timeout=60)[0].decode() for each in running] == [expected] * 3


def test_nothing_is_written_into_the_working_tree(folder: Path) -> None:
    run(folder)
    assert git(folder, "status", "--porcelain", "--ignored") == ""


def test_what_is_missing_is_said_beside_the_events(tmp_path: Path) -> None:
    plain = write_files(tmp_path / "plain", {**BASE, ONE: item()})
    code, out, err = run(plain)
    assert (code, out) == (0, "")
    assert (
        err
        == "note: there is no git repository here, so nothing is known of the past; run git init, and commit work/\n"
    )


def test_rewriting_is_said_once(folder: Path) -> None:
    run(folder)
    git(folder, "commit", "--quiet", "--amend", "--message", "other", at="2026-01-04T12:00:00+00:00")
    git(folder, "reflog", "expire", "--expire=now", "--all")
    said = "note: the history was rewritten since it was last read; it was read anew\n"
    first, second = run(folder), run(folder)
    assert (first[1], first[2], second[2]) == (second[1], said, "")
    assert json.loads(first[1].splitlines()[-1])["at"] == "2026-01-04T12:00:00+00:00"


def test_what_nobody_may_see_is_in_no_line_of_any_time(folder: Path) -> None:
    hidden = SETTINGS.replace("audience: internal", "audience: internal, without: [owner, item.blocked]")
    commit(folder, {"work/worksystem.yml": hidden}, "2026-01-05")
    for arguments in ((), ("--at", "HEAD~1"), ("--as-of", "2026-01-03"), ("--format", "csv")):
        _, out, _ = run(folder, *arguments)
        assert "OPS-2" in out
        assert "owner" not in out
        assert "blocked" not in out


def test_a_hook_of_git_gets_the_same_answer(folder: Path, tmp_path: Path) -> None:
    other = make_past(tmp_path / "other")
    expected = run(folder)
    names = {"GIT_DIR": str(other / ".git"), "GIT_WORK_TREE": str(other), "GIT_INDEX_FILE": str(other / ".git/index")}
    assert run(folder, **names, WORKSYSTEM_CACHE="off") == expected


def test_without_a_work_system_it_cannot_run(tmp_path: Path) -> None:
    assert run(tmp_path)[0] == 2


def test_what_is_dated_later_than_today_is_left_out_and_said(folder: Path) -> None:
    before = run(folder)
    line = {"item": "OPS-1", "field": "status", "old": "doing", "new": "done", "at": "2999-01-01T12:00:00+00:00"}
    write_files(folder, {"work/history/old.jsonl": json.dumps(line) + "\n"})
    for _ in range(2):
        assert run(folder) == (0, before[1], "note: one event dated later than today is left out\n")
    assert lines(folder, "--as-of", "2999-01-01")[-1]["new"] == "done"


def test_where_a_clone_begins_an_item_was_first_seen_not_created(folder: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", "--depth", "1", f"file://{folder}", "clone")
    for place, beginning in ((folder, "created"), (tmp_path / "clone", "first seen")):
        command = [sys.executable, "-m", "worksystem", "-C", str(place), "log", "OPS-1", "--as-of", "2026-01-04"]
        out = subprocess.run(command, capture_output=True, check=True, text=True).stdout
        assert [word for word in ("created", "first seen") if f"\n  {word}\n" in out] == [beginning]
