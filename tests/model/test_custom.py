"""Custom fields: how they are declared, and how their values are read."""

from datetime import date

import pytest

from tests.model.reading import found, read
from worksystem.model import FieldType, ItemType, WorkDate

ITEM = "title: Renew the lease\nstatus: ready\ntype: change\n"


def fields(text: str) -> dict[str, FieldType]:
    shaped = read("item_type", "name: Change\nworkflow: delivery\nfields:\n" + text, "change")
    assert shaped.problems == ()
    assert isinstance(shaped.record, ItemType)
    return shaped.record.fields


ALL = """\
  risk: {type: enum, values: [low, high], required: true}
  systems: {type: list, of: text}
  rollout: {type: list, of: {stage: {type: enum, values: [alpha, stable]}, planned: date}}
  cost: number
  rolled_back: bool
  page: url
  reviewer: person
  versions: {type: map, of: text}
  raw: map
  release: {type: text, pattern: 'v1\\.[0-9]+', help: 'write v1.N'}
"""


def test_every_type_is_read() -> None:
    text = """\
    risk: low
    systems: [gateway, 2]
    rollout: [{stage: alpha, planned: 2026-11-16}]
    cost: 12.5
    rolled_back: yes
    page: https://example.org/x
    reviewer: 7
    versions: {api: 1.10}
    raw: {a: [1]}
    release: v1.30
    """
    shaped = read("item", ITEM + "\n".join(line.strip() for line in text.splitlines()), custom=fields(ALL))
    assert shaped.problems == ()
    day = date(2026, 11, 16)
    assert shaped.custom == {
        "risk": "low",
        "systems": ("gateway", "2"),
        "rollout": ({"stage": "alpha", "planned": WorkDate(day, day, "2026-11-16")},),
        "cost": 12.5,
        "rolled_back": True,
        "page": "https://example.org/x",
        "reviewer": "7",
        "versions": {"api": "1.10"},
        "raw": {"a": [1]},
        "release": "v1.30",
    }


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ("WS102", "OPS-7K3QX has no risk", "add risk: <low or high>")),
        ("risk:", ("WS109", "risk of OPS-7K3QX is empty", "write risk: <low or high>")),
        ("risk: hihg", ("WS105", 'risk "hihg" is not one of the allowed words', 'did you mean "high"?')),
        ("risk: low\nrollout: [{stag: alpha}]", ("WS101", 'rollout has no field "stag"', 'did you mean "stage"?')),
        (
            "risk: low\nrollout: [{planned: soon}]",
            (
                "WS104",
                'planned "soon" is not a date',
                "write YYYY-MM-DD, or a period such as 2026-11, 2026-Q4 or 2026-W48",
            ),
        ),
        (
            "risk: low\nrollout: alpha",
            (
                "WS100",
                "rollout holds text where a list is expected",
                "write one entry a line, each beginning with a dash",
            ),
        ),
        ("risk: low\nsystems: [a, null]", ("WS109", "systems has an empty entry", "remove the entry, or fill it in")),
        ("risk: low\ncost: much", ("WS103", 'cost "much" is not a number', None)),
        ("risk: low\nrelease: '1.30'", ("WS117", 'release "1.30" has not the agreed form (write v1.N)', "write v1.N")),
        ("risk: low\nreviewer: [a, b]", ("WS100", "reviewer holds a list where one value is expected", None)),
        ("risk: low\nrsik: low", ("WS101", 'an item has no field "rsik"', 'did you mean "risk"?')),
    ],
)
def test_values_are_held_to_their_declaration(text: str, problem: tuple[str, str, str | None]) -> None:
    problems = found(read("item", ITEM + text, custom=fields(ALL)))
    assert [each[:2] for each in problems] == [problem[:2]]
    assert problem[2] is None or problems[0][2] == problem[2]


@pytest.mark.parametrize(
    ("text", "code", "message"),
    [
        ("title: text", "WS113", 'the custom field "title" is named like a built-in field of every item'),
        ("today: date", "WS113", 'the custom field "today" is named like a word of the expression language'),
        ("risk: {type: enum}", "WS115", "the enum risk has no values"),
        ("risk: {type: list, of: {type: enum}}", "WS115", "the enum risk[] has no values"),
        ("risk: txt", "WS115", 'fields.risk "txt" is not one of the allowed words'),
        ("risk: {type: text, pattern: '('}", "WS115", "the pattern of risk is not a regular expression"),
        ("risk: {type: text, of: text}", "WS115", "risk is text and holds nothing else"),
        ("Risk level: text", "WS108", 'fields has the key "Risk level", which is not an id'),
    ],
)
def test_declarations_are_checked_too(text: str, code: str, message: str) -> None:
    shaped = read("item_type", f"name: Change\nworkflow: delivery\nfields:\n  {text}", "change")
    assert [each[:2] for each in found(shaped)] == [(code, message)]


@pytest.mark.parametrize("text", ["titles: text", "size: {type: enum, values: [S, M]}", "type_of_risk: {type: text}"])
def test_other_names_are_free(text: str) -> None:
    assert read("item_type", f"name: Change\nworkflow: delivery\nfields:\n  {text}", "change").problems == ()
