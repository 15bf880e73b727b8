"""Automations as they are written: which of them set each other off, and which can never do what they say."""

from pathlib import Path
from textwrap import indent

import pytest

from tests.rules.findings import tell

STATES = """\
name: Flow
initial: todo
states:
  todo: {name: To do, category: backlog, expectation: 30d}
  doing: {name: Doing, category: active}
  review: {name: In review, category: active}
  done: {name: Done, category: done}
transitions:
  - {from: todo, to: doing, name: Start, approvals: [{gate: board, roles: [delivery_lead]}]}
  - {from: doing, to: review, name: Ask, approvals: [{gate: lead, roles: [delivery_lead]}]}
  - {from: review, to: doing, name: Send back, rework: yes}
  - {from: review, to: done, name: Finish}
automation:
"""
FIRST = STATES.count("\n") + 1
CREATE = "do: [{create: {type: %s, title: After}}]"


def flow(*automations: str, id: str = "delivery") -> dict[str, str]:
    return {f"work/workflows/{id}.yml": STATES + indent("\n".join(automations) + "\n", "  ")}


CARE = {"work/types/ticket.yml": "name: Ticket\nmanages: request\nworkflow: care\nprefix: TIC\n"}


@pytest.mark.parametrize(
    ("files", "says"),
    [
        (flow("a: {trigger: {created: yes}, %s}" % (CREATE % "task")), ['"delivery.a" sets itself off']),
        (flow("a: {trigger: {enters: todo}, %s}" % (CREATE % "task")), ['"delivery.a" sets itself off']),
        (flow("a: {trigger: {enters: doing}, %s}" % (CREATE % "task")), []),  # what is new does not begin there
        (flow("a: {trigger: {created: yes}, %s}" % (CREATE % "nothing")), []),
        (flow("a: {trigger: {created: yes}, %s}" % (CREATE % "ticket")), []),
        (
            {
                **flow("a: {trigger: {created: yes}, %s}" % (CREATE % "ticket")),
                **flow("b: {trigger: {enters: todo}, %s}" % (CREATE % "task"), id="care"),
            },
            ['"care.b" and "delivery.a" set each other off'],
        ),
        (
            flow(
                "a: {trigger: {enters: doing}, do: [{move: review}]}",
                "b: {trigger: {enters: review}, do: [{move: doing}]}",
            ),
            ['"delivery.a" and "delivery.b" set each other off'],
        ),
        (
            flow(
                "a: {trigger: {enters: todo}, do: [{move: doing}]}",
                "b: {trigger: {leaves: todo}, %s}" % (CREATE % "task"),
            ),
            ['"delivery.a" and "delivery.b" set each other off'],
        ),
        # no transition leads from Doing back to To do
        (
            flow(
                "a: {trigger: {enters: todo}, do: [{move: doing}]}", "b: {trigger: {enters: doing}, do: [{move: todo}]}"
            ),
            [],
        ),
        # they are about the items of two workflows
        (
            {
                **flow("a: {trigger: {enters: doing}, do: [{move: review}]}"),
                **flow("b: {trigger: {enters: review}, do: [{move: doing}]}", id="care"),
            },
            [],
        ),
        # of a state that there is not nothing can be said, and of the other it can
        (
            flow(
                "a: {trigger: {enters: nowhere}, do: [{move: doing}]}",
                "b: {trigger: {enters: todo}, %s}" % (CREATE % "task"),
            ),
            ['"delivery.b" sets itself off'],
        ),
    ],
)
def test_rules_that_make_or_move_what_sets_them_off(tmp_path: Path, files: dict[str, str], says: list[str]) -> None:
    found = tell(tmp_path, "WS340", {**flow(id="care"), **CARE, **files})
    assert [line for line in found if line.endswith("without end")] == [f"  {each} without end" for each in says]


def sets(trigger: str, *values: str) -> str:
    steps = ", ".join(f"{{set: {{{each.replace('=', ': ')}}}}}" for each in values)
    return f"{{trigger: {{{trigger}}}, do: [{steps}]}}"


BOTH = ['"delivery.a" and "delivery.b" set each other off']


@pytest.mark.parametrize(
    ("one", "other", "says"),
    [
        (("created: yes", "priority=high"), ("created: yes", "priority=low"), BOTH),
        (("created: yes", "priority=high"), ("changed: [priority]", "priority=low"), BOTH),
        (("changed: [priority]", "priority=high"), ("created: yes", "priority=low"), BOTH),
        (("created: yes", "priority=high"), ("overdue: yes", "priority=low"), []),
        (("created: yes", "priority=high"), ("created: yes", "priority=high"), []),
        (("created: yes", "priority=high"), ("created: yes", "outcome=low"), []),
        (("created: yes", "priority=high"), ("changed: [priority]", "outcome=low"), []),
        (
            ("created: yes", "priority=high", "priority=low"),
            ("overdue: yes", "outcome=more"),
            ['"delivery.a" sets itself off'],
        ),
        (("created: yes", "priority=high", "outcome=low"), ("overdue: yes", "outcome=more", "outcome=more"), []),
        (
            ("created: yes", "priority=high", "priority=low"),
            ("overdue: yes", "outcome=more", "outcome=less"),
            ['"delivery.a" sets itself off', '"delivery.b" sets itself off'],
        ),
    ],
)
def test_rules_that_want_different_values_in_one_field(
    tmp_path: Path, one: tuple[str, ...], other: tuple[str, ...], says: list[str]
) -> None:
    found = tell(tmp_path, "WS340", flow(f"a: {sets(*one)}", f"b: {sets(*other)}"))
    assert [line for line in found if line.endswith("without end")] == [f"  {each} without end" for each in says]


def test_a_rule_with_a_condition_is_taken_to_come_to_rest(tmp_path: Path) -> None:
    ends = "a: {trigger: {created: yes}, when: size(labels) == 0, do: [{create: {type: task, title: After}}]}"
    assert tell(tmp_path, "WS340", flow(ends)) == []


def test_each_circle_is_found_once_where_its_first_rule_stands(tmp_path: Path) -> None:
    pairs = ("created: yes", "priority", "one"), ("overdue: yes", "outcome", "two")
    rules = [f"{name}_{value}: {sets(when, f'{field}={value}')}" for when, field, name in pairs for value in "ab"]
    to_and_fro = "{name}: {{trigger: {{every: day}}, when: \"team == '{old}'\", do: [{{set: {{team: {new}}}}}]}}"
    rules += [to_and_fro.format(name="three_a", old="x", new="y"), to_and_fro.format(name="three_b", old="y", new="x")]
    found = tell(tmp_path, "WS340", flow(*rules))
    assert [line.partition(" = ")[0] for line in found] == [
        line
        for number, name in enumerate(("one", "two", "three"))
        for line in (
            f"workflows/delivery.yml:{FIRST + 2 * number}:3 automation.{name}_a",
            f'  "delivery.{name}_a" and "delivery.{name}_b" set each other off without end',
            "  help: say with `when` at which point it is enough",
            f'  see workflows/delivery.yml:{FIRST + 2 * number + 1}:3: "delivery.{name}_b" stands here',
        )
    ]


@pytest.mark.parametrize(
    ("automation", "keys", "says", "help"),
    [
        (
            "{trigger: {within: 3d}, do: [{add: {labels: old}}]}",
            "trigger",
            'nothing sets off the automation "a" of workflow "delivery"',
            "add created, enters, leaves or changed under trigger",
        ),
        (
            "{trigger: {created: yes, blocked: yes, overdue: yes}, do: [{add: {labels: old}}]}",
            "trigger",
            'the automation "a" of workflow "delivery" waits for created and blocked and overdue at once',
            "make an automation for each, or ask for one of them with `when`",
        ),
        (
            "{trigger: {aging: doing}, do: [{add: {labels: old}}]}",
            "trigger.aging",
            'nothing ages in state "doing" of workflow "delivery", because nothing is expected there',
            "add expectation to the state doing",
        ),
        ("{trigger: {aging: todo}, do: [{add: {labels: old}}]}", "", "", ""),
        (
            "{trigger: {blocked: yes}, do: [{add: {labels: old}}]}",
            "trigger.blocked",
            'workflow "delivery" does not say how long work may be blocked',
            "add at_most under exceptions: blocked",
        ),
        (
            "{trigger: {approved: review}, do: [{add: {labels: old}}]}",
            "trigger.approved",
            'no transition of workflow "delivery" has the gate "review"',
            "use board or lead",
        ),
        ("{trigger: {approved: lead}, do: [{add: {labels: old}}]}", "", "", ""),
        (
            "{trigger: {created: yes}, do: [{add: {labels: old}}, {}]}",
            "do[1]",
            'a step of the automation "a" does nothing',
            "say what it does, or take it out",
        ),
        (
            "{trigger: {created: yes}, do: [{set: {status: done}}]}",
            "do[0].set.status",
            '"status" is not set by an automation: a state changes by move',
            "write move: <state>",
        ),
        (
            "{trigger: {created: yes}, do: [{set: {priority: high, id: OPS-7}}]}",
            "do[0].set.id",
            '"id" is not set by an automation: an id stays what it is',
            "take it out",
        ),
        (
            "{trigger: {created: yes}, do: [{add: {outcome: more}}]}",
            "do[0].add.outcome",
            'nothing can be added to "outcome", which holds one value',
            "use set",
        ),
    ],
)
def test_an_automation_is_idle(tmp_path: Path, automation: str, keys: str, says: str, help: str) -> None:
    found = tell(tmp_path, "WS341", flow(f"a: {automation}"))
    place, _, rest = found[0].partition(" automation.a.") if found else ("", "", "")
    assert (rest.partition(" = ")[0], found[1:]) == (keys, [f"  {says}", f"  help: {help}"] if says else [])
    assert place.startswith(f"workflows/delivery.yml:{FIRST}:" if says else "")
