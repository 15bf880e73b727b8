"""What a declaration of custom fields must keep to: names that are free, enums with values, patterns that work."""

from collections.abc import Iterator
from typing import Final

from worksystem.model.item import Item
from worksystem.model.item_type import FieldType, ItemType
from worksystem.model.pattern import compile_pattern
from worksystem.model.tree import fields_of
from worksystem.model.wording import Keys, ShapeProblem, quoted

__all__ = ["TAKEN_WORDS", "check_declaration"]

# Reserved words of CEL (language definition, "Syntax") and the names that expressions see besides fields.
_RESERVED: Final = (
    "true false null in as break const continue else for function if import let loop package namespace return var"
    " void while"
)
_TYPES: Final = "int uint double bool string bytes list map type dyn null_type"
_SEEN: Final = "today links owner_record team_record"
TAKEN_WORDS: Final = frozenset(f"{_RESERVED} {_TYPES} {_SEEN}".split(" "))


def check_declaration(item_type: ItemType) -> Iterator[ShapeProblem]:
    """Problems of the custom fields that a type declares."""
    own = fields_of(Item)
    for name, field in item_type.fields.items():
        if name in own or name in TAKEN_WORDS:
            what = "built-in field of every item" if name in own else "word of the expression language"
            message = f"the custom field {quoted(name)} is named like a {what}"
            yield ShapeProblem("WS113", ("fields", name), "key", message, "give it another name")
        yield from _check(field, ("fields", name), name)


def _check(field: FieldType, keys: Keys, label: str) -> Iterator[ShapeProblem]:
    if field.type == "enum" and not field.values:
        yield _problem(keys, f"the enum {label} has no values", "add values: [<word>, <word>]")
    if field.type == "object" and not field.fields:
        yield _problem(keys, f"the object {label} has no fields", "add fields: {<name>: text}")
    if field.pattern:
        try:
            compile_pattern(field.pattern)
        except ValueError:
            message = f"the pattern of {label} is not a regular expression"
            yield _problem((*keys, "pattern"), message, "write one without look-around and references back")
    if field.of is not None:
        if field.type not in ("list", "map"):
            yield _problem((*keys, "of"), f"{label} is {field.type} and holds nothing else", "remove of")
        yield from _check(field.of, (*keys, "of"), f"{label}[]")
    for name, inner in field.fields.items():
        yield from _check(inner, (*keys, name), f"{label}.{name}")


def _problem(keys: Keys, message: str, help: str) -> ShapeProblem:
    return ShapeProblem("WS115", keys, "value", message, help)
