"""`field=value` as people type it: which field, and the value as that field holds it."""

import re
from collections.abc import Mapping, Sequence
from typing import Any, Final, Literal

from msgspec import Struct

from worksystem.actions.revise import ValueChange
from worksystem.change import Append, Remove, SetValue, Written
from worksystem.model import Item
from worksystem.model.item_type import FieldType
from worksystem.model.tree import Holds, fields_of
from worksystem.source.document import Keys, reach
from worksystem.source.parse import parse_yaml

__all__ = ["Assignment", "changes_of", "parse_assignment", "value_of"]

_FORM: Final = re.compile(r"([A-Za-z_][\w-]*(?:\.[\w-]+|\[\d+\])*)\s*(\+?=)(.*)", re.DOTALL)
_STEP: Final = re.compile(r"\[(\d+)\]|([\w-]+)")
_NUMBER: Final = re.compile(r"-?\d+(\.\d+)?")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")


class Assignment(Struct, frozen=True):
    """One `field=value`, or `field+=value` for one more; an empty text takes the field out."""

    keys: Keys
    sign: Literal["=", "+="]
    text: str


def parse_assignment(text: str) -> Assignment | None:
    """What somebody typed: `due=2026-12-01`, `acceptance[0].done=yes`, `labels+=urgent`, `due=`.

    Errors: `None` if it has not this form.
    """
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    keys = tuple(int(index) if index else name for index, name in _STEP.findall(found[1]))
    return Assignment(keys, "+=" if found[2] == "+=" else "=", found[3].strip())


def changes_of(
    assignment: Assignment, written: Mapping[str, Any], custom: Mapping[str, FieldType], why: str
) -> tuple[ValueChange, ...]:
    """The changes that an assignment asks for, where some values are written already."""
    keys, there = assignment.keys, reach(written, assignment.keys)
    if not assignment.text:
        return (Remove("", keys, why),) if there[0] else ()
    value = value_of(keys, assignment.text, custom)
    if assignment.sign == "=":
        return (SetValue("", keys, value, why),)
    standing = there[1] if isinstance(there[1], list) else [there[1]]
    return tuple(
        Append("", keys, each, why) for each in (value if isinstance(value, list) else [value]) if each not in standing
    )


def value_of(keys: Keys, text: str, custom: Mapping[str, FieldType]) -> object:
    """A text as the value that a field of an item holds.

    Shape: commas part the entries of a list; brackets and braces hold lists and mappings as in a file. What does not
    fit stays text, for the checker to find.
    """
    return _with_days(_value(keys, text, custom), _declared(keys, custom))


def _value(keys: Keys, text: str, custom: Mapping[str, FieldType]) -> object:
    word, of = _word(keys, custom)
    if word == "list" and of in ("part", "object", "map") and text[:1] != "[":
        return [_in_brackets(text) if text[:1] == "{" else text]
    if word in ("list", "map", "part", "object", "any") and text[:1] in ("[", "{"):
        return _in_brackets(text)
    if word == "list":
        return [_scalar(part.strip(), of) for part in text.split(",") if part.strip()]
    return _scalar(text, word)


def _in_brackets(text: str) -> object:
    document = parse_yaml("", f"value: {text}\n")
    return document.values["value"] if document.readable and isinstance(document.values, dict) else text


def _scalar(text: str, word: str) -> object:
    if word == "number" and _NUMBER.fullmatch(text):
        return float(text) if "." in text else int(text)
    if word == "bool" and text.lower() in ("yes", "no", "true", "false"):
        return text.lower() in ("yes", "true")
    return text


def _word(keys: Keys, custom: Mapping[str, FieldType]) -> tuple[str, str]:
    """What stands under some keys of an item, and what its entries are if it is a list; empty if unknown."""
    field = fields_of(Item).get(str(keys[0]))
    if field is not None:
        holds = _holds(field.holds, keys[1:])
        return (holds.word, holds.of.word if holds.of is not None else "") if holds is not None else ("", "")
    declared = _declared(keys, custom)
    return (
        (declared.type, declared.of.type if declared.of is not None else "text") if declared is not None else ("", "")
    )


def _declared(keys: Keys, custom: Mapping[str, FieldType]) -> FieldType | None:
    declared = custom.get(str(keys[0]))
    for key in keys[1:]:
        if declared is not None:
            declared = declared.fields.get(str(key)) if declared.fields else declared.of
    return declared


def _with_days(value: object, declared: FieldType | None) -> object:
    """A value with its days as such, so that they are written plainly where only the type knows what they are."""
    if declared is None:
        return value
    if isinstance(value, list):
        return [_with_days(each, declared.of if declared.type == "list" else declared) for each in value]
    if isinstance(value, dict):
        inner = {key: declared.fields.get(key) if declared.fields else declared.of for key in value}
        return {key: _with_days(each, inner[key]) for key, each in value.items()}
    is_day = declared.type == "date" and isinstance(value, str) and _DAY.fullmatch(value)
    return Written(value) if is_day and isinstance(value, str) else value


def _holds(holds: Holds | None, keys: Sequence[str | int]) -> Holds | None:
    for key in keys:
        if holds is None:
            return None
        if isinstance(key, str) and holds.word == "part" and holds.part is not None:
            field = fields_of(holds.part).get(key)
            holds = field.holds if field is not None else None
        else:
            holds = holds.of
    return holds
