"""Moving: what the workflow allows is written, and nothing else; what it refuses is told with all that is missing."""

from pathlib import Path

from tests.actions.small import FILES, ITEM, act_as, changed, item_of, refused, small
from worksystem.actions.move import move
from worksystem.actions.situation import Outcome

DOING = """\
# the bank is slow
title: 'Rotate the certificates'   # both gateways

status: doing   # since Monday
type: change
owner: ada
team: platform
acceptance:
  - {text: Both gateways serve it, done: no}
  - Rolled back once
"""
READY = "title: Rotate\nstatus: ready\ntype: change\nowner: ada\nestimate: 2wd\n"
PROPOSED = "title: Rotate\nstatus: proposed\ntype: change\nowner: ada\n"
REVIEW = """\
title: Rotate
status: review
type: change
owner: bo
outcome: Payments work
branches: {legal: {status: agreed}}
approvals:
  - {gate: change_board, by: ada, date: 2026-11-20}
"""


def test_a_move_changes_the_state_and_keeps_every_other_byte(tmp_path: Path) -> None:
    text = READY.replace("status: ready", "status: 'ready'  # at last\n")
    system = small(tmp_path, {"AAAA1": text})
    outcome = move(act_as(system, "ada"), item_of(system), "doing")
    assert changed(system, outcome) == {ITEM: text.replace("'ready'", "'doing'")}


def test_a_state_can_be_named_by_its_name_and_by_the_name_of_the_move(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": READY})
    for named in ("doing", "In progress", "in progress", "Start"):
        outcome = move(act_as(system, "ada"), item_of(system), named)
        assert changed(system, outcome) == {ITEM: READY.replace("ready", "doing")}


def test_what_is_no_state_and_what_is_no_move_are_refused_with_what_there_is(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": READY})
    situation, item = act_as(system, "ada"), item_of(system)
    assert refused(move(situation, item, "finished")) == [
        '"finished" is not a state of workflow "control"',
        "help: use proposed, ready, doing, review, done or dropped",
    ]
    assert refused(move(situation, item, "done")) == [
        'OPS-AAAA1 cannot go from "Ready" to "Done": workflow "control" has no such move',
        "help: from here it can go to doing or dropped",
    ]
    assert refused(move(situation, item, "ready")) == [
        'OPS-AAAA1 is in "Ready" already',
        "help: from here it can go to doing or dropped",
    ]


def test_a_move_is_for_those_whom_the_workflow_names(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": READY})
    assert refused(move(act_as(system, "grace"), item_of(system), "doing")) == [
        '"Start" of OPS-AAAA1 is for the item’s owner, and not for Grace Okonkwo',
        "help: ask Ada Nakamura",
    ]
    assert refused(move(act_as(system), item_of(system), "doing")) == [
        '"Start" of OPS-AAAA1 is for the item’s owner, and it is not known who acts',
        "help: say who acts with --by PERSON; Ada Nakamura may",
    ]


def test_missing_fields_and_full_states_are_told_together(tmp_path: Path) -> None:
    others = {"AAAA2": READY, "AAAA3": READY}
    system = small(tmp_path, {"AAAA1": PROPOSED, **others})
    assert refused(move(act_as(system, "bo"), item_of(system), "ready")) == [
        'OPS-AAAA1 cannot go to "Ready": two things are missing',
        "- estimate is filled in",
        "  worksystem set OPS-AAAA1 estimate=...",
        "- room in Ready: 2 of 2 places taken",
        "  finish something there first",
    ]


def test_blocked_work_stays_where_it_is_and_can_only_be_dropped(tmp_path: Path) -> None:
    blocked = READY + "blocked: {since: 2026-11-20, reason: No window}\n"
    system = small(tmp_path, {"AAAA1": blocked})
    assert refused(move(act_as(system, "ada"), item_of(system), "doing")) == [
        'OPS-AAAA1 cannot go to "In progress": one thing is missing',
        "- nothing blocks it any more: No window",
        "  worksystem unblock OPS-AAAA1",
    ]
    outcome = move(act_as(system), item_of(system), "dropped", because="Too late")
    assert changed(system, outcome) == {ITEM: blocked.replace("ready", "dropped") + "closed: {reason: Too late}\n"}


def test_what_a_workflow_asks_a_reason_for_is_not_closed_without_one(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": READY})
    assert refused(move(act_as(system), item_of(system), "dropped")) == [
        'OPS-AAAA1 cannot go to "Dropped": one thing is missing',
        "- closed.reason is filled in",
        '  say why with --because "..."',
    ]


def test_a_handoff_takes_two_and_moves_the_team(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": DOING})
    item = item_of(system)
    assert refused(move(act_as(system, "ada"), item, "review")) == [
        'OPS-AAAA1 cannot go to "In review": two things are missing',
        "- The runbook says how to undo it (Handoff to security)",
        "  when it is true: --tick runbook",
        "- Security reviewer has said that it arrived",
        "  worksystem move OPS-AAAA1 review --hand-over, then --take-over by Samir Khoury",
    ]
    handed = move(act_as(system, "ada"), item, "review", ticks=["runbook"], handover="over")
    assert isinstance(handed, Outcome)
    assert changed(system, handed)[ITEM].endswith(
        "  - Rolled back once\n"
        "checks: {handoff_to_security: [runbook]}\n"
        "handoffs:\n"
        "  - {to: security, from: platform, date: 2026-11-22}\n"
    )
    taken = move(
        act_as(system, "sam").having(handed.workspace), handed.workspace.items[item.id], "review", handover="take"
    )
    assert isinstance(taken, Outcome)
    moved = move(act_as(system, "ada").having(taken.workspace), taken.workspace.items[item.id], "review")
    assert isinstance(moved, Outcome)
    record = moved.workspace.items[item.id].record
    assert (record.status, record.team, record.owner) == ("review", "security", "ada")
    text = changed(system, Outcome(moved.workspace, handed.plan + taken.plan + moved.plan))[ITEM]
    assert text == (
        DOING.replace("status: doing", "status: review").replace("team: platform", "team: security")
        + "checks: {handoff_to_security: [runbook]}\n"
        + "handoffs:\n"
        + "  - {to: security, from: platform, date: 2026-11-22, acknowledged: {by: sam, date: 2026-11-22}}\n"
    )


def test_work_is_handed_over_when_it_is_ready_for_that(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": DOING + "blocked: {since: 2026-11-20, reason: The bank sleeps}\n"})
    assert refused(move(act_as(system, "ada"), item_of(system), "review", handover="over")) == [
        "OPS-AAAA1 cannot be handed over: two things are missing",
        "- nothing blocks it any more: The bank sleeps",
        "  worksystem unblock OPS-AAAA1",
        "- The runbook says how to undo it (Handoff to security)",
        "  when it is true: --tick runbook",
    ]
    ticked = move(act_as(system, "ada"), item_of(system), "review", ticks=["runbook"], handover="over")
    assert refused(ticked)[0] == "OPS-AAAA1 cannot be handed over: one thing is missing"


def test_only_the_receiver_takes_over_and_nothing_is_handed_over_twice(tmp_path: Path) -> None:
    waiting = DOING + "handoffs:\n  - {to: security, date: 2026-11-20}\n"
    system = small(tmp_path, {"AAAA1": waiting, "AAAA2": READY})
    item = item_of(system)
    assert refused(move(act_as(system, "ada"), item, "review", handover="take")) == [
        "taking OPS-AAAA1 over is for Security reviewer, and not for Ada Nakamura",
        "help: ask Samir Khoury",
    ]
    assert refused(move(act_as(system, "ada"), item, "review", handover="over")) == [
        "OPS-AAAA1 is handed to Security since 2026-11-20",
        "help: it waits for who takes it over",
    ]
    assert refused(move(act_as(system, "ada"), item_of(system, "AAAA2"), "doing", handover="over")) == [
        '"Start" hands OPS-AAAA1 to nobody'.replace("AAAA1", "AAAA2"),
        "help: leave that out",
    ]


def test_acceptance_is_ticked_by_number_on_the_way(tmp_path: Path) -> None:
    text = REVIEW + "acceptance:\n  - Payments go through\n  - {text: Rolled back, done: yes}\n"
    system = small(tmp_path, {"AAAA1": text})
    situation, item = act_as(system, "grace"), item_of(system)
    assert refused(move(situation, item, "done")) == [
        'OPS-AAAA1 cannot go to "Done": one thing is missing',
        "- every line of acceptance is ticked",
        "  --tick 1",
    ]
    assert refused(move(situation, item, "done", ticks=["3"])) == [
        "OPS-AAAA1 has two acceptance criteria, and none of number 3",
        "help: they are counted from 1",
    ]
    outcome = move(situation, item, "done", ticks=["1", "2"])
    assert isinstance(outcome, Outcome)
    assert outcome.notes == ("tell Product owner",)
    assert changed(system, outcome) == {
        ITEM: text.replace("status: review", "status: done").replace(
            "  - Payments go through\n", "  - {text: Payments go through, done: yes}\n"
        )
    }


def test_a_missing_approval_is_told_with_those_who_may_give_it(tmp_path: Path) -> None:
    text = REVIEW[: REVIEW.index("approvals")].replace("owner: bo", "owner: ada")
    system = small(tmp_path, {"AAAA1": text})
    assert refused(move(act_as(system, "grace"), item_of(system), "done")) == [
        'OPS-AAAA1 cannot go to "Done": one thing is missing',
        "- change board: an approval by Change manager",
        "  worksystem approve OPS-AAAA1 change_board, by Grace Okonkwo",
    ]


def test_a_reason_for_a_move_that_closes_nothing_is_an_update(tmp_path: Path) -> None:
    system = small(tmp_path, {"AAAA1": REVIEW})
    outcome = move(act_as(system, "sam"), item_of(system), "doing", because="The chain is incomplete")
    assert changed(system, outcome) == {
        ITEM: REVIEW.replace("status: review", "status: doing")
        + "updates:\n  - {date: 2026-11-22, by: sam, text: The chain is incomplete}\n"
    }


def test_reopened_work_is_not_closed_for_a_reason_any_more(tmp_path: Path) -> None:
    text = "title: Rotate\nstatus: done\ntype: change\nowner: ada\nclosed: {reason: All done}\nlabels: [a]\n"
    system = small(tmp_path, {"AAAA1": text})
    outcome = move(act_as(system), item_of(system), "doing")
    assert changed(system, outcome) == {
        ITEM: text.replace("status: done", "status: doing").replace("closed: {reason: All done}\n", "")
    }


def test_a_branch_moves_by_the_workflow_beside(tmp_path: Path) -> None:
    text = "title: Rotate\nstatus: review\ntype: change\nowner: ada\n"
    system = small(tmp_path, {"AAAA1": text})
    assert refused(move(act_as(system, "ada"), item_of(system), "agreed", branch="legal")) == [
        '"Agree" of OPS-AAAA1 is for Samir Khoury, and not for Ada Nakamura',
        "help: ask Samir Khoury",
    ]
    outcome = move(act_as(system, "sam"), item_of(system), "agreed", branch="legal")
    assert changed(system, outcome) == {ITEM: text + "branches: {legal: {status: agreed}}\n"}


def test_only_expedited_work_leaves_out_what_may_be_skipped(tmp_path: Path) -> None:
    expedited = PROPOSED + "expedite: {by: grace, why: It expires}\n"
    system = small(tmp_path, {"AAAA1": expedited, "AAAA2": PROPOSED})
    outcome = move(act_as(system, "ada"), item_of(system), "doing")
    assert changed(system, outcome) == {ITEM: expedited.replace("proposed", "doing")}
    assert refused(move(act_as(system, "ada"), item_of(system, "AAAA2"), "doing")) == [
        'OPS-AAAA2 cannot go from "Proposed" to "In progress": workflow "control" has no such move',
        "help: from here it can go to ready or dropped",
    ]


def test_next_shows_what_expedited_work_may_leave_out(tmp_path: Path) -> None:
    expedited = PROPOSED + "expedite: {by: grace, why: It expires}\n"
    system = small(tmp_path, {"AAAA1": expedited, "AAAA2": PROPOSED})
    judge = act_as(system).judge
    assert [way.to for way in judge.ways_from(item_of(system))] == ["ready", "dropped", "doing"]
    assert [way.to for way in judge.ways_from(item_of(system, "AAAA2"))] == ["ready", "dropped"]


def test_an_item_in_a_state_of_an_earlier_version_is_sent_to_its_cure(tmp_path: Path) -> None:
    path = "work/workflows/control.yml"
    control = FILES[path].rstrip(" ") + "        version: 2\n        migrations: {1: {lost: ready}}\n"
    lost = "title: Rotate\nstatus: lost\ntype: change\nowner: ada\n"
    system = small(tmp_path, {"AAAA1": lost}, **{path: control})
    assert refused(move(act_as(system), item_of(system), "doing")) == [
        'OPS-AAAA1 cannot be moved: "lost" is not a state of workflow "control"',
        "help: worksystem check --fix moves it to ready",
    ]


def test_an_item_without_a_workflow_or_in_no_state_of_it_is_not_moved(tmp_path: Path) -> None:
    lost = "title: Rotate\nstatus: lost\ntype: change\nowner: ada\n"
    system = small(tmp_path, {"AAAA1": lost, "AAAA2": lost.replace("change", "chore")})
    assert refused(move(act_as(system), item_of(system), "doing")) == [
        'OPS-AAAA1 cannot be moved: "lost" is not a state of workflow "control"',
        "help: correct status in its file",
    ]
    assert refused(move(act_as(system), item_of(system, "AAAA2"), "doing")) == [
        "OPS-AAAA2 cannot be moved: no workflow is known for it",
        "help: correct its type",
    ]
