"""The reference's examples are read as they stand, by the checker and by an editor's JSON Schema."""

from typing import Any

import pytest
from jsonschema import Draft7Validator

from tests.model.examples import MANY, SINGLE
from tests.model.reading import read, values_of
from worksystem.model import KINDS, Item, ItemType, Workflow, validate
from worksystem.model.json_schema import build_schemas


def change() -> ItemType:
    record = read("item_type", next(text for _, id, text in SINGLE if id == "change"), "change").record
    assert isinstance(record, ItemType)
    return record


CHANGE = change()
SCHEMAS = build_schemas({"change": CHANGE}, {})


def complaints(schema: str, values: Any) -> list[str]:
    return [error.message for error in Draft7Validator(SCHEMAS[schema]).iter_errors(values)]


@pytest.mark.parametrize(("kind", "id", "text"), SINGLE, ids=[id for _, id, _ in SINGLE])
def test_a_file_of_its_own_is_read_without_problem(kind: str, id: str, text: str) -> None:
    shaped = read(kind, text, id, custom=CHANGE.fields)
    assert shaped.problems == ()
    assert shaped.record is not None
    assert shaped.record.id == id


@pytest.mark.parametrize(("kind", "text"), MANY, ids=[kind for kind, _ in MANY])
def test_a_file_of_several_is_read_without_problem(kind: str, text: str) -> None:
    for id, values in values_of(text).items():
        assert validate(kind, values, id=id, text_of=lambda keys: None).problems == ()


@pytest.mark.parametrize(("kind", "id", "text"), SINGLE, ids=[id for _, id, _ in SINGLE])
def test_an_editor_accepts_a_file_of_its_own(kind: str, id: str, text: str) -> None:
    schema = "items/change.schema.json" if kind == "item" else f"{kind}.schema.json"
    assert complaints(schema, values_of(text)) == []


@pytest.mark.parametrize(("kind", "text"), MANY, ids=[kind for kind, _ in MANY])
def test_an_editor_accepts_a_file_of_several(kind: str, text: str) -> None:
    assert complaints(f"{KINDS[kind].plural}.schema.json", values_of(text)) == []


def test_every_kind_has_an_example() -> None:
    assert {kind for kind, *_ in (*SINGLE, *MANY)} == set(KINDS)


def test_short_forms_become_long_ones() -> None:
    workflow = next(read(kind, text).record for kind, id, text in SINGLE if id == "change_control")
    assert isinstance(workflow, Workflow)
    ready, working = workflow.states["ready"], workflow.states["in_progress"]
    assert ready.wip is not None
    assert (ready.wip.limit, ready.wip.per_person) == (8, None)
    assert working.entry is not None
    assert working.entry.must == ("dependencies_done",)
    assert workflow.transitions[0].from_ == ("proposed",)
    assert workflow.exceptions.blocked is not None
    assert workflow.migrations == {1: {"waiting": "in_review"}}

    item = next(read(kind, text).record for kind, id, text in SINGLE if kind == "item")
    assert isinstance(item, Item)
    assert [(each.item, each.type, str(each.lag)) for each in item.depends_on] == [
        ("OPS-4XBN2", "finish_to_start", "None"),
        ("SEC-91MMA", "start_to_start", "2d"),
    ]
    assert [point.done for point in item.acceptance] == [True, False]


def test_custom_fields_stand_beside_the_others() -> None:
    text = next(text for kind, _, text in SINGLE if kind == "item")
    assert read("item", text, custom=CHANGE.fields).custom == {"risk": "medium"}
