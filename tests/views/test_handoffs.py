"""The map of handoffs: what workflows declare, what happened, where the two differ, what small groups hide."""

import json
from collections.abc import Callable, Mapping
from datetime import date

from worksystem.load import WorkSystem
from worksystem.load.history import load_history
from worksystem.views.handoffs import HandoffMap, Route, build_handoff_map
from worksystem.views.scope import Scope

Make = Callable[[Mapping[str, str]], WorkSystem]
TODAY = date(2026, 11, 22)


def people(team: str, count: int) -> str:
    return "".join(f"{team}{number}: {{name: {team.title()} {number}, teams: [{team}]}}\n" for number in range(count))


FILES = {
    "work/worksystem.yml": "version: 1\nname: Works\ntracked: [status, owner, team]\n",
    "work/people.yml": people("shop", 5) + people("care", 5) + people("law", 2),
    "work/teams.yml": """\
        shop: {name: Shop, workflows: [launch], roles: {seller: [shop0]}}
        care: {name: Care, roles: {desk: [care0]}}
        law: {name: Law}
        """,
    "work/roles.yml": "desk: {name: Desk}\nseller: {name: Seller}\n",
    "work/standards/passing.yml": "kind: handoff\nname: Passing on\n",
    "work/types/task.yml": "name: Task\nworkflow: launch\nprefix: T\n",
    "work/workflows/launch.yml": """\
        name: Launch
        initial: making
        states:
          making: {name: Making, category: active}
          checking: {name: Checking, category: active}
          live: {name: Live, category: active}
        transitions:
          - {from: making, to: checking, name: Check, handoff: {to: team:law}}
          - from: making
            to: live
            name: Launch
            handoff: {to: role:desk, standard: passing, acknowledged_by: [role:desk]}
        """,
}


def event(item: str, field: str, old: str | None, new: str, day: str) -> str:
    return json.dumps({"item": item, "field": field, "old": old, "new": new, "at": f"{day}T10:00:00+00:00"}) + "\n"


def born(item: str, team: str, day: str = "2026-10-01") -> str:
    return event(item, "status", None, "making", day) + event(item, "team", None, team, day)


def find_map(make: Make, items: Mapping[str, str], past: str) -> HandoffMap:
    files = {f"work/items/{id}.yml": f"title: A\ntype: task\n{text}" for id, text in items.items()}
    system = make({**FILES, **files, "work/history/2026.jsonl": past} if past else {**FILES, **files})
    return build_handoff_map(Scope(system.workspace, TODAY, history=load_history(system) if past else None))


def route(found: HandoffMap, source: str, target: str) -> Route:
    return next(each for each in found.routes if (each.source.id, each.target.id) == (source, target))


def test_a_declared_handoff_that_no_work_took_is_never_used(make_system: Make) -> None:
    found = find_map(make_system, {"T-1": "status: making\nteam: shop\n"}, born("T-1", "shop"))
    [shop_to_care] = [each for each in found.routes if each.target.id == "care"]
    assert (shop_to_care.source.title, shop_to_care.n, shop_to_care.warning) == ("Shop", 0, "never used")
    [through] = shop_to_care.through
    assert (through.workflow.title, through.move) == ("Launch", "Launch")
    assert through.standard is not None
    assert through.standard.title == "Passing on"
    assert [ref.title for ref in through.confirmed_by] == ["Desk"]
    assert found.unused == (shop_to_care,)


def test_what_an_item_notes_counts_with_its_acknowledgement_and_the_days_until_then(make_system: Make) -> None:
    got = "acknowledged: {by: care0, date: 2026-11-13}"
    items = {
        "T-1": f"status: live\nteam: shop\nhandoffs: [{{to: care, date: 2026-11-10, {got}}}]\n",
        "T-2": "status: live\nteam: shop\nhandoffs: [{to: care, date: 2026-11-10}]\n",
    }
    past = "".join(born(id, "shop") + event(id, "status", "making", "live", "2026-11-10") for id in items)
    found = route(find_map(make_system, items, past), "shop", "care")
    assert (found.n, found.confirmed, found.waits, found.warning) == (2, 1, "3 days", "")


def test_a_change_of_team_that_no_workflow_declares_is_undeclared(make_system: Make) -> None:
    past = born("T-1", "care") + event("T-1", "team", "care", "shop", "2026-11-03")
    found = find_map(make_system, {"T-1": "status: making\nteam: shop\n"}, past)
    back = route(found, "care", "shop")
    assert (back.n, back.confirmed, back.warning, back.through) == (1, 0, "undeclared", ())
    assert [ref.title for ref in back.workflows] == ["Launch"]
    assert found.undeclared == (back,)


def test_a_note_a_change_of_team_and_a_declared_move_on_one_day_are_one_handoff(make_system: Make) -> None:
    items = {"T-1": "status: live\nteam: care\nhandoffs: [{to: team:care, date: 2026-11-10}]\n"}
    past = born("T-1", "shop")
    past += event("T-1", "status", "making", "live", "2026-11-10") + event("T-1", "team", "shop", "care", "2026-11-10")
    assert route(find_map(make_system, items, past), "shop", "care").n == 1


def test_a_move_that_declares_a_handoff_counts_though_the_team_stays(make_system: Make) -> None:
    past = born("T-1", "shop") + event("T-1", "status", "making", "live", "2026-11-10")
    found = route(find_map(make_system, {"T-1": "status: live\nteam: shop\n"}, past), "shop", "care")
    assert (found.n, found.confirmed, found.warning) == (1, 0, "")


def test_work_that_goes_to_a_colleague_of_the_same_team_is_no_handoff(make_system: Make) -> None:
    items = {"T-1": "status: making\nteam: shop\nhandoffs: [{to: shop1, date: 2026-11-10}]\n"}
    assert not any(each.n for each in find_map(make_system, items, born("T-1", "shop")).routes)


def test_what_happened_before_the_window_is_not_counted(make_system: Make) -> None:
    past = born("T-1", "care", "2026-01-01") + event("T-1", "team", "care", "shop", "2026-02-01")
    found = find_map(make_system, {"T-1": "status: making\nteam: shop\n"}, past)
    assert found.undeclared == ()


def test_of_a_small_team_only_what_is_declared_is_told(make_system: Make) -> None:
    items = {
        "T-1": "status: checking\nteam: shop\nowner: shop0\nhandoffs: [{to: law, date: 2026-11-10}]\n",
        "T-2": "status: making\nteam: care\n",
    }
    past = born("T-1", "shop") + event("T-1", "status", "making", "checking", "2026-11-10")
    past += born("T-2", "law") + event("T-2", "team", "law", "care", "2026-11-03")
    past += born("T-3", "care") + event("T-3", "status", "making", "checking", "2026-11-10")
    found = find_map(make_system, {**items, "T-3": "status: checking\nteam: care\n"}, past)
    declared = route(found, "shop", "law")
    assert (declared.n, declared.confirmed, declared.waits, declared.warning) == (None, 0, "", "")
    assert "fewer than 5 people" in declared.withheld
    assert [(each.source.id, each.target.id) for each in found.routes] == [("shop", "care"), ("shop", "law")]


def test_without_a_past_the_map_is_what_workflows_declare(make_system: Make) -> None:
    found = find_map(make_system, {"T-1": "status: making\nteam: shop\n"}, "")
    assert (found.start, found.end) == (None, None)
    assert [(each.source.id, each.target.id, each.n, each.warning) for each in found.routes] == [
        ("shop", "care", None, ""),
        ("shop", "law", None, ""),
    ]
    assert found.of_team("care") == (found.routes[0],)
