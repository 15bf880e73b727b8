"""What a habit of a team is, to the item, and what counts as a result."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell

SETTINGS = BASE["work/worksystem.yml"]
DONE = "status: done\n"
SHOWN = DONE + "closed: It holds\n"
BEGUN = "status: in_progress\nstart: 2026-11-02\n"


def items(prefix: str, count: int, text: str) -> dict[str, str]:
    """Items that say the same."""
    return {f"{prefix}-{number}": text for number in range(1, count + 1)}


@pytest.mark.parametrize(
    ("having", "lacking", "metrics", "is_found"),
    [
        (10, 1, "", True),
        (9, 1, "", False),
        (12, 3, "", True),
        (11, 3, "", False),
        (4, 1, "metrics: {few: 5}\n", True),
        (3, 1, "metrics: {few: 5}\n", False),
        (5, 0, "metrics: {few: 5}\n", False),
    ],
)
def test_a_habit_is_what_four_fifths_of_enough_items_have(
    tmp_path: Path, having: int, lacking: int, metrics: str, is_found: bool
) -> None:
    settings = {"work/worksystem.yml": SETTINGS + metrics}
    started = items("OPS", having, BEGUN) | items("NEW", lacking, "status: in_progress\n")
    said = f"{having} of {having + lacking} begun items of its type do"
    found = tell(tmp_path / "start", "WS737", settings | started)
    assert (
        found[:3]
        == [
            "items/NEW-1.yml:1:1 start",
            f'  NEW-1 is in "In progress" and does not say when it was to start; {said}',
            "  help: add start: <first day>",
        ]
        * is_found
    )
    assert len(found) == 3 * lacking * is_found
    done = items("OPS", having, SHOWN) | items("NEW", lacking, DONE)
    said = f"{having} of {having + lacking} done items of its type have something to show"
    found = tell(tmp_path / "done", "WS739", settings | done)
    assert (
        found[:3]
        == [
            "items/NEW-1.yml:3:9 status = done",
            f'  NEW-1 is in "Done", and nothing in it shows what came out; {said}',
            "  help: tick what is true under acceptance, link the result, or add closed: {reason: <what came out>}",
        ]
        * is_found
    )
    assert len(found) == 3 * lacking * is_found


def test_done_work_counts_for_the_habit_and_is_asked_nothing_and_types_have_their_own(tmp_path: Path) -> None:
    files = {"work/worksystem.yml": SETTINGS + "metrics: {few: 5}\n"}
    files |= {"work/types/bug.yml": "name: Bug\nmanages: continuous\nworkflow: delivery\n"}
    files |= items("OPS", 3, BEGUN) | {"OPS-4": DONE + "start: 2026-11-02\n"}
    files |= {"NEW-1": "status: in_review\n", "NEW-2": "status: ready\n", "NEW-3": "status: cancelled\n"}
    files |= items("BUG", 5, "type: bug\nstatus: in_progress\n")
    assert tell(tmp_path / "active", "WS737", files) == [
        "items/NEW-1.yml:1:1 start",
        '  NEW-1 is in "In review" and does not say when it was to start; 4 of 5 begun items of its type do',
        "  help: add start: <first day>",
    ]
    assert tell(tmp_path / "done", "WS737", {**files, "NEW-1": DONE}) == []


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        ("acceptance: [{text: It holds, done: yes}, It lasts]\n", True),
        ("acceptance: [It holds]\n", False),
        ("closed: It holds\n", True),
        ("updates: [{date: 2026-11-02, text: It holds}]\n", True),
        ("updates: [{date: 2026-11-02, state: on_track}]\n", False),
        ("comments: [{by: bo, date: 2026-11-02, text: It holds}]\n", True),
        ("approvals: [{gate: release, by: bo, date: 2026-11-02}]\n", True),
        ("checks: {definition_of_done: [runbook]}\n", True),
        ("relates_to: [SHOWN-1]\n", True),
        ("replaces: [SHOWN-1]\n", True),
        ("description: See https://example.org/7\n", True),
        ("description: See [the page](pages/7.md)\n", True),
        ("description: It holds (mostly)\n", False),
        ("labels: [bank]\n", False),
    ],
)
def test_a_result_is_whatever_in_a_file_shows_one(tmp_path: Path, text: str, shows: bool) -> None:
    files = {"work/worksystem.yml": SETTINGS + "metrics: {few: 5}\n", **items("SHOWN", 4, SHOWN), "OPS-1": DONE + text}
    assert bool(tell(tmp_path, "WS739", files)) is not shows
