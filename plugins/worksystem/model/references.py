"""Which fields hold ids, and of what: read off the models, so that a new field cannot be forgotten."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from msgspec import Struct

from worksystem.model.base import Part, Record
from worksystem.model.entry import Entry
from worksystem.model.item_type import FieldType
from worksystem.model.kinds import KINDS
from worksystem.model.tree import Holds, fields_of
from worksystem.model.wording import Keys

__all__ = [
    "EACH",
    "KEY",
    "Reference",
    "Referred",
    "custom_references_of",
    "find_ids",
    "find_references",
    "references_of",
    "walk_ids",
]

EACH: Final = "*"
KEY: Final = "@key"


class Reference(Struct, frozen=True):
    """A place that holds ids.

    Shape: `path` is made of keys as in the file, `EACH` for every element of a list or value of a mapping, `KEY` for
    every key of a mapping. `kinds` are kinds of records, or `state`, `check` and `field`, which are known only within
    a workflow, a standard and a type. `allows`: `prefix` (`team:x`), `reserved` (`owner`, `lead`), `path`, `url`,
    `any_state` (`*`).
    """

    kind: str
    path: tuple[str, ...]
    kinds: tuple[str, ...]
    allows: frozenset[str] = frozenset()


class Referred(Struct, frozen=True):
    """One id that a record names: where it stands, and what it may be the id of."""

    reference: Reference
    keys: Keys
    id: str

    @property
    def on_key(self) -> bool:
        """Whether the id is a key of a mapping."""
        return self.reference.path[-1] == KEY


@cache
def references_of(kind: str) -> tuple[Reference, ...]:
    """Every place of a kind of record that holds ids, in the order of its fields."""
    return tuple(_of_part(kind, KINDS[kind].model, ()))


def _of_part(kind: str, part: type[Record] | type[Part], at: tuple[str, ...]) -> Iterator[Reference]:
    for key, field in fields_of(part).items():
        yield from _of_value(kind, field.holds, (*at, key), part)


def _of_value(kind: str, holds: Holds, at: tuple[str, ...], around: type[Record] | type[Part]) -> Iterator[Reference]:
    if holds.refers:
        yield Reference(kind, at, holds.refers.kinds, holds.refers.allows)
    if holds.key:
        yield from _of_value(kind, holds.key, (*at, KEY), around)
    if holds.part and holds.part is not around:
        yield from _of_part(kind, holds.part, at)
    if holds.of and holds.of.part is not around:
        yield from _of_value(kind, holds.of, (*at, EACH), around)


def custom_references_of(declared: Mapping[str, FieldType]) -> tuple[Reference, ...]:
    """The custom fields that hold ids of people, teams and items."""
    return tuple(each for name, field in declared.items() for each in _of_custom(field, (name,)))


def _of_custom(field: FieldType, at: tuple[str, ...]) -> Iterator[Reference]:
    if field.type in ("person", "team", "item"):
        yield Reference("item", at, (field.type,), frozenset({"prefix"} if field.type != "item" else {"path", "url"}))
    if field.of is not None:
        yield from _of_custom(field.of, (*at, EACH))
    for name, inner in field.fields.items():
        yield from _of_custom(inner, (*at, name))


def find_references(entry: Entry[Any], declared: Mapping[str, FieldType] | None = None) -> Iterator[Referred]:
    """Every id that a record names, with its keys; those of custom fields too when their declarations are given."""
    for reference in references_of(entry.kind):
        for keys, id in walk_ids(entry.record, reference.path, ()):
            yield Referred(reference, keys, id)
    for reference in custom_references_of(declared or {}):
        for keys, id in walk_ids(entry.custom, reference.path, ()):
            yield Referred(reference, keys, id)


def find_ids(entry: Entry[Any], kind: str, declared: Mapping[str, FieldType] | None = None) -> Iterator[str]:
    """The ids of one kind that a record names, without prefix and without reserved words.

    Shape: where several kinds may stand and no prefix says which, the first of them is meant.
    """
    for referred in find_references(entry, declared):
        prefix, colon, bare = referred.id.partition(":")
        if colon and prefix in referred.reference.kinds:
            if prefix == kind:
                yield bare
        elif referred.reference.kinds[0] == kind and referred.id not in ("owner", "lead"):
            yield referred.id


def walk_ids(value: Any, path: tuple[str, ...], at: Keys) -> Iterator[tuple[Keys, str]]:
    """Ids under a reference's path in a value, with their keys; `at` leads to the value."""
    if value is None or value == "":
        return
    if not path:
        if isinstance(value, str):
            yield at, value
        return
    step, rest = path[0], path[1:]
    if step == KEY:
        yield from ((((*at, key)), key) for key in value)
    elif step == EACH:
        pairs = value.items() if isinstance(value, Mapping) else enumerate(value)
        for key, each in pairs:  # in the file a version is text, like every key
            yield from walk_ids(each, rest, (*at, str(key) if isinstance(value, Mapping) else key))
    elif isinstance(value, Mapping):
        yield from walk_ids(value.get(step), rest, (*at, step))
    else:
        part: type[Part] = type(value)
        yield from walk_ids(getattr(value, fields_of(part)[step].attribute), rest, (*at, step))
