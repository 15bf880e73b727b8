"""`worksystem automate`: the plan, the files, the exit codes; over commits, as a scheduled run sees them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.automate.works import FLOW, item
from tests.repositories import commit, git
from worksystem.cli import main

WORKFLOW = """\
  late_review:
    trigger: {aging: review}
    do: [{escalate: role:manager}]
  monthly:
    trigger: {every: month}
    do: [{create: {type: task, title: "Look back at {period}", due: 10d}}]
"""
FILES = {
    "work/roles.yml": "manager: {name: Manager}\n",
    "work/types/task.yml": "name: Task\nworkflow: flow\nprefix: TSK\n",
    "work/workflows/flow.yml": FLOW + WORKFLOW,
    "work/items/TSK-1.yml": item("doing"),
}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    commit(tmp_path, FILES, "2026-11-02")
    commit(tmp_path, {"work/items/TSK-1.yml": item("review")}, "2026-11-10")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("WORKSYSTEM_CACHE", "off")
    return tmp_path


def run(*arguments: str) -> int:
    return main(["automate", "--as-of", "2026-11-16", *arguments])


def listed(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "work/items").iterdir())


PLAN = """\
TSK-1 A review item
  flow.late_review: escalate it to Manager: seven days in Review, where 2 days were expected
{new} Look back at 2026-11 (new)
  flow.monthly: create it, due 2026-11-16
one item changes, one item is new
"""


def test_the_plan_is_printed_and_carried_out_and_a_second_run_has_nothing_to_do(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    first = capsys.readouterr()
    (new,) = (name.removesuffix(".yml") for name in listed(folder) if name != "TSK-1.yml")
    assert (first.out, first.err) == (PLAN.format(new=new), "")
    assert "escalated" in (folder / "work/items/TSK-1.yml").read_text()
    assert run("--check") == 0
    assert capsys.readouterr().out == "nothing changes\n"
    commit(folder, {}, "2026-11-17")
    assert main(["automate", "--as-of", "2026-11-30", "--check"]) == 0
    assert capsys.readouterr().out == "nothing changes\n"
    (folder / f"work/items/{new}.yml").unlink()
    commit(folder, {}, "2026-11-18")
    assert main(["automate", "--as-of", "2026-11-30", "--check"]) == 0
    assert main(["automate", "--as-of", "2026-12-01", "--check"]) == 1


def test_a_dry_run_prints_the_diff_and_writes_nothing(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--dry-run") == 0
    out = capsys.readouterr().out
    assert "+++ b/work/items/TSK-1.yml" in out
    assert "Escalated to Manager: seven days" in out
    assert listed(folder) == ["TSK-1.yml"]


def test_check_writes_nothing_and_says_by_its_exit_code_that_there_is_something_to_do(folder: Path) -> None:
    assert run("--check") == 1
    assert listed(folder) == ["TSK-1.yml"]
    assert "escalated" not in (folder / "work/items/TSK-1.yml").read_text()


def test_the_past_is_read_and_never_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["automate", "--at", "HEAD~1"]) == 2
    assert capsys.readouterr().err == (
        "error: the files of the past cannot be changed\nhelp: add --dry-run to see what would have happened then\n"
    )
    assert main(["automate", "--at", "HEAD~1", "--dry-run"]) == 0
    assert capsys.readouterr().out.endswith("\n  flow.monthly: create it, due 2026-11-11\none item is new\n")


@pytest.mark.parametrize("name", ["monthly", "flow.monthly"])
def test_one_rule_can_be_run_alone(name: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--dry-run", "--format", "json", "--rule", name) == 0
    assert [step["rule"] for step in json.loads(capsys.readouterr().out)["steps"]] == ["flow.monthly"]


def test_a_rule_that_there_is_not_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--rule", "flow.montly") == 2
    assert capsys.readouterr().err == (
        'error: no workflow has an automation "flow.montly"\nhelp: did you mean "flow.monthly"?\n'
    )


def test_the_json_says_everything_in_the_order_in_which_it_happens(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--check", "--format", "json") == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["version"], found["as_of"]) == (1, "2026-11-16")
    assert found["steps"][0] == {
        "item": "TSK-1",
        "title": "A review item",
        "path": "work/items/TSK-1.yml",
        "rule": "flow.late_review",
        "action": "escalate",
        "says": "escalate it to Manager: seven days in Review, where 2 days were expected",
    }
    assert (found["skipped"], found["told"], found["findings"]) == ([], [], [])


def test_nothing_from_the_data_is_markup_in_the_text_of_a_pull_request(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    title = 'title: "<img src=x> @everybody [a](http://x) ~~~~ `b`"\ntype: task\nstatus: review\n'
    commit(folder, {"work/items/TSK-1.yml": title}, "2026-11-11")
    assert run("--check", "--format", "markdown") == 1
    out = capsys.readouterr().out
    assert out.startswith("**As of 2026-11-16: one item changes, one item is new.**\n")
    assert [word for word in ("<img", "@everybody", "[a]", "~~~~", "`b`") if word in out] == []


def test_the_commit_says_which_automation_changed_which_item(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--format", "message") == 0
    message = capsys.readouterr().out
    (new,) = (name.removesuffix(".yml") for name in listed(folder) if name != "TSK-1.yml")
    lines = [
        "TSK-1: flow.late_review: escalate it to Manager: seven days in Review, where 2 days were expected",
        f"{new}: flow.monthly: create it, due 2026-11-16",
    ]
    trailers = ["Automation: flow.late_review", "Automation: flow.monthly"]
    subject = "work: what automations do on 2026-11-16"
    assert message.splitlines() == [subject, "", *sorted(lines), "", *trailers]
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", message)
    assert git(folder, "log", "-1", "--format=%(trailers:key=Automation,valueonly,separator=%x2C)") == (
        "flow.late_review,flow.monthly"
    )
    assert "were expected (flow.late_review)" in (folder / "work/items/TSK-1.yml").read_text()


def test_a_message_mentions_nobody(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rule = 'hm: {trigger: {aging: review}, do: [{set: {outcome: "@everybody fixes #12"}}]}'
    commit(folder, {"work/workflows/flow.yml": f"{FLOW}  {rule}\n"}, "2026-11-11")
    assert run("--dry-run", "--format", "message") == 0
    out = capsys.readouterr().out
    assert "everybody fixes" in out
    assert [word for word in ("@everybody", "#12") if word in out] == []


def test_rules_that_feed_each_other_do_nothing_and_the_exit_code_says_so(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    loop = FLOW + (
        "  go: {trigger: {enters: doing}, do: [{move: review}]}\n"
        "  return: {trigger: {enters: review}, do: [{move: doing}]}\n"
    )
    commit(folder, {"work/workflows/flow.yml": loop}, "2026-11-11")
    assert run() == 1
    assert capsys.readouterr().out == (
        "wrong:\n"
        '  work/workflows/flow.yml:23:3: WS340: "flow.go" and "flow.return" set each other off without end, for TSK-1; '
        "say with `when` at which point it is enough\n"
        "nothing changes\n"
    )


def test_the_day_is_the_one_in_the_calendars_zone(folder: Path) -> None:
    """The machine stands elsewhere; east of the date line it is another day than west of it, at any moment."""
    days = set()
    for zone in ("Pacific/Kiritimati", "Pacific/Pago_Pago"):
        settings = f"version: 1\nname: A\npublish: {{audience: internal}}\ncalendar: {{timezone: {zone}}}\n"
        (folder / "work/worksystem.yml").write_text(settings)
        command = [sys.executable, "-m", "worksystem", "automate", "--check", "--format", "json"]
        done = subprocess.run(command, cwd=folder, env={**os.environ, "TZ": "UTC"}, capture_output=True, check=False)
        days.add(json.loads(done.stdout)["as_of"])
    assert len(days) == 2


def test_a_shallow_clone_is_said_and_makes_nothing_twice(
    folder: Path, tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run() == 0
    commit(folder, {}, "2026-11-17")
    clone = tmp_path_factory.mktemp("clone") / "shallow"
    git(folder, "clone", "--quiet", "--depth=1", f"file://{folder}", str(clone))
    capsys.readouterr()
    assert main(["-C", str(clone), "automate", "--as-of", "2026-11-30", "--check"]) == 0
    found = capsys.readouterr()
    assert found.out == "nothing changes\n"
    assert found.err.startswith("note: the clone is shallow")
