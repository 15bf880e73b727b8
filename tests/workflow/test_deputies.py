"""Who acts in a role: whoever holds it, and a deputy while somebody who holds it is away, or nobody does."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from tests.workflow.small import item
from worksystem.load import WorkSystem
from worksystem.workflow.actors import Actors
from worksystem.workflow.judge import Judge

Make = Callable[[Mapping[str, str]], WorkSystem]
TODAY = date(2026, 11, 22)
ROLES = "manager: {name: Manager, deputy: [bo, ada]}\nreviewer: {name: Reviewer}\n"
PEOPLE = """\
ada: {name: Ada, identities: {github: ada-n, git: [ada@example.org]}}
bo: {name: Bo, until: 2026-11-01}
grace: {name: Grace, LEAVE}
rosa: {name: Rosa}
"""
AWAY = "leave: [{from: 2026-11-20, to: 2026-11-22}]"
TEAMS = "platform: {name: Platform, roles: {manager: [HOLDERS]}}\nsecurity: {name: Security}\n"


def files(leave: str = AWAY, holders: str = "grace, rosa", more: str = "owner: rosa\n", **ada: str) -> dict[str, str]:
    people = PEOPLE.replace("LEAVE", leave)
    return {
        **item(more, status="review"),
        "work/roles.yml": ROLES,
        "work/people.yml": people.replace("name: Ada,", f"name: Ada, {ada['ada']},") if ada else people,
        "work/teams.yml": TEAMS.replace("HOLDERS", holders),
    }


@pytest.mark.parametrize(
    ("leave", "holders", "acting"),
    [
        (AWAY, "grace, rosa", ("ada", "grace", "rosa")),
        (AWAY.replace("22}", "21}"), "grace, rosa", ("grace", "rosa")),
        (AWAY.replace("20", "23", 1).replace("22}", "30}"), "grace, rosa", ("grace", "rosa")),
        (AWAY, "rosa", ("rosa",)),
        ("title: Boss", "", ("ada",)),
        ("title: Boss", "{person: grace, until: 2026-11-21}", ("ada",)),
        ("until: 2026-11-21", "grace", ("ada",)),
    ],
    ids=["away", "back", "not yet", "another one away", "nobody", "gave it back", "left"],
)
def test_a_deputy_stands_in_while_a_holder_is_away_or_nobody_holds_the_role(
    make_system: Make, leave: str, holders: str, acting: tuple[str, ...]
) -> None:
    actors = Actors(make_system(files(leave, holders)).workspace, TODAY)
    assert actors.acting.get("manager") == acting
    assert "ada" not in actors.holders.get("manager", ())


def test_a_deputy_who_is_away_stands_in_for_nobody(make_system: Make) -> None:
    actors = Actors(make_system(files(ada=AWAY)).workspace, TODAY)
    assert actors.acting["manager"] == ("grace", "rosa")


def test_a_deputy_opens_the_gate_and_makes_the_move(make_system: Make) -> None:
    more = "owner: rosa\noutcome: No gap\napprovals: [{gate: board, by: ada, date: 2026-11-20}]\n"
    workspace = make_system(files(more=more)).workspace
    judge, entry = Judge(workspace, TODAY), workspace.items["OPS-1"]
    release = judge.find_way(entry, "done")
    assert release is not None
    assert release.missing == ()
    rule = release.transition.approvals[0]
    assert judge.able(entry, rule) == ("ada", "grace")


@pytest.mark.parametrize(("day", "state"), [("2026-11-19", "barred"), ("2026-11-20", "unverified")])
def test_what_counts_is_whether_the_deputy_stood_in_on_the_day_of_the_approval(
    make_system: Make, day: str, state: str
) -> None:
    more = f"owner: rosa\napprovals: [{{gate: board, by: ada, date: {day}}}]\n"
    workspace = make_system(files(more=more)).workspace
    assert [each.state for each in Judge(workspace, TODAY).standings(workspace.items["OPS-1"])] == [state]
