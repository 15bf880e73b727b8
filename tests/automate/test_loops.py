"""No run goes on for ever: rules that feed each other do nothing, and are named."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests.automate.works import Work, done, item
from tests.histories import moves

LOOPS = {
    "two rules that set one field to two values": (
        """\
        one: {trigger: {enters: doing}, do: [{set: {outcome: A}}]}
        two: {trigger: {changed: [outcome]}, do: [{set: {outcome: B}}]}
        """,
        '"flow.one" and "flow.two" set each other off without end, for TSK-1',
    ),
    "two rules that move an item to and fro": (
        """\
        go: {trigger: {enters: doing}, do: [{move: review}]}
        return: {trigger: {enters: review}, do: [{move: doing}]}
        """,
        '"flow.go" and "flow.return" set each other off without end, for TSK-1',
    ),
    "a rule whose steps undo each other": (
        "only: {trigger: {enters: doing}, do: [{set: {outcome: A}}, {set: {outcome: B}}]}\n",
        '"flow.only" sets itself off without end, for TSK-1',
    ),
    "a rule that is set off by what it makes": (
        'more: {trigger: {created: yes}, do: [{create: {type: task, title: "After {id}"}}]}\n',
        '"flow.more" sets itself off without end, for TSK-',
    ),
}


@pytest.mark.parametrize("name", LOOPS)
def test_a_loop_is(name: str, tmp_path: Path) -> None:
    text, message = LOOPS[name]
    also = "also: {trigger: {enters: doing}, do: [{add: {labels: seen}}]}\n"
    work = Work(tmp_path, dedent(text) + also, {"TSK-1": item()})
    outcome = work.run()
    assert done(outcome) == [("TSK-1", "add seen to labels")]
    assert [each.code for each in outcome.findings] == ["WS340"]
    assert outcome.findings[0].message.startswith(message)
    assert outcome.findings[0].locate().path == "work/workflows/flow.yml"


def set_to(outcome: str, day: str) -> dict[str, str | None]:
    return {"item": "TSK-1", "field": "outcome", "old": None, "new": outcome, "at": f"{day}T12:00:00+00:00"}


TO_AND_FRO = """\
flip: {trigger: TRIGGER, when: "outcome == 'A'", do: [{set: {outcome: B}}]}
flop: {trigger: TRIGGER, when: "outcome == 'B'", do: [{set: {outcome: A}}]}
"""


@pytest.mark.parametrize("trigger", ["{changed: [outcome]}", "{every: day}", "{overdue: yes}"])
def test_rules_that_undo_each_other_from_run_to_run_are_a_loop_in_the_first(tmp_path: Path, trigger: str) -> None:
    past = [*moves("TSK-1", "2026-11-17 doing"), set_to("A", "2026-11-18")]
    items = {"TSK-1": item(outcome="A", due="2026-11-19")}
    outcome = Work(tmp_path, TO_AND_FRO.replace("TRIGGER", trigger), items, past).run()
    assert outcome.steps == ()
    assert [each.message for each in outcome.findings] == [
        '"flow.flip" and "flow.flop" set each other off without end, for TSK-1'
    ]


def test_what_time_changes_after_another_rule_is_no_loop(tmp_path: Path) -> None:
    text = """\
        begin: {trigger: {created: yes}, do: [{set: {outcome: A}}]}
        late: {trigger: {overdue: yes}, do: [{set: {outcome: B}}]}
        """
    past = [*moves("TSK-1", "2026-11-17 doing"), set_to("A", "2026-11-17")]
    work = Work(tmp_path, text, {"TSK-1": item(outcome="A", due="2026-11-19")}, past)
    outcome = work.run()
    assert (done(outcome), outcome.findings) == ([("TSK-1", "set outcome to B")], ())


def test_rules_that_set_each_other_off_and_come_to_rest_are_no_loop(tmp_path: Path) -> None:
    text = """\
        one: {trigger: {changed: [labels]}, do: [{set: {outcome: A}}]}
        two: {trigger: {enters: doing}, do: [{add: {labels: x}}]}
        three: {trigger: {changed: [outcome]}, do: [{add: {labels: y}}]}
        """
    outcome = Work(tmp_path, text, {"TSK-1": item()}).run()
    assert [step.rule for step in outcome.steps] == ["flow.two", "flow.one", "flow.three"]
    assert outcome.findings == ()
