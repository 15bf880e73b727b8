"""Whether a change to an item is one that its workflow allows."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from tests.systems import make_system
from tests.workflow.small import FILES, item, with_flow
from worksystem.workflow.approvals import Proof
from worksystem.workflow.change import Fault, judge_change
from worksystem.workflow.judge import Judge
from worksystem.workflow.known import Passage

TODAY = date(2026, 11, 22)
MINE = "owner: ada\nteam: platform\n"
HANDED = "handoffs: [{to: security, date: 2026-11-20, acknowledged: {by: bo}}]\n"


def judge(
    folder: Path,
    before: Mapping[str, str],
    after: Mapping[str, str],
    *,
    by: tuple[str, ...] = (),
    via: tuple[Passage, ...] = (),
    proofs: Mapping[str, Mapping[int, Proof]] | None = None,
) -> list[Fault]:
    was = make_system(folder / "before", before).workspace
    now = make_system(folder / "after", after).workspace
    return list(judge_change(was, Judge(now, TODAY, proofs, before=was), "OPS-1", by=by, via=via))


def says(faults: list[Fault]) -> list[tuple[str, str]]:
    return [(fault.kind, fault.says) for fault in faults]


def test_a_declared_move_with_all_it_takes_is_no_fault(tmp_path: Path) -> None:
    assert judge(tmp_path, item(MINE, status="ready"), item(MINE, status="doing"), by=("ada",)) == []


def test_a_move_that_nobody_declared_is_told_with_what_is_allowed(tmp_path: Path) -> None:
    assert judge(tmp_path, item(MINE), item(MINE, status="done")) == [
        Fault(
            "move",
            'OPS-1 went from "To do" to "Done", and workflow "control" has no such move',
            "use ready or dropped",
        )
    ]


def test_states_passed_on_the_way_make_a_long_move_legal(tmp_path: Path) -> None:
    long = item(MINE), item(MINE, status="doing")
    assert [fault.kind for fault in judge(tmp_path / "far", *long)] == ["expedite"]
    assert judge(tmp_path / "step", *long, via=(Passage("ready"),)) == []


def test_a_move_is_for_those_whom_the_workflow_names(tmp_path: Path) -> None:
    change = item(MINE), item(MINE, status="ready")
    assert judge(tmp_path / "a", *change, by=("ada",)) == [
        Fault(
            "actor",
            'Ada moved OPS-1 by "Accept", which is for Manager',
            "let Grace or Rosa make it",
            ("status",),
            ("grace", "rosa"),
        )
    ]
    assert judge(tmp_path / "b", *change, by=("ada", "grace")) == []
    assert judge(tmp_path / "c", *change) == []


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("", [("approval", ("grace", "rosa"))]),
        ("approvals: [{gate: board, by: grace, date: 2026-11-20}]\n", []),
        ("approvals: [{gate: board, by: ada, date: 2026-11-20}]\n", [("approval", ("grace", "rosa"))]),
        ("approvals: [{gate: board, by: grace, date: 2026-11-20, digest: 0}]\n", [("approval", ("grace", "rosa"))]),
    ],
)
def test_a_missing_or_void_approval_is_told_with_who_could_give_it(
    tmp_path: Path, given: str, found: list[tuple[str, tuple[str, ...]]]
) -> None:
    faults = judge(tmp_path, item(MINE, status="review"), item(MINE + given, status="done"))
    assert [(fault.kind, fault.able) for fault in faults] == found


def test_a_handoff_waits_for_the_receivers_yes_and_nobody_elses(tmp_path: Path) -> None:
    before = item(MINE, status="doing")
    assert judge(tmp_path / "a", before, item(MINE + HANDED, status="review")) == []
    own = HANDED.replace("by: bo", "by: ada")
    (fault,) = judge(tmp_path / "b", before, item(MINE + own, status="review"))
    assert (fault.kind, fault.says, fault.keys) == (
        "handoff",
        'OPS-1 went to "In review" without what that takes (Reviewer has said that it arrived)',
        ("handoffs",),
    )


def test_expedited_work_may_leave_out_states_if_the_right_person_says_so(tmp_path: Path) -> None:
    def after(more: str) -> dict[str, str]:
        return item(MINE + more, status="doing")

    assert judge(tmp_path / "a", item(MINE), after("expedite: {by: grace, why: it burns}\n")) == []
    assert says(judge(tmp_path / "b", item(MINE), after("expedite: {by: bo, why: it burns}\n"))) == [
        ("expedite", "bo let OPS-1 overtake the rest, which is for Manager")
    ]
    assert says(judge(tmp_path / "c", item(MINE), after(""))) == [
        ("expedite", 'OPS-1 went from "To do" to "Doing"; only expedited work may leave out what lies between')
    ]


@pytest.mark.parametrize(("status", "kinds"), [("todo", []), ("doing", ["born"]), ("no_such_state", [])])
def test_an_item_begins_in_the_first_state(tmp_path: Path, status: str, kinds: list[str]) -> None:
    assert [fault.kind for fault in judge(tmp_path, FILES, item(MINE, status=status))] == kinds


def test_expedited_work_may_begin_behind_what_it_may_skip(tmp_path: Path) -> None:
    born = item(MINE + "expedite: {by: grace, why: it burns}\n", status="doing")
    assert judge(tmp_path, FILES, born) == []


def test_an_item_that_got_another_id_is_not_new(tmp_path: Path) -> None:
    renamed = item(MINE + "former_ids: [OPS-0]\n", status="doing")
    assert judge(tmp_path, item(MINE, status="doing", id="OPS-0"), renamed) == []


def test_another_type_is_no_way_around_a_workflow(tmp_path: Path) -> None:
    note = {**FILES, "work/items/OPS-1.yml": "title: Rotate\ntype: note\nstatus: shut\n"}
    assert says(judge(tmp_path / "a", item(MINE), note)) == [
        ("type", 'OPS-1 became a note and went from "To do" to "Shut" at once')
    ]
    assert (
        judge(tmp_path / "b", item(MINE), {**note, "work/items/OPS-1.yml": "title: R\ntype: note\nstatus: open\n"})
        == []
    )


def test_a_change_cannot_allow_itself(tmp_path: Path) -> None:
    done = item(MINE, status="done")
    freed = with_flow(done, '  - {from: "*"', '  - {from: todo, to: done, name: Skip it}\n  - {from: "*"')
    assert says(judge(tmp_path / "a", item(MINE), freed)) == [
        (
            "move",
            'OPS-1 went from "To do" to "Done", and workflow "control" as it was before this change has no such move',
        )
    ]
    gateless = with_flow(
        done, "    approvals: [{gate: board, roles: [manager], count: 1, covers: [outcome, risk]}]\n", ""
    )
    assert [fault.kind for fault in judge(tmp_path / "b", item(MINE, status="review"), gateless)] == ["approval"]


def test_a_migration_is_no_move(tmp_path: Path) -> None:
    renamed = with_flow(item(MINE, status="checking"), "review", "checking")
    migrated = with_flow(renamed, "{1: {waiting: checking}}", "{1: {waiting: review}, 2: {review: checking}}")
    assert judge(tmp_path / "a", item(MINE, status="review"), migrated) == []
    assert [fault.kind for fault in judge(tmp_path / "b", item(MINE, status="ready"), migrated)] == ["move"]


def test_branches_move_by_their_own_workflow(tmp_path: Path) -> None:
    flow = "name: Notes\ninitial: open\nstates:\n  open: {name: Open, category: active}\n"
    flow += "  read: {name: Read, category: active}\n  shut: {name: Shut, category: done}\n"
    flow += "transitions: [{from: open, to: read, name: Read}, {from: read, to: shut, name: Close}]\n"

    def side(status: str) -> dict[str, str]:
        return {
            **item(f"{MINE}branches: {{notes: {{status: {status}}}}}\n", status="review"),
            "work/workflows/notes.yml": flow,
        }

    assert judge(tmp_path / "a", side("open"), side("read")) == []
    (fault,) = judge(tmp_path / "b", side("open"), side("shut"))
    assert (fault.kind, fault.keys) == ("move", ("branches", "notes", "status"))


def test_a_teams_limit_leaves_out_the_item_itself(tmp_path: Path) -> None:
    before, after = item(MINE, status="ready"), item(MINE, status="doing")
    other = {"work/items/OPS-2.yml": "title: Other\ntype: change\nstatus: doing\nteam: platform\n"}
    (fault,) = judge(tmp_path, {**before, **other}, {**after, **other})
    assert fault.says == (
        'OPS-1 went to "Doing" without what that takes (room for Platform in Doing: 1 of 1 places taken)'
    )


def with_manager(files: Mapping[str, str], *people: str) -> dict[str, str]:
    """The same files with other holders of the role manager."""
    path = "work/teams.yml"
    assert "[grace, rosa]" in files[path]
    return {**files, path: files[path].replace("[grace, rosa]", f"[{', '.join(people)}]")}


def test_nobody_moves_by_a_role_that_the_change_itself_grants(tmp_path: Path) -> None:
    before, after = item(MINE), with_manager(item(MINE, status="ready"), "ada", "grace")
    assert judge(tmp_path / "a", before, after, by=("ada",)) == [
        Fault(
            "actor",
            'Ada moved OPS-1 by "Accept", which is for Manager',
            "let Grace make it",
            ("status",),
            ("grace",),
        )
    ]
    assert judge(tmp_path / "b", with_manager(before, "ada"), after, by=("ada",)) == []


def test_an_approval_by_a_role_that_the_change_itself_grants_does_not_count_yet(tmp_path: Path) -> None:
    before = item("owner: ada\n", status="review")
    given = item("owner: ada\napprovals: [{gate: board, by: bo, date: 2026-11-20}]\n", status="done")
    assert judge(tmp_path / "a", before, with_manager(given, "bo", "grace")) == [
        Fault(
            "approval",
            'OPS-1 went to "Done" without what that takes (board: an approval by Manager; bo holds the role only by '
            "this very change)",
            "merge the change of the role first, or ask somebody who held it before",
            ("approvals",),
            ("grace",),
        )
    ]
    held = with_manager(before, "bo", "grace"), with_manager(given, "bo", "grace")
    assert judge(tmp_path / "b", *held) == []


def test_whoever_owned_an_item_before_the_change_does_not_approve_it_after_giving_it_away(tmp_path: Path) -> None:
    approvals = "approvals: [{gate: board, by: grace, date: 2026-11-20}]\n"
    before = item("owner: grace\n", status="review")
    faults = judge(tmp_path, before, item(f"owner: ada\n{approvals}", status="done"))
    assert [(fault.kind, fault.able) for fault in faults] == [("approval", ("rosa",))]


OLD, NEW = "blocked: {since: 2026-11-02, reason: x}\n", "blocked: {since: 2026-11-22, reason: x}\n"


@pytest.mark.parametrize(
    ("before", "after", "via", "kinds"),
    [
        (OLD, OLD, (), ["block"]),
        ("", NEW, (), []),
        (OLD, NEW, (), []),
        ("", NEW, (Passage("doing"), Passage("doing", "2026-11-22")), []),
        ("", "", (Passage("ready", "2026-11-22"), Passage("doing", "2026-11-22"), Passage("doing")), ["block"]),
    ],
    ids=["all along", "made with the move", "made anew", "made after the move", "made before and taken out after"],
)
def test_a_block_stands_in_the_way_of_what_was_done_during_it(
    tmp_path: Path, before: str, after: str, via: tuple[Passage, ...], kinds: list[str]
) -> None:
    faults = judge(tmp_path, item(MINE + before, status="ready"), item(MINE + after, status="doing"), via=via)
    assert [fault.kind for fault in faults] == kinds


def test_a_branch_is_judged_step_by_step_where_the_steps_are_known(tmp_path: Path) -> None:
    runs = "parallel: [{during: review, run: [notes]}]\nmigrations:"
    steps = "states: {open: {name: Open, category: active}, read: {name: Read, category: active}, shut:"
    files = with_flow(item(MINE, status="review"), "migrations:", runs)
    path = "work/workflows/notes.yml"
    notes = files[path].replace("states: {open: {name: Open, category: active}, shut:", steps)
    notes = notes.replace("{from: open, to: shut,", "{from: open, to: read, name: Read}, {from: read, to: shut,")
    before = {**files, path: notes}
    after = {**before, **item(f"{MINE}branches: {{notes: {{status: shut}}}}\n", status="review")}
    after = {**after, path: notes, "work/workflows/control.yml": before["work/workflows/control.yml"]}
    assert [fault.kind for fault in judge(tmp_path / "a", before, after)] == ["move"]
    via = (Passage("review", None, {"notes": "read"}),)
    assert judge(tmp_path / "b", before, after, via=via) == []
