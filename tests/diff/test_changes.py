"""Every kind of change is told in words."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.diff.sides import BEFORE, change, make_diff
from worksystem.diff import Diff

ITEM = "work/items/OPS-00001.yml"
SECOND = "work/items/OPS-00002.yml"
ARCHIVED = "work/items/archive/OPS-00001.yml"
FLOW = "work/workflows/delivery.yml"
UNVERIFIED = "unverified: no commit of grace and no review says so"


def told(diff: Diff) -> dict[str, list[tuple[str, str]]]:
    return {
        f"{record.kind} {record.id}": [(each.what, each.says) for each in record.changes] for record in diff.records
    }


@pytest.mark.parametrize(
    ("replaced", "expected"),
    [
        ([("status: todo", "status: doing")], [("moved", "To do → Doing")]),
        ([("owner: ada", "owner: bo")], [("reassigned", "owner: Ada Nakamura → Bo Lindqvist")]),
        ([("owner: ada\n", "")], [("reassigned", "owner: Ada Nakamura → nothing")]),
        ([("team: platform", "team: security")], [("reassigned", "team: Platform → Security")]),
        ([("due: 2026-12-01", "due: 2026-12-08")], [("dated", "due: 1 Dec 2026 → 8 Dec 2026")]),
        ([("due: 2026-12-01", "due: 2026-Q4")], [("dated", "due: 1 Dec 2026 → 2026-Q4")]),
        (
            [("priority: low", "promised: {to: security, date: 2026-12-01}\npriority: low")],
            [("dated", "promised: to Security, 1 Dec 2026")],
        ),
        ([("priority: low", "priority: high")], [("prioritized", "priority, level: low → high")]),
        ([("estimate: 3wd", "estimate: 5wd")], [("estimated", "estimate: 3 working days → 5 working days")]),
        (
            [("risk: low", "risk: low\nblocked: {since: 2026-11-20, reason: the bank, waiting_for: Harbour Bank}")],
            [("blocked", "blocked: the bank, waiting for Harbour Bank")],
        ),
        ([("  - OPS-00002", "  - OPS-00002\n  - OPS-00003")], [("linked", "depends on: OPS-00003")]),
        ([("depends_on:\n  - OPS-00002\n", "")], [("linked", "no longer depends on: OPS-00002")]),
        ([("serve it, done: no", "serve it, done: yes")], [("ticked", "ticked: Both gateways serve it")]),
        (
            [("done: no}", "done: no}\n  - Alert fires")],
            [("changed", "acceptance added: Alert fires")],
        ),
        ([("risk: low", "risk: high")], [("changed", "risk: low → high")]),
        ([("- payments", "- payments\n  - bank")], [("changed", "labels: bank added")]),
        ([("title: Rotate", "title: Renew")], [("changed", "title: Rotate the certificates → Renew the certificates")]),
        ([("risk: low", "risk: low\ndescription: why")], [("changed", "description added")]),
        (
            [("risk: low", "risk: low\napprovals:\n  - {gate: review, by: grace, date: 2026-11-20}")],
            [("approved", f"approval added: review by Grace Oyelaran, 20 Nov 2026; {UNVERIFIED}")],
        ),
        (
            [("risk: low", "risk: low\ncomments:\n  - {by: bo, date: 2026-11-20, text: hm}")],
            [("commented", "comment added")],
        ),
        ([("risk: low", "risk: low\ntime:\n  - {date: 2026-11-20, spent: 3h}")], [("changed", "time logged")]),
        (
            [("risk: low", "risk: low  # worksystem: ignore WS203 -- not yet")],
            [("ignored", "the checker is told to ignore WS203 -- not yet")],
        ),
    ],
)
def test_changes_of_an_item_are_told_by_what_they_mean(
    tmp_path: Path, replaced: list[tuple[str, str]], expected: list[tuple[str, str]]
) -> None:
    assert told(make_diff(tmp_path, change(*replaced))) == {"item OPS-00001": expected}


def test_unblocking_is_told(tmp_path: Path) -> None:
    before = {**BEFORE, **change(("risk: low", "risk: low\nblocked: the bank"))}
    assert told(make_diff(tmp_path, change(), before=before)) == {
        "item OPS-00001": [("unblocked", "no longer blocked")]
    }


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        (
            {"work/items/OPS-00003.yml": BEFORE[ITEM]},
            {"item OPS-00003": [("created", "created in To do, owned by Ada Nakamura, due 1 Dec 2026")]},
        ),
        ({SECOND: None}, {"item OPS-00002": [("removed", "removed; it was in Doing")]}),
        ({ITEM: None, ARCHIVED: BEFORE[ITEM]}, {"item OPS-00001": [("archived", "archived")]}),
        (
            {ITEM: None, "work/items/OPS-00009.yml": BEFORE[ITEM] + "former_ids: [OPS-00001]\n"},
            {
                "item OPS-00009": [
                    ("renamed", "renamed: OPS-00001 → OPS-00009"),
                    ("changed", "its file moved to work/items/OPS-00009.yml"),
                ]
            },
        ),
    ],
)
def test_items_come_and_go(tmp_path: Path, after: Mapping[str, str | None], expected: object) -> None:
    assert told(make_diff(tmp_path, after)) == expected


@pytest.mark.parametrize(
    ("replaced", "expected"),
    [
        ([("wip: 1", "wip: 3")], "state Doing, limit: 1 → 3"),
        ([(", wip: 1", "")], "state Doing, limit: 1 → nothing"),
        ([("  done: {", "  review: {name: In review, category: active}\n  done: {")], "state In review added (active)"),
        ([("by: [owner]", "by: [owner, role:reviewer]")], "move Start, who may make it: Reviewer added"),
        ([("covers: [outcome]", "count: 2, covers: [outcome]")], "move Finish, gate review, approvals needed: 1 → 2"),
        ([("name: Start,", "name: Begin,")], "move Begin, name: Start → Begin"),
        ([('  - {from: "*", to: cancelled, name: Cancel}\n', "")], "move Cancel removed (any open state → Cancelled)"),
        (
            [("transitions:\n", "transitions:\n  - {from: done, to: doing, name: Reopen, by: [lead]}\n")],
            "move Reopen added (Done → Doing, by the team’s lead)",
        ),
        ([("owner: platform", "owner: security")], "owner: Platform → Security"),
    ],
)
def test_changes_of_a_workflow_are_told_in_its_words(
    tmp_path: Path, replaced: list[tuple[str, str]], expected: str
) -> None:
    diff = make_diff(tmp_path, change(*replaced, path=FLOW))
    assert [says for _, says in told(diff)["workflow delivery"]] == [expected]
    assert diff.reasons == ("workflows",)


def test_a_state_that_goes_is_told_with_what_stood_there_and_where_it_went(tmp_path: Path) -> None:
    after = change(
        ("version: 1", "version: 2\nmigrations: {1: {doing: active}}"),
        ("  doing: {name: Doing", "  active: {name: In progress"),
        ("to: doing", "to: active"),
        ("from: doing", "from: active"),
        path=FLOW,
    )
    says = [each for _, each in told(make_diff(tmp_path, after))["workflow delivery"]]
    assert says[:3] == [
        "version 1 → 2, items move doing → active",
        "state In progress added (active)",
        "state Doing removed; one item stood there",
    ]


@pytest.mark.parametrize(
    ("path", "replaced", "record", "expected"),
    [
        ("work/people.yml", ("capacity: 32h", "capacity: 24h"), "person ada", "capacity: 32 hours → 24 hours"),
        ("work/people.yml", ("security: 100%", "security: 80%"), "person grace", "teams, security: 100% → 80%"),
        (
            "work/teams.yml",
            ("reviewer: [grace]", "reviewer: [grace, bo]"),
            "team security",
            "roles, reviewer, bo: Bo Lindqvist",
        ),
        ("work/teams.yml", ("lead: ada", "lead: bo"), "team platform", "lead: Ada Nakamura → Bo Lindqvist"),
        ("work/roles.yml", ("A second pair of eyes", "Four eyes"), "role reviewer", "purpose changed"),
        (
            "work/types/task.yml",
            ("prefix: OPS", "prefix: OPS\nrequired: [due]"),
            "item_type task",
            "required: due added",
        ),
        (
            "work/worksystem.yml",
            ("smallest_group: 2", "smallest_group: 3"),
            "settings worksystem",
            "thresholds, smallest group: 2 → 3",
        ),
    ],
)
def test_other_records_change_field_by_field(
    tmp_path: Path, path: str, replaced: tuple[str, str], record: str, expected: str
) -> None:
    diff = make_diff(tmp_path, change(replaced, path=path))
    assert [says for _, says in told(diff)[record]] == [expected]
    assert diff.class_ == "agreement"


def test_the_same_said_otherwise_is_no_change(tmp_path: Path) -> None:
    after = {**change(("wip: 1", "wip: {limit: 1}"), path=FLOW), **change(("title: Rotate", "# soon\ntitle: Rotate"))}
    diff = make_diff(tmp_path, after)
    assert (diff.records, diff.silent, diff.class_) == ((), 2, "routine")


def test_nothing_is_nothing(tmp_path: Path) -> None:
    assert make_diff(tmp_path, {}).is_empty
