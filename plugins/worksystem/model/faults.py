"""What pydantic reports, turned into problems in our own words and into what to leave out."""

from collections.abc import Mapping
from typing import Any, cast

from msgspec import Struct
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from worksystem.model.base import BLANK, Part, Record
from worksystem.model.custom import TextOf
from worksystem.model.item_type import FieldType
from worksystem.model.meant import find_meant
from worksystem.model.repair import DROP, Pruned, existing
from worksystem.model.tree import Holds, fields_of
from worksystem.model.wording import (
    Keys,
    On,
    ShapeProblem,
    empty,
    hint,
    missing,
    not_allowed,
    quoted,
    unknown_field,
    wrong_shape,
)

__all__ = ["Fault", "read_faults"]


class Fault(Struct, frozen=True):
    """A place that doesn't fit: what to say, if anything, and what to put there instead (or `DROP`)."""

    keys: Keys
    change: object
    problem: ShapeProblem | None


class _Where(Struct, frozen=True):
    """The declaration that a place belongs to."""

    part: type[Record] | type[Part]
    holds: Holds
    label: str
    inside: bool


def _follow(model: type[Record], loc: Keys) -> _Where:
    part: type[Record] | type[Part] = model
    holds = Holds("part")
    label, inside = "", False
    at_part = True
    for key in loc:
        if at_part:
            found = fields_of(part).get(str(key))
            holds, label = (found.holds, str(key)) if found else (Holds("any"), str(key))
        elif isinstance(key, int) and holds.word == "list":
            holds = holds.of or Holds("any")
        else:
            label = f"{label}.{key}"
            holds = holds.of or Holds("any")
        at_part = holds.part is not None
        if holds.part is not None:
            part, inside = holds.part, True
    return _Where(part, holds, label, inside)


def _at(values: object, keys: Keys) -> object:
    for key in keys:
        values = cast(Any, values)[key]
    return values


def reaches(values: object, keys: Keys) -> bool:
    """Whether anything stands under some keys."""
    return len(existing(values, keys)) == len(keys)


def read_faults(
    model: type[Record],
    values: dict[Any, Any],
    error: ValidationError,
    pruned: Pruned,
    id: str,
    text_of: TextOf,
    custom: Mapping[str, FieldType],
    changes: Mapping[Keys, object],
) -> list[Fault]:
    """One fault for each error, in order.

    Shape: keys lead into the original values; a required value that was left out before is not reported as missing.
    """
    reader = _Faults(model, values, pruned, id, text_of, custom, changes)
    return [reader.read(each, each["loc"]) for each in error.errors(include_url=False)]


class _Faults:
    def __init__(
        self,
        model: type[Record],
        values: dict[Any, Any],
        pruned: Pruned,
        id: str,
        text_of: TextOf,
        custom: Mapping[str, FieldType],
        changes: Mapping[Keys, object],
    ) -> None:
        self._model = model
        self._pruned = pruned
        self._values = values
        self._id = id
        self._text_of = text_of
        self._custom = custom
        self._changes = changes

    def read(self, error: ErrorDetails, loc: Keys) -> Fault:
        """What one error says."""
        match error["type"]:
            case "missing":
                return self._missing(loc)
            case "extra_forbidden" | "invalid_key":
                return self._unknown(loc)
        on_key = bool(loc) and loc[-1] == "[key]"
        keys = self._keys(loc[:-1] if on_key else loc)
        if self._is_read_as_meant(keys):
            return Fault(keys, DROP, None)
        where = _follow(self._model, loc[:-2] if on_key else loc)
        given = keys[-1] if on_key else error["input"]
        if error["type"] == "string_type" and not on_key and isinstance(given, (int, float)):
            text = self._text_of(keys)
            return Fault(keys, str(given) if text is None else text, None)
        label = where.label if on_key else _follow(self._model, keys).label
        problem = self._problem(error, keys, "key" if on_key else "value", label or self._id, given, where)
        keeps_id = where.holds.part is not None and bool(keys) and _follow(self._model, keys[:-1]).holds.word == "map"
        return Fault(keys, {} if keeps_id and not on_key else DROP, problem)

    def _keys(self, loc: Keys) -> Keys:
        return self._pruned.original(existing(self._pruned.values, loc))

    def _missing(self, loc: Keys) -> Fault:
        name, around = str(loc[-1]), self._keys(loc[:-1])
        where = _follow(self._model, loc[:-1])
        part = where.part if where.inside else self._model
        holds = fields_of(part)[name].holds
        fallback = part.fallbacks.get(name, BLANK if holds.word == "text" else DROP)
        mapped = isinstance(_at(self._pruned.values, existing(self._pruned.values, loc[:-1])), dict)
        keys = (*around, name) if mapped else around
        place, change = (around, DROP) if fallback is DROP or not mapped else (keys, fallback)
        meant = self._meant(_at(self._values, around), part, name)
        if meant is not None and mapped and (*around, name) not in self._changes:
            return Fault(keys, meant, None)
        if self._changes.get((*around, name)) is DROP or self._changes.get(around) == {}:
            return Fault(place, change, None)
        holder = _at(self._values, around)
        stands = isinstance(holder, dict) and name in holder
        whose = f"{part.noun} of {self._id}" if self._id else part.noun
        return Fault(place, change, missing(keys, whose, name, holds, stands=stands))

    def _meant(self, values: object, part: type[Record] | type[Part], name: str) -> object:
        """The value under a misspelt key for which a field was meant that is missing."""
        if not isinstance(values, dict):
            return None
        return next(
            (values[wrong] for wrong, right in find_meant(values, fields_of(part)).items() if right == name), None
        )

    def _is_read_as_meant(self, keys: Keys) -> bool:
        """Whether a place is there only because a misspelt key was read as the field that was meant."""
        return any(
            keys[:end] in self._changes and not reaches(self._values, keys[:end]) for end in range(1, len(keys) + 1)
        )

    def _unknown(self, loc: Keys) -> Fault:
        where = _follow(self._model, loc[:-1])
        part = where.part if where.inside else self._model
        known = list(fields_of(part))
        otherwise = ""
        if part is self._model and self._model.noun == "an item":
            known += self._custom
            otherwise = "remove it, or declare it under fields of the item's type"
        elif self._is_top(part):
            known.remove("former_ids")
        keys = self._keys(loc)
        return Fault(keys, DROP, unknown_field(keys, part.noun, str(loc[-1]), known, otherwise=otherwise))

    def _is_top(self, part: type[Record] | type[Part]) -> bool:
        return part is self._model

    def _problem(
        self, error: ErrorDetails, keys: Keys, on: On, label: str, given: object, where: _Where
    ) -> ShapeProblem:
        context = error.get("ctx") or {}
        kind = error["type"]
        if given is None:
            return empty(keys, label)
        if kind.startswith("WS"):
            source = given if isinstance(given, str) else self._text_of(keys) if _is_scalar(given) else None
            shown = f" {quoted(given if source is None else source)}" if _is_scalar(given) else ""
            help = self._one_value(keys, where.holds) if kind == "WS100" else context["help"]
            return ShapeProblem(kind, keys, on, f"{label}{shown} {context['says']}", help)
        if kind == "literal_error" and _is_scalar(given):
            source = given if isinstance(given, str) else self._text_of(keys) or str(given)
            code = "WS115" if where.part.noun == "a field's declaration" else "WS105"
            holds = (where.holds.key if on == "key" else None) or where.holds
            return not_allowed(keys, on, label, source, holds.words, code)
        if kind == "string_pattern_mismatch":
            return self._bad_id(keys, on, label, given, where.holds)
        if on == "key":
            wanted = "a whole number" if where.holds.key and where.holds.key.word == "number" else "a text"
            return ShapeProblem(
                "WS108", keys, on, f"{label} has the key {quoted(given)}, which is not {wanted}", "rename it"
            )
        if kind in ("tuple_type", "list_type"):
            return wrong_shape(keys, label, given, "list")
        if kind in ("dict_type", "model_type", "model_attributes_type"):
            return wrong_shape(keys, label, given, "mapping", self._example(where.holds))
        return wrong_shape(keys, label, given, "value", self._one_value(keys, where.holds))

    def _one_value(self, keys: Keys, holds: Holds) -> str:
        return f"write {keys[-1]}: {hint(holds)}" if keys and isinstance(keys[-1], str) else "write one value"

    def _example(self, holds: Holds) -> str:
        if holds.part is None:
            return ""
        fields = fields_of(holds.part)
        shown = [key for key, field in fields.items() if field.required] or list(fields)[:3]
        return "write it as lines of their own: " + ", ".join(f"{key}: {hint(fields[key].holds)}" for key in shown)

    def _bad_id(self, keys: Keys, on: On, label: str, given: object, holds: Holds) -> ShapeProblem:
        if holds.word == "code":
            help = "use at least two capitals, then digits, like NW001"
            return ShapeProblem("WS108", keys, on, f"{label} {quoted(given)} is not a code", help)
        message = (
            f"{label} has the key {quoted(given)}, which is not an id"
            if on == "key"
            else (f"{label} {quoted(given)} is not an id")
        )
        return ShapeProblem(
            "WS108", keys, on, message, "use small letters, digits and single underscores, like in_review"
        )


def _is_scalar(value: object) -> bool:
    return isinstance(value, (str, int, float))
