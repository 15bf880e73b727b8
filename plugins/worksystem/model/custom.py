"""Custom fields: the values that an item's type declares, read by their declaration."""

from collections.abc import Callable, Mapping
from typing import Final

from pydantic_core import PydanticCustomError

from worksystem.model.item_type import FieldType
from worksystem.model.pattern import Matches, compile_pattern
from worksystem.model.tree import Holds
from worksystem.model.types import parse_url
from worksystem.model.values import parse_date, parse_flag, parse_number
from worksystem.model.wording import (
    Keys,
    ShapeProblem,
    empty,
    missing,
    not_allowed,
    not_in_form,
    quoted,
    unknown_field,
    wrong_shape,
)

__all__ = ["read_custom"]

TextOf = Callable[[Keys], str | None]

_PARSERS: Final[Mapping[str, Callable[[object], object]]] = {
    "number": parse_number,
    "bool": parse_flag,
    "date": parse_date,
    "url": parse_url,
}
_WORDS: Final = {"enum": "words", "person": "id", "team": "id", "item": "id", "object": "map"}
_ABSENT: Final = object()


def _pattern(text: str) -> Matches | None:
    try:
        return compile_pattern(text)
    except ValueError:
        return None


def read_custom(
    declared: Mapping[str, FieldType], values: Mapping[str, object], *, whose: str, text_of: TextOf, keys: Keys = ()
) -> tuple[dict[str, object], list[ShapeProblem]]:
    """The values of declared fields.

    Shape: only fields that stand in `values` and fit; lists are tuples. `whose` names the record or part in messages.
    """
    found: dict[str, object] = {}
    problems: list[ShapeProblem] = []
    reader: _Reader | None = None
    for name, field in declared.items():
        value = values.get(name)
        if value is None or (value == "" and field.type != "text") or (field.required and value in ("", [], {})):
            if field.required:
                holds = Holds(_WORDS.get(field.type, field.type), words=field.values)
                problems.append(missing((*keys, name), whose, name, holds, stands=name in values))
            continue
        parser = _PARSERS.get(field.type)
        if parser is not None and type(value) is str and not field.pattern:
            try:
                found[name] = parser(value)
                continue
            except PydanticCustomError:  # the reader has words for it
                pass
        reader = reader or _Reader(text_of, problems)
        read = reader.read(field, value, (*keys, name), name)
        if read is not _ABSENT:
            found[name] = read
    return found, problems


class _Reader:
    def __init__(self, text_of: TextOf, problems: list[ShapeProblem]) -> None:
        self._text_of = text_of
        self._problems = problems

    def read(self, field: FieldType, value: object, keys: Keys, label: str) -> object:
        if value is None:
            return self._say(empty(keys, label))
        match field.type:
            case "list":
                return self._list(field, value, keys, label)
            case "map" | "object":
                return self._mapping(field, value, keys, label)
        if isinstance(value, (list, dict)):
            return self._say(wrong_shape(keys, label, value, "value"))
        if parser := _PARSERS.get(field.type):
            read = self._parse(parser, value, keys, label)
            if field.pattern and read is not _ABSENT:
                self._check_form(field, self._source(value, keys), keys, label)
            return read
        return self._text(field, value, keys, label)

    def _say(self, problem: ShapeProblem) -> object:
        self._problems.append(problem)
        return _ABSENT

    def _source(self, value: object, keys: Keys) -> str:
        return value if isinstance(value, str) else self._text_of(keys) or quoted(value)[1:-1]

    def _parse(self, parser: Callable[[object], object], value: object, keys: Keys, label: str) -> object:
        try:
            return parser(value)
        except PydanticCustomError as error:
            if error.type == "string_type":
                return self._parse(parser, self._source(value, keys), keys, label)
            context = error.context or {}
            message = f"{label} {quoted(self._source(value, keys))} {context['says']}"
            return self._say(ShapeProblem(error.type, keys, "value", message, context["help"]))

    def _text(self, field: FieldType, value: object, keys: Keys, label: str) -> object:
        text = self._source(value, keys)
        if field.type == "enum" and field.values and text not in field.values:
            return self._say(not_allowed(keys, "value", label, text, field.values, "WS105"))
        if field.pattern:
            self._check_form(field, text, keys, label)
        return text

    def _check_form(self, field: FieldType, text: str, keys: Keys, label: str) -> None:
        """A value of another form is a finding, and still a value."""
        pattern = _pattern(field.pattern)
        if text and pattern is not None and not pattern(text):
            help = field.help or f"write it so that it matches {field.pattern}"
            message = f"{label} {quoted(text)} {not_in_form(field.pattern, field.help)}"
            self._say(ShapeProblem("WS117", keys, "value", message, help))

    def _list(self, field: FieldType, value: object, keys: Keys, label: str) -> object:
        of = field.of or FieldType(type="text")
        if not isinstance(value, list):
            if isinstance(value, dict) or of.type in ("list", "map", "object"):
                return self._say(wrong_shape(keys, label, value, "list"))
            read = self.read(of, value, keys, label)
            return () if read is _ABSENT else (read,)
        read_all = (self.read(of, each, (*keys, index), label) for index, each in enumerate(value))
        return tuple(each for each in read_all if each is not _ABSENT)

    def _mapping(self, field: FieldType, value: object, keys: Keys, label: str) -> object:
        if not isinstance(value, dict):
            return self._say(wrong_shape(keys, label, value, "mapping"))
        if not field.fields:
            of = field.of
            if of is None:
                return value
            present = {str(key): each for key, each in value.items() if each is not None}
            read = {key: self.read(of, each, (*keys, key), f"{label}.{key}") for key, each in present.items()}
            return {key: each for key, each in read.items() if each is not _ABSENT}
        for key in value:
            if key not in field.fields:
                self._say(unknown_field((*keys, key), label, str(key), field.fields))
        found, problems = read_custom(field.fields, value, whose=label, text_of=self._text_of, keys=keys)
        self._problems.extend(problems)
        return found
