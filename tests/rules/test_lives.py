"""Which open items have a past that tells something, and what counts as the last sign of life in it."""

from pathlib import Path
from typing import Any

import pytest

from tests.histories import moves
from tests.rules.findings import tell

ACTIVE = "status: in_progress\n"
PLACE = "items/OPS-1.yml:3:9 status = in_progress"
QUIET = '  OPS-1 is in "In progress", and nothing about it has changed since {}'
TODAYS = moves("OPS-9", "2026-11-20 in_progress")


def event(field: str, old: str | None, new: str, day: str) -> dict[str, Any]:
    """Something that changed on a day."""
    return {"item": "OPS-1", "field": field, "old": old, "new": new, "at": f"{day}T12:00:00+00:00"}


@pytest.mark.parametrize(
    ("text", "since"),
    [
        ("", "5 Oct 2026"),
        (
            "comments: [{by: bo, date: 2026-10-20, text: Soon}, {by: bo, date: 2026-10-12, text: Later}]\n",
            "20 Oct 2026",
        ),
        ("handoffs: [{to: bo, date: 2026-10-19}]\n", "19 Oct 2026"),
        ("approvals: [{gate: release, by: bo, date: 2026-10-18}]\n", "18 Oct 2026"),
        ("time: [{date: 2026-10-17, spent: 3h}]\n", "17 Oct 2026"),
        ("time: [{date: 2026-10-17, spent: 3h}]\nhandoffs: [{to: bo, date: 2026-10-16}]\n", "17 Oct 2026"),
        ("handoffs: [{to: bo, date: 2026-W43}]\n", "25 Oct 2026"),
        ("handoffs: [{to: bo, date: 2026-10-04}]\n", "5 Oct 2026"),
    ],
)
def test_the_last_sign_of_life_is_the_latest_thing_that_is_dated(tmp_path: Path, text: str, since: str) -> None:
    events = [*moves("OPS-1", "2026-09-01 ready", "2026-10-05 in_progress"), *TODAYS]
    place, message, _ = tell(tmp_path, "WS735", {"OPS-1": ACTIVE + text, "OPS-9": ACTIVE}, events)
    assert (place, message) == (PLACE, QUIET.format(since))


@pytest.mark.parametrize(
    ("field", "old", "new", "since"),
    [
        ("path", "work/items/a/OPS-1.yml", "work/items/OPS-1.yml", "5 Oct 2026"),
        ("owner", "ada", "bo", "20 Oct 2026"),
        ("due", None, "2026-12-01", "20 Oct 2026"),
    ],
)
def test_a_file_that_was_moved_shows_no_life(tmp_path: Path, field: str, old: str | None, new: str, since: str) -> None:
    events = [*moves("OPS-1", "2026-10-05 in_progress"), event(field, old, new, "2026-10-20"), *TODAYS]
    _, message, _ = tell(tmp_path, "WS735", {"OPS-1": ACTIVE, "OPS-9": ACTIVE}, events)
    assert message == QUIET.format(since)


def test_an_item_whose_file_tells_another_state_than_its_past_is_left_out_and_the_next_is_not(tmp_path: Path) -> None:
    events = [*moves("OPS-1", "2026-10-05 in_review"), *moves("OPS-3", "2026-10-05 in_progress"), *TODAYS]
    files = {"OPS-1": ACTIVE, "OPS-2": ACTIVE, "OPS-3": ACTIVE, "OPS-9": ACTIVE}
    assert [line.partition(" ")[0] for line in tell(tmp_path, "WS735", files, events)][::3] == ["items/OPS-3.yml:3:9"]
