"""Links from one item to another, or to a path or an address."""

from typing import Final

from worksystem.actions.revise import carry
from worksystem.actions.situation import Outcome, Refusal, Situation
from worksystem.change import Append, Remove, SetValue
from worksystem.graph.suggest import suggest_id
from worksystem.model import DependsOn, Item
from worksystem.model.entry import Entry

__all__ = ["LINKS", "link", "unlink"]

LINKS: Final = ("depends_on", "blocks", "relates_to", "duplicates", "replaces", "discovered_from", "parent")
WHY: Final = "worksystem link"


def link(situation: Situation, item: Entry[Item], field: str, other: str, why: str = WHY) -> Outcome | Refusal:
    """Link an item to another one; `field` is one of `LINKS`."""
    found = situation.workspace.find("item", other)
    if found is None and not _is_elsewhere(other, field):
        close = suggest_id(other, situation.workspace.items)
        return Refusal(
            f'no item is called "{other}"',
            help=f'did you mean "{close}"?' if close else "`worksystem items` lists the items",
        )
    target = found.id if found is not None else other
    if target == item.id:
        return Refusal(f"{item.id} cannot be linked to itself", help="name another item")
    if target in _targets(item, field):
        return Refusal(f"{field} of {item.id} names {target} already", help="once is enough")
    if field == "parent":
        return carry(situation, item, [SetValue("", ("parent",), target, why)])
    return carry(situation, item, [Append("", (field,), target, why)])


def unlink(situation: Situation, item: Entry[Item], field: str, other: str, why: str = WHY) -> Outcome | Refusal:
    """Take a link out."""
    found = situation.workspace.find("item", other)
    names = {other, *([found.id, *found.record.former_ids] if found is not None else [])}
    targets = _targets(item, field)
    index = next((index for index, target in enumerate(targets) if target in names), None)
    if index is None:
        return Refusal(
            f"{field} of {item.id} does not name {other}", help=f"it names {', '.join(targets) or 'nothing'}"
        )
    is_list = field != "parent" and isinstance(item.written.get(item.meant.get(field, field)), list)
    return carry(situation, item, [Remove("", (field, index) if is_list else (field,), why)])


def _targets(item: Entry[Item], field: str) -> tuple[str, ...]:
    value = getattr(item.record, field)
    if field == "parent":
        return (value,) if value else ()
    return tuple(each.item if isinstance(each, DependsOn) else each for each in value)


def _is_elsewhere(other: str, field: str) -> bool:
    """Whether a target is a path or an address."""
    return field != "parent" and ("/" in other or "://" in other)
