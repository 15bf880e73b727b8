"""Links that contradict themselves, beyond what their pages show: adopted files, long circles, and who is named."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell

FLOW = BASE["work/workflows/delivery.yml"]
READY = "status: ready\n"
ADOPTED = """\
collections:
  - kind: item
    type: task
    root: proposals
    files: "*.yml"
    fields: {id: number, title: title, status: state}
"""


def circle(count: int) -> dict[str, str]:
    """Items of which each waits for the next one, the last for the first."""
    ids = [f"OPS-{number}" for number in range(101, 101 + count)]
    waits = zip(ids, [*ids[1:], ids[0]], strict=True)
    return {id: READY + f"depends_on: [{next}]\n" for id, next in waits}


def test_an_id_stands_twice_in_files_of_our_own_or_in_adopted_ones(tmp_path: Path) -> None:
    item = "title: Sort the cables\ntype: task\nstatus: ready\n"
    own = {"work/items/a/OPS-1.yml": item, "work/items/b/OPS-1.yml": "id: OPS-1\n" + item}
    own |= {"work/goals/a/trust.yml": "name: Trust\n", "work/goals/b/trust.yml": "name: Trust\n"}
    assert tell(tmp_path / "own", "WS200", own) == [
        "goals/b/trust.yml:1:1 ",
        '  a goal "trust" is there already, in work/goals/a/trust.yml',
        "  help: give one of the two another id",
        "  see goals/a/trust.yml:1:1: the first one",
        "goals/trust.yml:1:1 ",
        '  a goal "trust" is there already, in work/goals/a/trust.yml',
        "  help: give one of the two another id",
        "  see goals/a/trust.yml:1:1: the first one",
        "items/b/OPS-1.yml:1:5 id = OPS-1",
        '  an item "OPS-1" is there already, in work/items/a/OPS-1.yml',
        "  help: give one of the two another id",
        "  see items/a/OPS-1.yml:1:1: the first one",
    ]
    page = "number: OPS-1\ntitle: A better intake\nstate: todo\n"
    files = {f"proposals/{name}.yml": page for name in ("one", "three", "two")}
    files |= {"work/worksystem.yml": BASE["work/worksystem.yml"] + ADOPTED}
    assert tell(tmp_path / "adopted", "WS200", files) == [
        "proposals/one.yml:1:1 number = OPS-1",
        '  an item "OPS-1" is there again, in proposals/three.yml',
        "  help: give one of the two another id",
        "  see proposals/three.yml:1:1: another one",
        "  see proposals/two.yml:1:1: another one",
        "proposals/three.yml:1:1 number = OPS-1",
        '  an item "OPS-1" is there already, in proposals/one.yml',
        "  help: give one of the two another id",
        "  see proposals/one.yml:1:1: the first one",
        "proposals/two.yml:1:1 number = OPS-1",
        '  an item "OPS-1" is there already, in proposals/one.yml',
        "  help: give one of the two another id",
        "  see proposals/one.yml:1:1: the first one",
    ]
    files["OPS-1"] = READY
    assert tell(tmp_path / "both", "WS200", files) == [
        "proposals/one.yml:1:1 number = OPS-1",
        '  an item "OPS-1" is there already, in work/items/OPS-1.yml',
        "  help: give one of the two another id",
        "  see items/OPS-1.yml:1:1: the first one",
        "proposals/three.yml:1:1 number = OPS-1",
        '  an item "OPS-1" is there already, in work/items/OPS-1.yml',
        "  help: give one of the two another id",
        "  see items/OPS-1.yml:1:1: the first one",
        "proposals/two.yml:1:1 number = OPS-1",
        '  an item "OPS-1" is there already, in work/items/OPS-1.yml',
        "  help: give one of the two another id",
        "  see items/OPS-1.yml:1:1: the first one",
        "items/OPS-1.yml:1:1 ",
        '  an item "OPS-1" is there again, in proposals/one.yml',
        "  help: give one of the two another id",
        "  see proposals/one.yml:1:1: another one",
        "  see proposals/three.yml:1:1: another one",
        "  see proposals/two.yml:1:1: another one",
    ]


def test_a_person_and_a_team_of_one_name_are_told_apart(tmp_path: Path) -> None:
    teams = BASE["work/teams.yml"] + "bo: {name: Bo and friends}\nada: {name: Ada and friends}\n"
    assert tell(tmp_path, "WS200", {"work/teams.yml": teams}) == [
        "teams.yml:11:1 bo = {name: Bo and friends}",
        '  "bo" is both a person and a team, so an owner of that name could be either',
        "  help: give one of the two another id",
        "  see people.yml:5:1: the person",
        "teams.yml:12:1 ada = {name: Ada and friends}",
        '  "ada" is both a person and a team, so an owner of that name could be either',
        "  help: give one of the two another id",
        "  see people.yml:1:1: the person",
    ]


def test_nobody_is_called_owner_or_lead(tmp_path: Path) -> None:
    files = {
        "work/people.yml": BASE["work/people.yml"] + "owner: {name: Owen Er}\nlead: {name: Lea D}\n",
        "work/teams.yml": BASE["work/teams.yml"] + "owner: {name: Owners}\nlead: {name: Leaders}\n",
    }
    assert tell(tmp_path, "WS219", files) == [
        "people.yml:12:1 owner = {name: Owen Er}",
        '  a person cannot be called "owner"; the word stands for the owner of whatever is at hand',
        "  help: give it another id",
        "people.yml:13:1 lead = {name: Lea D}",
        '  a person cannot be called "lead"; the word stands for the lead of whatever is at hand',
        "  help: give it another id",
        "teams.yml:11:1 owner = {name: Owners}",
        '  a team cannot be called "owner"; the word stands for the owner of whatever is at hand',
        "  help: give it another id",
        "teams.yml:12:1 lead = {name: Leaders}",
        '  a team cannot be called "lead"; the word stands for the lead of whatever is at hand',
        "  help: give it another id",
    ]


@pytest.mark.parametrize(
    ("count", "way"),
    [
        (1, "OPS-101 -> OPS-101"),
        (2, "OPS-101 -> OPS-102 -> OPS-101"),
        (13, " -> ".join([f"OPS-{number}" for number in range(101, 114)] + ["OPS-101"])),
        (14, " -> ".join([f"OPS-{number}" for number in range(101, 113)] + ["2 more", "OPS-101"])),
    ],
)
def test_a_circle_is_named_whole_unless_more_than_one_item_could_be_left_out(
    tmp_path: Path, count: int, way: str
) -> None:
    places = [f"  see items/OPS-{number}.yml:4:14: OPS-{number} waits for" for number in range(102, 101 + count)][:8]
    first, message, help, *related = tell(tmp_path, "WS220", circle(count))
    assert first == f"items/OPS-101.yml:4:14 depends_on[0] = OPS-{102 if count > 1 else 101}"
    assert (message, help) == (
        f"  OPS-101 waits for itself: {way}",
        "  help: take out the link that is not a true dependency",
    )
    assert [line.rpartition(" ")[0] for line in related] == places


def test_a_circle_is_shown_where_each_step_is_written(tmp_path: Path) -> None:
    files = {
        "OPS-1": READY + "depends_on: [OPS-9, OPS-2]\nblocks: [OPS-9, OPS-3]\n",
        "OPS-2": READY + "depends_on: OPS-3\n",
        "OPS-3": READY,
        "OPS-9": "status: done\n",
        "OPS-11": READY + "blocks: [OPS-12]\n",
        "OPS-12": READY + "blocks: [OPS-11]\n",
    }
    assert tell(tmp_path, "WS220", files) == [
        "items/OPS-1.yml:4:14 depends_on[0] = OPS-9",
        "  OPS-1 waits for itself: OPS-1 -> OPS-9 -> OPS-1",
        "  help: take out the link that is not a true dependency",
        "  see items/OPS-1.yml:5:10: OPS-9 waits for OPS-1",
        "items/OPS-12.yml:4:10 blocks[0] = OPS-11",
        "  OPS-11 waits for itself: OPS-11 -> OPS-12 -> OPS-11",
        "  help: take out the link that is not a true dependency",
        "  see items/OPS-11.yml:4:10: OPS-12 waits for OPS-11",
    ]


def test_goals_teams_items_and_workflows_are_no_part_of_themselves(tmp_path: Path) -> None:
    files = {
        **{f"A-{n}": READY + f"parent: A-{n % 9 + 1}\n" for n in range(1, 10)},
        "OPS-1": READY + "parent: A-1\n",
        "OPS-2": READY + "parent: OPS-99\n",
        "work/goals/one.yml": "name: One\nparent: two\n",
        "work/goals/two.yml": "name: Two\nparent: one\n",
        "work/teams.yml": "red: {name: Red, parent: blue}\nblue: {parent: red}\ngrey: {parent: red}\n",
        "work/workflows/delivery.yml": FLOW + "based_on: other\n",
        "work/workflows/other.yml": FLOW + "based_on: {workflow: delivery, why: Bids are shorter}\n",
        "work/workflows/third.yml": FLOW + "based_on: {workflow: other, why: Calls are shorter}\n",
        "work/workflows/fourth.yml": FLOW + "based_on: {workflow: unknown, why: Nobody knows}\n",
    }
    assert tell(tmp_path, "WS222", files) == [
        "goals/one.yml:2:9 parent = two",
        "  one is a part of itself: one -> two -> one",
        "  help: correct one of the links in the circle",
        "  see goals/two.yml:2:9: two leads on from here",
        "items/A-1.yml:4:9 parent = A-2",
        "  A-1 is a part of itself: A-1 -> A-2 -> A-3 -> A-4 -> A-5 -> A-6 -> A-7 -> A-8 -> A-9 -> A-1",
        "  help: correct one of the links in the circle",
        "  see items/A-2.yml:4:9: A-2 leads on from here",
        "  see items/A-3.yml:4:9: A-3 leads on from here",
        "  see items/A-4.yml:4:9: A-4 leads on from here",
        "  see items/A-5.yml:4:9: A-5 leads on from here",
        "  see items/A-6.yml:4:9: A-6 leads on from here",
        "  see items/A-7.yml:4:9: A-7 leads on from here",
        "  see items/A-8.yml:4:9: A-8 leads on from here",
        "teams.yml:2:16 blue.parent = red",
        "  blue is a part of itself: blue -> red -> blue",
        "  help: correct one of the links in the circle",
        "  see teams.yml:1:26: red leads on from here",
        "workflows/delivery.yml:21:11 based_on = other",
        "  delivery is based on itself: delivery -> other -> delivery",
        "  help: correct one of the links in the circle",
        "  see workflows/other.yml:21:1: other leads on from here",
    ]


def test_a_link_is_repeated_in_one_field_only_whatever_it_leads_to(tmp_path: Path) -> None:
    files = {
        "OPS-1": READY,
        "OPS-2": READY + "depends_on: [OPS-1]\nrelates_to: [OPS-1]\n",
        "OPS-3": READY + "relates_to: [OPS-1, OPS-2, OPS-1, OPS-1]\n",
        "OPS-4": READY + "relates_to: [https://example.org/a, https://example.org/b, https://example.org/a]\n",
        "OPS-5": READY + "depends_on: [{item: OPS-1, type: start_to_start}, OPS-1]\n",
    }
    assert tell(tmp_path, "WS224", files) == [
        "items/OPS-3.yml:4:28 relates_to[2] = OPS-1",
        "  OPS-3 names OPS-1 twice under relates_to",
        "  help: keep one of the two",
        "  fix: take the second one out",
        "    Remove relates_to.2",
        "  see items/OPS-3.yml:4:14: the first one",
        "items/OPS-3.yml:4:35 relates_to[3] = OPS-1",
        "  OPS-3 names OPS-1 twice under relates_to",
        "  help: keep one of the two",
        "  fix: take the second one out",
        "    Remove relates_to.3",
        "  see items/OPS-3.yml:4:14: the first one",
        "items/OPS-4.yml:4:60 relates_to[2] = https://example.org/a",
        "  OPS-4 names https://example.org/a twice under relates_to",
        "  help: keep one of the two",
        "  fix: take the second one out",
        "    Remove relates_to.2",
        "  see items/OPS-4.yml:4:14: the first one",
        "items/OPS-5.yml:4:51 depends_on[1] = OPS-1",
        "  OPS-5 names OPS-1 twice under depends_on",
        "  help: keep one of the two",
        "  fix: take the second one out",
        "    Remove depends_on.1",
        "  see items/OPS-5.yml:4:14: the first one",
    ]


def test_a_former_id_is_not_the_id_of_today_and_belongs_to_one_item(tmp_path: Path) -> None:
    files = {
        "OPS-1": READY + "former_ids: OPS-1\n",
        "OPS-2": READY + "former_ids: [OLD-2, OLD-3]\n",
        "OPS-3": READY + "former_ids: [OLD-4, OLD-3, OPS-4]\n",
        "OPS-4": READY,
        "OPS-5": READY + "former_ids: OLD-4\n",
    }
    assert tell(tmp_path, "WS225", files) == [
        "items/OPS-1.yml:4:13 former_ids = OPS-1",
        "  OPS-1 was once called OPS-1, which is its own id today",
        "  help: take it out of former_ids; ids are never used again",
        "items/OPS-3.yml:4:21 former_ids[1] = OLD-3",
        "  both OPS-2 and OPS-3 say that they were once called OLD-3",
        "  help: keep it in the one that had it",
        "  see items/OPS-2.yml:4:1: the other one",
        "items/OPS-3.yml:4:28 former_ids[2] = OPS-4",
        "  OPS-3 was once called OPS-4, which is the id of another item today",
        "  help: take it out of former_ids; ids are never used again",
        "  see items/OPS-4.yml:1:1: OPS-4 stands here",
        "items/OPS-5.yml:4:13 former_ids = OLD-4",
        "  both OPS-3 and OPS-5 say that they were once called OLD-4",
        "  help: keep it in the one that had it",
        "  see items/OPS-3.yml:4:1: the other one",
    ]


def test_an_approval_names_a_gate_and_what_was_meant_is_offered(tmp_path: Path) -> None:
    gates = "approvals: [{gate: release, roles: [delivery_lead]}, {gate: change_board, roles: [delivery_lead]}]"
    flow = FLOW.replace("name: Release, by: [role:delivery_lead]", f"name: Release, by: [role:delivery_lead], {gates}")
    said = "approvals:\n" + "".join(
        f"  - {{gate: {gate}, by: bo, date: 2026-11-19}}\n"
        for gate in ("release", "Change-Board", "releases", "finance")
    )
    files = {
        "work/workflows/delivery.yml": flow,
        "OPS-1": READY,
        "OPS-2": "type: unknown\n" + READY + said,
        "OPS-3": READY + said,
    }
    assert tell(tmp_path, "WS216", files) == [
        "items/OPS-3.yml:6:12 approvals[1].gate = Change-Board",
        '  workflow "delivery" has no gate "Change-Board"',
        '  help: did you mean "change_board"?',
        "  fix: write change_board",
        "    SetValue approvals.1.gate = change_board",
        "items/OPS-3.yml:7:12 approvals[2].gate = releases",
        '  workflow "delivery" has no gate "releases"',
        '  help: did you mean "release"?',
        "items/OPS-3.yml:8:12 approvals[3].gate = finance",
        '  workflow "delivery" has no gate "finance"',
        "  help: use release or change_board",
    ]
