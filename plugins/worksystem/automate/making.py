"""New items: what they say, whose they are, what they are called; never twice for one period or one event."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from msgspec import Struct

from worksystem.actions.situation import Situation
from worksystem.automate.past import Past
from worksystem.automate.rotation import take_turn
from worksystem.automate.rule import Rule
from worksystem.model import Create, Item, OwnerChoice
from worksystem.model.entry import Entry
from worksystem.workflow.actors import bare, name_actor

__all__ = ["Cause", "chance_of", "choose_owner", "draft_item", "has_made", "is_own_work"]


class Cause(Struct, frozen=True):
    """What a rule acts upon.

    Shape: `item` is the item that set it off, or that it goes over, `None` where a period alone did; `period` is empty
    for events; `number` says whose turn it is; `since` is when the event was, or the period began.
    """

    item: Entry[Item] | None
    period: str
    number: int
    since: datetime
    day: date
    says: str


def has_made(rule: Rule, cause: Cause, nth: int, past: Past, situation: Situation) -> bool:
    """Whether a rule has made its first, second, third item for this cause: for the period, or since the event."""
    wanted = cause.item.id if cause.item is not None else ""
    return nth < sum(
        item == wanted and (period == cause.period if cause.period else when >= cause.since)
        for period, item, when in past.made(situation.workspace, rule.names)
    )


def is_own_work(rule: Rule, item: Entry[Item], situation: Situation) -> bool:
    """Whether an item came about by the same rule, straight or by what others made of it."""
    seen: set[str] = set()
    found: Entry[Item] | None = item
    while found is not None and found.record.made_by is not None and found.id not in seen:
        if found.record.made_by.automation in rule.names:
            return True
        seen.add(found.id)
        found = situation.workspace.find("item", found.record.made_by.item or "")
    return False


def chance_of(rule: Rule, cause: Cause, nth: int) -> Random:
    """Where the id of what a rule makes comes from: the same on every branch and in every run."""
    because = cause.item.id if cause.item is not None else ""
    return Random(f"{rule.name} {cause.period} {because} {nth}")


def draft_item(rule: Rule, create: Create, cause: Cause, situation: Situation) -> dict[str, Any]:
    """The fields that a rule gives a new item."""
    because = cause.item.id if cause.item is not None else ""
    words = {"period": cause.period, "id": because}
    rotate = create.owner.rotate if create.owner is not None else None
    mark = {"automation": rule.name, "period": cause.period, "item": because}
    values: dict[str, Any] = {
        "title": _filled(create.title, words),
        "owner": create.owner and choose_owner(create.owner, cause, situation),
        "team": create.team or bare(rotate or ""),
        "due": _due(create.due.calendar, cause, situation.today) if create.due is not None else None,
        "outcome": _filled(create.outcome, words),
        "labels": list(create.labels),
        "description": _filled(create.description, words),
        **_filled(create.fields, words),
        "made_by": {key: value for key, value in mark.items() if value},
    }
    return {key: value for key, value in values.items() if value not in (None, "", [])}


def choose_owner(choice: OwnerChoice, cause: Cause, situation: Situation) -> str | None:
    """Who is meant: a person or team as named; of a role or a team in turn whoever's turn it is.

    Shape: where nobody is there, the team, or nobody for a role.
    """
    workspace, day = situation.workspace, situation.today
    if choice.rotate:
        team = bare(choice.rotate)
        return take_turn(workspace, workspace.members(team), cause.number, day) or team
    if not choice.is_:
        return None
    kind, id = name_actor(workspace, choice.is_)
    if kind == "role":
        return take_turn(workspace, situation.judge.holders.get(id, ()), cause.number, day)
    if not kind and cause.item is not None:
        people = situation.judge.persons(cause.item, id)
        return people[0] if len(people) == 1 else None
    return id


def _due(after: timedelta | None, cause: Cause, today: date) -> str | None:
    return max(cause.day + after, today).isoformat() if after is not None else None


def _filled(value: Any, words: Mapping[str, str]) -> Any:
    if isinstance(value, str):
        for name, word in words.items():
            value = value.replace("{" + name + "}", word)
        return value
    if isinstance(value, Mapping):
        return {key: _filled(each, words) for key, each in value.items()}
    return [_filled(each, words) for each in value] if isinstance(value, (list, tuple)) else value
