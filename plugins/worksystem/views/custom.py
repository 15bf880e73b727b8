"""The fields that an item's type declares, and those that an adopted file has besides, as facts to read."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Final

from worksystem.model import FieldType, Item
from worksystem.model.entry import Entry
from worksystem.model.values import WorkDate
from worksystem.model.words import day_words
from worksystem.views.reference import Fact, FactTable, FactValue
from worksystem.views.scope import Scope

__all__ = ["custom_facts", "custom_tables", "label_of"]

_NOTHING: Final = (None, "")


def label_of(name: str) -> str:
    """A field's name as a label: `rollout_stage` is `Rollout stage`."""
    words = name.replace("_", " ").replace("-", " ").strip()
    return words[:1].upper() + words[1:]


def custom_facts(scope: Scope, item: Entry[Item]) -> tuple[Fact, ...]:
    """Fields that fit on a line, declared ones in the order of the type, then kept foreign ones by name."""
    found = []
    for name, value, field in _shown(scope, item):
        kind = field.of.type if field and field.type == "list" and field.of else field.type if field else ""
        values = tuple(_values(scope, value, kind)) if _rows(value) is None else ()
        if values:
            found.append(Fact(label_of(name), values))
    return tuple(found)


def custom_tables(scope: Scope, item: Entry[Item]) -> tuple[FactTable, ...]:
    """Fields that hold several things with fields of their own, in the same order."""
    found = []
    for name, value, field in _shown(scope, item):
        rows = _rows(value)
        if not rows:
            continue
        inner = field.of.fields if field and field.of else {}
        columns = tuple(dict.fromkeys(str(key) for row in rows for key, each in row.items() if each not in _NOTHING))
        cells = tuple(
            tuple(tuple(_values(scope, row.get(key), inner[key].type if key in inner else "")) for key in columns)
            for row in rows
        )
        if columns:
            found.append(FactTable(label_of(name), tuple(label_of(key) for key in columns), cells))
    return tuple(found)


def _shown(scope: Scope, item: Entry[Item]) -> Iterator[tuple[str, Any, FieldType | None]]:
    """Name, value and declaration of every field that says something and may be shown."""
    type = scope.workspace.type_of(item)
    declared = type.record.fields if type else {}
    for name in [*declared, *sorted(set(item.custom) - set(declared)), *sorted(set(item.extra) - set(item.custom))]:
        value = item.custom.get(name, item.extra.get(name))
        if value is not None and scope.may_show("item", name):
            yield name, value, declared.get(name)


def _rows(value: Any) -> list[Mapping[Any, Any]] | None:
    """A list of mappings, or a mapping of mappings with its keys as first column; `None` for anything else."""
    if isinstance(value, (list, tuple)) and value and all(isinstance(each, Mapping) for each in value):
        return list(value)
    if isinstance(value, Mapping) and value and all(isinstance(each, Mapping) for each in value.values()):
        return [{"": label_of(str(key)), **each} for key, each in value.items()]
    return None


def _values(scope: Scope, value: Any, kind: str) -> Iterator[FactValue]:
    if isinstance(value, (list, tuple)):
        for each in value:
            yield from _values(scope, each, kind)
    elif isinstance(value, Mapping):
        parts = [(label_of(str(key)).lower(), each) for key, each in value.items() if each not in _NOTHING]
        if parts:
            yield ", ".join(f"{label} {_word(each)}" for label, each in parts)
    elif kind in ("person", "team", "item") and isinstance(value, str):
        yield scope.ref(kind, value)
    elif isinstance(value, WorkDate) and value.precision == "day":
        yield value.day
    elif isinstance(value, date):
        yield value
    elif value not in _NOTHING:
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
