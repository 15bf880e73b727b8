"""An item as data: our field names, short forms written out, links both ways; what `items --format json` prints."""

from collections.abc import Mapping
from typing import Any, Final

from worksystem.graph.workspace import Workspace
from worksystem.model import Item
from worksystem.model.duration import Duration
from worksystem.model.entry import Entry
from worksystem.model.tree import Holds, fields_of
from worksystem.model.values import WorkDate
from worksystem.views.privacy import may_show

__all__ = ["resolve_item"]

# always there, in this order, even when empty; the other fields follow where the item has them
_ALWAYS: Final = ("title", "status", "type", "owner", "team", "due", "goal", "parent")


def resolve_item(workspace: Workspace, item: Entry[Item], *, audience: str) -> dict[str, Any]:
    """One item.

    Shape: dates, periods and durations as they are written, shares from 0 to 1; `links` and `extra` only where there
    are any. Fields that `audience` may not see are left out.
    """
    without = workspace.settings.publish.without
    fields = fields_of(Item)
    workflow = workspace.workflow_of(item)
    found: dict[str, Any] = {"id": item.id}
    for name in _ALWAYS:
        found[name] = _value(getattr(item.record, fields[name].attribute), fields[name].holds) or None
        if name == "status":
            found["category"] = workspace.category_of(item)
        elif name == "type":
            found["workflow"] = workflow.id if workflow is not None else None
    for name, field in fields.items():
        value = _value(getattr(item.record, field.attribute), field.holds)
        if name not in found and value not in (None, "", [], {}):
            found[name] = value
    found.update((name, _plain(value)) for name, value in item.custom.items() if name not in found)
    found = {name: value for name, value in found.items() if may_show(audience, "item", name, without)}
    if item.extra:
        found["extra"] = _plain(item.extra)
    links = _links(workspace, item.id)
    if links:
        found["links"] = links
    found["path"] = item.path
    return found


def _links(workspace: Workspace, id: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for link in workspace.links.outgoing(id):
        found.setdefault(link.type, []).append(link.target or link.written)
    for link in workspace.links.incoming(id):
        found.setdefault(link.inverse, []).append(link.source)
    return {name: list(dict.fromkeys(ids)) for name, ids in sorted(found.items())}


def _value(value: Any, holds: Holds) -> Any:
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if holds.word == "list" and holds.of is not None:
        return [_value(each, holds.of) for each in value]
    if holds.word == "map" and holds.of is not None:
        return {str(key): _value(each, holds.of) for key, each in value.items()}
    if holds.part is not None:
        pairs = (
            (field.key, _value(getattr(value, field.attribute), field.holds))
            for field in fields_of(holds.part).values()
        )
        return {key: each for key, each in pairs if each not in (None, "", [], {})}
    return _plain(value)


def _plain(value: Any) -> Any:
    if isinstance(value, (WorkDate, Duration)):
        return str(value)
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value
