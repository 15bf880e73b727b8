"""`--as-of` and `--at`: every command answers for another day and for the files of another revision."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.repositories import commit, git
from tests.systems import write_files
from worksystem.cli import main
from worksystem.cli.commands import COMMANDS

Run = Callable[..., tuple[int, str, str]]

SETTINGS = """\
    version: 1
    name: Example Works
    calendar: {timezone: Europe/Helsinki}
    publish: {audience: internal}
    """
OWN_RULE = 'code: NW001\nfor: item\nmust: "title.size() > 3"\nmessage: "the title says nothing"\n'
FIRST = {
    "work/worksystem.yml": SETTINGS,
    "work/people.yml": "ada: {name: Ada Nakamura}\n",
    "work/teams.yml": "platform: {name: Platform, lead: ada}\n",
    "work/types/task.yml": "name: Task\nworkflow: delivery\nprefix: OPS\n",
    "work/workflows/delivery.yml": """\
        name: Delivery
        owner: platform
        initial: todo
        states:
          todo: {name: To do, category: backlog}
          done: {name: Done, category: done}
        transitions:
          - {from: todo, to: done, name: Finish}
        """,
    "work/items/OPS-00001.yml": "title: Rotate\nstatus: todo\ntype: task\nowner: ada\ndue: 2026-03-04\n",
}
SECOND = {
    "work/worksystem.yml": SETTINGS,
    "work/items/OPS-00001.yml": "title: Rotate\nstatus: done\ntype: task\nowner: ada\ndue: 2026-03-04\n",
    "work/items/OPS-00002.yml": "title: Order\nstatus: todo\ntype: task\nowner: adda\n",
    "work/types/task.yml": "name: Task\nworkflow: delivery\nprefix: OPS\nfields: {berth: {type: text}}\n",
}
# what is written is written today
WRITING = {
    *("approve", "archive", "assign", "automate", "block", "codeowners", "link", "log-time", "merge-driver", "move"),
    *("new", "reassign", "renumber", "resolve", "set", "split", "unblock"),
}
READING = [name for name in COMMANDS if name not in WRITING]


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A system at two commits, the second late in the evening of 6 March UTC, and a draft that is in none."""
    repository = tmp_path / "repository"
    commit(repository, FIRST, "2026-03-01")
    git(repository, "tag", "v1")
    commit(repository, SECOND, "2026-03-06T23:00:00+00:00")
    write_files(repository, {"work/worksystem.yml": SETTINGS, "work/items/OPS-00003.yml": "title: Draft\n"})
    monkeypatch.chdir(repository)
    return repository


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return call


def states(run: Run, *arguments: str) -> dict[str, str]:
    code, out, err = run("items", "--format", "json", *arguments)
    assert (code, err) == (0, "")
    return {item["id"]: item["status"] for item in json.loads(out)}


def test_items_are_those_of_the_revision(folder: Path, run: Run) -> None:
    assert states(run, "--at", "v1") == {"OPS-00001": "todo"}
    assert states(run, "--at", "main") == {"OPS-00001": "done", "OPS-00002": "todo"}
    assert states(run, "--at", "2026-03-06") == {"OPS-00001": "todo"}
    assert states(run, "--at", "2026-03-07") == {"OPS-00001": "done", "OPS-00002": "todo"}


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        (("--at", "v1"), "2026-03-01"),
        (("--at", "main"), "2026-03-07"),
        (("--at", "2026-03-05"), "2026-03-05"),
        (("--at", "v1", "--as-of", "2026-05-01"), "2026-05-01"),
        (("--as-of", "2026-05-01"), "2026-05-01"),
    ],
)
def test_the_day_is_that_of_the_revision_unless_one_is_named(
    folder: Path, run: Run, asked: tuple[str, ...], day: str
) -> None:
    assert "OPS-00001" in states(run, *asked, "--where", f"title == 'Rotate' && today == timestamp('{day}T00:00:00Z')")


def found(run: Run, *arguments: str) -> list[tuple[str, str, int]]:
    _, out, _ = run("check", "--format", "json", "--select", "WS203", *arguments)
    return [(each["path"], each["message"], each["line"]) for each in json.loads(out)["diagnostics"]]


def test_a_check_of_the_past_shows_paths_and_lines_of_the_repository(folder: Path, run: Run) -> None:
    unknown = ("work/items/OPS-00002.yml", 'no person or team is called "adda"', 4)
    assert found(run, "--at", "v1") == []
    assert found(run, "--at", "HEAD") == [unknown]
    code, out, err = run("check", "--at", "HEAD", "--select", "WS203")
    assert (code, err) == (1, "")
    assert "owner: adda" in out


def test_paths_may_be_files_that_existed_only_then(folder: Path, run: Run) -> None:
    commit(folder, {"work/items/OPS-00002.yml": None}, "2026-04-01")
    assert len(found(run, "--at", "HEAD~1", "work/items/OPS-00002.yml")) == 1
    assert found(run, "--at", "HEAD~1", "work/items/OPS-00001.yml") == []
    code, _, err = run("check", "--at", "v1", "work/items/OPS-00002.yml")
    assert code == 2
    assert "there is no file or folder work/items/OPS-00002.yml at " in err


def test_every_command_that_only_reads_takes_both(folder: Path, run: Run) -> None:
    for name in READING:
        _, out, _ = run(name, "--help")
        assert "--as-of DATE" in out, name
        assert "--at REV" in out, name


def test_other_commands_answer_for_the_revision(folder: Path, run: Run) -> None:
    assert run("next", "OPS-00001", "--at", "v1")[1].splitlines()[1:4] == ["state: To do", "", "Finish -> Done"]
    assert run("next", "OPS-00002", "--at", "v1")[0] == 2
    then, now = (json.loads(run("schema", "--at", at)[1]) for at in ("v1", "HEAD"))
    assert "berth" not in json.dumps(then)
    assert "berth" in json.dumps(now)


def test_who_may_read_what_is_chosen_today_for_the_past_too(folder: Path, run: Run) -> None:
    assert run("audience", "--at", "v1") == (0, "internal\n", "")
    assert json.loads(run("items", "--format", "json", "--at", "v1")[1])[0]["due"] == "2026-03-04"
    write_files(folder, {"work/worksystem.yml": SETTINGS.replace("internal", "public, without: [due]")})
    assert run("audience", "--at", "v1") == (0, "public\n", "")
    assert "due" not in json.loads(run("items", "--format", "json", "--at", "v1")[1])[0]
    assert found(run, "--at", "v1") == []
    write_files(folder, {"work/worksystem.yml": "name: ["})
    assert run("audience", "--at", "v1")[0] == 1


def test_rules_are_those_of_the_revision(folder: Path, run: Run) -> None:
    commit(folder, {"work/rules/nw001.yml": OWN_RULE}, "2026-04-01")
    codes: Callable[[str], set[Any]] = lambda at: {  # noqa: E731
        rule["code"] for rule in json.loads(run("rules", "--format", "json", "--at", at)[1])
    }
    assert codes("HEAD") - codes("v1") == {"NW001"}
    assert run("explain", "NW001", "--at", "HEAD")[0] == 0
    assert run("explain", "NW001", "--at", "v1")[0] == 2


@pytest.mark.parametrize("command", [name for name in READING if name not in ("explain", "next")])
def test_a_revision_that_does_not_exist_stops_every_command(folder: Path, run: Run, command: str) -> None:
    code, out, err = run(command, "--at", "nowhere")
    assert (code, out) == (2, "")
    assert err.splitlines()[0] == 'error: cannot go back to "nowhere": git knows no commit of that name'


def test_a_revision_without_the_work_system_is_said(tmp_path: Path, run: Run) -> None:
    (tmp_path / "readme").write_text("before\n", encoding="utf-8")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "readme")
    git(tmp_path, "commit", "--quiet", "--message=before")
    commit(tmp_path, FIRST, "2026-03-01")
    before = git(tmp_path, "rev-parse", "HEAD~1")
    code, _, err = run("-C", str(tmp_path), "items", "--at", "HEAD~1")
    missing = f"work/worksystem.yml did not exist at commit {before[:10]} of 2026-01-01"
    help = "name a later one; git log -- work/worksystem.yml lists those that touch it"
    assert (code, err) == (2, f'error: cannot go back to "HEAD~1": {missing}\nhelp: {help}\n')


def test_adopted_files_are_those_of_the_revision_if_they_lie_in_the_repository(tmp_path: Path, run: Run) -> None:
    adopting = 'collections:\n  - {kind: item, root: ../data, files: "*.yml", fields: {id: key, title: name}}\n'
    settings = "version: 1\nname: Example Works\npublish: {audience: internal}\n" + adopting
    commit(
        tmp_path / "r", {"system/work/worksystem.yml": settings, "data/a.yml": "key: A-1\nname: Then\n"}, "2026-03-01"
    )
    write_files(tmp_path / "r", {"data/a.yml": "key: A-1\nname: Now\n"})
    code, out, err = run("-C", str(tmp_path / "r" / "system"), "items", "--at", "HEAD", "--format", "json")
    assert (code, err) == (0, "")
    assert [(item["title"], item["path"]) for item in json.loads(out)] == [("Then", "data/a.yml")]


def test_adopted_files_outside_the_repository_are_todays_and_that_is_said_once(tmp_path: Path, run: Run) -> None:
    collection = "  - {kind: item, root: ../outside, files: NAME, fields: {id: key, title: name}}\n"
    adopting = "collections:\n" + collection.replace("NAME", "a.yml") + collection.replace("NAME", "b.yml")
    settings = "version: 1\nname: Example Works\npublish: {audience: internal}\n" + adopting
    write_files(tmp_path / "outside", {"a.yml": "key: A-1\nname: A\n", "b.yml": "key: B-1\nname: B\n"})
    commit(tmp_path / "r", {"work/worksystem.yml": settings}, "2026-03-01")
    code, out, err = run("-C", str(tmp_path / "r"), "items", "--at", "HEAD", "--format", "json")
    assert (code, err) == (0, "note: read as of today, because it lies outside the repository: ../outside\n")
    assert [item["path"] for item in json.loads(out)] == ["../outside/a.yml", "../outside/b.yml"]
    assert run("-C", str(tmp_path / "r"), "items", "--format", "json") == (0, out, "")


def test_the_last_commit_reads_as_the_files_do_when_nothing_was_changed(folder: Path, run: Run) -> None:
    git(folder, "stash", "--include-untracked", "--quiet")
    for command in (("check", "--format", "json"), ("items", "--format", "json"), ("next", "OPS-00002")):
        assert run(*command, "--as-of", "2026-03-09", "--at", "HEAD") == run(*command, "--as-of", "2026-03-09")
