"""Rules of the team's own: what is said of examples that show something else, and of conditions without a value."""

from pathlib import Path

import pytest

from tests.rules.base import BASE
from tests.rules.findings import tell

RULE = """\
code: NW001
for: item
must: "due > today"
message: "{id} is due"
"""
EMPTY = "an example of NW001 cannot be judged: `due > today` cannot be judged for example_0: due is empty"
RISK = 'an example of NW001 cannot be read: risk "enormous" is not one of the allowed words'
MOVE = "help: correct the rule, or move the example under"


@pytest.mark.parametrize(
    ("examples", "said"),
    [
        ("found: [{due: 2026-11-20}]", []),
        (
            "found: [{due: 2026-11-21}]",
            ["examples.found[0]", "NW001 finds nothing in an example in which it should", f"{MOVE} not_found"],
        ),
        ("not_found: [{due: 2026-11-21}]", []),
        (
            "not_found: [{due: 2026-11-20}]",
            [
                "examples.not_found[0]",
                "NW001 finds something in an example in which it should not: example_0 is due",
                f"{MOVE} found",
            ],
        ),
        (
            "not_found: [{due: 2026-11-21}, {id: OPS-7, due: 2026-11-20}]",
            [
                "examples.not_found[1]",
                "NW001 finds something in an example in which it should not: OPS-7 is due",
                f"{MOVE} found",
            ],
        ),
        # the day can be said
        ("today: 2026-11-10, found: [{due: 2026-11-10}], not_found: [{due: 2026-11-11}]", []),
        # several records make one example
        ("not_found: [[{due: 2026-11-21}, {due: 2026-11-22}]]", []),
        (
            "not_found: [[{due: 2026-11-21}, {due: 2026-11-20}]]",
            [
                "examples.not_found[0]",
                "NW001 finds something in an example in which it should not: example_1 is due",
                f"{MOVE} found",
            ],
        ),
        # what cannot be read is found where it stands, before what comes after it in the same example
        (
            "found: [[{due: 2026-11-20}, {due: soon}, {due: later}]]",
            ["examples.found[0][1].due", 'an example of NW001 cannot be read: due "soon" is not a date'],
        ),
        (
            "found: [{due: 2026-11-20, rsk: high}]",
            ["examples.found[0].rsk", 'an example of NW001 cannot be read: an item has no field "rsk"'],
        ),
        ("found: [{}]", ["examples.found[0]", EMPTY]),
        ("not_found: [{type: task}]", ["examples.not_found[0]", EMPTY]),
        ("found: [{type: risky, risk: high, due: 2026-11-20}]", []),
        (
            "found: [{type: risky, risk: enormous, due: 2026-11-20}]",
            ["examples.found[0].risk", RISK],
        ),
    ],
)
def test_an_example_that_does_not_do_what_it_shows_says_why(tmp_path: Path, examples: str, said: list[str]) -> None:
    typed = BASE["work/types/task.yml"].replace("OPS", "RIS") + "fields: {risk: {type: enum, values: [low, high]}}\n"
    files = {"work/rules/own.yml": f"{RULE}examples: {{{examples}}}\n", "work/types/risky.yml": typed}
    found = tell(tmp_path, "WS911", files)
    place, *lines = (line.strip() for line in found) if found else ("",)
    assert [each for each in (place.partition(" ")[2].partition(" = ")[0], *lines) if each][: len(said)] == said
    assert bool(found) is bool(said)


ITEM = "status: todo\ntitle: Rotate\n"


@pytest.mark.parametrize(
    ("rule", "items", "said"),
    [
        # where the finding of a record stands
        ("must: 'false'\n", {"OPS-1": ITEM}, ["items/OPS-1.yml:1:1", "x"]),
        ("must: due != null && title == ''\n", {"OPS-1": ITEM}, ["items/OPS-1.yml:3:8 title = Rotate", "x"]),
        (
            "must: due != null && title == ''\nfield: status\n",
            {"OPS-1": ITEM},
            ["items/OPS-1.yml:2:9 status = todo", "x"],
        ),
        ("must: 'false'\nfield: due\n", {"OPS-1": ITEM}, ["items/OPS-1.yml:1:1 due", "x"]),
        # a condition without a value
        (
            "when: due < today\nmust: 'false'\n",
            {"OPS-1": ITEM, "OPS-2": ITEM + "due: 2026-11-01\n"},
            ["items/OPS-2.yml:1:1", "x"],
        ),
    ],
)
def test_a_rule_of_the_teams_own_points_at_the_field_that_it_speaks_of(
    tmp_path: Path, rule: str, items: dict[str, str], said: list[str]
) -> None:
    found = tell(tmp_path, "NW001", {"work/rules/own.yml": f"code: NW001\nfor: item\nmessage: x\n{rule}", **items})
    assert [line.strip() for line in found[:2]] == said


@pytest.mark.parametrize(
    ("rule", "at"),
    [
        ("when: due < today\nmust: 'false'\n", "when"),
        ("must: due < today\n", "must"),
        ("when: due < today\nmust: count < 1\ngroup_by: status\n", "when"),
    ],
)
def test_a_condition_that_has_no_value_is_said_once_where_it_stands(tmp_path: Path, rule: str, at: str) -> None:
    items = {f"OPS-{n}": ITEM for n in (1, 2, 3)}
    found = tell(
        tmp_path, "NW001,WS119", {"work/rules/own.yml": f"code: NW001\nfor: item\nmessage: x\n{rule}", **items}
    )
    assert found[0].split()[1] == at
    assert found[1] == "  `due < today` cannot be judged for OPS-1 and 2 more: due is empty"
