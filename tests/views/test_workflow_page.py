"""The page of a workflow: what is in its states, who may do what today, automation and exceptions in words."""

from collections.abc import Callable, Mapping
from datetime import date

from tests.workflow.test_judge import FILES
from worksystem.load import WorkSystem
from worksystem.views.automation import automation_words
from worksystem.views.board import build_board
from worksystem.views.boards import build_board_rows
from worksystem.views.record import RecordPage, Table
from worksystem.views.scope import Scope
from worksystem.views.workflow import build_workflow

Make = Callable[[Mapping[str, str]], WorkSystem]
TODAY = date(2026, 11, 22)
HEAD = """\
name: Control
initial: doing
states:
  doing: {name: Doing, category: active, expectation: 2d}
  done: {name: Done, category: done}
  dropped: {name: Dropped, category: dropped}
transitions: [{from: doing, to: done, name: Finish, approvals: [{gate: board}]}]
"""


def page(make: Make, more: Mapping[str, str], workflow: str = FILES["work/workflows/control.yml"]) -> RecordPage:
    files = {**FILES, "work/workflows/control.yml": workflow, **more}
    return build_workflow(Scope(make(files).workspace, TODAY), "control")


def table(found: RecordPage, title: str) -> Table:
    [section] = [each for each in found.sections if each.title == title]
    assert section.table is not None
    return section.table


def said(value: object) -> object:
    return value if isinstance(value, str) else getattr(value, "title", value)


def words(make: Make, automation: str, workflow: str = HEAD) -> tuple[str, ...]:
    files = {**FILES, "work/workflows/control.yml": f"{workflow}automation:\n{automation}"}
    scope = Scope(make(files).workspace, TODAY)
    return automation_words(scope, scope.workspace.workflows["control"].record)


def test_a_move_says_who_may_make_it_and_who_that_is_today(make_system: Make) -> None:
    rows = {str(row[0][0]): row[3:] for row in table(page(make_system, {}), "Who may do what").rows}
    assert rows["Start"] == (("whoever owns it", "whoever leads its team"), ())
    assert rows["Skip"] == (("Grace",), ("only if 'urgent' in labels",))
    assert rows["Hand over"] == ((), ("handed to Security",))
    assert rows["Release"] == (
        ("Ada, Bo, Grace, Rosa",),
        ("due > today", "two approvals: board", "Legal review is done"),
    )
    assert rows["Cancel"][0] == ("nobody",)


def test_standards_are_told_check_by_check_with_where_they_are_asked_for(make_system: Make) -> None:
    rows = [row[1:] for row in table(page(make_system, {}), "Standards").rows]
    assert rows == [
        (("to enter Doing",), ("Has an outcome (checked by itself)", "Impact understood")),
        (("with Hand over",), ("Runbook exists",)),
    ]


def test_a_state_over_its_limit_says_so_and_names_what_is_in_it(make_system: Make) -> None:
    items = {
        f"work/items/OPS-{n}.yml": f"title: Item {n}\ntype: change\nstatus: doing\nteam: platform\n" for n in range(6)
    }
    found = page(make_system, items)
    row = next(row for row in table(found, "What is in it now").rows if getattr(row[0][0], "id", "") == "doing")
    assert row[2] == ("2, over limit", "1 a person")
    assert [said(value) for value in (*row[1], *row[6])] == [
        "6", "Item 0", "Item 1", "Item 2", "Item 3", "and 2 more",
    ]  # fmt: skip
    assert found.answer == "Six open items in five states; Doing holds more than was agreed."


def test_items_of_another_workflow_stand_beside_in_the_states_they_take_room_in(make_system: Make) -> None:
    path = "work/workflows/legal_review.yml"
    legal = FILES[path].replace("waiting: {", "waiting: {wip: 1, ", 1)
    assert legal != FILES[path]
    items = {f"work/items/OPS-{n}.yml": f"title: Item {n}\ntype: change\nstatus: review\n" for n in range(2)}
    scope = Scope(make_system({**FILES, path: legal, **items}).workspace, TODAY)
    found = build_workflow(scope, "legal_review")
    row = table(found, "What is in it now").rows[0]
    assert [said(value) for value in (*row[1], *row[2], *row[6])] == [
        "2", "1, over limit", "Item 0, beside Review", "Item 1, beside Review",
    ]  # fmt: skip
    assert "two items stand in it beside another state" in found.answer
    board = build_board(scope, "legal_review")
    column = board.columns[0]
    assert ([card.id for card in column.beside], column.cards, column.count, column.own) == (
        ["OPS-0", "OPS-1"], (), 2, 0,
    )  # fmt: skip
    assert (column.over, column.hidden, board.open) == (True, 0, 0)
    assert [row.over for row in build_board_rows(scope)[0] if row.ref.id == "legal_review"] == [1]


def test_exceptions_say_route_deadline_and_who_takes_care(make_system: Make) -> None:
    exceptions = """\
exceptions:
  blocked: {at_most: 3d, then: role:manager}
  rejected: {to: doing, at_most: 5d, then: lead}
  expedite: {at_most: 1, by: [role:manager], may_skip: [doing], why: optional}
  cancelled: {to: dropped}
"""
    blocked = "title: A\ntype: change\nstatus: doing\nblocked: {since: 2026-11-10, reason: bank}\n"
    found = table(page(make_system, {"work/items/OPS-1.yml": blocked}, HEAD + exceptions), "Exceptions")
    assert [tuple(said(value) for value in cell) for row in found.rows for cell in row] == [
        ("Blocked",), ("waits where it is",), ("3 days after it was blocked",), ("Manager", "Grace"),
        ("A", "past its deadline"),
        ("Rejected",), ("goes back to Doing",), ("handed in again within 5 days",), ("the team’s lead",), ("none",),
        ("Expedited",),
        ("overtakes the rest, may skip Doing", "at most one item at a time", "let through by Manager"),
        (), (), ("none",),
        ("Cancelled",), ("ends in Dropped",), (), (), ("none",),
    ]  # fmt: skip


def test_a_workflow_without_exceptions_and_moves_says_what_is_missing(make_system: Make) -> None:
    found = page(make_system, {}, HEAD.partition("transitions")[0])
    empty = {section.title: section.empty for section in found.sections if not section.has_content}
    assert set(empty) == {"Who may do what", "Exceptions"}
    assert empty["Exceptions"].endswith("add exceptions to the workflow.")


def test_automation_reads_as_when_what_happens_do_what(make_system: Make) -> None:
    rules = """\
  late: {trigger: {aging: doing}, do: [{escalate: role:manager}, {add: {labels: late_review}}]}
  monthly:
    trigger: {every: month}
    do: [{create: {type: change, title: "Review {period}", owner: {rotate: team:platform}, due: 10d}}]
  parts: {trigger: {children: done}, when: "type == 'change'", do: [{move: done}, {notify: [role:reviewer]}]}
  agreed: {trigger: {approved: board}, do: [{set: {priority: high}}, {assign: ada}, {checklist: ready}]}
  stuck: {trigger: {blocked: yes}, do: [{escalate: lead}]}
"""
    exceptions = "exceptions: {blocked: {at_most: 3d, then: lead}}\n"
    assert words(make_system, rules, HEAD + exceptions) == (
        "Late: when an item is in Doing longer than 2 days, escalate to Manager and add late_review to labels",
        "Monthly: every month, create “Review {period}” (change) for the next one in Platform, due 10 days later",
        "Parts: when all parts of an item are done, if type == 'change', move it to Done and tell Reviewer",
        (
            "Agreed: when an item has every approval of board, set priority to high, "
            "assign it to Ada and add the checks of Ready to its acceptance"
        ),
        "Stuck: when an item is blocked longer than 3 days, escalate to the team’s lead",
    )


def test_versions_say_where_items_of_earlier_ones_go_and_which_items_stand_nowhere(make_system: Make) -> None:
    lost = {"work/items/OPS-1.yml": "title: A\ntype: change\nstatus: waiting\n"}
    found = page(make_system, lost, f"version: 2\n{HEAD}migrations: {{1: {{old_review: doing}}}}\n")
    [section] = [each for each in found.sections if each.title == "Versions"]
    assert section.texts == (
        "Version 1; its items move on: old review becomes Doing",
        "Version 2 is in force",
        "In no state of it: OPS-1; add where they go under migrations",
    )
