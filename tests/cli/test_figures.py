"""`worksystem log` and `worksystem metrics`, as somebody would call them."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from tests.histories import moves
from worksystem.cli import main
from worksystem.history import Coverage, History
from worksystem.report.ground import ends_words

WORKFLOW = """\
name: Flow
initial: ready
states:
  ready: {name: Ready, category: queue}
  doing: {name: Doing, category: active}
  done: {name: Done, category: done}
transitions:
  - {from: ready, to: doing, name: Start}
  - {from: doing, to: done, name: Finish}
"""
FILES = {
    "work/worksystem.yml": "version: 1\nname: Small\npublish: {audience: internal}\n",
    "work/types/task.yml": "name: Task\nmanages: continuous\nworkflow: flow\nprefix: T\n",
    "work/workflows/flow.yml": WORKFLOW,
    "work/people.yml": "ada: {name: Ada Example}\nbo: {name: Bo Example}\n",
    "work/teams.yml": "small: {name: Small, purpose: Be few, lead: ada, roles: {}}\n",
    "work/roles.yml": "",
    "work/items/T-AAAAA.yml": "title: First thing\ntype: task\nstatus: done\nowner: ada\nteam: small\n",
    "work/items/T-BBBBB.yml": "title: Second thing\ntype: task\nstatus: doing\nowner: bo\n",
}


def lines(events: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(event) + "\n" for event in events)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    events = [
        *moves("T-AAAAA", "2026-03-02 ready", "2026-03-03 doing", "2026-03-05 done"),
        *moves("T-BBBBB", "2026-03-04 ready", "2026-03-06 doing"),
        {"item": "T-BBBBB", "field": "due", "old": None, "new": "2026-03-20", "at": "2026-03-07T09:00:00+00:00"},
    ]
    events.sort(key=lambda event: event["at"])
    for path, text in {**FILES, "work/history/old.jsonl": lines(events)}.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    return tmp_path


def run(folder: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = main(["-C", str(folder), *arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_the_life_of_an_item_begins_with_its_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(folder, capsys, "log", "T-BBBBB", "--as-of", "2026-03-10")
    assert code == 0
    assert out == (
        "T-BBBBB Second thing\n\n"
        "2026-03-04 to 2026-03-06     3 d  Ready\n"
        "2026-03-06 until now         5 d  Doing\n\n"
        "2026-03-04  brought along\n  status: ready\n"
        "2026-03-06  brought along\n  status: ready -> doing\n"
        "2026-03-07  brought along\n  due: 2026-03-20\n"
    )


def test_the_log_shows_the_newest_first_and_stops_where_it_was_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, out, _ = run(folder, capsys, "log", "--as-of", "2026-03-07", "--days", "3")
    assert out == (
        "Saturday 2026-03-07\n  T-BBBBB  Second thing\n    due: 2026-03-20\n\n"
        "Friday 2026-03-06\n  T-BBBBB  Second thing\n    status: ready -> doing\n\n"
        "Thursday 2026-03-05\n  T-AAAAA  First thing\n    status: doing -> done\n"
    )


def test_without_git_the_log_says_what_the_past_rests_on(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(folder, capsys, "log", "T-AAAAA", "--as-of", "2026-03-10")
    assert code == 0
    assert "no git repository" in err
    _, out, _ = run(folder, capsys, "log", "--coverage", "--as-of", "2026-03-10")
    assert "six events were brought along\nfrom 2026-03-02 to 2026-03-07" in out


def test_an_item_that_never_was_is_said(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(folder, capsys, "log", "T-ZZZZZ", "--as-of", "2026-03-10")
    assert (code, out) == (2, "")
    assert 'no item is called "T-ZZZZZ", now or before' in err


def figures(out: str) -> Mapping[str, Any]:
    document = json.loads(out)
    assert [scope["scope"] for scope in document["scopes"]] == [{}]
    return {figure["name"]: figure for figure in document["scopes"][0]["figures"]}


def test_figures_carry_their_definition_and_the_conventions(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(folder, capsys, "metrics", "--format", "json", "--as-of", "2026-03-10")
    assert code == 0
    found = figures(out)
    assert found["wip"]["value"] == 1
    assert found["cycle_time"]["n"] == 1
    assert found["cycle_time"]["title"] == "Cycle time"
    assert found["cycle_time"]["unit"] == "days"
    assert json.loads(out)["conventions"]["percentile"] == "nearest_rank"
    assert json.loads(out)["coverage"]["brought"] == 6


def test_a_name_limits_the_figures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(folder, capsys, "metrics", "wip", "throughput", "--format", "json", "--as-of", "2026-03-10")
    assert sorted(figures(out)) == ["throughput", "wip"]


def test_figures_of_a_group_of_few_people_are_not_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(folder, capsys, "metrics", "--team", "small", "--as-of", "2026-03-10")
    assert (code, out) == (2, "")
    assert 'figures of team "small" are not shown: fewer than 5 people are behind it' in err


def test_figures_by_group_say_which_are_withheld(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(
        folder, capsys, "metrics", "wip", "--by", "workflow", "--format", "json", "--as-of", "2026-03-10"
    )
    scope = json.loads(out)["scopes"][0]
    assert code == 0
    assert scope["scope"] == {"workflow": "flow"}
    assert scope["figures"] == []
    assert scope["withheld"].startswith("fewer than 5 people")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("metrics", "cycle_tme"), 'did you mean "cycle_time"?'),
        (("metrics", "--team", "nobody"), 'there is no team "nobody"'),
        (("metrics", "age"), 'did you mean "total_age" or "work_item_age"'),
        (("metrics", "nonsense"), "`worksystem metrics --format csv` prints all"),
        (("metrics", "--since", "2026-03-20"), "the window ends on 2026-03-10, before 2026-03-20"),
        (("metrics", "--since", "2027-01-01", "--until", "2028-01-01"), "--until 2028-01-01 lies after 2026-03-10"),
        (("metrics", "--until", "2026-03-11"), "ask about a later day with --as-of"),
        (("metrics", "--by", "team", "--team", "small"), "--by team and --team exclude each other"),
        (("explain", "cycle_tme"), 'did you mean "cycle_time"?'),
        (("explain", "age"), 'did you mean "total_age" or "work_item_age"'),
    ],
)
def test_what_cannot_be_asked_is_said(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], said: str
) -> None:
    code, out, err = run(folder, capsys, *arguments, "--as-of", "2026-03-10")
    assert (code, out) == (2, "")
    assert said in err


def test_csv_has_a_line_a_figure(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, out, _ = run(folder, capsys, "metrics", "wip", "--format", "csv", "--as-of", "2026-03-10")
    head, line = out.splitlines()
    assert head == "scope,figure,title,value,unit,n,start,end,says"
    assert line.startswith("the whole work system,wip,")


def test_every_figure_is_explained(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(folder, capsys, "explain", "conformance")
    assert code == 0
    assert out.startswith("# ")


@pytest.mark.parametrize("typed", ["cycle time", "Cycle-Time", "CYCLE_TIME"])
def test_a_figure_is_found_as_people_write_it(folder: Path, capsys: pytest.CaptureFixture[str], typed: str) -> None:
    page = run(folder, capsys, "explain", "cycle_time")
    assert run(folder, capsys, "explain", typed) == page
    code, out, _ = run(folder, capsys, "metrics", typed, "--format", "json", "--as-of", "2026-03-10")
    assert (code, list(figures(out))) == (0, ["cycle_time"])


def test_groups_are_narrowed_by_the_other_choices(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ("metrics", "wip", "--by", "type", "--team", "small", "--format", "json", "--as-of", "2026-03-10")
    code, out, _ = run(folder, capsys, *arguments)
    assert code == 0
    assert [scope["scope"] for scope in json.loads(out)["scopes"]] == [{"team": "small", "type": "task"}]


def test_a_record_that_ended_is_said_to_have(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = "the last change landed on 7 Mar 2026, 24 days before the day asked about"
    for arguments in (("metrics", "wip"), ("log", "--coverage")):
        assert said in run(folder, capsys, *arguments, "--as-of", "2026-03-31")[1]
        assert "the last change" not in run(folder, capsys, *arguments, "--as-of", "2026-03-14")[1]


def test_of_one_it_is_said_in_the_singular(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "work/history/old.jsonl").write_text(lines(moves("T-AAAAA", "2026-03-02 done")), encoding="utf-8")
    out = run(folder, capsys, "log", "--coverage", "--as-of", "2026-03-03")[1]
    assert "one event was brought along\n" in out
    assert "one item first seen already done\n" in out
    assert "one event brought along\n" in run(folder, capsys, "metrics", "wip", "--as-of", "2026-03-03")[1]


def test_ages_of_what_was_there_before_a_clone_begins_are_called_least() -> None:
    history = History(date(2026, 3, 3), ZoneInfo("UTC"), {}, coverage=Coverage(cut=("T-1", "T-2")))
    (said,) = ends_words(history)
    assert said == (
        "two items were there before the clone begins: their ages are at least what is said, and they started no later"
    )
