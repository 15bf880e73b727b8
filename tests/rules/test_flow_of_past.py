"""What the pages of rules about the past cannot show: finished work by the dozen, and pasts that tell nothing."""

import json
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from tests.histories import moves
from tests.systems import make_system
from worksystem.check import check
from worksystem.load.history import load_history

TODAY = date(2026, 11, 20)
FLOW = """\
name: Flow
initial: ready
states:
  ready: {name: Ready, category: queue}
  doing: {name: Doing, category: active}
  review: {name: Review, category: active, waiting: yes}
  done: {name: Done, category: done}
"""
# fifteen that were finished before the window of ninety days, each in ten days
BEFORE = [each for n in range(10, 25) for each in moves(f"OPS-{n}", "2026-07-01 doing", "2026-07-10 done")]
DONE = {f"OPS-{n}": "status: done\n" for n in range(10, 25)}


def says(
    folder: Path,
    code: str,
    items: dict[str, str],
    events: Iterable[dict[str, Any]],
    settings: str = "",
    *,
    flow: str = FLOW,
) -> list[str]:
    """What a rule says of a past."""
    files = {
        "work/worksystem.yml": f"version: 1\nname: Works\n{settings}",
        "work/workflows/flow.yml": flow,
        "work/types/task.yml": "name: Task\nworkflow: flow\n",
        "work/types/project.yml": "name: Project\nmanages: project\nworkflow: flow\n",
        "work/people.yml": "".join(f"p{n}: {{name: Person {n}}}\n" for n in range(5)),
        "work/history/2026.jsonl": "".join(f"{json.dumps(each)}\n" for each in sorted(events, key=lambda e: e["at"])),
    }
    for id, text in items.items():
        type = "" if "type:" in text else "type: task\n"
        files[f"work/items/{id}.yml"] = f"title: Task {id}\n{type}{text}"
    system = make_system(folder, files, as_of=TODAY)
    found = check(system, as_of=TODAY, select=(code, "WS900"), past=partial(load_history, system))
    return [each.message for each in found.diagnostics]


def owned(*, people: int) -> list[dict[str, Any]]:
    """Who owned the work that was finished before."""
    return [
        {"item": f"OPS-{n}", "field": "owner", "old": None, "new": f"p{n % people}", "at": "2026-07-01T12:00:00+00:00"}
        for n in range(10, 25)
    ]


def test_where_nothing_is_declared_age_is_held_against_what_was_finished_before(tmp_path: Path) -> None:
    events = [*BEFORE, *owned(people=5), *moves("OPS-1", "2026-11-10 doing"), *moves("OPS-2", "2026-11-11 doing")]
    items = {**DONE, "OPS-1": "status: doing\n", "OPS-2": "status: doing\n"}
    expected = "OPS-1 is in progress for 11 days, where 85% of what was finished took 10 days at most"
    assert says(tmp_path, "WS730", items, events) == [expected]


def test_what_few_people_finished_is_no_measure(tmp_path: Path) -> None:
    events = [*BEFORE, *owned(people=4), *moves("OPS-1", "2026-11-10 doing")]
    assert says(tmp_path, "WS730", {**DONE, "OPS-1": "status: doing\n"}, events) == []


def test_a_project_is_not_held_against_what_tasks_took(tmp_path: Path) -> None:
    events = [*BEFORE, *owned(people=5), *moves("OPS-1", "2026-11-10 doing")]
    assert says(tmp_path, "WS730", {**DONE, "OPS-1": "type: project\nstatus: doing\n"}, events) == []


def test_a_file_that_has_moved_on_since_its_past_is_left_in_peace(tmp_path: Path) -> None:
    events = [*BEFORE, *owned(people=5), *moves("OPS-1", "2026-11-02 doing")]
    assert says(tmp_path, "WS730", {**DONE, "OPS-1": "status: review\n"}, events) == []


def test_what_was_all_there_on_one_day_has_not_gone_quiet(tmp_path: Path) -> None:
    items = {f"OPS-{n}": "status: doing\n" for n in range(10, 25)}
    events = [each for n in range(10, 25) for each in moves(f"OPS-{n}", "2026-03-02 doing")]
    for code in ("WS730", "WS731", "WS733", "WS734", "WS735"):
        assert says(tmp_path / code, code, items, events) == []


def test_a_dated_line_in_the_file_is_a_sign_of_life(tmp_path: Path) -> None:
    events = [*moves("OPS-1", "2026-09-01 doing"), *moves("OPS-2", "2026-11-19 doing")]
    spoken = "status: doing\ncomments:\n  - {by: p1, date: 2026-11-18, text: Half of it is there}\n"
    silent = {"OPS-1": "status: doing\n", "OPS-2": "status: doing\n"}
    expected = 'OPS-1 is in "Doing", and nothing about it has changed since 1 Sep 2026'
    assert says(tmp_path / "silent", "WS735", silent, events) == [expected]
    assert says(tmp_path / "spoken", "WS735", {**silent, "OPS-1": spoken}, events) == []


def test_work_piles_up_only_where_enough_people_have_a_hand_in_it(tmp_path: Path) -> None:
    stuck = {f"OPS-{n}": "status: doing\n" for n in range(30, 40)}
    events = [each for n in range(10, 25) for each in moves(f"OPS-{n}", "2026-10-01 doing", "2026-10-10 done")]
    events += [each for id in stuck for each in moves(id, "2026-10-12 doing")]
    expected = (
        'work piles up in "Doing" of workflow "flow": 25 items came within 90 days and 15 left, and what is finished'
        " spent 100% of its time there"
    )
    late = [{**each, "at": each["at"].replace("2026-07", "2026-10")} for each in owned(people=5)]
    few = [{**each, "at": each["at"].replace("2026-07", "2026-10")} for each in owned(people=4)]
    assert says(tmp_path / "five", "WS733", {**DONE, **stuck}, [*events, *late]) == [expected]
    assert says(tmp_path / "four", "WS733", {**DONE, **stuck}, [*events, *few]) == []


def test_the_move_back_that_happened_most_is_the_one_that_is_said(tmp_path: Path) -> None:
    path = ["02 ready", "03 doing", "04 ready", "05 doing", "06 review", "07 doing", "08 review", "09 doing"]
    events = moves("OPS-1", *(f"2026-11-{each}" for each in path))
    item = {"OPS-1": "status: doing\n"}
    expected = 'OPS-1 went back from "Review" to "Doing" twice'
    assert says(tmp_path / "one", "WS734", item, events) == [expected]
    assert says(tmp_path / "two", "WS734", item, events, "thresholds: {returns: 2}\n") == []


def test_a_state_that_was_misspelt_is_no_way_back(tmp_path: Path) -> None:
    path = ["02 doing", "03 dooing", "04 doing", "05 dooing", "06 doing", "07 dooing", "08 doing"]
    events = moves("OPS-1", *(f"2026-11-{each}" for each in path))
    assert says(tmp_path, "WS734", {"OPS-1": "status: doing\n"}, events) == []


def test_two_ways_back_are_enough_for_what_began_late(tmp_path: Path) -> None:
    path = ["02 review", "03 doing", "04 review", "05 doing"]
    events = moves("OPS-1", *(f"2026-11-{each}" for each in path))
    expected = 'OPS-1 went back from "Review" to "Doing" twice'
    assert says(tmp_path, "WS734", {"OPS-1": "status: doing\n"}, events) == [expected]


def test_work_is_quiet_after_the_last_day_that_was_agreed_on(tmp_path: Path) -> None:
    events = [
        *moves("OPS-1", "2026-11-05 doing"),
        *moves("OPS-2", "2026-11-06 doing"),
        *moves("OPS-3", "2026-11-20 doing"),
    ]
    items = {f"OPS-{n}": "status: doing\n" for n in (1, 2, 3)}
    assert says(tmp_path, "WS735", items, events) == [
        'OPS-1 is in "Doing", and nothing about it has changed since 5 Nov 2026'
    ]


def test_what_was_blocked_reported_on_or_not_begun_is_not_called_quiet(tmp_path: Path) -> None:
    events = [each for n in (1, 2, 3) for each in moves(f"OPS-{n}", "2026-09-01 doing")]
    events += [*moves("OPS-4", "2026-09-01 ready"), *moves("OPS-5", "2026-11-20 doing")]
    items = {
        "OPS-1": "status: doing\nblocked: {since: 2026-09-02, reason: No contract}\n",
        "OPS-2": "status: doing\nupdates: [{date: 2026-09-03, text: Half of it is there}]\n",
        "OPS-3": "status: review\n",
        "OPS-4": "status: ready\n",
        "OPS-5": "status: doing\n",
    }
    assert says(tmp_path, "WS735", items, events) == []


def test_a_state_grows_when_five_come_for_four_that_leave(tmp_path: Path) -> None:
    people = [{**each, "at": each["at"].replace("2026-07", "2026-10")} for each in owned(people=5)]
    through = [each for n in range(10, 22) for each in moves(f"OPS-{n}", "2026-10-01 doing", "2026-10-10 done")]
    done = {f"OPS-{n}": "status: done\n" for n in range(10, 22)}
    for stuck, found in ((2, 0), (3, 1)):
        more = {f"OPS-{n}": "status: doing\n" for n in range(30, 30 + stuck)}
        events = [*through, *people, *(each for id in more for each in moves(id, "2026-10-12 doing"))]
        assert len(says(tmp_path / str(stuck), "WS733", {**done, **more}, events)) == found


def test_on_a_day_off_nobody_is_late_who_was_in_time_on_the_last_working_day(tmp_path: Path) -> None:
    events = [*BEFORE, *owned(people=5), *moves("OPS-1", "2026-11-10 doing")]
    items = {**DONE, "OPS-1": "status: doing\n"}
    calendar = "calendar: {holidays: [2026-11-20]}\n"
    assert says(tmp_path / "off", "WS730", items, events, calendar) == []
    assert len(says(tmp_path / "on", "WS730", items, events)) == 1


def test_a_block_that_the_workflow_limits_speaks_for_its_item(tmp_path: Path) -> None:
    events = [*BEFORE, *owned(people=5), *moves("OPS-1", "2026-11-02 doing")]
    items = {**DONE, "OPS-1": "status: doing\nblocked: {since: 2026-11-19, reason: No contract}\n"}
    assert len(says(tmp_path / "free", "WS730", items, events)) == 1
    limited = f"{FLOW}exceptions:\n  blocked: {{at_most: 5d}}\n"
    assert says(tmp_path / "limited", "WS730", items, events, flow=limited) == []
