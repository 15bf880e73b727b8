"""Changes of items in words: moved, reassigned, re-dated, blocked, linked, ticked, approved and what else is said."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Final

from worksystem.diff.changes import Change, Stand, What
from worksystem.diff.records import change_of, differences, label_of, life_of
from worksystem.diff.sides import Pair, Sides
from worksystem.diff.values import Difference
from worksystem.graph.workspace import Workspace
from worksystem.model import Approval, Item
from worksystem.model.entry import Entry
from worksystem.views.reference import StateMark

__all__ = ["item_changes", "state_mark"]

_WHAT: Final[Mapping[str, What]] = {
    "owner": "reassigned",
    "team": "reassigned",
    "contributors": "reassigned",
    "due": "dated",
    "promised": "dated",
    "start": "dated",
    "period": "dated",
    "priority": "prioritized",
    "expedite": "prioritized",
    "estimate": "estimated",
    "depends_on": "linked",
    "blocks": "linked",
    "parent": "linked",
    "relates_to": "linked",
    "duplicates": "linked",
    "replaces": "linked",
    "discovered_from": "linked",
    "acceptance": "ticked",
    "checks": "ticked",
    "approvals": "approved",
    "handoffs": "handed_over",
    "comments": "commented",
    "updates": "commented",
}
# the order in which changes of an item are told; the rest follows as it stands in the file
_FIRST: Final = ("status", "type", "blocked", "owner", "team", "due", "promised", "approvals", "priority", "estimate")


def item_changes(sides: Sides, pair: Pair, stands: Sequence[Stand]) -> tuple[Change, ...]:
    """What changed in an item, what matters most first; `stands` tells of its approvals, in the item's order."""
    if pair.old is None:
        return (_created(sides, pair.entry), *_approvals(sides, pair, stands))
    if pair.new is None:
        was = state_mark(sides.old, pair.old).name
        into = next((id for id, entry in sides.new.items.items() if pair.old.id in entry.record.former_ids), "")
        now = f"; {into} now goes by its id too" if into else ""
        return (Change("removed", f"removed; it was in {was}{now}", "", was, None),)
    found = sorted(differences(sides, pair), key=_order)
    told = [
        change
        for _, group in groupby(found, key=lambda each: each.keys[0])
        for change in _told(sides, pair, [*group], stands)
    ]
    return (*life_of(sides, pair), *told)


def state_mark(workspace: Workspace, item: Entry[Item]) -> StateMark:
    """The state of an item; its word, where it is no state of its workflow."""
    state = workspace.state_of(item)
    status = item.record.status
    return StateMark(status, state.name if state is not None else status or "no state", state.category if state else "")


def _order(difference: Difference) -> int:
    name = difference.keys[0]
    return _FIRST.index(name) if name in _FIRST else len(_FIRST)


def _created(sides: Sides, item: Entry[Item]) -> Change:
    record, tell = item.record, sides.teller.tell
    state = state_mark(sides.new, item).name
    parts = [f"created in {state}"]
    if record.owner:
        parts.append(f"owned by {sides.title(('person', 'team'), record.owner)}")
    if record.due is not None:
        parts.append(f"due {tell(record.due)}")
    return Change("created", ", ".join(parts), "", None, state)


def _told(sides: Sides, pair: Pair, found: list[Difference], stands: Sequence[Stand]) -> Iterator[Change]:
    """The differences of one field."""
    assert pair.old is not None
    assert pair.new is not None
    name = found[0].keys[0]
    if name == "status":
        old, new = state_mark(sides.old, pair.old), state_mark(sides.new, pair.new)
        yield Change("moved", f"{old.name} → {new.name}", "status", old.name, new.name)
    elif name == "blocked":
        yield from _blocked(sides, pair, found)
    elif name == "approvals":
        yield from _approvals(sides, pair, stands)
    elif name == "acceptance":
        yield from map(_acceptance, found)
    elif name == "time":
        yield Change("changed", "time logged" if any(each.new for each in found) else "logged time taken out", "time")
    elif name in ("comments", "updates"):
        yield from (_said(each, name.removesuffix("s")) for each in found)
    else:
        yield from (_listed(each, name) for each in found)


def _blocked(sides: Sides, pair: Pair, found: list[Difference]) -> Iterator[Change]:
    old, new = pair.entry.record.blocked if pair.old is None else pair.old.record.blocked, pair.entry.record.blocked
    tell = sides.teller.tell
    if new is None:
        yield Change("unblocked", "no longer blocked", "blocked", tell(old) if old is not None else None, None)
    elif old is None:
        why = ": ".join(("blocked", new.reason)) if new.reason else "blocked"
        waits = f", waiting for {new.waiting_for}" if new.waiting_for else ""
        yield Change("blocked", tell(f"{why}{waits}"), "blocked", None, tell(new))
    else:
        yield from (change_of(each, "changed") for each in found)


def _approvals(sides: Sides, pair: Pair, stands: Sequence[Stand]) -> Iterator[Change]:
    before = pair.old.record.approvals if pair.old is not None else ()
    after = pair.entry.record.approvals
    for approval in (each for each in before if each not in after):
        told = _approval(sides, approval)
        yield Change("approved", f"approval taken out: {told}", "approvals", told, None)
    for approval, stand in zip(after, stands, strict=True):
        if approval not in before:
            told = _approval(sides, approval)
            yield Change("approved", f"approval added: {told}; {stand.says}", "approvals", None, told, stand)


def _approval(sides: Sides, approval: Approval) -> str:
    who, gate = sides.title(("person",), approval.by), approval.gate.replace("_", " ")
    return f"{gate} by {who}, {sides.teller.tell(approval.date)}"


def _acceptance(difference: Difference) -> Change:
    keys, old, new = difference.keys, difference.old, difference.new
    if keys[-1] == "done" and len(keys) == 3:
        return Change("ticked", f"{'ticked' if new else 'no longer ticked'}: {keys[1]}", "acceptance", old, new)
    what = "added" if old is None else "taken out" if new is None else "changed"
    label = f"acceptance {what}: {new or old}"
    return Change("changed", label, "acceptance", old, new)


def _said(difference: Difference, noun: str) -> Change:
    old, new = difference.old, difference.new
    verb = "added" if old is None else "taken out" if new is None else "changed"
    return Change("commented", f"{noun} {verb}", f"{noun}s")


def _listed(difference: Difference, name: str) -> Change:
    """A field, or one entry of a list."""
    what: What = _WHAT.get(name, "changed")
    old, new = difference.old, difference.new
    if what == "linked" and name != "parent" and (old is None or new is None):
        verb = "no longer " if new is None else ""
        return Change(what, f"{verb}{label_of((name,))}: {new or old}", name, old, new)
    if name == "checks" and (old is None or new is None):
        return Change(what, f"{'no longer ticked' if new is None else 'ticked'}: {new or old}", name, old, new)
    return change_of(difference, what)
