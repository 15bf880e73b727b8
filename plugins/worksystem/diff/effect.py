"""What the merge of a branch does to the whole: work in progress, load of teams, due dates and promises."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from msgspec.structs import replace

from worksystem.diff.changes import Effect, Late, Load, Room
from worksystem.diff.sides import Sides
from worksystem.graph.workspace import Workspace
from worksystem.model.entry import Entry
from worksystem.model.words import day_words
from worksystem.views.reference import Ref, StateMark
from worksystem.workflow.branches import held_in, list_beside
from worksystem.workflow.versions import migrated

__all__ = ["effect_of", "merge_result"]


def merge_result(tip: Workspace, sides: Sides) -> Workspace:
    """The work as it will be once the branch is merged, record by record: the branch's where it changed it.

    Shape: `tip` is what the branch is merged into; `sides` are where it began and where it is.
    """
    records: dict[str, Mapping[str, Entry[Any]]] = {kind: dict(entries) for kind, entries in tip.records.items()}
    for pair in sides.pairs:
        if pair.entry.kind == "settings":
            continue
        of_kind = records[pair.entry.kind] = dict(records.get(pair.entry.kind, {}))
        if pair.old is not None:
            of_kind.pop(pair.old.id, None)
        if pair.new is not None:
            of_kind[pair.new.id] = pair.new
    sorted_records = {kind: dict(sorted(entries.items())) for kind, entries in records.items()}
    return replace(tip, records=sorted_records)


def effect_of(before: Workspace, after: Workspace, *, as_of: date, audience: str) -> Effect:
    """What differs between the work as it is and as it will be."""
    late, later = _past_due(before, as_of), _past_due(after, as_of)
    risky, riskier = _at_risk(before, as_of), _at_risk(after, as_of)
    return Effect(
        rooms=_rooms(before, after),
        loads=() if audience == "public" else _loads(before, after),
        past_due=(len(late), len(later)),
        newly_past_due=tuple(each for id, each in later.items() if id not in late),
        at_risk=(len(risky), len(riskier)),
        newly_at_risk=tuple(each for id, each in riskier.items() if id not in risky),
    )


def _rooms(before: Workspace, after: Workspace) -> tuple[Room, ...]:
    """States of work that waits or is in progress, or has a limit, with other counts than before."""
    found = []
    before = migrated(before, after)
    beside, later = list_beside(before), list_beside(after)
    for id, entry in after.workflows.items():
        for state, about in entry.record.states.items():
            limit = about.wip.limit if about.wip is not None else None
            if about.category not in ("queue", "active") and limit is None:
                continue
            counts = len(held_in(before, beside, id, state)), len(held_in(after, later, id, state))
            if counts[0] != counts[1]:
                mark = StateMark(state, about.name, about.category)
                found.append(Room(Ref("workflow", id, entry.record.name or id), mark, *counts, limit))
    return tuple(found)


def _loads(before: Workspace, after: Workspace) -> tuple[Load, ...]:
    """Teams with more or less in progress than before; small groups are not told of."""
    smallest = after.settings.thresholds.smallest_group
    found = []
    for id, team in after.teams.items():
        counts = _active(before, id), _active(after, id)
        if counts[0] != counts[1] and len(after.members(id)) >= smallest:
            found.append(Load(Ref("team", id, team.record.name or id), *counts))
    return tuple(sorted(found, key=lambda load: load.team.title.casefold()))


def _active(workspace: Workspace, team: str) -> int:
    return sum(workspace.category_of(item) == "active" for item in workspace.items_of_team(team))


def _past_due(workspace: Workspace, as_of: date) -> dict[str, Late]:
    return {
        item.id: Late(Ref("item", item.id, item.record.title), f"was due {day_words(item.record.due.day)}")
        for item in workspace.open_items
        if item.record.due is not None and item.record.due.day < as_of
    }


def _at_risk(workspace: Workspace, as_of: date) -> dict[str, Late]:
    found = {}
    for item in workspace.open_items:
        promised, due = item.record.promised, item.record.due
        if promised is None:
            continue
        day = promised.date.day
        why = ""
        if day < as_of:
            why = f"was promised for {day_words(day)}"
        elif item.record.blocked is not None:
            why = "it is blocked"
        elif item.record.owner is None:
            why = "nobody owns it"
        elif due is not None and due.day > day:
            why = f"it is due {day_words(due.day)}, after the day promised"
        if why:
            found[item.id] = Late(Ref("item", item.id, item.record.title), why)
    return found
