"""Figures that nobody reads, work that is too large, time without a result, and plans that work has overtaken."""

from datetime import date
from pathlib import Path

import pytest

from tests.histories import due_events
from tests.rules.base import BASE
from tests.rules.findings import tell

SETTINGS = "work/worksystem.yml"


def goal(period: str, readings: str = "") -> dict[str, str]:
    """A goal with one figure."""
    figure = f"{{id: late, text: Late orders, from: 8, to: 2, readings: [{readings}]}}"
    return {"work/goals/trust.yml": f"name: Trust\nowner: ada\nperiod: {period}\nkey_results: [{figure}]\n"}


def spent(hours: str, text: str, status: str = "in_progress") -> dict[str, str]:
    """An item that time went into."""
    time = ", ".join(f"{{by: ada, date: 2026-11-1{day}, spent: {each}}}" for day, each in enumerate(hours.split()))
    return {"OPS-1": f"status: {status}\n{text}\ntime: [{time}]\n"}


def whole(text: str, *parts: str) -> dict[str, str]:
    """An item and the states of its parts."""
    found = {f"OPS-{number}": f"status: {each}\nparent: OPS-1\n" for number, each in enumerate(parts, start=2)}
    return {"OPS-1": text, **found}


def due(part: str, of_whole: str, status: str = "in_progress") -> dict[str, str]:
    """A part and its whole, each with a day."""
    return {"OPS-1": f"status: {status}\n{of_whole}\n", "OPS-2": f"status: todo\nparent: OPS-1\n{part}\n"}


def criteria(count: int) -> dict[str, str]:
    return {"OPS-1": f"status: ready\nacceptance: [{', '.join('It works' for _ in range(count))}]\n"}


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            goal("2026-Q4"),
            [
                "goals/trust.yml:4:20 key_results[0].id = late",
                '  half of 2026-Q4 is over, and key result "late" of goal "trust" was not read in it',
                "  help: read the figure once and add it under readings, or choose one that can be read",
            ],
        ),
        (goal("2026-H2"), []),
        (
            goal("2026-11"),
            [
                "goals/trust.yml:4:20 key_results[0].id = late",
                '  half of 2026-11 is over, and key result "late" of goal "trust" was not read in it',
                "  help: read the figure once and add it under readings, or choose one that can be read",
            ],
        ),
        (goal("2026-12"), []),
        (goal("2026-10"), []),
        (
            goal("2026"),
            [
                "goals/trust.yml:4:20 key_results[0].id = late",
                '  half of 2026 is over, and key result "late" of goal "trust" was not read in it',
                "  help: read the figure once and add it under readings, or choose one that can be read",
            ],
        ),
        (goal("2026-Q4", "{date: 2026-10-01, value: 7}"), []),
        (
            goal("2026-Q4", "{date: 2026-09-30, value: 7}"),
            [
                "goals/trust.yml:4:20 key_results[0].id = late",
                '  half of 2026-Q4 is over, and key result "late" of goal "trust" was not read in it',
                "  help: read the figure once and add it under readings, or choose one that can be read",
            ],
        ),
        (goal(""), []),
    ],
)
def test_a_figure_is_read_before_half_of_its_period_is_over(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS521", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        ({"OPS-1": "status: ready\nestimate: 20wd\n"}, []),
        ({"OPS-1": "status: ready\nestimate: 160h\n"}, []),
        (
            {"OPS-1": "status: ready\nestimate: 161h\n"},
            [
                "items/OPS-1.yml:4:11 estimate = 161h",
                "  OPS-1 is estimated at 161h, more than 20wd, and has no parts",
                "  help: split off a part that is of use by itself, and finish that first",
            ],
        ),
        (
            {"OPS-1": "status: ready\nestimate: 21wd\n"},
            [
                "items/OPS-1.yml:4:11 estimate = 21wd",
                "  OPS-1 is estimated at 21wd, more than 20wd, and has no parts",
                "  help: split off a part that is of use by itself, and finish that first",
            ],
        ),
        (criteria(8), []),
        (criteria(9), []),
        (criteria(10), []),
        (criteria(11), []),
        (criteria(12), []),
        (
            criteria(13),
            [
                "items/OPS-1.yml:4:1 acceptance = [It works, It works, It works, It works,",
                "  OPS-1 has 13 acceptance criteria, more than 12, and no parts",
                "  help: split off a part that is of use by itself, and finish that first",
            ],
        ),
        (criteria(20) | {"OPS-2": "status: done\nparent: OPS-1\n"}, []),
        ({"OPS-1": "status: done\nestimate: 90wd\n"}, []),
    ],
)
def test_work_without_parts_is_small(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS751", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            spent("20h 20h", "acceptance: [It works]"),
            [
                "items/OPS-1.yml:4:1 acceptance = [It works]",
                "  40 hours went into OPS-1, and its one criterion is not ticked",
                "  help: tick what is reached, or agree on the smallest result that can be shown next",
            ],
        ),
        (spent("20h 19h", "acceptance: [It works]"), []),
        (
            spent("5wd 1h", "acceptance: [It works, It stays so]"),
            [
                "items/OPS-1.yml:4:1 acceptance = [It works, It stays so]",
                "  41 hours went into OPS-1, and none of its criteria is ticked",
                "  help: tick what is reached, or agree on the smallest result that can be shown next",
            ],
        ),
        (
            spent("8h", "estimate: 1wd\nacceptance: [It works]"),
            [
                "items/OPS-1.yml:5:1 acceptance = [It works]",
                "  8 hours went into OPS-1, and its one criterion is not ticked",
                "  help: tick what is reached, or agree on the smallest result that can be shown next",
            ],
        ),
        (spent("7h", "estimate: 1wd\nacceptance: [It works]"), []),
        (spent("40h", "acceptance: [It works, {text: It stays so, done: yes}]"), []),
        (spent("40h", ""), []),
        (spent("40h", "acceptance: [It works]", "done"), []),
    ],
)
def test_much_time_leaves_a_criterion_ticked(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS752", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            whole("status: in_progress\n", "done", "done"),
            [
                "items/OPS-1.yml:3:9 status = in_progress",
                '  both parts of OPS-1 are over; it is in "In progress"',
                "  help: close it, or add the part or criterion that is still missing",
            ],
        ),
        (
            whole("status: in_progress\n", "done", "cancelled", "done"),
            [
                "items/OPS-1.yml:3:9 status = in_progress",
                '  all three parts of OPS-1 are over; it is in "In progress"',
                "  help: close it, or add the part or criterion that is still missing",
            ],
        ),
        (whole("status: in_progress\n", "cancelled", "cancelled"), []),
        (whole("status: in_progress\n", "done", "ready"), []),
        (whole("status: in_progress\n", "done"), []),
        (whole("status: in_review\n", "done", "done"), []),
        (whole("status: stuck\n", "done", "done"), []),
        (
            whole("status: ready\nacceptance: [{text: It works, done: yes}]\n", "done", "done", "done"),
            [
                "items/OPS-1.yml:3:9 status = ready",
                '  all three parts of OPS-1 are over and every criterion is ticked; it is in "Ready"',
                "  help: close it, or add the part or criterion that is still missing",
            ],
        ),
        (whole("status: ready\nacceptance: [It works]\n", "done", "done"), []),
    ],
)
def test_a_whole_is_closed_when_its_parts_are_over(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS753", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (spent("12h", "estimate: 1wd"), []),
        (
            spent("12h 1h", "estimate: 1wd"),
            [
                "items/OPS-1.yml:4:11 estimate = 1wd",
                "  OPS-1 was estimated at 1wd; 13 hours went into it, and it is open",
                "  help: estimate it anew from what is known today, and look whether its date still holds",
            ],
        ),
        (spent("2wd", "estimate: 1wd", "done"), []),
        (spent("2wd", ""), []),
        (spent("1wd", "estimate: 0h"), []),
    ],
)
def test_far_more_time_than_was_estimated_asks_for_a_new_estimate(
    tmp_path: Path, files: dict[str, str], lines: list[str]
) -> None:
    assert tell(tmp_path, "WS516", files) == lines


@pytest.mark.parametrize(
    ("files", "lines"),
    [
        (
            due("due: 2026-12-02", "due: 2026-12-01"),
            [
                "items/OPS-2.yml:5:6 due = 2026-12-02",
                "  OPS-2 is due on 2026-12-02, after OPS-1, which it is part of, on 2026-12-01",
                "  help: plan the two together: move one of the dates, or take the part out of the whole",
                "  see items/OPS-1.yml:4:6: OPS-1 is due here",
            ],
        ),
        (due("due: 2026-12-01", "due: 2026-12-01"), []),
        (
            due("due: 2026-W49", "due: 2026-12-01"),
            [
                "items/OPS-2.yml:5:6 due = 2026-W49",
                "  OPS-2 is due on 2026-W49, after OPS-1, which it is part of, on 2026-12-01",
                "  help: plan the two together: move one of the dates, or take the part out of the whole",
                "  see items/OPS-1.yml:4:6: OPS-1 is due here",
            ],
        ),
        (due("due: 2026-12-02", "due: 2026-12-01", "done"), []),
        (due("due: 2026-12-02", ""), []),
        (due("", "due: 2026-12-01"), []),
    ],
)
def test_a_part_is_due_no_later_than_its_whole(tmp_path: Path, files: dict[str, str], lines: list[str]) -> None:
    assert tell(tmp_path, "WS517", files) == lines


def test_half_of_a_quarter_is_over_on_its_47th_day(tmp_path: Path) -> None:
    found = [tell(tmp_path / str(day), "WS521", goal("2026-Q4"), as_of=date(2026, 11, day)) for day in (15, 16)]
    assert [bool(each) for each in found] == [False, True]


@pytest.mark.parametrize(
    ("said", "says"),
    [
        (("2026-09-01 2026-10-01", "2026-09-20 2026-10-10", "2026-10-08 2026-11-01"), ""),
        (
            ("2026-09-01 2026-10-01", "2026-09-20 2026-10-10", "2026-10-08 2026-11-01", "2026-10-30 2026-12-01"),
            "the due date of OPS-1 was put off three times, by 61 days in all",
        ),
        (("2026-09-01 2026-10-01", "2026-09-20 2026-10-10", "2026-09-26 2026-11-01", "2026-10-30 2026-12-01"), ""),
        (
            ("2026-09-01 2026-10-01", "2026-09-20 2026-10-10", "2026-09-27 2026-11-01", "2026-10-30 2026-12-01"),
            "the due date of OPS-1 was put off three times, by 61 days in all",
        ),
        (("2026-09-01 2026-12-04", "2026-09-20 2026-12-03", "2026-10-08 2026-12-02", "2026-10-30 2026-12-01"), ""),
    ],
)
def test_a_date_that_moved_more_than_twice_keeps_moving(tmp_path: Path, said: tuple[str, ...], says: str) -> None:
    lines = tell(tmp_path, "WS514", {"OPS-1": "status: ready\ndue: 2026-12-01\n"}, due_events("OPS-1", *said))
    help = "ask what it really waits for, make it smaller, or take the date out until somebody can keep it"
    where = "items/OPS-1.yml:4:6 due = 2026-12-01"
    assert lines == ([where, f"  {says}", f"  help: {help}"] if says else [])


@pytest.mark.parametrize(
    ("most", "often"), [(0, "once, by 1 day"), (1, "twice, by 2 days"), (2, "three times, by 3 days")]
)
def test_how_often_a_date_moved_is_said_in_words(tmp_path: Path, most: int, often: str) -> None:
    days = ["2026-09-01 2026-11-29", "2026-09-20 2026-11-30", "2026-10-08 2026-12-01", "2026-10-30 2026-12-02"]
    settings = {SETTINGS: BASE[SETTINGS] + f"thresholds: {{slips: {most}}}\n"}
    item = {"OPS-1": "status: ready\ndue: 2026-12-02\n", "OPS-2": "status: ready\n"}
    found = tell(tmp_path, "WS514", settings | item, due_events("OPS-1", *days[: most + 2]))
    assert found[1] == f"  the due date of OPS-1 was put off {often} in all"


def test_a_date_that_was_taken_out_moves_no_more(tmp_path: Path) -> None:
    days = ["2026-09-01 2026-10-01", "2026-09-20 2026-10-10", "2026-10-08 2026-11-01", "2026-10-30 2026-12-01"]
    items = {"OPS-1": "status: ready\n", "OPS-2": "status: ready\ndue: 2026-12-01\n"}
    gone = {"item": "OPS-1", "field": "due", "old": "2026-12-01", "new": None, "at": "2026-11-10T12:00:00+00:00"}
    assert tell(tmp_path, "WS514", items, [*due_events("OPS-1", *days), gone]) == []


@pytest.mark.parametrize(
    ("parts", "moved", "is_found"),
    [
        (("2026-11-18", "2026-11-19"), False, True),
        (("2026-11-18", "2026-11-20"), False, False),
        (("2026-11-18", "2026-11-19", "2026-12-01", "2026-12-01"), False, True),
        (("2026-11-18", "2026-11-19", "2026-12-01", "2026-12-01", "2026-12-01"), False, False),
        (("2026-11-18", "2026-11-19"), True, False),
        (("2026-11-18",), False, False),
    ],
)
def test_a_whole_moves_with_its_parts(tmp_path: Path, parts: tuple[str, ...], moved: bool, is_found: bool) -> None:
    items = {f"OPS-{number}": f"status: todo\nparent: OPS-1\ndue: {day}\n" for number, day in enumerate(parts, 2)}
    said = ["2026-09-01 2026-11-30", "2026-10-01 2026-12-01"] if moved else ["2026-09-01 2026-12-01"]
    found = tell(tmp_path, "WS518", {"OPS-1": "status: ready\ndue: 2026-12-01\n", **items}, due_events("OPS-1", *said))
    expected = [
        "items/OPS-1.yml:4:6 due = 2026-12-01",
        "  two parts of OPS-1 are past due, and its own date, 2026-12-01, never moved",
        "  help: plan it anew with what is known today: its date, what is left out, or who helps",
        "  see items/OPS-2.yml:5:6: OPS-2 was due here",
        "  see items/OPS-3.yml:5:6: OPS-3 was due here",
    ]
    assert found == (expected if is_found else [])
