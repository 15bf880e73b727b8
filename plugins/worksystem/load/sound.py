"""Whether the settings of a collection can be followed at all: no way out of the root, expressions that work."""

import posixpath
import re
from collections.abc import Iterator, Mapping

from worksystem.load.naming import match_name
from worksystem.model.pattern import compile_pattern
from worksystem.model.settings import Beside, Collection, FieldMap
from worksystem.source.document import Keys

__all__ = ["find_faults"]

Fault = tuple[str, Keys, str, str]


def find_faults(index: int, collection: Collection) -> Iterator[Fault]:
    """Code, keys in the settings, message and help of everything that makes a collection unusable."""
    at: Keys = ("collections", index)
    if posixpath.isabs(collection.root) or re.match(r"[A-Za-z]:|\\", collection.root):
        help = "write it from the folder that holds work/, so that it is true on every machine"
        yield "WS020", (*at, "root"), f'the root "{collection.root}" is not a relative path', help
    yield from _patterns((*at, "files"), collection.files)
    yield from _patterns((*at, "except"), collection.except_)
    yield from _form(at, collection)
    yield from _fields((*at, "fields"), collection.fields)
    for number, beside in enumerate(collection.beside):
        place = (*at, "beside", number)
        yield from _patterns((*place, "files"), beside.files)
        yield from _patterns((*place, "except"), beside.except_)
        yield from _form(place, beside)
        yield from _fields((*place, "fields"), beside.fields)
        if not beside.join:
            help = "write their key and the key of the main file, like {number: number}"
            yield "WS021", (*place, "join"), "nothing joins these files to their records", help


def _patterns(keys: Keys, patterns: tuple[str, ...]) -> Iterator[Fault]:
    for number, pattern in enumerate(patterns):
        if ".." in re.split(r"[/\\]", pattern):
            where = (*keys, number) if len(patterns) > 1 else keys
            yield "WS020", where, f'the pattern "{pattern}" leads out of the root', "move the root instead"


def _form(at: Keys, named: Collection | Beside) -> Iterator[Fault]:
    try:
        match_name("", named.names)
    except ValueError:
        yield "WS021", (*at, "names"), f'the form "{named.names}" cannot be read', _EXPRESSION


def _fields(at: Keys, fields: Mapping[str, FieldMap]) -> Iterator[Fault]:
    for name, field_map in fields.items():
        try:
            compile_pattern(field_map.pattern)
        except ValueError:
            message = f'the pattern "{field_map.pattern}" cannot be read'
            yield "WS021", (*at, name, "pattern"), message, _EXPRESSION


_EXPRESSION = "correct the regular expression in it; it knows neither look-around nor references back"
