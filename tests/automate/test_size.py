"""A thousand items and a dozen rules: the second plan is empty, and neither takes long."""

from pathlib import Path
from time import perf_counter

from tests.automate.works import Work, item
from tests.histories import moves

RULES = """\
late_review: {trigger: {aging: review}, do: [{escalate: role:manager}, {add: {labels: late_review}}]}
slow: {trigger: {aging: doing}, do: [{add: {labels: slow}}]}
stuck: {trigger: {blocked: yes}, do: [{escalate: role:manager}]}
late: {trigger: {overdue: yes}, when: "owner != ''", do: [{add: {labels: late}}, {set: {priority: high}}]}
nobody: {trigger: {enters: doing, within: 300d}, when: "owner == ''", do: [{assign: {rotate: platform}}]}
points: {trigger: {enters: ready, within: 300d}, do: [{checklist: readiness}]}
start: {trigger: {enters: ready, within: 300d}, when: "owner == 'ada'", do: [{move: doing}]}
thanks: {trigger: {enters: done, within: 2w}, do: [{notify: [lead]}]}
look_back:
  trigger: {enters: done, within: 2w}
  when: "size(labels) > 0"
  do: [{create: {type: task, title: "Look back at {id}"}}]
finish: {trigger: {children: done}, do: [{move: review}]}
monthly: {trigger: {every: month}, do: [{create: {type: task, title: "Review of {period}", owner: {rotate: platform}}}]}
plan: {trigger: {every: week}, do: [{create: {type: task, title: "Plan for {period}"}}]}
"""
SEEN = {"late", "late_review", "look_back", "monthly", "nobody", "plan", "points", "slow", "start", "stuck"}
STATES = ("proposed", "ready", "doing", "review", "done", "dropped", "doing", "ready")
OWNERS = ("ada", "bo", "cy", None, "dee")


def test_a_second_run_over_a_thousand_items_finds_nothing_to_do(tmp_path: Path) -> None:
    items, events = {}, []
    for n in range(1000):
        state, owner = STATES[n % len(STATES)], OWNERS[n % len(OWNERS)]
        fields = {
            "owner": owner,
            "due": f"2026-{n % 3 + 10}-{n % 28 + 1:02}" if n % 4 else None,
            "blocked": f"{{since: 2026-11-{n % 20 + 1:02}, reason: rain}}" if n % 11 == 0 else None,
            "labels": "[risky]" if n % 7 == 0 else None,
            "parent": f"TSK-{n // 10:04}" if n % 10 and n % 3 else None,
        }
        items[f"TSK-{n:04}"] = item(state, **{name: value for name, value in fields.items() if value is not None})
        events += moves(f"TSK-{n:04}", "2026-08-03 proposed", f"2026-{n % 3 + 9:02}-{n % 20 + 1:02} {state}")
    work = Work(tmp_path, RULES, items, events)
    began = perf_counter()
    first = work.run()
    seconds = perf_counter() - began
    print(f"{len(first.steps)} steps, {len(first.skipped)} not possible, {seconds:.2f} s")
    assert {step.rule.removeprefix("flow.") for step in first.steps} == SEEN
    assert len(first.steps) > 1000
    work.carry_out()
    began = perf_counter()
    again = work.run()
    print(f"second: {perf_counter() - began:.2f} s")
    assert (again.steps, again.findings) == ((), ())
    assert [(each.rule, each.item) for each in again.skipped] == [(each.rule, each.item) for each in first.skipped]
