"""What sets a rule off, and what no longer does."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.automate.works import Work, done, item
from tests.histories import moves

MARKED = [("TSK-1", "add seen to labels")]


def rule(trigger: str, when: str = "") -> str:
    condition = f'  when: "{when}"\n' if when else ""
    return f"marked:\n  trigger: {trigger}\n{condition}  do: [{{add: {{labels: seen}}}}]\n"


def changed(field: str, *values: str) -> list[Mapping[str, Any]]:
    """A field of TSK-1, from `"2026-03-02 text"` and the like."""
    found: list[Mapping[str, Any]] = []
    old = None
    for each in values:
        day, new = each.split(" ")
        found.append({"item": "TSK-1", "field": field, "old": old, "new": new, "at": f"{day}T12:00:00+00:00"})
        old = new
    return found


BEGAN = moves("TSK-1", "2026-11-02 proposed", "2026-11-10 ready", "2026-11-18 doing")
CASES: dict[str, tuple[str, str, list[Any], bool]] = {
    "it is in the state": ("{enters: doing}", item(), BEGAN, True),
    "it is in another state": ("{enters: review}", item(), BEGAN, False),
    "it came to the state long ago": ("{enters: doing, within: 3d}", item(), BEGAN, False),
    "no commit says yet that it moved": ("{enters: review}", item("review"), BEGAN, True),
    "it left the state": ("{leaves: ready}", item(), BEGAN, True),
    "it left the state long ago": ("{leaves: proposed, within: 1w}", item(), BEGAN, False),
    "it never was in the state": ("{leaves: review}", item(), BEGAN, False),
    "it is new": ("{created: yes, within: 3w}", item(), BEGAN, True),
    "it is not that new": ("{created: yes}", item(), BEGAN, False),
    "nothing is known of it yet": ("{created: yes}", item(), [], True),
    "a field changed": ("{changed: [due]}", item(), [*BEGAN, *changed("due", "2026-11-02 a", "2026-11-20 b")], True),
    "a field is as it was at first": ("{changed: [due]}", item(), [*BEGAN, *changed("due", "2026-11-02 a")], False),
    "another field changed": ("{changed: [owner]}", item(), [*BEGAN, *changed("due", "2026-11-20 b")], False),
    "it was due yesterday": ("{overdue: yes}", item(due="2026-11-21"), BEGAN, True),
    "it is due today": ("{overdue: yes}", item(due="2026-11-22"), BEGAN, False),
    "it is due this month": ("{overdue: yes}", item(due="2026-11"), BEGAN, False),
    "it is over": ("{overdue: yes}", item("done", due="2026-11-01"), BEGAN, False),
    "it stays longer than expected": ("{aging: doing}", item(), BEGAN, True),
    "it stays as long as expected": ("{aging: doing}", item(), moves("TSK-1", "2026-11-20 doing"), False),
    "it ages in another state": ("{aging: review}", item(), BEGAN, False),
    "a state where nothing is expected": ("{aging: ready}", item("ready"), moves("TSK-1", "2026-01-01 ready"), False),
    "it is blocked for too long": ("{blocked: yes}", item(blocked="{since: 2026-11-18}"), BEGAN, True),
    "it may be blocked for so long": ("{blocked: yes}", item(blocked="{since: 2026-11-19}"), BEGAN, False),
    "it is not blocked": ("{blocked: yes}", item(), BEGAN, False),
    "a day came round": ("{every: friday}", item(), BEGAN, True),
    "a rule came round": ('{rule: "FREQ=MONTHLY;BYMONTHDAY=20"}', item(), BEGAN, True),
    "a rule came round too long ago": ('{rule: "FREQ=MONTHLY;BYMONTHDAY=20", within: 1d}', item(), BEGAN, False),
    "a cadence came round": ("{cadence: planning}", item(), BEGAN, True),
}


@pytest.mark.parametrize("name", CASES)
def test_a_rule_is_set_off_when(name: str, tmp_path: Path) -> None:
    trigger, text, events, is_set_off = CASES[name]
    more = {"work/cadences.yml": "planning: {name: Planning, every: monday}\n"}
    work = Work(tmp_path, rule(trigger), {"TSK-1": text}, events, more=more)
    assert done(work.run()) == (MARKED if is_set_off else [])


def test_a_gate_is_open_when_as_many_have_approved_as_it_asks_for(tmp_path: Path) -> None:
    given = "[{gate: board, by: ada, date: 2026-11-20}, {gate: board, by: dee, date: 2026-11-21}]"
    twice = "[{gate: board, by: ada, date: 2026-11-20}, {gate: board, by: ada, date: 2026-11-21}]"
    barred = "[{gate: board, by: ada, date: 2026-11-20}, {gate: board, by: bo, date: 2026-11-21}]"
    items = {f"TSK-{n}": item("review", owner="cy", approvals=each) for n, each in enumerate([given, twice, barred], 1)}
    assert done(Work(tmp_path, rule("{approved: board}"), items).run()) == MARKED


def test_all_children_are_there_when_each_is_done_or_dropped_and_one_is_done(tmp_path: Path) -> None:
    items = {
        "TSK-1": item(),
        "TSK-2": item("done", parent="TSK-1"),
        "TSK-3": item("dropped", parent="TSK-1"),
        "TSK-4": item(),
        "TSK-5": item("done", parent="TSK-4"),
        "TSK-6": item("doing", parent="TSK-4"),
        "TSK-7": item(),
        "TSK-8": item("dropped", parent="TSK-7"),
    }
    assert done(Work(tmp_path, rule("{children: done}"), items).run()) == MARKED


def test_a_condition_is_asked_of_each_item(tmp_path: Path) -> None:
    items = {"TSK-1": item(owner="ada"), "TSK-2": item(owner="bo")}
    assert done(Work(tmp_path, rule("{enters: doing}", "owner == 'ada'"), items).run()) == MARKED


def test_a_condition_that_cannot_be_judged_is_a_finding_at_its_line(tmp_path: Path) -> None:
    work = Work(tmp_path, rule("{enters: doing}", "due < today"), {"TSK-1": item(), "TSK-2": item()})
    outcome = work.run()
    assert done(outcome) == []
    assert [(each.code, each.message) for each in outcome.findings] == [
        ("WS119", "`due < today` cannot be judged for TSK-1: due is empty")
    ]
    place = outcome.findings[0].locate()
    assert (place.path, place.span.start.line) == ("work/workflows/flow.yml", 25)


def test_a_condition_that_cannot_be_read_is_a_finding_at_its_column(tmp_path: Path) -> None:
    outcome = Work(tmp_path, rule("{enters: doing}", "ownr == 'ada'"), {"TSK-1": item()}).run()
    assert [(each.code, each.message) for each in outcome.findings] == [("WS114", 'an item has no field "ownr"')]
    assert outcome.findings[0].locate().span.start == (25, 12)
