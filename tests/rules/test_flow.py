"""Where exactly the rules about flow begin and end, and what they say there."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell

FLOW = BASE["work/workflows/delivery.yml"]
ACTIVE = "status: in_progress\n"
READY = "status: ready\n"


def numbered(first: int, last: int, text: str) -> dict[str, str]:
    """Items that say the same, from one number to another."""
    return {f"OPS-{number}": text for number in range(first, last + 1)}


def limited(state: str, wip: str) -> dict[str, str]:
    """The workflow with a limit in one of its states."""
    category = {"ready": "queue", "in_progress": "active", "in_review": "active"}[state]
    states = [f"{line[:-1]}, wip: {wip}}}" if line.startswith(f"  {state}:") else line for line in FLOW.split("\n")]
    assert category in FLOW
    return {"work/workflows/delivery.yml": "\n".join(states)}


def test_a_state_is_over_its_limit_with_one_item_more_and_names_eight_of_them(tmp_path: Path) -> None:
    files = limited("in_progress", "9") | numbered(11, 20, ACTIVE) | numbered(21, 29, READY)
    assert tell(tmp_path / "over", "WS700", files) == [
        "workflows/delivery.yml:8:54 states.in_progress.wip = 9",
        '  "In progress" of workflow "delivery" holds 10 items; the limit is 9',
        "  help: finish or move something before the next item comes in",
        "  see items/OPS-11.yml:3:9: OPS-11 is here",
        "  see items/OPS-12.yml:3:9: OPS-12 is here",
        "  see items/OPS-13.yml:3:9: OPS-13 is here",
        "  see items/OPS-14.yml:3:9: OPS-14 is here",
        "  see items/OPS-15.yml:3:9: OPS-15 is here",
        "  see items/OPS-16.yml:3:9: OPS-16 is here",
        "  see items/OPS-17.yml:3:9: OPS-17 is here",
        "  see items/OPS-18.yml:3:9: OPS-18 is here",
    ]
    assert tell(tmp_path / "at", "WS700", files | {"OPS-20": READY}) == []
    assert tell(tmp_path / "done", "WS700", files | {"OPS-20": "status: done\n"}) == []


def test_every_state_over_its_limit_is_found_by_its_name_or_else_its_id(tmp_path: Path) -> None:
    flow = FLOW.replace("ready: {name: Ready, category: queue", "ready: {category: queue, wip: 1")
    flow = flow.replace(
        "name: In progress, category: active", "name: In progress, category: active, wip: {per_team: 9}"
    )
    flow = flow.replace("category: active, waiting: yes", "category: active, waiting: yes, wip: {limit: 0}")
    files = {"work/workflows/delivery.yml": flow, "OPS-1": "status: in_review\n", "OPS-2": "status: nowhere\n"}
    assert tell(tmp_path, "WS700", files | numbered(3, 4, READY) | numbered(5, 6, ACTIVE)) == [
        "workflows/delivery.yml:7:28 states.ready.wip = 1",
        '  "ready" of workflow "delivery" holds 2 items; the limit is 1',
        "  help: finish or move something before the next item comes in",
        "  see items/OPS-3.yml:3:9: OPS-3 is here",
        "  see items/OPS-4.yml:3:9: OPS-4 is here",
        "workflows/delivery.yml:9:64 states.in_review.wip = {limit: 0}",
        '  "In review" of workflow "delivery" holds one item; the limit is 0',
        "  help: finish or move something before the next item comes in",
        "  see items/OPS-1.yml:3:9: OPS-1 is here",
    ]


BESIDE = {
    "work/workflows/delivery.yml": FLOW.replace(
        "exceptions:", "parallel: {during: in_review, run: legal}\nexceptions:"
    ),
    "work/workflows/legal.yml": """\
        name: Legal
        initial: waiting
        states:
          waiting: {name: Waiting, category: queue, wip: {limit: 1, per_team: 1, per_person: 1}}
          reading: {name: Reading, category: active, wip: {limit: 1, per_team: 1, per_person: 1}}
          read: {name: Read, category: done}
        transitions:
          - {from: waiting, to: reading, name: Read, by: [owner]}
          - {from: reading, to: read, name: Agree, by: [owner]}
        """,
    "work/types/contract.yml": "name: Contract\nmanages: continuous\nworkflow: legal\n",
    "OPS-1": "status: in_review\nowner: ada\nteam: platform\n",
    "OPS-2": "status: in_review\nowner: ada\nteam: platform\nbranches: {legal: reading}\n",
    "OPS-3": "type: contract\nstatus: waiting\nowner: ada\nteam: platform\n",
    "OPS-4": "type: contract\nstatus: reading\nowner: ada\nteam: platform\n",
}


def test_a_branch_that_nobody_moved_takes_up_room_where_its_item_stands(tmp_path: Path) -> None:
    assert tell(tmp_path, "WS700", BESIDE) == [
        "workflows/legal.yml:4:45 states.waiting.wip = {limit: 1, per_team: 1, per_person: 1}",
        '  "Waiting" of workflow "legal" holds 2 items; the limit is 1',
        "  help: finish or move something before the next item comes in",
        "  see items/OPS-3.yml:3:9: OPS-3 is here",
        "  see items/OPS-1.yml:3:9: OPS-1 is here",
        "workflows/legal.yml:5:46 states.reading.wip = {limit: 1, per_team: 1, per_person: 1}",
        '  "Reading" of workflow "legal" holds 2 items; the limit is 1',
        "  help: finish or move something before the next item comes in",
        "  see items/OPS-4.yml:3:9: OPS-4 is here",
        "  see items/OPS-2.yml:3:9: OPS-2 is here",
    ]


def test_a_limit_for_each_team_counts_branches_and_leaves_out_what_belongs_to_no_team(tmp_path: Path) -> None:
    files = limited("in_progress", "{per_team: 9}") | numbered(11, 20, ACTIVE + "team: security\n")
    files |= numbered(31, 40, ACTIVE) | numbered(41, 50, ACTIVE + "team: nobody\n")
    files |= numbered(51, 60, ACTIVE + "owner: platform\n")
    assert tell(tmp_path / "over", "WS713", files) == [
        "workflows/delivery.yml:8:70 states.in_progress.wip.per_team = 9",
        '  10 items of team "platform" are in "In progress"; the limit is 9 each',
        "  help: finish or move something before the next item comes in",
        "  see items/OPS-51.yml:3:9: OPS-51 is here",
        "  see items/OPS-52.yml:3:9: OPS-52 is here",
        "  see items/OPS-53.yml:3:9: OPS-53 is here",
        "  see items/OPS-54.yml:3:9: OPS-54 is here",
        "  see items/OPS-55.yml:3:9: OPS-55 is here",
        "  see items/OPS-56.yml:3:9: OPS-56 is here",
        "  see items/OPS-57.yml:3:9: OPS-57 is here",
        "  see items/OPS-58.yml:3:9: OPS-58 is here",
        "workflows/delivery.yml:8:70 states.in_progress.wip.per_team = 9",
        '  10 items of team "security" are in "In progress"; the limit is 9 each',
        "  help: finish or move something before the next item comes in",
        "  see items/OPS-11.yml:3:9: OPS-11 is here",
        "  see items/OPS-12.yml:3:9: OPS-12 is here",
        "  see items/OPS-13.yml:3:9: OPS-13 is here",
        "  see items/OPS-14.yml:3:9: OPS-14 is here",
        "  see items/OPS-15.yml:3:9: OPS-15 is here",
        "  see items/OPS-16.yml:3:9: OPS-16 is here",
        "  see items/OPS-17.yml:3:9: OPS-17 is here",
        "  see items/OPS-18.yml:3:9: OPS-18 is here",
    ]
    assert tell(tmp_path / "at", "WS713", files | {"OPS-20": READY, "OPS-60": READY}) == []
    assert tell(tmp_path / "beside", "WS713", BESIDE) == [
        "workflows/legal.yml:4:71 states.waiting.wip.per_team = 1",
        '  2 items of team "platform" are in "Waiting"; the limit is 1 each',
        "  help: finish or move something before the next item comes in",
        "  see items/OPS-3.yml:3:9: OPS-3 is here",
        "  see items/OPS-1.yml:3:9: OPS-1 is here",
        "workflows/legal.yml:5:72 states.reading.wip.per_team = 1",
        '  2 items of team "platform" are in "Reading"; the limit is 1 each',
        "  help: finish or move something before the next item comes in",
        "  see items/OPS-4.yml:3:9: OPS-4 is here",
        "  see items/OPS-2.yml:3:9: OPS-2 is here",
    ]


def test_a_limit_for_each_counts_what_people_own_and_not_what_a_team_has(tmp_path: Path) -> None:
    files = limited("in_progress", "{per_person: 9}") | numbered(11, 20, ACTIVE + "owner: bo\n")
    files |= numbered(31, 40, ACTIVE + "owner: ada\n") | numbered(41, 50, ACTIVE + "owner: platform\n")
    files |= numbered(51, 60, ACTIVE) | numbered(61, 70, ACTIVE + "owner: nobody\n")
    assert tell(tmp_path / "over", "WS701", files) == [
        "items/OPS-20.yml:4:8 owner = bo",
        '  10 items in "In progress" rest on bo; the limit is 9 each',
        "  help: let the team take one over, or put one back",
        "  see items/OPS-11.yml:4:8: OPS-11 is one of them",
        "  see items/OPS-12.yml:4:8: OPS-12 is one of them",
        "  see items/OPS-13.yml:4:8: OPS-13 is one of them",
        "  see items/OPS-14.yml:4:8: OPS-14 is one of them",
        "  see items/OPS-15.yml:4:8: OPS-15 is one of them",
        "  see items/OPS-16.yml:4:8: OPS-16 is one of them",
        "  see items/OPS-17.yml:4:8: OPS-17 is one of them",
        "  see items/OPS-18.yml:4:8: OPS-18 is one of them",
        "items/OPS-40.yml:4:8 owner = ada",
        '  10 items in "In progress" rest on ada; the limit is 9 each',
        "  help: let the team take one over, or put one back",
        "  see items/OPS-31.yml:4:8: OPS-31 is one of them",
        "  see items/OPS-32.yml:4:8: OPS-32 is one of them",
        "  see items/OPS-33.yml:4:8: OPS-33 is one of them",
        "  see items/OPS-34.yml:4:8: OPS-34 is one of them",
        "  see items/OPS-35.yml:4:8: OPS-35 is one of them",
        "  see items/OPS-36.yml:4:8: OPS-36 is one of them",
        "  see items/OPS-37.yml:4:8: OPS-37 is one of them",
        "  see items/OPS-38.yml:4:8: OPS-38 is one of them",
    ]
    assert tell(tmp_path / "at", "WS701", files | {"OPS-20": READY, "OPS-40": READY}) == []
    assert tell(tmp_path / "beside", "WS701", BESIDE) == [
        "items/OPS-1.yml:4:8 owner = ada",
        '  2 items in "Waiting" rest on ada; the limit is 1 each',
        "  help: let the team take one over, or put one back",
        "  see items/OPS-3.yml:4:8: OPS-3 is one of them",
        "  see items/OPS-1.yml:4:8: OPS-1 is one of them",
        "items/OPS-2.yml:4:8 owner = ada",
        '  2 items in "Reading" rest on ada; the limit is 1 each',
        "  help: let the team take one over, or put one back",
        "  see items/OPS-4.yml:4:8: OPS-4 is one of them",
        "  see items/OPS-2.yml:4:8: OPS-2 is one of them",
    ]


def test_one_item_is_too_many_where_nothing_may_be_and_a_state_without_a_name_is_called_by_its_id(
    tmp_path: Path,
) -> None:
    flow = FLOW.replace(
        "{name: Ready, category: queue", "{category: queue, wip: {limit: 0, per_team: 0, per_person: 0}"
    )
    files = {"work/workflows/delivery.yml": flow, "OPS-1": READY + "owner: ada\nteam: platform\n"}
    assert tell(tmp_path / "state", "WS700", files) == [
        "workflows/delivery.yml:7:28 states.ready.wip = {limit: 0, per_team: 0, per_person: 0}",
        '  "ready" of workflow "delivery" holds one item; the limit is 0',
        "  help: finish or move something before the next item comes in",
        "  see items/OPS-1.yml:3:9: OPS-1 is here",
    ]
    assert tell(tmp_path / "person", "WS701", files) == [
        "items/OPS-1.yml:4:8 owner = ada",
        '  one item in "ready" rests on ada; the limit is 0 each',
        "  help: let the team take one over, or put one back",
        "  see items/OPS-1.yml:4:8: OPS-1 is one of them",
    ]
    assert tell(tmp_path / "team", "WS713", files) == [
        "workflows/delivery.yml:7:54 states.ready.wip.per_team = 0",
        '  one item of team "platform" is in "ready"; the limit is 0 each',
        "  help: finish or move something before the next item comes in",
        "  see items/OPS-1.yml:3:9: OPS-1 is here",
    ]


EXPEDITE = FLOW + "  expedite: {at_most: 9, within: 2d}\n"
URGENT = "expedite: {by: grace, since: 2026-11-18, why: The bank waits}\n"


def test_more_items_overtake_the_rest_than_the_workflow_allows(tmp_path: Path) -> None:
    other = FLOW.replace("name: Delivery", "name: Bids") + "  expedite: {at_most: 0}\n"
    files = {"work/workflows/delivery.yml": EXPEDITE, "work/workflows/bids.yml": other}
    files |= {"work/types/bid.yml": "name: Bid\nmanages: continuous\nworkflow: bids\n"}
    files |= numbered(11, 20, READY + URGENT) | {"OPS-9": "type: bid\n" + READY + URGENT}
    assert tell(tmp_path / "over", "WS702", files) == [
        "workflows/bids.yml:21:23 exceptions.expedite.at_most = 0",
        '  one item of workflow "bids" overtakes the rest; the limit is 0',
        "  help: decide which one really comes first, and let the others queue",
        "  see items/OPS-9.yml:4:1: OPS-9 is expedited",
        "workflows/delivery.yml:21:23 exceptions.expedite.at_most = 9",
        '  10 items of workflow "delivery" overtake the rest at once; the limit is 9',
        "  help: decide which one really comes first, and let the others queue",
        "  see items/OPS-11.yml:4:1: OPS-11 is expedited",
        "  see items/OPS-12.yml:4:1: OPS-12 is expedited",
        "  see items/OPS-13.yml:4:1: OPS-13 is expedited",
        "  see items/OPS-14.yml:4:1: OPS-14 is expedited",
        "  see items/OPS-15.yml:4:1: OPS-15 is expedited",
        "  see items/OPS-16.yml:4:1: OPS-16 is expedited",
        "  see items/OPS-17.yml:4:1: OPS-17 is expedited",
        "  see items/OPS-18.yml:4:1: OPS-18 is expedited",
    ]
    assert tell(tmp_path / "at", "WS702", {**files, "OPS-9": READY, "OPS-20": "status: done\n" + URGENT}) == []
    assert tell(tmp_path / "no rule", "WS702", {**files, "work/workflows/bids.yml": FLOW, "OPS-20": READY}) == []


def test_work_overtakes_the_rest_for_as_long_as_the_workflow_says_and_no_longer(tmp_path: Path) -> None:
    files = {
        "work/workflows/delivery.yml": EXPEDITE,
        "OPS-1": READY,
        "OPS-2": READY + URGENT,
        "OPS-3": READY + URGENT.replace("since: 2026-11-18, ", ""),
        "OPS-4": READY + URGENT.replace("18", "17") + "blocked: {since: 2026-10-01, reason: The bank is closed}\n",
        "OPS-5": "status: done\n" + URGENT.replace("18", "17"),
    }
    assert tell(tmp_path, "WS714", files) == [
        "items/OPS-4.yml:4:30 expedite.since = 2026-11-17",
        "  OPS-4 overtakes the rest since 2026-11-17; it was to be over on 2026-11-19",
        "  help: finish it, or let it queue",
    ]


def test_nobody_need_say_why_work_overtakes_the_rest_where_the_workflow_leaves_it_open(tmp_path: Path) -> None:
    bare = READY + "expedite: {by: grace}\n"
    assert tell(tmp_path / "none", "WS711", {"OPS-1": READY, "OPS-2": READY + URGENT, "OPS-3": bare}) == [
        "items/OPS-3.yml:4:1 expedite = {by: grace}",
        "  OPS-3 overtakes the rest, and nothing says why it cannot wait",
        "  help: add why: <reason> under expedite",
    ]
    for why, is_found in (("required", True), ("optional", False)):
        flow = FLOW + f"  expedite: {{at_most: 1, why: {why}}}\n"
        assert bool(tell(tmp_path / why, "WS711", {"work/workflows/delivery.yml": flow, "OPS-1": bare})) is is_found


@pytest.mark.parametrize(
    ("urgent", "others", "share", "is_found"),
    [
        (2, 4, "", True),
        (2, 3, "", False),
        (1, 5, "thresholds: {urgent_share: 10%}\n", False),
        (2, 8, "", False),
        (3, 11, "", True),
        (2, 8, "thresholds: {urgent_share: 19%}\n", True),
    ],
)
def test_too_much_is_urgent_beyond_the_share_that_was_agreed_of_six_open_items(
    tmp_path: Path, urgent: int, others: int, share: str, is_found: bool
) -> None:
    files = {"work/worksystem.yml": BASE["work/worksystem.yml"] + share}
    files |= numbered(1, urgent, READY + "team: platform\npriority: critical\n")
    files |= numbered(10, 9 + others, READY + "team: platform\npriority: high\n")
    files |= numbered(30, 33, "status: done\nteam: platform\npriority: critical\n")
    assert bool(tell(tmp_path, "WS703", files)) is is_found


def test_what_overtakes_the_rest_is_urgent_whatever_its_priority_and_a_team_must_be_known(tmp_path: Path) -> None:
    files = numbered(1, 6, READY + "team: nobody\npriority: critical\n")
    files |= numbered(11, 19, READY + "team: security\npriority: critical\n") | numbered(
        21, 26, READY + "priority: critical\n"
    )
    files |= {"OPS-31": READY + "team: platform\n" + URGENT, "OPS-32": READY + "team: platform\npriority: critical\n"}
    files |= numbered(33, 36, READY + "team: platform\n")
    assert tell(tmp_path, "WS703", files) == [
        "teams.yml:1:1 platform",
        '  2 of 6 open items of team "platform" are urgent, more than 20%',
        "  help: decide together which of them can wait; when everything is urgent, nothing is",
        "  see items/OPS-31.yml:5:1: OPS-31 is urgent",
        "  see items/OPS-32.yml:5:11: OPS-32 is urgent",
        "teams.yml:6:1 security",
        '  9 of 9 open items of team "security" are urgent, more than 20%',
        "  help: decide together which of them can wait; when everything is urgent, nothing is",
        "  see items/OPS-11.yml:5:11: OPS-11 is urgent",
        "  see items/OPS-12.yml:5:11: OPS-12 is urgent",
        "  see items/OPS-13.yml:5:11: OPS-13 is urgent",
        "  see items/OPS-14.yml:5:11: OPS-14 is urgent",
        "  see items/OPS-15.yml:5:11: OPS-15 is urgent",
        "  see items/OPS-16.yml:5:11: OPS-16 is urgent",
        "  see items/OPS-17.yml:5:11: OPS-17 is urgent",
        "  see items/OPS-18.yml:5:11: OPS-18 is urgent",
    ]


@pytest.mark.parametrize(("started", "others", "is_found"), [(6, 0, True), (5, 1, True), (5, 0, False), (8, 2, False)])
def test_everything_is_started_beyond_four_fifths_of_six_open_items(
    tmp_path: Path, started: int, others: int, is_found: bool
) -> None:
    files = numbered(1, started, ACTIVE + "team: platform\n") | numbered(10, 9 + others, READY + "team: platform\n")
    files |= numbered(20, 29, "status: done\nteam: platform\n")
    files |= numbered(30, 39, "status: nowhere\nteam: platform\n") | numbered(40, 49, ACTIVE + "team: security\n")
    files |= numbered(50, 59, ACTIVE + "team: nobody\n") | numbered(60, 69, ACTIVE)
    of_security = [
        "teams.yml:6:1 security",
        '  10 of 10 open items of team "security" are in progress at once',
        "  help: stop starting: put back what nobody worked on this week",
    ]
    of_platform = [
        "teams.yml:1:1 platform",
        f'  {started} of {started + others} open items of team "platform" are in progress at once',
        "  help: stop starting: put back what nobody worked on this week",
    ]
    assert tell(tmp_path, "WS704", files) == (of_platform if is_found else []) + of_security


def test_a_block_is_over_when_all_that_it_names_is_over(tmp_path: Path) -> None:
    files = {
        "OPS-1": READY,
        "OPS-2": READY + "blocked: {since: 2026-11-19, reason: After OPS-8 and OPS-1}\n",
        "OPS-3": READY + "blocked: {since: 2026-11-19, reason: OPS-8 is done, waiting_for: OPS-1}\n",
        "OPS-4": READY + "blocked: {since: 2026-11-19, reason: The bank is closed}\n",
        "OPS-5": "status: done\nblocked: {since: 2026-11-19, waiting_for: OPS-8}\n",
        "OPS-6": READY + "blocked: {since: 2026-11-19, reason: After OPS-1, waiting_for: OPS-8}\n",
        "OPS-7": READY + "blocked: {since: 2026-11-19, reason: After OPS-9 and OPS-8}\n",
        "OPS-8": "status: done\n",
        "OPS-9": "status: cancelled\n",
    }
    assert tell(tmp_path, "WS707", files) == [
        "items/OPS-6.yml:4:64 blocked.waiting_for = OPS-8",
        '  OPS-6 is blocked by OPS-8, which is in "Done"',
        "  help: take the block out and go on, or say what else is in the way",
        "  fix: take the block out, if people say so",
        "    Remove blocked",
        "items/OPS-7.yml:4:38 blocked.reason = After OPS-9 and OPS-8",
        '  OPS-7 is blocked by OPS-9, which is in "Cancelled"',
        "  help: take the block out and go on, or say what else is in the way",
        "  fix: take the block out, if people say so",
        "    Remove blocked",
    ]


def test_work_began_too_soon_if_what_must_end_or_begin_first_has_not(tmp_path: Path) -> None:
    waits = "depends_on: [{{item: {}, type: {}}}]\n"
    files = {
        "OPS-1": READY + "depends_on: [OPS-91]\n",
        "OPS-2": ACTIVE + "depends_on: [OPS-93]\n",
        "OPS-3": ACTIVE + "depends_on: [OPS-91]\nblocked: {since: 2026-11-19, reason: After OPS-91}\n",
        "OPS-4": ACTIVE + waits.format("OPS-92", "start_to_start"),
        "OPS-5": ACTIVE + waits.format("OPS-91", "finish_to_finish"),
        "OPS-6": ACTIVE + waits.format("OPS-94", "start_to_start"),
        "OPS-7": ACTIVE + "depends_on: [OPS-92]\n",
        "OPS-8": ACTIVE + waits.format("OPS-91", "start_to_start"),
        "OPS-9": ACTIVE + waits.format("OPS-95", "start_to_start"),
        "OPS-91": READY,
        "OPS-92": ACTIVE,
        "OPS-93": "status: done\n",
        "OPS-94": "status: nowhere\n",
        "OPS-95": "status: todo\n",
    }
    assert tell(tmp_path / "all", "WS708", files) == [
        "items/OPS-7.yml:4:14 depends_on[0] = OPS-92",
        '  OPS-7 is in "In progress" although OPS-92, which it waits for, is not finished',
        "  help: help OPS-92 along first, mark OPS-7 as blocked, or take the dependency out",
        '  see items/OPS-92.yml:3:9: OPS-92 is in "In progress"',
        "items/OPS-8.yml:4:14 depends_on[0] = {item: OPS-91, type: start_to_start}",
        '  OPS-8 is in "In progress" although OPS-91, which it waits for, is not begun',
        "  help: help OPS-91 along first, mark OPS-8 as blocked, or take the dependency out",
        '  see items/OPS-91.yml:3:9: OPS-91 is in "Ready"',
        "items/OPS-9.yml:4:14 depends_on[0] = {item: OPS-95, type: start_to_start}",
        '  OPS-9 is in "In progress" although OPS-95, which it waits for, is not begun',
        "  help: help OPS-95 along first, mark OPS-9 as blocked, or take the dependency out",
        '  see items/OPS-95.yml:3:9: OPS-95 is in "To do"',
    ]
    gate = FLOW.replace(
        "In progress, category: active", "In progress, category: active, entry: {must: [dependencies_done]}"
    )
    assert tell(tmp_path / "gate", "WS708", {**files, "work/workflows/delivery.yml": gate}) == []


def test_who_waits_for_an_open_item_depends_on_it_or_it_on_them(tmp_path: Path) -> None:
    waits = "blocked: {{since: 2026-11-19, reason: Not yet, waiting_for: {}}}\n"
    files = {
        "OPS-1": READY,
        "OPS-2": READY + waits.format("OPS-8"),
        "OPS-3": READY + waits.format("OPS-3"),
        "OPS-4": READY + waits.format("the bank"),
        "OPS-5": READY + waits.format("OPS-9") + "depends_on: [OPS-9]\n",
        "OPS-6": READY + waits.format("OPS-9") + "blocks: [OPS-9]\n",
        "OPS-7": READY + waits.format("OPS-9"),
        "OPS-8": "status: done\n" + waits.format("OPS-9"),
        "OPS-9": READY,
    }
    assert tell(tmp_path, "WS709", files) == [
        "items/OPS-7.yml:4:60 blocked.waiting_for = OPS-9",
        "  OPS-7 waits for OPS-9, but does not depend on it",
        "  help: add OPS-9 to depends_on, so that its owner sees who is waiting",
        "  fix: add OPS-9 to depends_on, if people say so",
        "    Append depends_on = OPS-9",
    ]


def test_work_under_way_says_what_it_is_good_for_or_belongs_to_what_does(tmp_path: Path) -> None:
    demanding = BASE["work/types/task.yml"].replace("Task", "Job") + "required: [outcome]\n"
    files = {
        "work/types/job.yml": demanding,
        "work/types/call.yml": demanding.replace("Job", "Call").replace("outcome", "goal"),
        "OPS-1": READY,
        "OPS-2": "type: job\n" + ACTIVE,
        "OPS-3": "type: call\n" + ACTIVE,
        "OPS-4": "type: unknown\n" + ACTIVE,
        "OPS-5": ACTIVE + "outcome: Nobody is paged at night\n",
        "OPS-6": ACTIVE + "goal: trust\n",
        "OPS-7": ACTIVE + "parent: OPS-1\n",
        "OPS-8": "status: done\n",
        **numbered(11, 15, ACTIVE),
    }
    assert tell(tmp_path / "each", "WS710", files) == [
        "items/OPS-11.yml:1:1 outcome",
        '  OPS-11 is in "In progress", and nothing says what it is good for',
        "  help: add an outcome, or the goal it serves",
        "items/OPS-12.yml:1:1 outcome",
        '  OPS-12 is in "In progress", and nothing says what it is good for',
        "  help: add an outcome, or the goal it serves",
        "items/OPS-13.yml:1:1 outcome",
        '  OPS-13 is in "In progress", and nothing says what it is good for',
        "  help: add an outcome, or the goal it serves",
        "items/OPS-14.yml:1:1 outcome",
        '  OPS-14 is in "In progress", and nothing says what it is good for',
        "  help: add an outcome, or the goal it serves",
        "items/OPS-15.yml:1:1 outcome",
        '  OPS-15 is in "In progress", and nothing says what it is good for',
        "  help: add an outcome, or the goal it serves",
    ]
    del files["OPS-5"], files["OPS-6"], files["OPS-7"]
    assert len(tell(tmp_path / "five", "WS710", files)) == 5 * 3
    assert tell(tmp_path / "six", "WS710", {**files, "OPS-16": ACTIVE}) == [
        "types/task.yml:1:1 ",
        '  6 items of type "task" are under way, and none says what it is good for',
        "  help: ask for an outcome or a goal in the type's template, so that the next ones say it",
    ]


def test_a_goal_has_a_figure_unless_others_carry_it_or_its_time_is_over(tmp_path: Path) -> None:
    goals = {
        "above": "name: Above\nperiod: 2026-Q4\n",
        "below": "name: Below\nparent: above\nkey_results: [{id: one, text: One, from: 1, to: 2}]\n",
        "over": "name: Over\nperiod: 2026-11-19\n",
        "today": "name: Today\nperiod: 2026-11-20\n",
        "without": "name: Without\n",
    }
    files = {f"work/goals/{id}.yml": text for id, text in goals.items()}
    assert tell(tmp_path, "WS712", files) == [
        "goals/today.yml:1:1 key_results",
        '  goal "today" has no key result, so nobody can tell whether it is reached',
        "  help: add one figure under key_results, with where it stands and where it should",
        "goals/without.yml:1:1 key_results",
        '  goal "without" has no key result, so nobody can tell whether it is reached',
        "  help: add one figure under key_results, with where it stands and where it should",
    ]
