"""Expressions beyond what their pages show: where each may stand, at which column, and what states ask for."""

from pathlib import Path

from tests.rules.base import BASE, TODAY
from tests.rules.findings import tell
from tests.systems import make_system
from worksystem.check import check

FLOW = BASE["work/workflows/delivery.yml"]
ACTIVE = "status: in_progress\n"
REVIEW = "status: in_review\n"
RULE = "code: NW00{}\nfor: {}\nmessage: x\nseverity: note\n"


def asking(gate: str, *, state: str = "In progress") -> dict[str, str]:
    """The workflow with an entry condition of a state."""
    start = f"name: {state}, category: active"
    return {"work/workflows/delivery.yml": FLOW.replace(start, f"{start}, entry: {gate}")}


def test_every_place_for_an_expression_is_read_and_pointed_into(tmp_path: Path) -> None:
    flow = FLOW.replace(
        "In progress, category: active", "In progress, category: active, entry: {must: ['true', ownr == '']}"
    )
    flow = flow.replace(
        "name: Start, by: [owner]", "name: Start, by: [owner], when: ownr == '', must: ['true', '  ownr']"
    )
    flow += "automation:\n  nudge: {trigger: {entered: ready}, when: ownr == '', do: [{comment: Soon}]}\n"
    files = {
        "work/workflows/delivery.yml": flow + "  plain: {trigger: {entered: ready}, do: [{comment: Soon}]}\n",
        "work/standards/ready.yml": "name: R\nkind: ready\nchecks: {a: Told, b: {text: B, must: 'size(ownr) > 0'}}\n",
        "work/rules/a.yml": RULE.format(1, "item") + "when: ownr == ''\nmust: due < \n",
        "work/rules/b.yml": RULE.format(2, "item") + "group_by: tema\nmust: size(records) < cuont\n",
        "work/rules/c.yml": RULE.format(3, "goal") + "must: |\n  name != '' &&\n    ownr != ''\n",
        "work/rules/d.yml": RULE.format(4, "item") + "group_by: team\nmust: count < 9\nwhen: count < 9\n",
        "work/rules/e.yml": RULE.format(5, "item") + "must: ''\n",
        "work/rules/f.yml": "code: NW006\nmessage: x\nmust: ownr == ''\n",
    }
    assert tell(tmp_path, "WS114", files) == [
        "rules/a.yml:5:7 when = ownr == ''",
        '  an item has no field "ownr"',
        '  help: did you mean "owner"?',
        "rules/a.yml:6:12 must = due <",
        "  the expression ends too early",
        "  help: write what is missing at its end",
        "rules/b.yml:5:11 group_by = tema",
        '  an item has no field "tema"',
        '  help: did you mean "team"?',
        "rules/b.yml:6:23 must = size(records) < cuont",
        '  a group has no field "cuont"',
        '  help: did you mean "count"?',
        "rules/c.yml:7:5 must = name != '' &&\n  ownr != ''\n",
        '  a goal has no field "ownr"',
        '  help: did you mean "owner"?',
        "rules/d.yml:7:7 when = count < 9",
        '  an item has no field "count"',
        "  help: use a field of an item, like status, owner or team, or write 'count' for a text",
        "standards/ready.yml:3:44 checks.b.must = size(ownr) > 0",
        '  an item has no field "ownr"',
        '  help: did you mean "owner"?',
        "workflows/delivery.yml:8:77 states.in_progress.entry.must[1] = ownr == ''",
        '  an item has no field "ownr"',
        '  help: did you mean "owner"?',
        "workflows/delivery.yml:14:68 transitions[1].when = ownr == ''",
        '  an item has no field "ownr"',
        '  help: did you mean "owner"?',
        "workflows/delivery.yml:14:98 transitions[1].must[1] =   ownr",
        '  an item has no field "ownr"',
        '  help: did you mean "owner"?',
        "workflows/delivery.yml:22:44 automation.nudge.when = ownr == ''",
        '  an item has no field "ownr"',
        '  help: did you mean "owner"?',
    ]


def test_a_state_asks_for_fields_that_the_type_does_not_ask_for_already(tmp_path: Path) -> None:
    files = asking("{fields: [estimate, priority.value, due, nothing]}")
    files |= {
        "work/types/job.yml": BASE["work/types/task.yml"] + "required: [estimate, due]\n",
        "OPS-1": "status: ready\n",
        "OPS-2": REVIEW,
        "OPS-3": ACTIVE + "estimate: 3h\npriority: {value: 3}\ndue: 2026-12-01\n",
        "OPS-4": "type: job\n" + ACTIVE,
        "OPS-5": ACTIVE + "priority: high\n",
    }
    assert tell(tmp_path, "WS303", files) == [
        "items/OPS-4.yml:3:9 status = in_progress",
        '  OPS-4 is in "In progress" and has no priority.value',
        "  help: add priority.value, or move the item back",
        "items/OPS-5.yml:3:9 status = in_progress",
        '  OPS-5 is in "In progress" and has no due',
        "  help: add due, or move the item back",
        "items/OPS-5.yml:3:9 status = in_progress",
        '  OPS-5 is in "In progress" and has no estimate',
        "  help: add estimate, or move the item back",
        "items/OPS-5.yml:3:9 status = in_progress",
        '  OPS-5 is in "In progress" and has no priority.value',
        "  help: add priority.value, or move the item back",
    ]


def test_a_standard_is_met_check_by_check_in_whatever_state_asks_for_it(tmp_path: Path) -> None:
    files = asking("{standards: [unknown, definition_of_done, ready]}")
    files |= {
        "work/standards/ready.yml": "name: Ready\nkind: ready\nchecks: {bad: {text: Bad, must: ownr}, told: Told}\n",
        "OPS-1": "status: ready\n",
        "OPS-2": REVIEW,
        "OPS-3": ACTIVE + "outcome: Calm\nchecks: {definition_of_done: [runbook], ready: [told]}\n",
        "OPS-4": ACTIVE + "checks: {ready: [runbook]}\n",
    }
    assert tell(tmp_path, "WS304", files) == [
        "items/OPS-4.yml:3:9 status = in_progress",
        '  OPS-4 is in "In progress", but "Has an outcome" does not hold (Definition of done)',
        "  help: see to it, or move the item back",
        "  see standards/definition_of_done.yml:4:3: asked for here",
        "items/OPS-4.yml:3:9 status = in_progress",
        '  OPS-4 is in "In progress", but "The runbook says how to undo it" is not ticked (Definition of done)',
        "  help: when it is true, add runbook under checks: definition_of_done; otherwise move the item back",
        "  see standards/definition_of_done.yml:5:3: asked for here",
        "items/OPS-4.yml:3:9 status = in_progress",
        '  OPS-4 is in "In progress", but "Told" is not ticked (Ready)',
        "  help: when it is true, add told under checks: ready; otherwise move the item back",
        "  see standards/ready.yml:3:46: asked for here",
    ]


def test_a_condition_is_said_in_words_where_it_has_a_name(tmp_path: Path) -> None:
    files = asking("{must: [acceptance_ticked, \"owner != ''\", ownr == 1, due > today, risk != 'high']}")
    files |= {
        "OPS-1": "status: ready\n",
        "OPS-2": ACTIVE + "owner: ada\ndue: 2026-12-01\n",
        "OPS-3": ACTIVE + "due: 2026-11-01\nacceptance: [It holds]\n",
        "OPS-4": "type: unknown\n" + ACTIVE,
        "OPS-5": ACTIVE + "owner: ada\ndue: 2026-12-01\nrisk: high\n",
        "work/types/task.yml": BASE["work/types/task.yml"] + "fields: {risk: {type: enum, values: [low, high]}}\n",
    }
    assert tell(tmp_path, "WS305", files) == [
        "items/OPS-3.yml:3:9 status = in_progress",
        '  OPS-3 is in "In progress", but `due > today` does not hold',
        "  help: see to it, or move the item back",
        "items/OPS-3.yml:3:9 status = in_progress",
        "  OPS-3 is in \"In progress\", but `owner != ''` does not hold",
        "  help: see to it, or move the item back",
        "items/OPS-3.yml:3:9 status = in_progress",
        '  OPS-3 is in "In progress", but it is not so that every line of acceptance is ticked',
        "  help: see to it, or move the item back",
        "items/OPS-5.yml:3:9 status = in_progress",
        "  OPS-5 is in \"In progress\", but `risk != 'high'` does not hold",
        "  help: see to it, or move the item back",
    ]


def test_what_cannot_be_judged_is_one_finding_for_each_expression_that_names_the_first_eight(tmp_path: Path) -> None:
    files = asking("{standards: [dated], must: ['true', \"due > today || title == 'x'\"]}")
    files |= {
        "work/standards/dated.yml": "name: Dated\nkind: ready\nchecks: {late: {text: Late, must: 'due > today'}}\n"
    }
    files |= {f"OPS-{number}": ACTIVE for number in range(11, 20)} | {"OPS-10": ACTIVE + "due: 2026-12-01\n"}
    assert tell(tmp_path / "nine", "WS119", files) == [
        "standards/dated.yml:3:36 checks.late.must = due > today",
        "  `due > today` cannot be judged for OPS-11 and 8 more: due is empty",
        "  help: ask for it first: due != null && ...",
        "  see items/OPS-11.yml:1:1: OPS-11 stands here",
        "  see items/OPS-12.yml:1:1: OPS-12 stands here",
        "  see items/OPS-13.yml:1:1: OPS-13 stands here",
        "  see items/OPS-14.yml:1:1: OPS-14 stands here",
        "  see items/OPS-15.yml:1:1: OPS-15 stands here",
        "  see items/OPS-16.yml:1:1: OPS-16 stands here",
        "  see items/OPS-17.yml:1:1: OPS-17 stands here",
        "  see items/OPS-18.yml:1:1: OPS-18 stands here",
        "workflows/delivery.yml:8:98 states.in_progress.entry.must[1] = due > today || title == 'x'",
        "  `due > today || title == 'x'` cannot be judged for OPS-11 and 8 more: due is empty",
        "  help: ask for it first: due != null && ...",
        "  see items/OPS-11.yml:1:1: OPS-11 stands here",
        "  see items/OPS-12.yml:1:1: OPS-12 stands here",
        "  see items/OPS-13.yml:1:1: OPS-13 stands here",
        "  see items/OPS-14.yml:1:1: OPS-14 stands here",
        "  see items/OPS-15.yml:1:1: OPS-15 stands here",
        "  see items/OPS-16.yml:1:1: OPS-16 stands here",
        "  see items/OPS-17.yml:1:1: OPS-17 stands here",
        "  see items/OPS-18.yml:1:1: OPS-18 stands here",
    ]
    one = asking("{must: due > today}") | {"OPS-1": ACTIVE}
    assert tell(tmp_path / "one", "WS119", one) == [
        "workflows/delivery.yml:8:68 states.in_progress.entry.must = due > today",
        "  `due > today` cannot be judged for OPS-1: due is empty",
        "  help: ask for it first: due != null && ...",
        "  see items/OPS-1.yml:1:1: OPS-1 stands here",
    ]


def test_an_expression_is_pointed_at_whole_where_its_text_is_not_written_as_it_is_read(tmp_path: Path) -> None:
    standard = (
        "name: R\nkind: ready\nchecks:\n  a: {text: A, must: &same \"\\x6fwnr == ''\"}\n  b: {text: B, must: *same}\n"
    )
    folded = "  c:\n    text: C\n    must: >\n      title != ''\n\n      && ownr == ''\n"
    assert tell(tmp_path, "WS114", {"work/standards/ready.yml": standard + folded}) == [
        "standards/ready.yml:4:22 checks.a.must = ownr == ''",
        '  an item has no field "ownr"',
        '  help: did you mean "owner"?',
        "standards/ready.yml:5:22 checks.b.must = ownr == ''",
        '  an item has no field "ownr"',
        '  help: did you mean "owner"?',
        "standards/ready.yml:11:10 checks.c.must = title != ''\n&& ownr == ''\n",
        '  an item has no field "ownr"',
        '  help: did you mean "owner"?',
    ]


def test_one_character_is_pointed_at_inside_a_text(tmp_path: Path) -> None:
    rule = {"work/rules/own.yml": RULE.format(1, "item") + "must: 1 < 2 && ownr == ''\n"}
    (found,) = check(make_system(tmp_path, BASE | rule), as_of=TODAY, select=("WS114",)).diagnostics
    assert found.place.span == ((5, 16), (5, 17))
