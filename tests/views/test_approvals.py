"""What waits for whose approval: which items, who could give it, how those that were given stand."""

from collections.abc import Callable, Mapping
from datetime import date

from tests.workflow.test_judge import FILES
from worksystem.load import WorkSystem
from worksystem.views.approvals import Given, Waiting, build_approvals, list_gated
from worksystem.views.party import build_person
from worksystem.views.reference import Ref
from worksystem.views.scope import Scope
from worksystem.workflow.approvals import Proof

Make = Callable[[Mapping[str, str]], WorkSystem]
TODAY = date(2026, 11, 22)
BOARD = {
    **FILES,
    "work/teams.yml": FILES["work/teams.yml"].replace("{person: rosa, until: 2026-06-30}", "rosa, ada"),
    "work/people.yml": FILES["work/people.yml"].replace("rosa: {", "rosa: {identities: {git: [rosa@works.example]}, "),
    "work/workflows/control.yml": FILES["work/workflows/control.yml"].replace("except: [owner]", "covers: [outcome]"),
}


def item(*lines: str, status: str = "review", owner: str = "ada") -> str:
    return "\n".join(("title: Rotate", "type: change", f"status: {status}", f"owner: {owner}", *lines, ""))


def waiting(make: Make, items: Mapping[str, str], **more: object) -> tuple[Waiting, ...]:
    files = {f"work/items/{id}.yml": text for id, text in items.items()}
    return build_approvals(Scope(make({**BOARD, **files}).workspace, TODAY, **more))  # type: ignore[arg-type]


def test_an_item_before_a_gate_waits_for_holders_of_the_role_who_do_not_own_it(make_system: Make) -> None:
    [found] = waiting(make_system, {"OPS-1": item("due: 2026-12-01")})
    assert (found.gate, found.move, found.to.name, found.wanted, found.lacks) == ("Board", "Release", "Done", 2, 2)
    assert [ref.title for ref in found.able] == ["Grace", "Rosa"]
    assert found.given == ()
    assert "Legal review is done" in found.also


def test_who_has_approved_is_not_asked_again(make_system: Make) -> None:
    [found] = waiting(make_system, {"OPS-1": item("approvals: [{gate: board, by: grace, date: 2026-11-20}]")})
    assert found.lacks == 1
    assert [ref.title for ref in found.able] == ["Rosa"]
    assert found.given == (Given(Ref("person", "grace", "Grace"), date(2026, 11, 20), "counts", counts=True),)


def test_how_an_approval_stands_is_said_in_words(make_system: Make) -> None:
    approvals = """\
approvals:
  - {gate: board, by: grace, date: 2026-11-20}
  - {gate: board, by: rosa, date: 2026-11-20, digest: 0000000000000000}
  - {gate: board, by: ada, date: 2026-11-20}"""
    [found] = waiting(make_system, {"OPS-1": item(approvals)}, proofs={"OPS-1": {0: Proof()}})
    assert [(each.by.title, each.says, each.counts) for each in found.given] == [
        ("Grace", "counts, though no commit or review confirms it", True),
        ("Rosa", "void: outcome is not what Rosa approved", False),
        ("Ada", "does not count: Ada owns it", False),
    ]
    assert [ref.title for ref in found.able] == ["Rosa"]


def test_what_a_commit_of_the_person_confirms_is_said_so(make_system: Make) -> None:
    approvals = "approvals: [{gate: board, by: rosa, date: 2026-11-20}]"
    [found] = waiting(make_system, {"OPS-1": item(approvals)}, proofs={"OPS-1": {0: Proof(("rosa@works.example",))}})
    assert found.given[0].says == "confirmed: Rosa committed it"


def test_an_approval_that_nothing_confirms_does_not_count_where_that_is_not_enough(make_system: Make) -> None:
    system = make_system(
        {
            **BOARD,
            "work/worksystem.yml": "version: 1\nname: Works\napprovals: {unverified: not_enough}\n",
            "work/items/OPS-1.yml": item("approvals: [{gate: board, by: grace, date: 2026-11-20}]"),
        }
    )
    [found] = build_approvals(Scope(system.workspace, TODAY, proofs={"OPS-1": {0: Proof()}}))
    assert found.given[0].says == "does not count yet: no commit or review confirms it"
    assert found.lacks == 2
    assert [ref.title for ref in found.able] == ["Grace", "Rosa"]


def test_the_earliest_due_comes_first_then_the_id(make_system: Make) -> None:
    items = {"OPS-3": item(), "OPS-1": item(), "OPS-2": item("due: 2026-12-01"), "OPS-4": item("due: 2026-11-01")}
    assert [each.card.id for each in waiting(make_system, items)] == ["OPS-4", "OPS-2", "OPS-1", "OPS-3"]


def test_nothing_waits_in_a_state_without_a_gate_or_once_all_have_approved(make_system: Make) -> None:
    both = "approvals: [{gate: board, by: grace, date: 2026-11-20}, {gate: board, by: rosa, date: 2026-11-20}]"
    items = {"OPS-1": item(status="doing"), "OPS-2": item(status="done"), "OPS-3": item(both)}
    assert waiting(make_system, items) == ()


def test_only_items_in_a_state_before_a_gate_are_looked_up_in_git(make_system: Make) -> None:
    files = {f"work/items/{id}.yml": item(status=status) for id, status in (("OPS-1", "doing"), ("OPS-2", "review"))}
    workspace = make_system({**BOARD, **files}).workspace
    assert [each.id for each in list_gated(workspace.open_items, Scope(workspace, TODAY))] == ["OPS-2"]


def test_approvals_that_settings_leave_out_are_nowhere(make_system: Make) -> None:
    settings = "version: 1\nname: Works\npublish: {without: [item.approvals]}\n"
    system = make_system({**BOARD, "work/worksystem.yml": settings, "work/items/OPS-1.yml": item()})
    assert build_approvals(Scope(system.workspace, TODAY)) == ()


def test_the_page_of_a_person_shows_what_they_can_approve_and_no_count(make_system: Make) -> None:
    scope = Scope(make_system({**BOARD, "work/items/OPS-1.yml": item()}).workspace, TODAY)
    titles = {id: [section.title for section in build_person(scope, id).sections] for id in ("ada", "grace")}
    assert "Can approve today" in titles["grace"]
    assert "Can approve today" not in titles["ada"]
    assert build_person(scope, "grace").answer == "Grace owns no open work."
