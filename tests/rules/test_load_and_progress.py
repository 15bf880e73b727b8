"""What the pages of rules about load, days off, plans and progress cannot show: where exactly they begin and end."""

import json
from collections.abc import Iterable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from tests.histories import due_events, moves
from tests.rules.base import BASE, TODAY
from tests.systems import make_system
from worksystem.check import check
from worksystem.load.history import load_history

ADA_AWAY = """\
ada: {name: Ada, leave: [{from: 2026-11-30, to: 2026-12-04}]}
bo: {name: Bo, capacity: 10h}
grace: {name: Grace}
"""
SETTINGS = BASE["work/worksystem.yml"]


def says(
    folder: Path, code: str, files: dict[str, str], events: Iterable[dict[str, Any]] = (), *, as_of: date = TODAY
) -> list[str]:
    """What a rule says of the base with some files; `OPS-1: text` is an item, and of `OPS-0` nothing is to be said."""
    written = dict(BASE) | {"work/items/OPS-0.yml": "title: Sort the cables\ntype: task\nstatus: ready\n"}
    for name, text in files.items():
        is_item = "/" not in name
        title = "" if "title:" in text else f"title: Task {name}\n"
        written[f"work/items/{name}.yml" if is_item else name] = f"{title}type: task\n{text}" if is_item else text
    if lines := [json.dumps(each) for each in sorted(events, key=lambda each: each["at"])]:
        written["work/history/2026.jsonl"] = "".join(f"{line}\n" for line in lines)
    system = make_system(folder, written, as_of=as_of)
    found = check(system, as_of=as_of, select=(code, "WS900"), past=partial(load_history, system))
    return [each.message for each in found.diagnostics]


@pytest.mark.parametrize(
    ("start", "due", "says_so"),
    [
        ("2026-11-30", "2026-12-04", True),
        ("2026-11-28", "2026-12-06", True),
        ("2026-11-27", "2026-12-04", False),
        ("2026-11-30", "2026-12-07", False),
        ("2026-W49", "2026-W49", True),
        ("2026-11-14", "2026-11-15", False),
        ("2026-12-04", "2026-11-30", False),
        ("2029-01-06", "2029-01-07", False),
    ],
)
def test_work_is_planned_on_days_off_if_no_day_between_its_ends_is_worked_on(
    tmp_path: Path, start: str, due: str, says_so: bool
) -> None:
    item = f"status: ready\nowner: ada\nstart: {start}\ndue: {due}\n"
    found = says(tmp_path, "WS418", {"work/people.yml": ADA_AWAY, "OPS-1": item})
    assert found == ([f"OPS-1 is planned from {start} to {due}, while ada is away"] if says_so else [])


def test_a_weekend_of_nobody_in_particular_is_all_days_off(tmp_path: Path) -> None:
    item = "status: ready\nowner: platform\nstart: 2026-11-28\ndue: 2026-11-29\n"
    expected = "OPS-1 is planned from 2026-11-28 to 2026-11-29, all days off"
    assert says(tmp_path, "WS418", {"OPS-1": item}) == [expected]


def test_what_is_planned_on_days_off_is_not_due_on_one_too(tmp_path: Path) -> None:
    files = {
        "work/people.yml": ADA_AWAY,
        "OPS-1": "status: ready\nowner: ada\nstart: 2026-12-01\ndue: 2026-12-02\n",
        "OPS-2": "status: ready\nowner: bo\nstart: 2026-11-28\ndue: 2026-11-29\n",
    }
    assert says(tmp_path / "leave", "WS507", files) == []
    assert says(tmp_path / "day", "WS519", files) == []
    assert len(says(tmp_path / "both", "WS418", files)) == 2


@pytest.mark.parametrize(
    ("due", "expected"),
    [
        ("2026-11-21", ["OPS-1 is due on 2026-11-21, a Saturday"]),
        ("2028-11-18", ["OPS-1 is due on 2028-11-18, a Saturday"]),
        ("2028-11-25", []),
        ("2026-11-15", []),
        ("2026-12-08", ["OPS-1 is due on 2026-12-08, a holiday (Immaculate Conception)"]),
    ],
)
def test_a_day_off_is_found_from_today_on_for_two_years(tmp_path: Path, due: str, expected: list[str]) -> None:
    settings = SETTINGS.replace("hours_per_day: 8", "hours_per_day: 8, holidays: PT")
    files = {"work/worksystem.yml": settings, "OPS-1": f"status: ready\nowner: bo\ndue: {due}\n"}
    assert says(tmp_path, "WS519", files) == expected


def roles(lead: str) -> dict[str, str]:
    """A critical role that grace holds, with further fields."""
    others = "".join(f"{id}: {{name: {id}}}\n" for id in ("approver", "product_owner", "security_reviewer"))
    return {"work/roles.yml": f"{others}delivery_lead: {{name: Delivery lead, {lead}}}\n"}


@pytest.mark.parametrize(
    ("grace", "role", "when"),
    [
        ("leave: [{from: 2026-11-24, to: 2026-11-24}]", "critical: yes", "on 2026-11-24"),
        ("leave: [{from: 2026-11-26, to: 2026-12-01}]", "critical: yes", "from 2026-11-26 to 2026-12-01"),
        ("leave: [{from: 2026-11-20, to: 2026-11-22}]", "critical: yes", "on 2026-11-20"),
        ("leave: [{from: 2027-01-14, to: 2027-01-22}]", "critical: yes", "on 2027-01-14"),
        ("leave: [{from: 2027-01-15, to: 2027-01-22}]", "critical: yes", ""),
        ("leave: [{from: 2026-11-21, to: 2026-11-22}]", "critical: yes", ""),
        ("leave: [{from: 2026-12-08, to: 2026-12-08}]", "critical: yes", ""),
        ("leave: [{from: 2026-11-24, to: 2026-11-24}]", "critical: no", ""),
        ("leave: [{from: 2026-11-24, to: 2026-11-24}]", "critical: yes, deputy: bo", ""),
        ("leave: [{from: 2026-11-26, to: 2026-11-26}], until: 2026-11-27", "critical: yes", "on 2026-11-26"),
    ],
)
def test_a_critical_role_has_no_cover_while_all_who_could_act_are_away(
    tmp_path: Path, grace: str, role: str, when: str
) -> None:
    settings = SETTINGS.replace("hours_per_day: 8", "hours_per_day: 8, holidays: PT")
    people = f"ada: {{name: Ada}}\nbo: {{name: Bo}}\ngrace: {{name: Grace, {grace}}}\n"
    found = says(tmp_path, "WS419", {"work/worksystem.yml": settings, "work/people.yml": people, **roles(role)})
    expected = f'all who could act in the critical role "delivery_lead" are away {when}'
    assert found == ([expected] if when else [])


def test_who_has_left_already_is_no_matter_of_leaving(tmp_path: Path) -> None:
    people = "ada: {name: Ada, until: 2026-11-19}\nbo: {name: Bo, until: 2026-11-20}\ngrace: {name: Grace}\n"
    item = "status: ready\nowner: {}\ndue: 2026-12-01\n"
    files = {"work/people.yml": people, "OPS-1": item.format("ada"), "OPS-2": item.format("bo")}
    expected = "OPS-2 is due on 2026-12-01, after 2026-11-20, the last day of its owner bo"
    assert says(tmp_path, "WS520", files) == [expected]


def test_meetings_count_for_whoever_attends_by_name_by_role_or_by_team(tmp_path: Path) -> None:
    cadences = """\
one: {name: One, every: weekday, lasts: 1h, attends: [bo]}
two: {name: Two, every: monday, lasts: 30m, attends: [role:product_owner, bo]}
three: {name: Three, rule: "FREQ=WEEKLY;BYDAY=TU", lasts: 30m, attends: [team:platform]}
four: {name: Four, every: tuesday, attends: [bo]}
"""
    files = {"work/people.yml": ADA_AWAY, "work/cadences.yml": cadences}
    assert says(tmp_path, "WS754", files) == ["cadences take 6 of the 10 hours that bo has in a week"]


def test_meetings_may_take_just_the_share_that_was_agreed(tmp_path: Path) -> None:
    cadences = "one: {name: One, every: monday, lasts: 4h, attends: [bo]}\n"
    files = {"work/people.yml": ADA_AWAY, "work/cadences.yml": cadences}
    assert says(tmp_path / "at", "WS754", files) == []
    less = SETTINGS + "thresholds: {meeting_share: 39%}\n"
    assert len(says(tmp_path / "over", "WS754", {**files, "work/worksystem.yml": less})) == 1


@pytest.mark.parametrize(
    ("notes", "expected"),
    [
        (("2026-11-09", "2026-10-26", "2026-09-14"), ['"weekly_planning" has a note of only three of its nine turns']),
        (("2026-11-09", "2026-10-26", "2026-10-12", "2026-09-28", "2026-09-14"), []),
        (("2026-10-12", "2026-09-14"), []),
        (("2026-11-09", "2026-10-12"), ['"weekly_planning" has a note of only two of its five turns']),
        (("2026-11-09", "2026-10-19"), []),
    ],
)
def test_a_meeting_is_half_held_if_less_than_half_of_its_turns_have_a_note(
    tmp_path: Path, notes: tuple[str, ...], expected: list[str]
) -> None:
    files = {f"work/notes/weekly_planning/{day}.md": "---\nattended: [ada]\n---\nWe plan.\n" for day in notes}
    found = says(tmp_path, "WS515", files, as_of=date(2026, 11, 17))
    assert [each.partition(" since")[0] for each in found] == expected


def test_a_date_was_put_off_as_often_as_weeks_lie_between(tmp_path: Path) -> None:
    items = {"OPS-1": "status: in_progress\ndue: 2026-12-18\n"}
    first = due_events("OPS-1", "2026-09-01 2026-09-30", "2026-09-28 2026-10-15", "2026-10-05 2026-11-15")
    start = moves("OPS-1", "2026-09-01 in_progress")
    week = [*start, *first, *due_events("OPS-1", "2026-10-12 2026-12-18")]
    week[-1]["old"] = "2026-11-15"
    expected = "the due date of OPS-1 was put off three times, by 79 days in all"
    assert says(tmp_path / "week", "WS514", items, week) == [expected]
    week[-1]["at"] = "2026-10-11T12:00:00+00:00"
    assert says(tmp_path / "less", "WS514", items, week) == []
    items["work/worksystem.yml"] = SETTINGS + "thresholds: {slips: 1}\n"
    assert says(tmp_path / "one", "WS514", items, week) == [expected.replace("three times", "twice")]


@pytest.mark.parametrize(("spent", "is_found"), [("12h", False), ("12.5h", True)])
def test_an_estimate_is_overtaken_at_half_as_much_again(tmp_path: Path, spent: str, is_found: bool) -> None:
    item = f"status: in_progress\nestimate: 1wd\ntime:\n  - {{date: 2026-11-18, spent: {spent}}}\n"
    expected = "OPS-1 was estimated at 1wd; 12.5 hours went into it, and it is open"
    assert says(tmp_path, "WS516", {"OPS-1": item}) == ([expected] if is_found else [])


@pytest.mark.parametrize(
    ("late", "open_", "is_found"), [(1, 1, False), (2, 2, True), (2, 3, False), (3, 3, True), (2, 0, True)]
)
def test_a_plan_never_changed_if_half_of_the_parts_are_late(
    tmp_path: Path, late: int, open_: int, is_found: bool
) -> None:
    items = {"OPS-1": "status: in_progress\ndue: 2026-12-18\n"}
    items |= {f"OPS-1{n}": "status: ready\nparent: OPS-1\ndue: 2026-11-19\n" for n in range(late)}
    items |= {f"OPS-2{n}": "status: ready\nparent: OPS-1\ndue: 2026-11-20\n" for n in range(open_)}
    events = [*moves("OPS-1", "2026-09-01 in_progress"), *due_events("OPS-1", "2026-09-01 2026-12-18")]
    assert bool(says(tmp_path, "WS518", items, events)) is is_found


@pytest.mark.parametrize(
    ("item", "is_found"),
    [
        ("estimate: 20wd\n", False),
        ("estimate: 161h\n", True),
        ("acceptance: [a, b, c, d, e, f, g, h, i, j, k, l]\n", False),
        ("acceptance: [a, b, c, d, e, f, g, h, i, j, k, l, m]\n", True),
    ],
)
def test_an_item_is_too_large_beyond_what_was_agreed(tmp_path: Path, item: str, is_found: bool) -> None:
    assert bool(says(tmp_path, "WS751", {"OPS-1": f"status: ready\n{item}"})) is is_found


@pytest.mark.parametrize(
    ("planned", "spent", "is_found"),
    [("2wd", "15h", False), ("2wd", "16h", True), ("", "39h", False), ("", "40h", True)],
)
def test_time_without_result_is_as_much_as_was_planned(
    tmp_path: Path, planned: str, spent: str, is_found: bool
) -> None:
    estimate = f"estimate: {planned}\n" if planned else ""
    item = f"status: in_progress\n{estimate}acceptance: [It works]\ntime:\n  - {{date: 2026-11-18, spent: {spent}}}\n"
    expected = f"{spent[:-1]} hours went into OPS-1, and its one criterion is not ticked"
    assert says(tmp_path, "WS752", {"OPS-1": item}) == ([expected] if is_found else [])


@pytest.mark.parametrize(
    ("parts", "is_found"),
    [(("done", "done"), True), (("done",), False), (("cancelled", "cancelled"), False), (("done", "ready"), False)],
)
def test_a_whole_is_still_open_if_all_of_several_parts_are_over(
    tmp_path: Path, parts: tuple[str, ...], is_found: bool
) -> None:
    items = {f"OPS-1{n}": f"status: {status}\nparent: OPS-1\n" for n, status in enumerate(parts)}
    expected = 'both parts of OPS-1 are over; it is in "In progress"'
    found = says(tmp_path, "WS753", {"OPS-1": "status: in_progress\n", **items})
    assert found == ([expected] if is_found else [])


def test_items_wait_at_a_gate_that_one_person_opens_unless_they_passed_it(tmp_path: Path) -> None:
    release = "{from: in_review, to: done, name: Release, by: [role:delivery_lead]"
    gate = release + ", approvals: [{gate: release, roles: [delivery_lead]}]"
    files = {"work/workflows/delivery.yml": BASE["work/workflows/delivery.yml"].replace(release, gate)}
    files |= {f"OPS-{n}": "status: in_review\nowner: bo\n" for n in range(1, 4)}
    expected = '3 items wait where gate "release" of workflow "delivery" rests on one person'
    assert says(tmp_path / "three", "WS750", files) == [expected]
    files["OPS-3"] += "approvals: [{gate: release, by: grace, date: 2026-11-19}]\n"
    assert says(tmp_path / "two", "WS750", files) == []


# twelve that were finished within ten days, by five people
DONE = {f"OPS-{n}": "status: done\n" for n in range(20, 32)}
FINISHED = [each for n in range(20, 32) for each in moves(f"OPS-{n}", "2026-07-01 in_progress", "2026-07-10 done")]
OWNED = [
    {"item": f"OPS-{n}", "field": "owner", "old": None, "new": f"p{n % 5}", "at": "2026-07-01T12:00:00+00:00"}
    for n in range(20, 32)
]
TODAYS = moves("OPS-90", "2026-11-20 in_progress")
LYING = (
    "OPS-1 is in progress and has not moved since {}, longer than the 10 days within which 85% of such work was"
    " finished"
)


@pytest.mark.parametrize(
    ("began", "owned", "item", "expected"),
    [
        ("2026-11-05", 12, "", [LYING.format("5 Nov 2026")]),
        ("2026-11-06", 12, "", []),
        ("2026-10-01", 4, "", []),
        ("2026-10-01", 12, "blocked: {since: 2026-11-01, reason: The bank is closed}\n", []),
        ("2026-10-01", 12, "comments:\n  - {by: bo, date: 2026-11-10, text: Soon}\n", []),
    ],
)
def test_work_was_left_if_it_lay_longer_than_work_takes_and_than_it_may_lie(
    tmp_path: Path, began: str, owned: int, item: str, expected: list[str]
) -> None:
    items = {**DONE, "OPS-1": f"status: in_progress\n{item}", "OPS-90": "status: in_progress\n"}
    events = [*FINISHED, *OWNED[:owned], *moves("OPS-1", f"{began} in_progress"), *TODAYS]
    people = {"work/people.yml": BASE["work/people.yml"] + "".join(f"p{n}: {{name: Person {n}}}\n" for n in range(5))}
    assert says(tmp_path, "WS755", {**items, **people}, events) == expected


@pytest.mark.parametrize(
    ("began", "parts", "is_found"),
    [("2026-08-22", 3, True), ("2026-08-23", 3, False), ("2026-08-22", 2, False)],
)
def test_no_part_is_finished_after_the_days_that_were_agreed(
    tmp_path: Path, began: str, parts: int, is_found: bool
) -> None:
    items = {f"OPS-1{n}": "status: ready\nparent: OPS-1\n" for n in range(parts)}
    found = says(tmp_path, "WS756", {"OPS-1": "status: in_progress\n", **items}, moves("OPS-1", f"{began} in_progress"))
    expected = "OPS-1 is in progress for 91 days, and none of its three parts is done"
    assert found == ([expected] if is_found else [])


@pytest.mark.parametrize(("day", "is_found"), [(date(2026, 11, 15), False), (date(2026, 11, 16), True)])
def test_a_figure_was_not_read_when_half_of_the_period_is_over(tmp_path: Path, day: date, is_found: bool) -> None:
    goal = BASE["work/goals/trust.yml"].replace("2026-11-02", "2026-09-30")
    found = says(tmp_path, "WS521", {"work/goals/trust.yml": goal}, as_of=day)
    expected = 'half of 2026-Q4 is over, and key result "failed" of goal "trust" was not read in it'
    assert found == ([expected] if is_found else [])
