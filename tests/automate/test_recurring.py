"""Work that comes round: made once for each period, whatever became of it; and whose turn it is."""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from tests.automate.works import Work, item
from tests.histories import moves
from worksystem.automate.periods import find_period
from worksystem.automate.rotation import take_turn
from worksystem.change import SetValue
from worksystem.model import Trigger

WEEK = ("mon", "tue", "wed", "thu", "fri")
MONTHLY = """\
monthly:
  trigger: {every: month}
  do: [{create: {type: task, title: "Look back at {period}", owner: {rotate: team:platform}, due: 10d}}]
"""
MARK = "{automation: flow.monthly, period: 2026-11}"


def made(work: Work) -> list[tuple[str, ...]]:
    """Title, owner and due date of what a run makes."""
    found = []
    for step in work.run().steps:
        values = {str(change.keys[0]): change.value for change in step.changes if isinstance(change, SetValue)}
        found.append(tuple(str(values.get(name)) for name in ("title", "owner", "due")))
    return found


def test_what_comes_round_is_made_once_and_says_what_made_it(tmp_path: Path) -> None:
    work = Work(tmp_path, MONTHLY, {}, as_of="2026-11-03")
    outcome = work.carry_out()
    (step,) = outcome.steps
    assert work.text(step.item) == (
        "title: Look back at 2026-11\nstatus: proposed\ntype: task\nowner: dee\nteam: platform\ndue: 2026-11-11\n"
        f"made_by: {MARK}\n"
    )
    assert work.run().steps == ()


def test_the_same_run_on_another_branch_makes_the_same_file(tmp_path: Path) -> None:
    first, second = (Work(tmp_path / name, MONTHLY, {}).carry_out() for name in ("a", "b"))
    assert [step.changes for step in first.steps] == [step.changes for step in second.steps]


def test_the_next_period_makes_the_next_one(tmp_path: Path) -> None:
    items = {"TSK-1": item("done", made_by=MARK)}
    assert made(Work(tmp_path, MONTHLY, items, as_of="2026-11-30")) == []
    assert made(Work(tmp_path, MONTHLY, items, as_of="2026-12-01")) == [("Look back at 2026-12", "ada", "2026-12-11")]


def mark_events(*values: Any) -> list[dict[str, Any]]:
    """What was made, and became of it: values of `made_by` and `path` in turn."""
    at = "2026-11-02T12:00:00+00:00"
    mark = {"automation": "flow.monthly", "period": "2026-11"}
    found: list[dict[str, Any]] = [{"item": "TSK-9", "field": "made_by", "old": None, "new": mark, "at": at}]
    for field, new in values:
        found.append({"item": "TSK-9", "field": field, "old": "x", "new": new, "at": at.replace("02T", "05T")})
    return found


@pytest.mark.parametrize(
    ("items", "events"),
    [
        ({"archive/TSK-9": item("done", made_by=MARK)}, []),
        ({"TSK-7": item(made_by=MARK, former_ids="[TSK-9]")}, []),
        ({}, mark_events(("path", None))),
        ({"TSK-9": item()}, mark_events(("made_by", None))),
    ],
    ids=["archived", "renamed", "deleted", "unmarked"],
)
def test_it_is_not_made_again_when_what_was_made_is(items: dict[str, str], events: list[Any], tmp_path: Path) -> None:
    assert made(Work(tmp_path, MONTHLY, items, events)) == []


def test_an_id_that_something_had_does_not_come_back(tmp_path: Path) -> None:
    first = Work(tmp_path / "a", MONTHLY, {}).run().steps[0].item
    other = [{**each, "item": first, "new": {"automation": "flow.other"}} for each in mark_events()]
    assert Work(tmp_path / "b", MONTHLY, {}, other).run().steps[0].item != first


def test_an_event_makes_one_item_however_often_the_rule_runs(tmp_path: Path) -> None:
    text = """\
        follow_up:
          trigger: {enters: done}
          do: [{create: {type: task, title: "What came of {id}", fields: {parent: "{id}"}}}]
        """
    events = moves("TSK-1", "2026-11-02 doing", "2026-11-20 done")
    work = Work(tmp_path, text, {"TSK-1": item("done")}, events)
    (step,) = work.carry_out().steps
    assert "made_by: {automation: flow.follow_up, item: TSK-1}\n" in work.text(step.item)
    assert work.run().steps == ()
    # it came back, and was done again
    work.events = (
        *events,
        *moves(step.item, "2026-11-20 proposed"),
        *moves("TSK-1", "2026-11-21 doing", "2026-11-22 done"),
    )
    assert len(work.run().steps) == 1


def test_a_rule_may_make_several_items_for_one_period(tmp_path: Path) -> None:
    text = """\
        both:
          trigger: {every: quarter}
          do: [{create: {type: task, title: "First of {period}"}}, {create: {type: task, title: "Second of {period}"}}]
        """
    work = Work(tmp_path, text, {})
    assert [step.title for step in work.carry_out().steps] == ["First of 2026-Q4", "Second of 2026-Q4"]
    assert work.run().steps == ()


def test_a_rule_with_a_condition_makes_one_item_for_each_that_meets_it(tmp_path: Path) -> None:
    text = """\
        weekly:
          trigger: {every: week}
          when: "labels.exists(label, label == 'risky')"
          do: [{create: {type: task, title: "Look at {id} in {period}"}}]
        """
    items = {"TSK-1": item(labels="[risky]"), "TSK-2": item(), "TSK-3": item("done", labels="[risky]")}
    work = Work(tmp_path, text, items)
    assert [step.title for step in work.carry_out().steps] == ["Look at TSK-1 in 2026-W47"]
    assert work.run().steps == ()


def test_an_item_of_a_type_without_a_workflow_is_not_made(tmp_path: Path) -> None:
    text = 'odd: {trigger: {every: day}, do: [{create: {type: thing, title: "A"}}]}\n'
    outcome = Work(tmp_path, text, {}).run()
    assert [each.says for each in outcome.skipped] == ['create "A": no item type is called "thing"']


PERIODS = [
    ({"every": "month"}, "2026-11-30", "2026-11", "2026-11-01"),
    ({"every": "month"}, "2026-12-01", "2026-12", "2026-12-01"),
    ({"every": "month"}, "2028-02-29", "2028-02", "2028-02-01"),
    ({"every": "week"}, "2027-01-03", "2026-W53", "2026-12-28"),
    ({"every": "week"}, "2027-01-04", "2027-W01", "2027-01-04"),
    ({"every": "quarter"}, "2026-12-31", "2026-Q4", "2026-10-01"),
    ({"every": "year"}, "2026-12-31", "2026", "2026-01-01"),
    ({"every": "day"}, "2026-12-31", "2026-12-31", "2026-12-31"),
    ({"every": "weekday"}, "2026-11-22", "2026-11-20", "2026-11-20"),
    ({"every": "monday"}, "2026-11-22", "2026-11-16", "2026-11-16"),
    ({"every": "monday"}, "2026-11-23", "2026-11-23", "2026-11-23"),
    ({"rule": "FREQ=MONTHLY;BYMONTHDAY=-1"}, "2026-12-05", "2026-11-30", "2026-11-30"),
    ({"rule": "FREQ=MONTHLY;BYDAY=1TU"}, "2026-12-01", "2026-12-01", "2026-12-01"),
    ({"rule": "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"}, "2026-11-22", "2026-11-16", "2026-11-16"),
    ({"rule": "FREQ=HOURLY"}, "2026-11-22", "2026-11-22", "2026-11-22"),
]


@pytest.mark.parametrize(("trigger", "day", "text", "first"), PERIODS)
def test_a_day_lies_in_a_period(trigger: dict[str, str], day: str, text: str, first: str) -> None:
    found = find_period(Trigger.model_validate(trigger), date.fromisoformat(day), week=WEEK)
    assert found is not None
    assert (found.text, found.first.isoformat()) == (text, first)


@pytest.mark.parametrize(
    "trigger", [{"every": each} for each in ("day", "weekday", "monday", "week", "month", "quarter", "year")]
)
def test_the_numbers_of_periods_follow_each_other(trigger: dict[str, str]) -> None:
    days = [date(2026, 1, 1) + timedelta(days=days) for days in range(800)]
    found = [find_period(Trigger.model_validate(trigger), day, week=WEEK) for day in days]
    numbers = [each.number for each in found if each is not None]
    texts = [each.text for each in found if each is not None]
    steps = {(after - before, texts[i + 1] != texts[i]) for i, (before, after) in enumerate(pairwise(numbers))}
    assert steps <= {(0, False), (1, True)}


def test_what_is_too_long_ago_does_not_come_round_any_more() -> None:
    trigger = Trigger.model_validate({"rule": "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=1"})
    assert find_period(trigger, date(2026, 11, 15), week=WEEK) is not None
    assert find_period(trigger, date(2026, 11, 16), week=WEEK) is None


def test_turns_go_round_and_pass_over_who_is_away_or_gone(tmp_path: Path) -> None:
    people = """\
        ada: {name: Ada, teams: [ops], leave: [{from: 2026-12-01, to: 2026-12-31}]}
        bo: {name: Bo, teams: [ops]}
        cy: {name: Cy, teams: [ops], until: 2026-10-31}
        dee: {name: Dee, teams: [ops], from: 2027-01-01}
        """
    more = {"work/people.yml": people, "work/teams.yml": "ops: {name: Ops}\n"}
    workspace = Work(tmp_path, MONTHLY, {}, more=more).system.workspace
    team = workspace.members("ops")

    def turns(day: date) -> list[str | None]:
        return [take_turn(workspace, team, number, day) for number in range(5)]

    assert turns(date(2026, 10, 1)) == ["ada", "bo", "cy", "ada", "ada"]
    assert turns(date(2026, 12, 1)) == ["bo", "bo", "bo", "bo", "bo"]
    assert turns(date(2027, 1, 1)) == ["ada", "bo", "dee", "dee", "ada"]
    assert take_turn(workspace, ("cy",), 0, date(2026, 12, 1)) is None


def test_items_go_round_a_team_in_the_order_in_which_they_came(tmp_path: Path) -> None:
    text = "take: {trigger: {enters: doing}, do: [{assign: {rotate: platform}}]}\n"
    items = {f"TSK-{n}": item() for n in (1, 2, 3, 4)}
    events = [event for n in (3, 1, 2, 4) for event in moves(f"TSK-{n}", f"2026-11-{21 - n} doing")]
    work = Work(tmp_path, text, items, events)
    assert [step.says for step in work.carry_out().steps] == [
        "assign it to Dee",
        "assign it to Dee",  # the turn of Cy, who is away
        "assign it to Bo",
        "assign it to Ada",
    ]
    assert work.run().steps == ()


def test_a_moment_belongs_to_the_day_that_it_is_in_the_calendars_zone(tmp_path: Path) -> None:
    text = "act: {trigger: {enters: doing, within: 1d}, do: [{add: {labels: x}}]}\n"
    events = moves("TSK-1", "2026-11-20T23:30:00+00:00 doing")
    assert Work(tmp_path / "a", text, {"TSK-1": item()}, events).run().steps == ()
    assert len(Work(tmp_path / "b", text, {"TSK-1": item()}, events, timezone="Europe/Berlin").run().steps) == 1
