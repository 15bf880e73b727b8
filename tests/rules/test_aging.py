"""Work that grows old: the last day on which nothing is said, days off, and what speaks for an item already."""

from datetime import date
from pathlib import Path

import pytest

from tests.histories import moves
from tests.rules.base import BASE, TODAY
from tests.rules.findings import tell

FLOW = BASE["work/workflows/delivery.yml"]
SETTINGS = BASE["work/worksystem.yml"]
FRIDAY, SUNDAY = TODAY, date(2026, 11, 22)


def flow(expectation: str) -> dict[str, str]:
    """The workflow with what is expected of its state In progress."""
    return {"work/workflows/delivery.yml": FLOW.replace("{name: In progress,", f"{{name: In progress, {expectation},")}


def off(*days: str) -> dict[str, str]:
    return {"work/worksystem.yml": SETTINGS.replace("hours_per_day: 8", f"holidays: [{', '.join(days)}]")}


@pytest.mark.parametrize(
    ("began", "expected", "as_of", "days_off", "says"),
    [
        ("2026-11-19", "2d", FRIDAY, (), ""),
        ("2026-11-18", "2d", FRIDAY, (), "for 3 days, where 2 days are expected"),
        ("2026-11-20", "1d", FRIDAY, (), ""),
        ("2026-11-19", "1d", FRIDAY, (), "for 2 days, where 1 day is expected"),
        ("2026-11-18", "2d", FRIDAY, ("2026-11-20",), ""),
        ("2026-11-17", "2d", FRIDAY, ("2026-11-20",), "for 4 days, where 2 days are expected"),
        ("2026-11-19", "2d", SUNDAY, (), ""),
        ("2026-11-18", "2d", SUNDAY, (), "for 5 days, where 2 days are expected"),
        # after two weeks of holidays it is said all the same
        ("2026-11-05", "2d", FRIDAY, tuple(f"2026-11-{day:02}" for day in range(1, 21)), ""),
        (
            "2026-11-04",
            "2d",
            FRIDAY,
            tuple(f"2026-11-{day:02}" for day in range(1, 21)),
            "for 17 days, where 2 days are expected",
        ),
    ],
)
def test_work_is_too_long_in_a_state_on_the_first_working_day_after_what_is_expected(
    tmp_path: Path, began: str, expected: str, as_of: date, days_off: tuple[str, ...], says: str
) -> None:
    files = {**flow(f"expectation: {expected}"), **off(*days_off), "OPS-1": "status: in_progress\n"}
    assert tell(tmp_path, "WS730", files, moves("OPS-1", f"{began} in_progress"), as_of=as_of) == (
        [
            "items/OPS-1.yml:3:9 status = in_progress",
            f'  OPS-1 is in "In progress" {says}',
            "  help: look at it first when the team next meets: finish it, make it smaller, or say what is in the way",
        ]
        if says
        else []
    )


@pytest.mark.parametrize(
    ("began", "as_of", "says"),
    [
        ("2026-11-15", FRIDAY, ""),
        ("2026-11-14", FRIDAY, "7 days"),
        ("2026-11-15", SUNDAY, ""),
        ("2026-11-14", SUNDAY, "9 days"),
    ],
)
def test_work_is_under_way_too_long_if_its_states_together_should_take_less(
    tmp_path: Path, began: str, as_of: date, says: str
) -> None:
    expected = FLOW.replace("{name: In progress,", "{name: In progress, expectation: 4d,")
    expected = expected.replace("{name: In review,", "{name: In review, expectation: 3d,")
    files = {"work/workflows/delivery.yml": expected, "OPS-1": "status: in_review\n"}
    events = moves("OPS-1", f"{began} in_progress", "2026-11-20 in_review")
    is_said = f"  OPS-1 is in progress for {says}, where its states together are expected to take 6 days"
    assert tell(tmp_path, "WS730", files, events, as_of=as_of)[1:2] == ([is_said] if says else [])


@pytest.mark.parametrize(
    ("part", "is_said"),
    [("status: done", True), ("status: todo", False), ("status: ready", False)],
)
def test_a_whole_is_left_to_its_parts_while_one_of_them_is_open(tmp_path: Path, part: str, is_said: bool) -> None:
    files = {**flow("expectation: 2d"), "OPS-1": "status: in_progress\n", "OPS-2": f"{part}\nparent: OPS-1\n"}
    assert bool(tell(tmp_path, "WS730", files, moves("OPS-1", "2026-11-10 in_progress"))) is is_said


HELP = "  help: add one sentence under updates, or put it back until somebody has time for it"


def quiet(item: str, since: str) -> list[str]:
    says = f'  {item} is in "In progress", and nothing about it has changed since {since}'
    return [f"items/{item}.yml:3:9 status = in_progress", says, HELP]


@pytest.mark.parametrize(
    ("files", "since"),
    [
        ({}, "5 Nov 2026"),
        ({"work/worksystem.yml": SETTINGS + "thresholds: {stale: 15d}\n"}, ""),
        ({"work/worksystem.yml": SETTINGS + "thresholds: {stale: 1w}\n"}, "5 Nov 2026"),
        (flow("expectation: 20d"), ""),  # it may take so long
        (flow("expectation: 16d"), ""),
        (flow("expectation: 15d"), ""),
        (flow("expectation: 7d"), ""),  # that it takes longer than it should is said already
    ],
)
def test_work_is_quiet_for_longer_than_was_agreed_and_than_its_state_may_take(
    tmp_path: Path, files: dict[str, str], since: str
) -> None:
    events = [*moves("OPS-1", "2026-11-05 in_progress"), *moves("OPS-2", "2026-11-20 in_progress")]
    items = {"OPS-1": "status: in_progress\n", "OPS-2": "status: in_progress\n"}
    assert tell(tmp_path, "WS735", {**files, **items}, events) == (quiet("OPS-1", since) if since else [])


def test_what_is_left_in_peace_does_not_hide_what_is_quiet_beside_it(tmp_path: Path) -> None:
    events = [each for n in range(1, 5) for each in moves(f"OPS-{n}", f"2026-10-0{n} in_progress")]
    events += moves("OPS-5", "2026-11-20 in_progress")
    files = {
        "OPS-1": "status: in_progress\nblocked: {since: 2026-10-02, reason: No contract}\n",
        "OPS-2": "status: in_progress\n",
        "OPS-3": "status: in_progress\nupdates: [{date: 2026-10-03, text: Half of it is there}]\n",
        "OPS-4": "status: in_progress\n",
        "OPS-5": "status: in_progress\n",
    }
    assert tell(tmp_path, "WS735", files, events) == [*quiet("OPS-2", "2 Oct 2026"), *quiet("OPS-4", "4 Oct 2026")]
