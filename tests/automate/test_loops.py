"""No run goes on for ever: rules that feed each other do nothing, and are named."""

from pathlib import Path
from textwrap import dedent

import pytest

from tests.automate.works import Work, done, item

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


def test_rules_that_set_each_other_off_and_come_to_rest_are_no_loop(tmp_path: Path) -> None:
    text = """\
        one: {trigger: {changed: [labels]}, do: [{set: {outcome: A}}]}
        two: {trigger: {enters: doing}, do: [{add: {labels: x}}]}
        three: {trigger: {changed: [outcome]}, do: [{add: {labels: y}}]}
        """
    outcome = Work(tmp_path, text, {"TSK-1": item()}).run()
    assert [step.rule for step in outcome.steps] == ["flow.two", "flow.one", "flow.three"]
    assert outcome.findings == ()
