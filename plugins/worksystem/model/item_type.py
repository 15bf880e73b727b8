"""Item types: what kinds of work there are, what each requires, and its custom fields."""

from collections.abc import Mapping
from typing import Annotated, Any, ClassVar, Literal, Optional, get_args

from pydantic import Field, model_validator

from worksystem.model.base import Part, Record
from worksystem.model.types import Also, FieldName, FieldRef, FieldRefs, Flag, Text, Texts, WorkflowRef

__all__ = ["FIELD_TYPES", "FieldType", "ItemType"]

FieldTypeName = Literal[
    "text", "number", "bool", "enum", "date", "url", "person", "team", "item", "list", "map", "object"
]
FIELD_TYPES: tuple[str, ...] = get_args(FieldTypeName)
_OWN_KEYS = frozenset({"type", "values", "of", "fields", "required", "tracked", "help", "pattern"})


def _is_field_type(value: dict[Any, Any]) -> bool:
    return value.get("type") in FIELD_TYPES and _OWN_KEYS.issuperset(value)


def _named_fields(schema: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "additionalProperties": schema["anyOf"][0]}


class FieldType(Part):
    """The declaration of a custom field; `of: {stage: ..., planned: date}` declares objects with these fields."""

    noun: ClassVar[str] = "a field's declaration"
    short: ClassVar[str] = "type"
    fallbacks: ClassVar[Mapping[str, object]] = {"type": "text"}

    type: FieldTypeName = Field(description="What the field holds")
    values: Texts = Field(default=(), description="The allowed words of an enum")
    of: Annotated[Optional["FieldType"], Also(_named_fields)] = Field(
        default=None, description="What a list or map holds: a type, or named fields"
    )
    fields: dict[FieldName, "FieldType"] = Field(default_factory=dict, description="The fields of an object")
    required: Flag = Field(default=False, description="Whether every item of the type needs it")
    tracked: Flag = Field(default=False, description="Whether its history matters")
    help: Text = Field(default="", description="What to write here")
    pattern: Text = Field(default="", description="Regular expression that a text must match as a whole")

    @model_validator(mode="before")
    @classmethod
    def read_object_of(cls, data: object) -> object:
        """`of` with named fields is an object with these fields."""
        if isinstance(data, dict) and isinstance(of := data.get("of"), dict) and not _is_field_type(of):
            return {**data, "of": {"type": "object", "fields": of}}
        return data


class ItemType(Record):
    """A kind of work."""

    noun: ClassVar[str] = "an item type"
    must_have: ClassVar[tuple[str, ...]] = ("name", "workflow")

    name: Text = Field(default="", description="Name of the kind of work")
    purpose: Text = Field(default="", description="When to use it")
    manages: Literal["continuous", "project", "request", "recurring", "improvement", "risk", "decision"] | None = Field(
        default=None, description="What kind of work it manages"
    )
    workflow: WorkflowRef | None = Field(default=None, description="The workflow its items follow")
    prefix: Text = Field(default="", description="Beginning of its items' ids, like OPS")
    required: FieldRefs = Field(
        default=(), description="Fields that every item needs; what a state needs stands in the workflow"
    )
    fields: dict[FieldName, FieldType] = Field(default_factory=dict, description="Custom fields of its items")
    template: dict[FieldRef, Any] = Field(default_factory=dict, description="What a new item starts with")
