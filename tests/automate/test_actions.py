"""What rules do, what they leave as it is, and what the workflow does not let them do."""

from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from tests.automate.works import Work, done, item
from tests.histories import moves

DOING = moves("TSK-1", "2026-11-02 ready", "2026-11-10 doing")


def rule(steps: str, trigger: str = "{enters: doing}", name: str = "act") -> str:
    return f"{name}: {{trigger: {trigger}, do: {steps}}}\n"


CASES = {
    "set a field": ("[{set: {outcome: Known}}]", item(), "outcome: Known\n"),
    "set a field inside another": ("[{set: {closed.reason: Found}}]", item(), "closed: {reason: Found}\n"),
    "let it queue again": ("[{set: {expedite: null}}]", item(expedite="{by: dee, why: fire}"), "title: A doing item\n"),
    "take a field out": ("[{set: {due: null}}]", item(due="2026-12-01"), None),
    "set a list": ("[{set: {labels: [a, b]}}]", item(), "labels:\n  - a\n  - b\n"),
    "set a date": ("[{set: {due: 2026-12-01}}]", item(), "due: 2026-12-01\n"),
    "add what is missing": ("[{add: {labels: [a, b]}}]", item(labels="[b]"), "labels: [b, a]\n"),
    "add a point": ("[{add: {acceptance: Read it}}]", item(), "acceptance:\n  - Read it\n"),
    "assign it": ("[{assign: bo}]", item(owner="ada"), "owner: bo\n"),
    "assign it to a team": ("[{assign: team:platform}]", item(), "owner: platform\n"),
    "move it": ("[{move: review}]", item(), "status: review\n"),
    "add a checklist": (
        "[{checklist: readiness}]",
        item(acceptance="[The reader is known]"),
        "acceptance: [The reader is known, {text: The reason is known, done: no}]\n",
    ),
    "escalate it": (
        "[{escalate: role:manager}]",
        item(),
        (
            'updates:\n  - {date: 2026-11-22, text: "Escalated to Manager: it came to Doing (flow.act)"}\n'
            "labels:\n  - escalated\n"
        ),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_rule_can(name: str, tmp_path: Path) -> None:
    steps, text, expected = CASES[name]
    work = Work(tmp_path, rule(steps), {"TSK-1": text}, DOING)
    outcome = work.carry_out()
    assert len(outcome.steps) == 1
    assert (expected or "title: A doing item\n") in work.text("TSK-1")
    assert expected is not None or "due" not in work.text("TSK-1")
    again = work.run()
    assert (done(again), again.skipped, again.findings) == ([], (), ())


def test_every_step_and_every_edit_says_which_rule_made_it(tmp_path: Path) -> None:
    outcome = Work(tmp_path, rule("[{move: review}, {add: {labels: late}}]"), {"TSK-1": item()}, DOING).run()
    assert [(step.rule, step.action) for step in outcome.steps] == [("flow.act", "move"), ("flow.act", "add")]
    assert {change.why for change in outcome.plan} == {"flow.act"}


@pytest.mark.parametrize(
    ("text", "steps", "why"),
    [
        (item(), "[{move: ready}]", "move it from Doing to Ready: its workflow has no such move from Doing"),
        (
            item(blocked="{since: 2026-11-21, reason: rain}"),
            "[{move: review}]",
            "move it from Doing to Review: missing: nothing blocks it any more: rain",
        ),
        (item(), "[{set: {status: done}}]", "set status: a state changes by move"),
        (
            item(),
            "[{set: {expedite: {by: dee, why: urgent}}}]",
            "set expedite: who lets work overtake the rest is a person, and says so",
        ),
        (
            item(),
            "[{set: {expedite.since: 2026-11-22}}]",
            "set expedite.since: who lets work overtake the rest is a person, and says so",
        ),
        (
            item(),
            "[{create: {type: task, title: Next, fields: {expedite: {by: dee}}}}]",
            (
                'create "Next": expedite is not for a rule to write: who lets work overtake the rest is a person, '
                "and says so"
            ),
        ),
        (item(), "[{add: {approvals: board}}]", "add to approvals: an approval is given by whoever may give it"),
        (item(), "[{add: {outcome: more}}]", "add to outcome: outcome is no list"),
        (item(), "[{set: {due: soon}}]", 'set due to soon: due "soon" is not a date'),
        (item(), "[{assign: role:nobody}]", "assign it: nobody is there to take it: role:nobody"),
    ],
)
def test_what_the_work_system_does_not_allow_is_left_out_and_told(
    text: str, steps: str, why: str, tmp_path: Path
) -> None:
    outcome = Work(tmp_path, rule(steps), {"TSK-1": text}, DOING).run()
    assert done(outcome) == []
    assert [(each.rule, each.item, each.says) for each in outcome.skipped] == [("flow.act", "TSK-1", why)]


def test_what_follows_a_step_that_is_not_possible_is_not_done(tmp_path: Path) -> None:
    outcome = Work(tmp_path, rule("[{move: ready}, {add: {labels: back}}]"), {"TSK-1": item()}, DOING).run()
    assert (done(outcome), len(outcome.skipped)) == ([], 1)


def test_moves_of_one_run_take_up_room_for_each_other(tmp_path: Path) -> None:
    items = {f"TSK-{n}": item() for n in (1, 2, 3)}
    outcome = Work(tmp_path, rule("[{move: review}]"), items).run()
    assert [step.item for step in outcome.steps] == ["TSK-1", "TSK-2"]
    assert [each.says for each in outcome.skipped] == [
        "move it from Doing to Review: missing: room in Review: 2 of 2 places taken"
    ]


def test_a_move_that_a_person_made_since_stays(tmp_path: Path) -> None:
    events = [*moves("TSK-1", "2026-11-02 doing", "2026-11-20 review", "2026-11-21 doing")]
    events += moves("TSK-2", "2026-11-02 doing", "2026-11-19 done")
    items = {"TSK-1": item(), "TSK-2": item("done", parent="TSK-1")}
    outcome = Work(tmp_path, rule("[{move: review}]", "{children: done}"), items, events).run()
    assert done(outcome) == []


def test_what_a_person_took_back_since_stays_taken_back(tmp_path: Path) -> None:
    def events(month: int) -> list[dict[str, Any]]:
        given = {
            "item": "TSK-1",
            "field": "labels",
            "old": None,
            "new": ["act"],
            "at": f"2026-{month}-11T12:00:00+00:00",
        }
        return [given, {**given, "old": ["act"], "new": None, "at": f"2026-{month}-12T12:00:00+00:00"}]

    work = rule("[{add: {labels: act}}]")
    items = {"TSK-1": item()}
    assert done(Work(tmp_path / "after", work, items, [*DOING, *events(11)]).run()) == []
    before = Work(tmp_path / "before", work, items, [*DOING, *events(10)])
    assert done(before.run()) == [("TSK-1", "add act to labels")]


def test_who_is_told_is_only_listed_and_only_while_it_is_news(tmp_path: Path) -> None:
    text = rule("[{notify: [role:manager, ada]}]")
    today = Work(tmp_path, text, {"TSK-1": item()}, moves("TSK-1", "2026-11-21 doing")).run()
    assert [(each.item, each.who, each.says) for each in today.told] == [
        ("TSK-1", ("Manager", "Ada"), "it came to Doing")
    ]
    assert today.steps == ()
    assert Work(tmp_path, text, {"TSK-1": item()}, moves("TSK-1", "2026-11-20 doing")).run().told == ()


def test_one_rule_can_set_off_another_in_the_same_run(tmp_path: Path) -> None:
    text = rule("[{move: review}]") + rule("[{assign: role:manager}]", "{enters: review}", "also")
    work = Work(tmp_path, text, {"TSK-1": item()}, DOING)
    assert done(work.carry_out()) == [
        ("TSK-1", "move it from Doing to Review (Hand over)"),
        ("TSK-1", "assign it to Ada"),
    ]
    assert done(work.run()) == []


def test_a_file_keeps_every_byte_that_is_not_changed(tmp_path: Path) -> None:
    text = "# ours\ntitle:   'A'   # why\ntype: task\n\nstatus: doing\nlabels: [a,  b]  # two\n"
    work = Work(tmp_path, rule("[{move: review}, {add: {labels: c}}]"), {"TSK-1": text}, DOING)
    work.carry_out()
    assert work.text("TSK-1") == text.replace("doing", "review").replace("b]", "b, c]")


def test_an_adopted_item_is_changed_in_its_own_words(tmp_path: Path) -> None:
    settings = dedent("""\
        version: 1
        name: Example Works
        publish: {audience: internal}
        collections:
          - kind: item
            type: task
            root: theirs
            files: "*.yaml"
            fields:
              id: {from: number, as: "T-{}"}
              title: title
              status: {from: state, values: {wip: doing, look: review}}
        """)
    more = {"work/worksystem.yml": settings, "theirs/a.yaml": "number: 7\ntitle: A\nstate: wip\n"}
    work = Work(
        tmp_path, rule("[{move: review}]") + rule("[{add: {labels: x}}]", "{enters: review}", "more"), {}, more=more
    )
    outcome = work.carry_out()
    assert (tmp_path / "theirs/a.yaml").read_text() == "number: 7\ntitle: A\nstate: look\n"
    assert [each.says for each in outcome.skipped] == [
        "add x to labels: theirs/a.yaml has no place for labels of T-7: nothing is mapped to it"
    ]


def test_a_file_with_a_fault_is_left_alone_and_the_others_are_changed(tmp_path: Path) -> None:
    items = {"TSK-1": item() + "title: Again\n", "TSK-2": item()}
    work = Work(tmp_path, rule("[{add: {labels: x}}]"), items)
    outcome = work.carry_out()
    assert done(outcome) == [("TSK-2", "add x to labels")]
    assert [each.says for each in outcome.skipped] == [
        'add x to labels: work/items/TSK-1.yml is not written right: "title" stands twice in one place, first in line 1'
    ]
