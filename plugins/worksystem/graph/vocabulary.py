"""What an expression may speak of: the names of each kind of record, and what each stands for in one record.

Every declared name has a value: absent text is `''`, an absent list `[]`, an absent mapping `{}`, anything else null.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from worksystem.graph.named_tests import NAMED_TESTS
from worksystem.graph.workspace import Workspace
from worksystem.model.duration import Duration
from worksystem.model.entry import Entry
from worksystem.model.item import DependsOn
from worksystem.model.item_type import FieldType
from worksystem.model.kinds import KINDS
from worksystem.model.tree import Holds, fields_of
from worksystem.model.values import WorkDate

__all__ = [
    "GROUP",
    "LINKS",
    "SUMMARY",
    "CustomFields",
    "custom_fields_of",
    "list_members",
    "list_names",
    "midnight",
    "sample_of",
    "value_of",
]

CustomFields = Mapping[str, FieldType]

# what an expression is about that judges records together, and the names that it may use
GROUP: Final = "group"
_OF_GROUP: Final = frozenset({"count", "group", "records", "today"})

# what can follow `links.`, and what each record behind a link tells
LINKS: Final = {
    "depends_on": ("depends_on", False),
    "blocks": ("depends_on", True),
    "children": ("parent", True),
    "relates_to": ("relates_to", False),
    "duplicates": ("duplicates", False),
    "duplicated_by": ("duplicates", True),
    "replaces": ("replaces", False),
    "replaced_by": ("replaces", True),
    "discovered_from": ("discovered_from", False),
    "led_to": ("discovered_from", True),
}
SUMMARY: Final = ("id", "status", "category", "done")

_TEXTS: Final = frozenset(
    {"text", "expression", "glob", "id", "code", "words", "clock", "url", "recurrence", "holiday"}
)
_CUSTOM_TEXTS: Final = frozenset({"text", "enum", "url", "person", "team", "item"})


def custom_fields_of(workspace: Workspace) -> CustomFields:
    """The custom fields of all item types by name; of two with one name the first type's counts."""
    found: dict[str, FieldType] = {}
    for entry in workspace.types.values():
        for name, field in entry.record.fields.items():
            found.setdefault(name, field)
    return found


def list_names(kind: str, custom: CustomFields) -> frozenset[str]:
    """Every name that an expression about a kind of record may use."""
    if kind == GROUP:
        return _OF_GROUP
    fields = fields_of(KINDS[kind].model)
    names = {"today", *fields}
    names.update(f"{name}_record" for name in ("owner", "team") if name in fields)
    if kind == "item":
        names.update(("category", "links", "workflow"), NAMED_TESTS, custom)
    return frozenset(names)


def list_members(kind: str, name: str) -> tuple[str, ...] | None:
    """What may follow a name and a dot, where that is known: `None` says that the data decides."""
    if name == "links":
        return (*LINKS, "parent")
    if name in ("owner_record", "team_record"):
        return SUMMARY
    field = None if kind == GROUP else fields_of(KINDS[kind].model).get(name)
    return tuple(fields_of(field.holds.part)) if field is not None and field.holds.part is not None else None


def value_of(name: str, entry: Entry[Any], workspace: Workspace, as_of: date, custom: CustomFields) -> object:
    """What a name stands for in one record."""
    if name == "today":
        return midnight(as_of)
    if entry.kind == "item" and name in custom:
        return _custom_value(entry.custom.get(name), custom[name], workspace)
    if name in NAMED_TESTS and entry.kind == "item":
        return NAMED_TESTS[name].holds(entry, workspace)
    special = _SPECIAL.get(name)
    if special is not None:
        return special(entry, workspace)
    field = fields_of(KINDS[entry.kind].model)[name]
    return _value(getattr(entry.record, field.attribute), field.holds, workspace)


def sample_of(name: str, kind: str, custom: CustomFields) -> object:
    """A value of the kind that a name stands for, if it is not empty; `None` where the data decides."""
    if name in custom:
        return None
    if kind == "item" and name in NAMED_TESTS:
        return True
    if name == "today":
        return midnight(date(2026, 1, 1))
    if name in ("category", "group", "count"):
        return 1 if name == "count" else "text"
    field = None if kind == GROUP else fields_of(KINDS[kind].model).get(name)
    word = field.holds.word if field is not None else ""
    return "text" if word in _TEXTS else midnight(date(2026, 1, 1)) if word == "date" else None


def midnight(day: date) -> datetime:
    """A day as expressions know it."""
    return datetime.combine(day, time(), UTC)


def _value(value: Any, holds: Holds, workspace: Workspace) -> object:
    if value is None:
        return (
            ""
            if holds.word in _TEXTS
            else []
            if holds.word == "list"
            else {}
            if holds.word in ("map", "part")
            else None
        )
    if isinstance(value, WorkDate):
        return midnight(value.day)
    if isinstance(value, Duration):
        return _length(value, workspace)
    if isinstance(value, DependsOn):
        return value.item
    if holds.word == "list" and holds.of is not None:
        return [_value(each, holds.of, workspace) for each in value]
    if holds.word == "map" and holds.of is not None:
        return {str(key): _value(each, holds.of, workspace) for key, each in value.items()}
    if holds.part is not None:
        fields = fields_of(holds.part).values()
        return {field.key: _value(getattr(value, field.attribute), field.holds, workspace) for field in fields}
    return value


def _custom_value(value: Any, field: FieldType, workspace: Workspace) -> object:
    if value is None:
        return (
            ""
            if field.type in _CUSTOM_TEXTS
            else []
            if field.type == "list"
            else {}
            if field.type in ("map", "object")
            else None
        )
    return _plain(value, workspace)


def _plain(value: Any, workspace: Workspace) -> object:
    if isinstance(value, WorkDate):
        return midnight(value.day)
    if isinstance(value, Duration):
        return _length(value, workspace)
    if isinstance(value, Mapping):
        return {str(key): _plain(each, workspace) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each, workspace) for each in value]
    return value


def _length(duration: Duration, workspace: Workspace) -> timedelta:
    """Calendar time as it is; working time as the hours it stands for."""
    if duration.calendar is not None:
        return duration.calendar
    return timedelta(hours=duration.working_hours(workspace.settings.calendar.hours_per_day) or 0)


def _summary(entry: Entry[Any], workspace: Workspace) -> dict[str, object]:
    status = getattr(entry.record, "status", None) or ""
    category = workspace.category_of(entry) if entry.kind == "item" else None
    is_done = workspace.is_done(entry) if entry.kind == "item" else False
    return {"id": entry.id, "status": status, "category": category or "", "done": is_done}


def _unread(id: str) -> dict[str, object]:
    """An item that exists in a file nobody could read."""
    return {"id": id, "status": "", "category": "", "done": False}


def _links(entry: Entry[Any], workspace: Workspace) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, (type, is_inverse) in LINKS.items():
        links = workspace.links.incoming(entry.id, type) if is_inverse else workspace.links.outgoing(entry.id, type)
        ids = [link.source if is_inverse else link.target for link in links]
        found[name] = [_behind(id, workspace) for id in ids if id]
    parent = entry.record.parent
    found["parent"] = _behind(parent, workspace) if parent else {}
    return found


def _behind(id: str, workspace: Workspace) -> dict[str, object]:
    target = workspace.find("item", id)
    return _unread(id) if target is None else _summary(target, workspace)


def _record_behind(id: str | None, found: Entry[Any] | None, workspace: Workspace) -> dict[str, object]:
    if found is not None:
        return _summary(found, workspace)
    return _unread(id) if id else {}


_SPECIAL: Final[Mapping[str, Callable[[Entry[Any], Workspace], object]]] = {
    "category": lambda entry, workspace: workspace.category_of(entry) or "",
    "links": _links,
    "workflow": lambda entry, workspace: found.id if (found := workspace.workflow_of(entry)) is not None else "",
    "owner_record": lambda entry, workspace: _record_behind(
        entry.record.owner, workspace.party(entry.record.owner), workspace
    ),
    "team_record": lambda entry, workspace: _record_behind(
        entry.record.team, workspace.teams.get(entry.record.team or ""), workspace
    ),
}
