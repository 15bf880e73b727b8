"""Cadences: when the last note is too old, how far is looked back, and who attends."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell

SETTINGS = BASE["work/worksystem.yml"]
NOTE = "---\nattended: [ada]\n---\nWe plan.\n"


def held(rhythm: str, *days: str) -> dict[str, str]:
    notes = {f"work/notes/plan/{day}.md": NOTE for day in days}
    return {"work/cadences.yml": f"plan: {{name: Plan, {rhythm}}}\n", **notes}


@pytest.mark.parametrize(
    ("rhythm", "last", "comes", "is_quiet"),
    [
        ("every: day", "2026-11-17", "every day", False),
        ("every: day", "2026-11-16", "every day", True),
        ("every: weekday", "2026-11-13", "every weekday", False),
        ("every: weekday", "2026-11-12", "every weekday", True),
        ("every: monday", "2026-11-05", "every monday", False),
        ("every: monday", "2026-11-04", "every monday", True),
        ("every: week", "2026-11-04", "every week", True),
        ("every: month", "2026-09-18", "every month", False),
        ("every: month", "2026-09-17", "every month", True),
        ("every: quarter", "2026-05-19", "every quarter", False),
        ("every: quarter", "2026-05-18", "every quarter", True),
        ("every: year", "2024-11-17", "every year", False),
        ("every: year", "2024-11-16", "every year", True),
        # Mondays, the last of which was four days ago
        ("rule: FREQ=WEEKLY;BYDAY=MO", "2026-11-09", "by its rule", False),
        ("rule: FREQ=WEEKLY;BYDAY=MO", "2026-11-02", "by its rule", True),
    ],
)
def test_a_meeting_has_gone_quiet_after_two_turns_without_a_note(
    tmp_path: Path, rhythm: str, last: str, comes: str, is_quiet: bool
) -> None:
    field, _, value = rhythm.partition(": ")
    assert tell(tmp_path, "WS512", held(rhythm, last)) == (
        [
            f"cadences.yml:1:{len(f'plan: {{name: Plan, {field}: ') + 1} plan.{field} = {value}",
            f'  "plan" comes round {comes}, but its last note is of {last}',
            "  help: add a note of the last meeting, or change the rhythm to the one you keep",
        ]
        if is_quiet
        else []
    )


@pytest.mark.parametrize(
    ("rhythm", "settings", "kept"),
    [
        ("every: monday", "", "three of its eight turns since 2026-09-28"),
        ("rule: FREQ=WEEKLY;BYDAY=MO", "", "three of its eight turns since 2026-09-28"),
        ("every: monday", "metrics: {window: 28d}\n", ""),  # two of four
    ],
)
def test_a_meeting_is_half_held_in_the_window_that_was_chosen(
    tmp_path: Path, rhythm: str, settings: str, kept: str
) -> None:
    files = held(rhythm, "2026-09-28", "2026-10-26", "2026-11-09")
    field, _, value = rhythm.partition(": ")
    assert tell(tmp_path, "WS515", {**files, "work/worksystem.yml": SETTINGS + settings}) == (
        [
            f"cadences.yml:1:{len(f'plan: {{name: Plan, {field}: ') + 1} plan.{field} = {value}",
            f'  "plan" has a note of only {kept}',
            "  help: change the rhythm to the one you keep, or agree on what would make it worth keeping",
        ]
        if kept
        else []
    )


@pytest.mark.parametrize(
    ("attends", "people", "says"),
    [
        ("[bo]", "", ("cadences take 5 of the 10 hours that bo has in a week",)),
        ("[role:product_owner, bo, team:night]", "", ("cadences take 5 of the 10 hours that bo has in a week",)),
        ("[role:nobody_has_it, bo]", "", ("cadences take 5 of the 10 hours that bo has in a week",)),
        ("[team:night]", "", ("cadences take 5 of the 10 hours that bo has in a week",)),
        ("[ada, grace]", "", ()),  # of one is not known how much time there is, the other has much
        ("[bo]", ", until: 2026-11-20", ("cadences take 5 of the 10 hours that bo has in a week",)),
        ("[bo]", ", until: 2026-11-19", ()),
        ("[]", "", ()),
    ],
)
def test_meetings_fill_the_week_of_whoever_attends_and_is_still_here(
    tmp_path: Path, attends: str, people: str, says: tuple[str, ...]
) -> None:
    files = {
        "work/people.yml": (
            "ada: {name: Ada, capacity: 40h}\n"
            f"bo: {{name: Bo, capacity: 10h, teams: {{night: 100%}}{people}}}\ngrace: {{name: Grace}}\n"
        ),
        "work/teams.yml": f"{BASE['work/teams.yml']}night: {{name: Night, purpose: It runs at night}}\n",
        "work/roles.yml": f"{BASE['work/roles.yml']}nobody_has_it: {{name: Free}}\n",
        "work/cadences.yml": f"board: {{name: Board, every: monday, lasts: 5h, attends: {attends}}}\n",
    }
    found = tell(tmp_path, "WS754", files)
    assert tuple(line.strip() for line in found[1::3]) == says


def test_a_day_of_meetings_has_the_hours_that_were_agreed(tmp_path: Path) -> None:
    files = {
        "work/worksystem.yml": SETTINGS.replace("hours_per_day: 8", "hours_per_day: 6"),
        "work/people.yml": "ada: {name: Ada}\nbo: {name: Bo, capacity: 2wd}\ngrace: {name: Grace}\n",
        "work/cadences.yml": "board: {name: Board, every: monday, lasts: 6h, attends: [bo]}\n",
    }
    assert tell(tmp_path, "WS754", files) == [
        "people.yml:2:26 bo.capacity = 2wd",
        "  cadences take 6 of the 12 hours that bo has in a week",
        "  help: let fewer people attend each meeting, make some shorter, or give one up",
    ]
