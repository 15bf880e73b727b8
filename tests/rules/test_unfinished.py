"""What was started and stays unfinished: after how many days, and against what it is held."""

from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from tests.histories import moves
from tests.rules.base import BASE
from tests.rules.findings import tell

SETTINGS = BASE["work/worksystem.yml"]
PEOPLE = {"work/people.yml": BASE["work/people.yml"] + "".join(f"p{n}: {{name: Person {n}}}\n" for n in range(5))}
RECENT = moves("OPS-99", "2026-11-20 ready")
OWNED = "status: in_progress\nowner: ada\n"


def finished(days: Iterable[int], *, people: int = 5) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Work that took so many days each, counting the first and the last, by some people in turn."""
    items, events = {}, []
    for n, took in enumerate(days):
        end = date(2026, 6, 1) + timedelta(days=took - 1)
        items[f"OPS-{20 + n}"] = f"status: done\ncontributors: [p{n % people}]\n"
        events += moves(f"OPS-{20 + n}", "2026-06-01T09:00:00+00:00 in_progress", f"{end}T12:00:00+00:00 done")
    return items, events


@pytest.mark.parametrize(
    ("days", "stale", "last", "limit"),
    [
        ([8] * 11, "", "2026-11-06", ""),  # for 14 days
        ([8] * 11, "", "2026-11-05", "8 days"),
        ([1] * 11, "", "2026-11-05", "1 day"),
        ([20] * 11, "", "2026-10-31", ""),
        ([20] * 11, "", "2026-10-30", "20 days"),
        ([8] * 11, "thresholds: {stale: 21d}\n", "2026-10-30", ""),
        ([8] * 11, "thresholds: {stale: 21d}\n", "2026-10-29", "8 days"),
        ([8] * 11, "thresholds: {stale: 3d}\n", "2026-11-12", ""),
        ([8] * 11, "thresholds: {stale: 3d}\n", "2026-11-11", "8 days"),
        ([3] * 9 + [10, 20], "", "2026-11-01", "10 days"),
        ([3] * 9 + [10, 20], "metrics: {expectation: 95%}\n", "2026-10-31", ""),
        ([8] * 10, "", "2026-09-01", ""),  # of ten nothing is said
        ([8] * 10, "metrics: {few: 10}\n", "2026-09-01", "8 days"),
    ],
)
def test_what_has_not_moved_for_longer_than_such_work_takes_is_never_finished(
    tmp_path: Path, days: list[int], stale: str, last: str, limit: str
) -> None:
    items, events = finished(days)
    files = {**PEOPLE, **items, "OPS-1": OWNED, "OPS-99": "status: ready\n", "work/worksystem.yml": SETTINGS + stale}
    told = date.fromisoformat(last)
    since = f"{told.day} {told:%b} 2026"
    longer = f"longer than the {limit} within which 85% of such work was finished"
    assert tell(tmp_path, "WS755", files, [*events, *RECENT, *moves("OPS-1", f"{last} in_progress")]) == (
        [
            "items/OPS-1.yml:3:9 status = in_progress",
            f"  OPS-1 is in progress and has not moved since {since}, {longer}",
            "  help: decide today: finish what is of use, put it back, or give it up and say why",
        ]
        if limit
        else []
    )


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        (OWNED, True),
        ("status: in_review\n", True),
        ("status: ready\n", False),
        ("status: todo\n", False),
        ("status: done\n", False),
        (f"{OWNED}blocked: {{since: 2026-09-02, reason: No contract}}\n", False),
        (f"{OWNED}updates: [{{date: 2026-11-06, by: ada, text: Half of it}}]\n", False),
        (f"{OWNED}updates: [{{date: 2026-11-05, by: ada, text: Half of it}}]\n", True),
        (f"type: errand\n{OWNED}", False),  # of whose workflow nothing was finished
    ],
)
def test_only_work_in_progress_that_nothing_holds_up_is_never_finished(
    tmp_path: Path, text: str, is_found: bool
) -> None:
    items, events = finished([8] * 11)
    errands = {
        "work/types/errand.yml": "name: Errand\nworkflow: errands\n",
        "work/workflows/errands.yml": BASE["work/workflows/delivery.yml"],
    }
    state = text.partition("status: ")[2].partition("\n")[0]
    files = {**PEOPLE, **items, **errands, "OPS-1": text, "OPS-99": "status: ready\n"}
    found = tell(tmp_path, "WS755", files, [*events, *RECENT, *moves("OPS-1", f"2026-09-01 {state}")])
    assert bool(found) is is_found


@pytest.mark.parametrize(("people", "is_found"), [(5, True), (4, False)])
def test_what_fewer_than_five_people_finished_is_no_measure(tmp_path: Path, people: int, is_found: bool) -> None:
    items, events = finished([8] * 11, people=people)
    files = {**PEOPLE, **items, "OPS-1": OWNED, "OPS-99": "status: ready\n"}
    found = tell(tmp_path, "WS755", files, [*events, *RECENT, *moves("OPS-1", "2026-09-01 in_progress")])
    assert bool(found) is is_found


def test_what_was_brought_along_when_it_was_done_is_no_measure(tmp_path: Path) -> None:
    items, events = finished([8] * 11)
    bulk = [{**each, "bulk": True} if each["item"] == "OPS-20" else each for each in events]
    files = {**PEOPLE, **items, "OPS-1": OWNED, "OPS-99": "status: ready\n"}
    lying = [*RECENT, *moves("OPS-1", "2026-09-01 in_progress")]
    assert tell(tmp_path / "each", "WS755", files, [*events, *lying])
    assert tell(tmp_path / "bulk", "WS755", files, [*bulk, *lying]) == []


def test_while_nothing_at_all_is_told_nothing_lies_longer(tmp_path: Path) -> None:
    items, events = finished([8] * 11)
    files = {**PEOPLE, **items, "OPS-1": OWNED, "OPS-99": "status: ready\n"}
    for last, is_found in (("2026-11-03", True), ("2026-11-04", False)):
        lying = [*moves("OPS-99", "2026-11-18 ready"), *moves("OPS-1", f"{last} in_progress")]
        assert bool(tell(tmp_path / last, "WS755", files, [*events, *lying])) is is_found


def test_what_is_not_in_progress_leaves_the_others_to_be_found(tmp_path: Path) -> None:
    items, events = finished([8] * 11)
    states = {"OPS-1": "ready", "OPS-2": "in_progress", "OPS-3": "todo", "OPS-4": "in_review"}
    files = {
        **PEOPLE,
        **items,
        "OPS-99": "status: ready\n",
        **{id: f"status: {state}\n" for id, state in states.items()},
    }
    lying = [each for id, state in states.items() for each in moves(id, f"2026-09-01 {state}")]
    found = tell(tmp_path, "WS755", files, [*events, *RECENT, *lying])
    assert [line.split(":")[0] for line in found if line.startswith("items")] == ["items/OPS-2.yml", "items/OPS-4.yml"]


SOONER = {"work/worksystem.yml": f"{SETTINGS}thresholds: {{first_result: 30d}}\n"}
PARTS = {f"OPS-{n}": "status: todo\nparent: OPS-1\n" for n in (2, 3, 4)}


@pytest.mark.parametrize(
    ("start", "files", "said"),
    [
        ("2026-08-22", {}, "91 days, and none of its three parts"),
        ("2026-08-23", {}, ""),
        ("2026-10-21", SOONER, "31 days, and none of its three parts"),
        ("2026-10-22", SOONER, ""),
        ("2026-08-22", {"OPS-1": "status: in_review\n"}, "91 days, and none of its three parts"),
        ("2026-08-22", {"OPS-1": "status: ready\n"}, ""),
        ("2026-08-22", {"OPS-5": "status: in_review\nparent: OPS-1\n"}, "91 days, and none of its four parts"),
        ("2026-08-22", {"OPS-2": "status: cancelled\nparent: OPS-1\n"}, "91 days, and none of its three parts"),
        ("2026-08-22", {"OPS-2": "status: done\nparent: OPS-1\n"}, ""),
        ("2026-08-22", {"OPS-2": "status: dnoe\nparent: OPS-1\n"}, ""),  # how it stands nobody knows
        ("2026-08-22", dict.fromkeys(PARTS, "status: todo\n"), ""),
        ("2026-08-22", {"OPS-2": "status: todo\n"}, ""),  # two parts are no work in parts
        ("2026-08-22", {"OPS-5": "status: in_progress\nparent: OPS-2\n"}, "91 days, and none of its three parts"),
    ],
)
def test_work_in_three_parts_or_more_shows_a_first_result_within_what_was_agreed(
    tmp_path: Path, start: str, files: dict[str, str], said: str
) -> None:
    items = {"OPS-1": "status: in_progress\n", **PARTS, **files}
    state = items["OPS-1"].split()[1]
    events = moves("OPS-1", f"{start} in_progress", *([f"2026-11-02 {state}"] if state != "in_progress" else []))
    assert tell(tmp_path, "WS756", items, events) == (
        [
            f"items/OPS-1.yml:3:9 status = {state}",
            f"  OPS-1 is in progress for {said} is done",
            "  help: choose the part that is of use by itself, and finish it before the others go on",
        ]
        if said
        else []
    )


def test_each_work_in_parts_without_a_result_is_found(tmp_path: Path) -> None:
    whole, part = "status: in_progress\n", "status: todo\nparent: OPS-{}\n"
    items = {f"OPS-{n}": whole for n in (1, 2, 3)}
    items |= {f"OPS-{10 * n + m}": part.format(n) for n in (1, 2, 3) for m in range(1 if n == 2 else 3)}
    events = [each for n in (1, 2, 3) for each in moves(f"OPS-{n}", "2026-06-01 in_progress")]
    assert [line for line in tell(tmp_path, "WS756", items, events) if line.startswith("items")] == [
        "items/OPS-1.yml:3:9 status = in_progress",
        "items/OPS-3.yml:3:9 status = in_progress",
    ]
