"""What workflows allow an item to do next, and what that still needs, requirement by requirement."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from worksystem.load import WorkSystem
from worksystem.workflow.judge import Judge, Need, Way

Make = Callable[[Mapping[str, str]], WorkSystem]
TODAY = date(2026, 11, 22)

FILES = {
    "work/people.yml": "ada: {name: Ada}\nbo: {name: Bo}\ngrace: {name: Grace}\nrosa: {name: Rosa}\n",
    "work/teams.yml": """\
        platform:
          name: Platform
          purpose: Ship
          lead: ada
          roles: {manager: [{person: grace, from: 2026-03-01}, {person: rosa, until: 2026-06-30}], reviewer: [bo]}
        security: {name: Security, purpose: Trust, lead: bo}
        """,
    "work/roles.yml": "manager: {name: Manager, purpose: Runs it}\nreviewer: {name: Reviewer, purpose: Looks}\n",
    "work/standards/ready.yml": """\
        kind: ready
        name: Ready
        checks:
          outcome: {text: Has an outcome, must: "outcome != ''"}
          impact: {text: Impact understood}
        """,
    "work/standards/passing_on.yml": "kind: handoff\nname: Passing on\nchecks: {runbook: {text: Runbook exists}}\n",
    "work/types/change.yml": "name: Change\nworkflow: control\nprefix: OPS\n",
    "work/types/legal.yml": "name: Legal\nworkflow: legal_review\nprefix: LEG\n",
    "work/workflows/legal_review.yml": """\
        name: Legal review
        initial: waiting
        states:
          waiting: {name: Waiting, category: queue}
          cleared: {name: Cleared, category: done}
        """,
    "work/workflows/control.yml": """\
        name: Control
        initial: proposed
        states:
          proposed: {name: Proposed, category: backlog}
          doing:
            name: Doing
            category: active
            wip: {limit: 2, per_person: 1}
            entry:
              fields: [estimate, closed.reason]
              standards: [ready]
              must: [dependencies_done, "size(labels) > 0"]
          review: {name: Review, category: active}
          done: {name: Done, category: done}
          dropped: {name: Dropped, category: dropped}
        transitions:
          - from: proposed
            to: doing
            name: Start
            by: [owner, lead]
            consult: [team:security]
            inform: [role:reviewer]
          - {from: proposed, to: review, name: Skip, by: [role:manager], when: "'urgent' in labels"}
          - from: doing
            to: review
            name: Hand over
            handoff: {to: security, standard: passing_on, acknowledged_by: [role:reviewer]}
          - from: review
            to: done
            name: Release
            by: [team:platform]
            must: "due > today"
            approvals: [{gate: board, roles: [manager], count: 2, except: [owner]}]
          - {from: review, to: doing, name: Send back, by: [role:reviewer], rework: yes}
          - {from: "*", to: dropped, name: Cancel, by: [role:nobody_has_this]}
        parallel: [{during: review, run: [legal_review], join: all}]
        """,
}


def ways(make: Make, item: str, **more: str) -> dict[str, Way]:
    workspace = make({**FILES, "work/items/OPS-1.yml": f"title: Rotate\ntype: change\n{item}", **more}).workspace
    return {way.name: way for way in Judge(workspace, TODAY).ways_from(workspace.items["OPS-1"])}


def test_fields_standards_conditions_and_room_are_asked_for_on_entry(make_system: Make) -> None:
    full = "title: A\nstatus: doing\ntype: change\nowner: ada\n"
    found = ways(
        make_system,
        "status: proposed\nowner: ada\nestimate: 3wd\nlabels: [x]\ndepends_on: [OPS-2]\n",
        **{"work/items/OPS-2.yml": full, "work/items/OPS-3.yml": full},
    )
    assert list(found) == ["Start", "Cancel"]
    assert found["Start"].needs == (
        Need("field", "estimate is filled in", True, "add estimate", ("estimate",)),
        Need("field", "closed.reason is filled in", False, "add closed.reason", ("closed", "reason")),
        Need("condition", "everything it depends on is done or dropped", False),
        Need("condition", "size(labels) > 0 holds", True),
        Need("condition", "Has an outcome (Ready)", False),
        Need(
            "check",
            "Impact understood (Ready)",
            False,
            "when it is true, add impact under checks: ready",
            ("checks", "ready"),
        ),
        Need("room", "room in Doing: 2 of 2 places taken", False, "finish something there first"),
        Need("load", "room for the owner in Doing: 2 of 1 places taken", False, "finish something there first"),
    )
    assert found["Cancel"].needs == ()


def test_who_may_move_is_resolved_to_people_of_today(make_system: Make) -> None:
    found = ways(make_system, "status: proposed\nowner: bo\nteam: platform\nlabels: [urgent]\n")
    assert found["Start"].people == ("ada", "bo")
    assert found["Skip"].people == ("grace",)
    assert found["Cancel"].people == ()
    assert [found["Start"].is_open_to(person) for person in ("ada", "grace")] == [True, False]
    assert not found["Cancel"].is_open_to("ada")


@pytest.mark.parametrize(
    ("written", "met"),
    [
        ("", [False, False, False]),
        ("checks: {passing_on: [runbook]}\n", [True, False, False]),
        ("handoffs: [{to: security, date: 2026-11-20}]\n", [False, True, False]),
        ("handoffs: [{to: security, date: 2026-11-20, acknowledged: {by: bo}}]\n", [False, True, True]),
        ("handoffs: [{to: platform, date: 2026-11-20, acknowledged: {by: bo}}]\n", [False, False, False]),
    ],
)
def test_a_handoff_needs_its_checklist_its_entry_and_a_yes(make_system: Make, written: str, met: list[bool]) -> None:
    found = ways(make_system, f"status: doing\nowner: ada\n{written}")["Hand over"]
    assert [need.met for need in found.needs] == met
    assert (found.people, found.is_open_to("rosa")) == ((), True)


@pytest.mark.parametrize(
    ("approvals", "says"),
    [
        ("", "board: 2 approvals by Manager, 0 given"),
        ("{gate: board, by: grace, date: 2026-11-01}", "board: 2 approvals by Manager, 1 given"),
        ("{gate: other, by: grace, date: 2026-11-01}", "board: 2 approvals by Manager, 0 given"),
        ("{gate: board, by: grace, date: 2026-01-01}", "board: 2 approvals by Manager, 0 given"),
        ("{gate: board, by: rosa, date: 2026-06-01}", "board: 2 approvals by Manager, 1 given"),
        ("{gate: board, by: rosa, date: 2026-07-01}", "board: 2 approvals by Manager, 0 given"),
        ("{gate: board, by: ada, date: 2026-11-01}", "board: 2 approvals by Manager, 0 given"),
    ],
)
def test_only_approvals_of_those_who_held_the_role_count(make_system: Make, approvals: str, says: str) -> None:
    found = ways(make_system, f"status: review\nowner: ada\napprovals: [{approvals}]\n")["Release"]
    assert [need.says for need in found.needs if need.kind == "approval"] == [says]
    assert not found.missing[0].met


def test_the_owner_cannot_approve_where_the_gate_leaves_the_owner_out(make_system: Make) -> None:
    given = "approvals: [{gate: board, by: grace, date: 2026-11-01}]\n"
    found = ways(make_system, f"status: review\nowner: grace\n{given}")["Release"]
    assert [need.says for need in found.needs if need.kind == "approval"] == ["board: 2 approvals by Manager, 0 given"]


def test_parallel_work_a_block_and_what_cannot_be_judged_are_told(make_system: Make) -> None:
    blocked = "blocked: {since: 2026-11-19, reason: the bank sleeps}\n"
    found = ways(make_system, f"status: review\nowner: ada\n{blocked}")
    release = [(need.kind, need.says, need.met) for need in found["Release"].needs]
    assert ("block", "nothing blocks it any more: the bank sleeps", False) in release
    assert ("condition", "due > today holds (cannot be judged: due is empty)", False) in release
    assert ("parallel", "Legal review is done", False) in release
    [beside] = [need for need in found["Release"].needs if need.kind == "parallel"]
    assert beside.help == "worksystem move OPS-1 STATE --branch legal_review"
    assert not any(need.kind == "block" for need in found["Cancel"].needs)
    assert found["Send back"].transition.rework
    done = ways(make_system, "status: review\nowner: ada\nbranches: {legal_review: {status: cleared}}\n")
    assert [need.met for need in done["Release"].needs if need.kind == "parallel"] == [True]


def test_only_what_brings_work_on_waits_for_what_runs_beside_it(make_system: Make) -> None:
    path = "work/workflows/control.yml"
    aside = """\
          - {from: review, to: proposed, name: Set aside}
          - {from: review, to: doing, name: Refuse}
        exceptions: {rejected: {to: doing}, blocked: {at_most: 3d, to: proposed}}
        parallel:"""
    control = FILES[path].replace("        parallel:", aside)
    found = ways(make_system, "status: review\nowner: ada\n", **{path: control})
    waiting = [name for name, way in found.items() if any(need.kind == "parallel" for need in way.needs)]
    assert (list(found), waiting) == (["Release", "Send back", "Cancel", "Set aside", "Refuse"], ["Release"])


def test_a_branch_takes_up_room_while_its_item_is_where_it_runs(make_system: Make) -> None:
    reading = "reading: {name: Reading, category: active, wip: {limit: 2, per_team: 1}}\n          cleared:"
    path = "work/workflows/legal_review.yml"
    legal = FILES[path].replace("cleared:", reading, 1) + "transitions: [{from: waiting, to: reading, name: Read}]\n"
    item = (
        "title: Rotate\ntype: change\nowner: ada\nteam: {1}\nstatus: {0}\nbranches: {{legal_review: {{status: {2}}}}}\n"
    )
    files = {
        **FILES,
        path: legal,
        "work/items/OPS-1.yml": item.format("review", "security", "waiting"),
        "work/items/OPS-2.yml": item.format("review", "platform", "reading"),
        "work/items/OPS-3.yml": item.format("doing", "security", "reading"),
        "work/items/OPS-4.yml": item.format("review", "platform", "waiting"),
        "work/items/LEG-1.yml": "title: Read the law\ntype: legal\nteam: platform\nstatus: reading\n",
    }
    workspace = make_system(files).workspace
    judge = Judge(workspace, TODAY)
    rooms = [
        [(need.says, need.met) for need in way.needs if need.kind == "room"]
        for id in ("OPS-1", "OPS-4")
        for way in judge.ways_from(workspace.items[id], "legal_review")
    ]
    assert rooms == [
        [("room in Reading: 2 of 2 places taken", False), ("room for Security in Reading: 0 of 1 places taken", True)],
        [("room in Reading: 2 of 2 places taken", False), ("room for Platform in Reading: 2 of 1 places taken", False)],
    ]


@pytest.mark.parametrize("status", ["done", "dropped", "no_such_state"])
def test_nothing_comes_next_after_the_end_or_from_an_unknown_state(make_system: Make, status: str) -> None:
    assert ways(make_system, f"status: {status}\nowner: ada\n") == {}


def test_of_two_ways_to_a_state_the_one_that_lacks_nothing_is_found(make_system: Make) -> None:
    workflow = FILES["work/workflows/control.yml"].replace(
        "name: Skip, by: [role:manager], when: \"'urgent' in labels\"}",
        "name: Skip, must: \"'urgent' in labels\"}\n          - {from: proposed, to: review, name: Look at once}",
    )
    files = {**FILES, "work/workflows/control.yml": workflow}
    item = "title: Rotate\ntype: change\nstatus: proposed\n"
    workspace = make_system({**files, "work/items/OPS-1.yml": item}).workspace
    judge, entry = Judge(workspace, TODAY), workspace.items["OPS-1"]
    assert [way.name if (way := judge.find_way(entry, to)) else None for to in ("review", "done")] == [
        "Look at once",
        None,
    ]
