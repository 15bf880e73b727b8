"""Whatever is wrong in one place, the record remains and every problem is said once, in our own words."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest

from tests.model.examples import MANY, SINGLE
from tests.model.reading import found, read, values_of
from worksystem.model import ItemType, Workflow, validate

RECORDS = [(kind, id, values_of(text)) for kind, id, text in SINGLE] + [
    (kind, id, values) for kind, text in MANY for id, values in values_of(text).items()
]
JUNK: tuple[Any, ...] = (None, "", 0, 2.5, True, "x y", "2026-13-01", [], {}, [None], {"a": 1}, {1: 2})


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    inside = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, each in inside:
        yield (*at, key)
        yield from places(each, (*at, key))


def put(values: Any, place: tuple[Any, ...], junk: Any) -> Any:
    copy = deepcopy(values)
    inner = copy
    for key in place[:-1]:
        inner = inner[key]
    inner[place[-1]] = junk
    return copy


@pytest.mark.parametrize(("kind", "id", "values"), RECORDS, ids=[f"{kind}-{id}" for kind, id, _ in RECORDS])
def test_junk_in_any_place_leaves_a_record(kind: str, id: str, values: Any) -> None:
    for place in places(values):
        for junk in JUNK:
            shaped = validate(kind, put(values, place, junk), id=id, text_of=lambda keys: None)
            assert shaped.record is not None, (place, junk)
            assert len(set(shaped.problems)) == len(shaped.problems), (place, junk)
            for problem in shaped.problems:
                assert problem.message, (place, junk)
                assert problem.help, (place, junk)
                assert "nput should" not in problem.message, (place, junk)


def test_an_object_written_as_its_fields_keeps_the_place_of_its_faults() -> None:
    text = "name: Change\nworkflow: delivery\nfields: {rollout: {type: list, of: {stage: {values: [a]}, day: dat}}}"
    shaped = read("item_type", text, "change")
    assert isinstance(shaped.record, ItemType)
    assert sorted((problem.code, problem.keys) for problem in shaped.problems) == [
        ("WS102", ("fields", "rollout", "of", "stage", "type")),
        ("WS115", ("fields", "rollout", "of", "day")),
    ]


def test_the_only_element_of_a_list_may_stand_alone_and_keeps_the_place_of_its_faults() -> None:
    text = "name: A\ninitial: a\nstates: {a: {name: A, category: queue}}\nparallel: {during: a, run: b, join: som}"
    shaped = read("workflow", text)
    assert isinstance(shaped.record, Workflow)
    assert [(problem.code, problem.keys) for problem in shaped.problems] == [("WS105", ("parallel", "join"))]
    assert shaped.record.parallel[0].run == ("b",)


def test_a_key_that_is_a_number_is_one_problem_even_if_its_value_is_wrong_too() -> None:
    values = {"title": "x", "status": "ready", "type": "task", "checks": {1: 2}}
    shaped = validate("item", values, id="OPS-1", text_of=lambda keys: None)
    assert [each[:2] for each in found(shaped)] == [("WS108", 'checks has the key "1", which is not a text')]
