"""The fields that an item's type declares, and those that an adopted file has besides, as facts to read."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.model.values import WorkDate
from worksystem.views.reference import Fact, FactValue
from worksystem.views.scope import Scope
from worksystem.views.words import day_words

__all__ = ["custom_facts", "label_of"]


def label_of(name: str) -> str:
    """A field's name as a label: `rollout_stage` is `Rollout stage`."""
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def custom_facts(scope: Scope, item: Entry[Item]) -> tuple[Fact, ...]:
    """Declared fields in the order of the type, then kept foreign ones by name; empty ones are left out."""
    type = scope.workspace.type_of(item)
    declared = type.record.fields if type else {}
    found = []
    for name in [*declared, *sorted(set(item.custom) - set(declared)), *sorted(set(item.extra) - set(item.custom))]:
        value = item.custom.get(name, item.extra.get(name))
        if value is None or not scope.may_show("item", name):
            continue
        field = declared.get(name)
        kind = field.of.type if field and field.type == "list" and field.of else field.type if field else ""
        values = tuple(_values(scope, value, kind))
        if values:
            of_objects = isinstance(value, (list, tuple)) and any(isinstance(each, Mapping) for each in value)
            found.append(Fact(label_of(name), values, lines=of_objects))
    return tuple(found)


def _values(scope: Scope, value: Any, kind: str, *, listed: bool = False) -> Iterator[FactValue]:
    if isinstance(value, (list, tuple)):
        for each in value:
            yield from _values(scope, each, kind, listed=True)
    elif isinstance(value, Mapping):
        parts = [(label_of(str(key)).lower(), each) for key, each in value.items() if each not in (None, "")]
        if listed and len(parts) > 1 and isinstance(parts[0][1], str):  # the first text says which one it is
            yield f"{parts[0][1]}: " + ", ".join(f"{label} {_word(each)}" for label, each in parts[1:])
        elif parts:
            yield ", ".join(f"{label} {_word(each)}" for label, each in parts)
    elif kind in ("person", "team", "item") and isinstance(value, str):
        yield scope.ref(kind, value)
    elif isinstance(value, WorkDate) and value.precision == "day":
        yield value.day
    elif isinstance(value, date):
        yield value
    elif value not in (None, ""):
        yield _word(value)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, (list, tuple)):
        return ", ".join(_word(each) for each in value)
    if isinstance(value, WorkDate) and value.precision == "day":
        return day_words(value.day)
    if isinstance(value, date):
        return day_words(value)
    return str(value)
