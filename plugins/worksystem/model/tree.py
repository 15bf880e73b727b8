"""What every field holds, read once from the models: the source of references, messages and documentation."""

from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Struct

from worksystem.model.base import Part, Record
from worksystem.model.types import Is, Refers

__all__ = ["FieldOf", "Holds", "fields_of"]


class Holds(Struct, frozen=True):
    """What stands in one place.

    Shape: `word` is text, expression, glob, id, code, date, duration, effort, length, share, clock, bool, number, url,
    recurrence, holiday, words (then `words`), list (then `of`), map (then `key`, `of`), part (then `part`) or any.
    """

    word: str
    of: "Holds | None" = None
    key: "Holds | None" = None
    part: type[Part] | None = None
    words: tuple[str, ...] = ()
    refers: Refers | None = None


class FieldOf(Struct, frozen=True):
    """A field of a record or part; `key` is what stands in the file, `attribute` what Python calls it."""

    key: str
    attribute: str
    holds: Holds
    description: str
    required: bool


def _holds(annotation: Any) -> Holds:
    origin = get_origin(annotation)
    if origin is Annotated:
        return _annotated(annotation)
    if origin in (Union, UnionType):
        return _holds(next(arg for arg in get_args(annotation) if arg is not NoneType))
    if origin is Literal:
        return Holds("words", words=get_args(annotation))
    if origin is tuple:
        return Holds("list", of=_holds(get_args(annotation)[0]))
    if origin is dict:
        key, value = get_args(annotation)
        return Holds("map", key=_holds(key), of=_holds(value))
    if annotation is int or annotation is float:
        return Holds("number")
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return Holds("part", part=annotation)
    return Holds("text" if annotation is str else "any")


def _annotated(annotation: Any) -> Holds:
    inner, *metadata = get_args(annotation)
    refers = next((entry for entry in metadata if isinstance(entry, Refers)), None)
    named = next((entry for entry in metadata if isinstance(entry, Is)), None)
    return Holds(named.word, refers=refers) if named else _holds(inner)


@cache
def fields_of(model: type[Record] | type[Part]) -> dict[str, FieldOf]:
    """The fields of a record or part by the key in the file, in the order in which they are best written."""
    hints = get_type_hints(model, include_extras=True)
    wanted: tuple[str, ...] = model.must_have if issubclass(model, Record) else ()
    found: dict[str, FieldOf] = {}
    for attribute, info in model.model_fields.items():
        key = info.alias or attribute
        required = key in wanted or info.is_required()
        found[key] = FieldOf(key, attribute, _holds(hints[attribute]), info.description or "", required)
    return found
