"""What the pages of rules about exceptions cannot show: the last day in time, who takes it up, and what is left."""

from pathlib import Path
from typing import Any

from tests.histories import moves
from tests.rules.base import BASE
from tests.rules.findings import tell

FLOW = BASE["work/workflows/delivery.yml"].partition("exceptions:")[0] + "exceptions:\n"
READY = "status: ready\n"


def flow(*rules: str) -> dict[str, str]:
    """The workflow with its rules for exceptions."""
    return {"work/workflows/delivery.yml": FLOW + "".join(f"  {rule}\n" for rule in rules)}


def returned(item: str, day: str) -> list[dict[str, Any]]:
    """An item that was sent back on a day."""
    return moves(item, "2026-11-02 in_progress", "2026-11-03 in_review", f"{day} in_progress")


def test_work_that_was_sent_back_is_late_after_the_last_day_it_was_given(tmp_path: Path) -> None:
    back = flow("rejected: {to: in_progress, at_most: 5d, then: role:delivery_lead}")
    files = {f"OPS-{number}": "status: in_progress\n" for number in (2, 3, 5)}
    files |= {"OPS-1": "type: unknown\nstatus: in_progress\n", "OPS-4": "status: in_review\n"}
    events = [*returned("OPS-1", "2026-11-14"), *returned("OPS-2", "2026-11-15"), *returned("OPS-4", "2026-11-14")]
    events += [*returned("OPS-5", "2026-11-14"), *moves("OPS-3", "2026-11-02 in_progress")]
    assert tell(tmp_path / "role", "WS326", back | files, events) == [
        "items/OPS-5.yml:3:9 status = in_progress",
        "  OPS-5 was sent back on 2026-11-14 and was to be handed in again by 2026-11-19",
        "  help: bring it to delivery_lead",
    ]
    back = flow("rejected: {to: in_progress, at_most: 5d}")
    assert tell(tmp_path / "nobody", "WS326", back | files, events) == [
        "items/OPS-5.yml:3:9 status = in_progress",
        "  OPS-5 was sent back on 2026-11-14 and was to be handed in again by 2026-11-19",
        "  help: hand it in again, or bring it up with the team",
    ]
    back = flow("rejected: {to: in_progress}", "cancelled: {to: cancelled, at_most: 5d}")
    assert tell(tmp_path / "no deadline", "WS326", back | files, events) == []


def test_what_hung_on_work_that_was_given_up_is_named_as_far_as_it_is_open(tmp_path: Path) -> None:
    files = {
        **flow("cancelled: {to: cancelled, at_most: 7d}"),
        "OPS-1": "status: cancelled\n",
        "OPS-2": "status: cancelled\nblocks: [OPS-20]\n",
        "OPS-3": "status: cancelled\n",
        "OPS-4": "status: cancelled\n",
        "OPS-10": "status: done\nparent: OPS-2\n",
        "OPS-11": READY + "parent: OPS-2\n",
        "OPS-12": READY + "depends_on: [OPS-2]\n",
        "OPS-13": "status: cancelled\ndepends_on: [OPS-2]\n",
        "OPS-14": "status: nowhere\nparent: OPS-2\n",
        "OPS-15": READY + "parent: OPS-3\n",
        "OPS-20": READY,
        **{f"OPS-3{number}": READY + "parent: OPS-4\n" for number in range(9)},
    }
    dropped = {"OPS-1": "2026-11-01", "OPS-2": "2026-11-12", "OPS-3": "2026-11-13", "OPS-4": "2026-11-12"}
    events = [each for id, day in dropped.items() for each in moves(id, "2026-10-01 ready", f"{day} cancelled")]
    assert tell(tmp_path, "WS327", files, events) == [
        "items/OPS-2.yml:3:9 status = cancelled",
        "  OPS-2 was given up on 2026-11-12, and what hung on it was to be settled by 2026-11-19",
        "  help: drop what has no use without it, and let go of it what goes on",
        "  see items/OPS-11.yml:3:9: OPS-11 is a part of it",
        "  see items/OPS-14.yml:3:9: OPS-14 is a part of it",
        "  see items/OPS-12.yml:3:9: OPS-12 waits for it",
        "  see items/OPS-20.yml:3:9: OPS-20 waits for it",
        "items/OPS-4.yml:3:9 status = cancelled",
        "  OPS-4 was given up on 2026-11-12, and what hung on it was to be settled by 2026-11-19",
        "  help: drop what has no use without it, and let go of it what goes on",
        "  see items/OPS-30.yml:3:9: OPS-30 is a part of it",
        "  see items/OPS-31.yml:3:9: OPS-31 is a part of it",
        "  see items/OPS-32.yml:3:9: OPS-32 is a part of it",
        "  see items/OPS-33.yml:3:9: OPS-33 is a part of it",
        "  see items/OPS-34.yml:3:9: OPS-34 is a part of it",
        "  see items/OPS-35.yml:3:9: OPS-35 is a part of it",
        "  see items/OPS-36.yml:3:9: OPS-36 is a part of it",
        "  see items/OPS-37.yml:3:9: OPS-37 is a part of it",
    ]


def test_an_exception_goes_to_a_role_that_somebody_holds(tmp_path: Path) -> None:
    lists = {"work/roles.yml": BASE["work/roles.yml"] + "duty: {name: Duty, holders: {min: 0}}\nnight: {name: Night}\n"}
    rules = (
        "blocked: {at_most: 5d, then: role:duty}",
        "rejected: {to: in_progress, at_most: 5d, then: role:night}",
        "expedite: {at_most: 1, within: 3d, then: role:delivery_lead}",
        "cancelled: {to: cancelled, at_most: 5d, then: ada}",
    )
    assert tell(tmp_path, "WS328", lists | flow(*rules)) == [
        "workflows/delivery.yml:20:32 exceptions.blocked.then = role:duty",
        '  nobody takes up blocked work of workflow "delivery": nobody holds the role duty',
        "  help: give duty to somebody in a team's roles, or name somebody else",
    ]


def test_a_deadline_that_nobody_watches_is_found_for_every_exception_that_has_one(tmp_path: Path) -> None:
    bare = (
        "blocked: {at_most: 5d}",
        "rejected: {to: in_progress, at_most: 1w}",
        "expedite: {at_most: 1, within: 3d}",
        "cancelled: {to: cancelled, at_most: 2w}",
    )
    assert tell(tmp_path / "all", "WS329", flow(*bare)) == [
        "workflows/delivery.yml:20:3 exceptions.blocked = {at_most: 5d}",
        '  blocked work of workflow "delivery" has a deadline, 5d, and nobody takes it up after that',
        "  help: add then: <who takes care of it>, like role:delivery_lead",
        "workflows/delivery.yml:21:3 exceptions.rejected = {to: in_progress, at_most: 1w}",
        '  rejected work of workflow "delivery" has a deadline, 1w, and nobody takes it up after that',
        "  help: add then: <who takes care of it>, like role:delivery_lead",
        "workflows/delivery.yml:22:3 exceptions.expedite = {at_most: 1, within: 3d}",
        '  expedited work of workflow "delivery" has a deadline, 3d, and nobody takes it up after that',
        "  help: add then: <who takes care of it>, like role:delivery_lead",
        "workflows/delivery.yml:23:3 exceptions.cancelled = {to: cancelled, at_most: 2w}",
        '  cancelled work of workflow "delivery" has a deadline, 2w, and nobody takes it up after that',
        "  help: add then: <who takes care of it>, like role:delivery_lead",
    ]
    none = ("rejected: {to: in_progress}", "expedite: {at_most: 1}", "cancelled: {to: cancelled}")
    assert tell(tmp_path / "none", "WS329", flow("blocked: {at_most: 5d, then: ada}", *none)) == []
