"""Items that have left their usual way: since when, until when, and who takes care of them."""

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from tests.histories import make_history, moves
from tests.workflow.small import item
from worksystem.history import Move, StateRule, WorkflowVersion
from worksystem.load import WorkSystem
from worksystem.workflow.actors import Actors
from worksystem.workflow.exceptions import Exceptional, list_exceptions

Make = Callable[[Mapping[str, str]], WorkSystem]
TODAY = date(2026, 11, 22)
MINE = "owner: ada\nteam: platform\n"


def listed(make: Make, more: str, status: str, **files: str) -> tuple[Exceptional, ...]:
    workspace = make({**item(MINE + more, status=status), **files}).workspace
    return list_exceptions(Actors(workspace, TODAY), workspace.items["OPS-1"])


def test_blocked_and_expedited_work_has_a_last_day_and_somebody_who_takes_care(make_system: Make) -> None:
    more = "blocked: {since: 2026-11-18, reason: bank}\nexpedite: {by: grace, since: 2026-11-21, why: it burns}\n"
    blocked, expedite = listed(make_system, more, "doing")
    assert blocked == Exceptional("blocked", date(2026, 11, 18), date(2026, 11, 21), "lead", ("ada",))
    assert expedite == Exceptional(
        "expedite", date(2026, 11, 21), date(2026, 11, 23), "role:manager", ("grace", "rosa")
    )
    assert (blocked.is_late(TODAY), expedite.is_late(TODAY)) == (True, False)


@pytest.mark.parametrize(("status", "parent"), [("dropped", "OPS-1"), ("dropped", "OPS-3"), ("todo", "OPS-1")])
def test_dropped_work_is_settled_when_no_part_of_it_is_open(make_system: Make, status: str, parent: str) -> None:
    part = {"work/items/OPS-2.yml": f"title: Part\ntype: change\nstatus: todo\nparent: {parent}\n"}
    kinds = [each.kind for each in listed(make_system, "closed: no money\n", status, **part)]
    assert kinds == (["cancelled"] if (status, parent) == ("dropped", "OPS-1") else [])


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (("2026-11-01 doing", "2026-11-05 review", "2026-11-10 doing"), [(date(2026, 11, 10), date(2026, 11, 15))]),
        (("2026-11-01 ready", "2026-11-10 doing"), []),
    ],
)
def test_only_the_past_can_tell_that_work_was_rejected(
    make_system: Make, path: tuple[str, ...], found: list[tuple[date, date]]
) -> None:
    workspace = make_system(item(MINE, status="doing")).workspace
    states = {name: StateRule(name, "active") for name in ("ready", "doing", "review")}
    going = (Move(("ready",), "doing", "Start"), Move(("review",), "doing", "Send back", rework=True))
    flow = {"flow": (WorkflowVersion("flow", None, 1, "ready", states, going),)}
    history = make_history(moves("OPS-1", *path), as_of="2026-11-22", workflows=flow)
    listed = list_exceptions(Actors(workspace, TODAY), workspace.items["OPS-1"], history)
    assert [(each.since, each.until) for each in listed if each.kind == "rejected"] == found
