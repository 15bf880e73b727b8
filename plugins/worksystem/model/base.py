"""What every record and every part of one has in common: frozen, closed, null means absent, one short form."""

from collections.abc import Collection, Mapping
from typing import Any, ClassVar, Final, Self

from pydantic import BaseModel, ConfigDict, Field, GetJsonSchemaHandler, model_validator
from pydantic_core import CoreSchema

from worksystem.model.types import Text, Texts

__all__ = ["BLANK", "Part", "Record"]


class _Blank(str):
    """Empty text that stands for text that is missing."""


BLANK: Final = _Blank()


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True, serialize_by_alias=True)

    noun: ClassVar[str] = "a part"
    fallbacks: ClassVar[Mapping[str, object]] = {}

    @classmethod
    def keys_that_may_be_empty(cls) -> frozenset[str]:
        """The keys whose empty text is a value of its own: optional text fields."""
        found: frozenset[str] | None = cls.__dict__.get("_may_be_empty")
        if found is None:
            found = frozenset(field.alias or name for name, field in cls.model_fields.items() if field.default == "")
            cls._may_be_empty = found
        return found

    _may_be_empty: ClassVar[frozenset[str]]

    @classmethod
    def without_empty(cls, data: dict[Any, Any]) -> dict[Any, Any]:
        """`data` without the keys that stand there but say nothing: null, and empty text outside text fields."""
        kept = cls.keys_that_may_be_empty()
        return {
            key: value
            for key, value in data.items()
            if value is not None and (value != "" or key in kept or value is BLANK)
        }


class Part(_Closed):
    """A mapping inside a record.

    Shape: `fallbacks` stand in for required values that are missing or bad (reported, of course), so that the part,
    and with it its id, stays; missing text becomes empty anyway. `short` is the key that a single value stands for,
    empty if there is no short form.
    """

    short: ClassVar[str] = ""

    @model_validator(mode="before")
    @classmethod
    def read_short_form(cls, data: object) -> object:
        """One value becomes a mapping; nulls go."""
        if isinstance(data, dict):
            values = data.values()
            return cls.without_empty(data) if None in values or "" in values else data
        if cls.short and isinstance(data, (str, int, float)):
            return {cls.short: data}
        return data

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core))
        if cls.short:
            long = dict(schema)
            schema.clear()
            schema["anyOf"] = [long["properties"][cls.short], long]
        return schema


class Record(_Closed):
    """A record with an id of its own.

    Shape: `must_have` names the keys that must stand in the file; a record without them still exists, with the
    default of the field, so that everything else about it can be shown and checked.
    """

    must_have: ClassVar[tuple[str, ...]] = ("name",)

    id: Text = Field(default="", description="Its id; may be left out where the file name or the key already says it")
    former_ids: Texts = Field(default=(), description="Ids it had before, so that old links still find it")

    def renamed(self, id: str) -> Self:
        """The same record with its id filled in."""
        return self if self.id == id else self.model_copy(update={"id": id})

    def without(self, names: Collection[str]) -> Self:
        """The same record with these fields as if they were not written; the same object if nothing is lost."""
        emptied: dict[str, Any] = {}
        for name, field in type(self).model_fields.items():
            if (field.alias or name) in names:
                empty = field.get_default(call_default_factory=True)
                if getattr(self, name) != empty:
                    emptied[name] = empty
        return self.model_copy(update=emptied) if emptied else self
