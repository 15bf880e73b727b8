"""JSON Schemas (draft 7, which editors read best) of every kind of file, made from the models."""

from collections.abc import Mapping
from typing import Any, Final

from worksystem.model.base import Record
from worksystem.model.item import Item
from worksystem.model.item_type import FieldType, ItemType
from worksystem.model.kinds import KINDS, Kind
from worksystem.model.workflow import Workflow

__all__ = ["build_schemas"]

Schema = dict[str, Any]

_DRAFT: Final = "http://json-schema.org/draft-07/schema#"
_SCALAR: Final = ("string", "number", "boolean")
_NULL: Final[Schema] = {"type": "null"}


def build_schemas(types: Mapping[str, ItemType], workflows: Mapping[str, Workflow]) -> dict[str, Schema]:
    """Every schema by its file name.

    Shape: `<kind>.schema.json` describes one record, `<plural>.schema.json` a file that holds several,
    `items/<type>.schema.json` an item of one of `types`, with the states of its workflow. Keys are in a fixed order.
    """
    schemas: dict[str, Schema] = {}
    for kind in KINDS.values():
        single = _of_model(kind.model)
        schemas[f"{kind.name}.schema.json"] = _headed(kind.title, single)
        if kind.many_in_one_file:
            schemas[f"{kind.plural}.schema.json"] = _many(kind, single)
    for name, item_type in sorted(types.items()):
        workflow = workflows.get(item_type.workflow or "")
        states = [] if workflow is None else list(workflow.states)
        schemas[f"items/{name}.schema.json"] = _of_type(name, item_type, states)
    schemas["item.schema.json"] = _generic_item(sorted(types))
    return dict(sorted(schemas.items()))


def _headed(title: str, schema: Schema) -> Schema:
    return {"$schema": _DRAFT, "title": title, **schema}


def _of_model(model: type[Record]) -> Schema:
    raw = model.model_json_schema(ref_template="#/definitions/{model}")
    definitions = {name: _plain(each) for name, each in sorted(raw.pop("$defs", {}).items())}
    schema: Schema = _plain(raw)
    schema["required"] = list(model.must_have)
    for name in model.must_have:
        schema["properties"][name] = _without_null(schema["properties"][name])
    if not schema["required"]:
        del schema["required"]
    if definitions:
        schema["definitions"] = definitions
    return schema


def _plain(schema: Any) -> Any:
    """Without pydantic's titles and defaults; what is optional may be null, and text may look like a number."""
    if isinstance(schema, list):
        return [_plain(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    kept = {key: value for key, value in schema.items() if key not in ("title", "default")}
    properties = kept.pop("properties", None)
    plain = {key: value if key in ("examples", "enum") else _plain(value) for key, value in kept.items()}
    if plain.get("type") == "string" and not {"pattern", "enum", "const"} & plain.keys():
        plain["type"] = list(_SCALAR)
    if len(plain.get("anyOf", ())) == 2 and plain["anyOf"][0] == plain["anyOf"][1]:
        plain.update(plain.pop("anyOf")[0])
    if "patternProperties" in plain:
        plain["additionalProperties"] = False
    if properties is not None:
        required = schema.get("required", ())
        plain["properties"] = {
            name: _plain(each) if name in required else _or_null(_plain(each)) for name, each in properties.items()
        }
    return plain


def _or_null(schema: Schema) -> Schema:
    if not schema.keys() - {"description"}:
        return schema
    described = {"description": schema["description"]} if "description" in schema else {}
    inner = {key: value for key, value in schema.items() if key != "description"}
    if isinstance(inner.get("type"), list):
        return {**described, **inner, "type": [*inner["type"], "null"]}
    forms = _forms(inner)
    return {**described, "anyOf": forms if _NULL in forms else [*forms, _NULL]}


def _forms(schema: Schema) -> list[Schema]:
    if schema.keys() != {"anyOf"}:
        return [schema]
    return [form for each in schema["anyOf"] for form in _forms(each)]


def _without_null(schema: Schema) -> Schema:
    if isinstance(schema.get("type"), list):
        return {**schema, "type": [each for each in schema["type"] if each != "null"]}
    forms = [form for form in schema.get("anyOf", ()) if form != _NULL]
    if not forms:
        return schema
    described = {"description": schema["description"]} if "description" in schema else {}
    return {**described, **(forms[0] if len(forms) == 1 else {"anyOf": forms})}


def _many(kind: Kind, single: Schema) -> Schema:
    record = {key: value for key, value in single.items() if key != "definitions"}
    schema = {
        "type": "object",
        "description": f"{kind.title} by id",
        "propertyNames": {"pattern": f"^{kind.id_pattern}$"},
        "additionalProperties": {"$ref": f"#/definitions/{kind.class_name}"},
        "definitions": {**single.get("definitions", {}), kind.class_name: record},
    }
    return _headed(kind.plural.capitalize(), schema)


def _generic_item(types: list[str]) -> Schema:
    schema = _of_model(Item)
    schema["additionalProperties"] = True
    if types:
        schema["properties"]["type"] = {**schema["properties"]["type"], "examples": types}
        schema["allOf"] = [
            {
                "if": {"properties": {"type": {"const": name}}, "required": ["type"]},
                "then": {"$ref": f"items/{name}.schema.json"},
            }
            for name in types
        ]
    return _headed("Item", schema)


def _of_type(name: str, item_type: ItemType, states: list[str]) -> Schema:
    schema = _of_model(Item)
    properties = schema["properties"]
    properties["type"] = {"description": properties["type"].get("description", ""), "const": name}
    if states:
        properties["status"] = {"description": properties["status"].get("description", ""), "enum": states}
    required = list(schema["required"])
    for field_name, field in item_type.fields.items():
        if field_name in properties:
            continue
        drawn = _of_field(field)
        properties[field_name] = drawn if field.required else _or_null(drawn)
        if field.required:
            required.append(field_name)
    for field_name in item_type.required:
        if field_name in properties and field_name not in required:
            required.append(field_name)
            properties[field_name] = _without_null(properties[field_name])
    schema["required"] = required
    return _headed(item_type.name or name, schema)


def _of_field(field: FieldType) -> Schema:
    described = {"description": field.help} if field.help else {}
    return {**described, **_drawn(field)}


def _drawn(field: FieldType) -> Schema:
    match field.type:
        case "number":
            return {"type": "number"}
        case "bool":
            return {"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]}
        case "enum":
            return {"enum": list(field.values)}
        case "date":
            return {"anyOf": [{"type": "string", "pattern": r"^[0-9]{4}(-.+)?$"}, {"type": "integer"}]}
        case "url":
            return {"type": "string", "pattern": r"^(https?://|mailto:)\S+$"}
        case "list":
            items = _of_field(field.of) if field.of else {"type": list(_SCALAR)}
            many = {"type": "array", "items": items}
            return many if field.of and field.of.type in ("list", "map", "object") else {"anyOf": [items, many]}
        case "map":
            return {"type": "object", **({"additionalProperties": _of_field(field.of)} if field.of else {})}
        case "object":
            inner = {name: _of_field(each) for name, each in field.fields.items()}
            needed = [name for name, each in field.fields.items() if each.required]
            properties = {name: each if name in needed else _or_null(each) for name, each in inner.items()}
            required = {"required": needed} if needed else {}
            return {"type": "object", "additionalProperties": False, **required, "properties": properties}
    if field.pattern:
        return {"type": list(_SCALAR), "pattern": f"^(?:{field.pattern})$"}
    return {"type": list(_SCALAR)}
