"""JSON Schemas: committed, current, and as strict as the checker."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator

from worksystem.model import ItemType, validate
from worksystem.model.json_schema import build_schemas
from worksystem.source.files import read_document

ROOT = Path(__file__).parents[2]


def records(kind: str, folder: str) -> dict[str, Any]:
    found = {}
    for path in sorted((ROOT / "work" / folder).glob("*.yml")):
        document = read_document(str(path), path.name)
        found[path.stem] = validate(kind, document.values, id=path.stem, text_of=document.source_text).record
    return found


SCHEMAS = build_schemas(records("item_type", "types"), records("workflow", "workflows"))


def test_the_committed_schemas_are_current() -> None:
    folder = ROOT / "schemas"
    committed = {
        path.relative_to(folder).as_posix(): json.loads(path.read_text(encoding="utf-8"))
        for path in folder.rglob("*.json")
    }
    assert sorted(committed) == sorted(SCHEMAS)
    assert committed == SCHEMAS


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_a_schema_is_a_schema(name: str) -> None:
    Draft7Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_every_field_is_described(name: str) -> None:
    schema = SCHEMAS[name]
    parts = [schema, *schema.get("definitions", {}).values()]
    long = [form for part in parts for form in part.get("anyOf", [part])]
    custom = {field for item_type in records("item_type", "types").values() for field in item_type.fields}
    for part in long:
        for key, field in part.get("properties", {}).items():
            assert field.get("description") or key in custom, key


def test_editors_are_told_which_schema_is_whose() -> None:
    settings = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    named = {path.removeprefix("./schemas/") for path in settings["yaml.schemas"]}
    assert named <= set(SCHEMAS)


def complaints(name: str, values: Any) -> list[str]:
    return [error.message for error in Draft7Validator(SCHEMAS[name]).iter_errors(values)]


@pytest.mark.parametrize(
    ("name", "values", "good"),
    [
        ("goal.schema.json", {"name": "Trust", "period": "2026-Q4", "owner": None}, True),
        ("goal.schema.json", {"name": "Trust", "period": "soon"}, False),
        ("goal.schema.json", {"name": "Trust", "ownr": "bo"}, False),
        ("goal.schema.json", {"name": None}, False),
        ("goal.schema.json", {}, False),
        ("people.schema.json", {"bo": {"name": "Bo", "teams": ["platform"]}}, True),
        ("people.schema.json", {"Bo": {"name": "Bo"}}, False),
        ("item.schema.json", {"title": 2026, "status": "ready", "type": "unheard_of", "size": 3}, True),
        ("item.schema.json", {"title": "x", "status": "ready", "type": "unheard_of", "estimate": "3d"}, False),
    ],
)
def test_an_editor_complains_where_the_checker_would(name: str, values: Any, good: bool) -> None:
    assert (complaints(name, values) == []) == good


def test_an_item_type_draws_its_custom_fields() -> None:
    fields = {"risk": {"type": "enum", "values": ["low", "high"], "required": True}, "cost": "number"}
    values = {"name": "Change", "workflow": "delivery", "required": ["owner"], "fields": fields}
    record = validate("item_type", values, id="change", text_of=lambda keys: None).record
    assert isinstance(record, ItemType)
    schema = Draft7Validator(build_schemas({"change": record}, {})["items/change.schema.json"])
    good = {"title": "x", "status": "ready", "type": "change", "risk": "low", "owner": "bo", "cost": None}
    assert schema.is_valid(good)
    for wrong in ({"risk": "lo"}, {"cost": "x"}, {"type": "task"}, {"owner": None}, {"colour": "red"}):
        assert not schema.is_valid({**good, **wrong}), wrong
