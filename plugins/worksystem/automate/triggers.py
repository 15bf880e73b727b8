"""Whether something has set a rule off for an item, and since when."""

from datetime import date, datetime, timedelta

from msgspec import Struct

from worksystem.automate.past import Past
from worksystem.automate.rule import Rule
from worksystem.graph.workspace import CLOSED, Workspace
from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.model.words import count_of, duration_words
from worksystem.workflow.judge import Judge
from worksystem.workflow.paths import gates_of

__all__ = ["Moment", "find_moment"]


class Moment(Struct, frozen=True):
    """When something set a rule off.

    Shape: `says` completes a sentence: `9 days in In review, 4 were expected`; `day` is the day it counts from.
    """

    since: datetime
    day: date
    says: str


def find_moment(rule: Rule, item: Entry[Item], judge: Judge, past: Past) -> Moment | None:
    """What has set a rule off for an item; `None` if nothing has, or it is too long ago.

    Shape: what is still so (overdue, blocked, aging, approved, all children there) counts for open items however long
    it has been so; what happened once counts as long as the trigger says.
    """
    trigger, workspace = rule.automation.trigger, judge.workspace
    if trigger.created or trigger.enters or trigger.leaves or trigger.changed:
        return _event(rule, item, judge, past)
    if workspace.category_of(item) in CLOSED or workspace.state_of(item) is None:
        return None
    if trigger.aging:
        return _aging(rule, item, past)
    if trigger.blocked:
        return _blocked(rule, item, past)
    if trigger.overdue:
        due = item.record.due
        if due is None or due.last >= judge.as_of:
            return None
        day = due.last + timedelta(days=1)
        return Moment(past.start_of(day), day, f"it was due on {due}")
    if trigger.approved:
        return _approved(rule, item, judge, past)
    return _children(rule, item, workspace, past) if trigger.children else None


def _event(rule: Rule, item: Entry[Item], judge: Judge, past: Past) -> Moment | None:
    trigger = rule.automation.trigger
    found: datetime | None
    if trigger.created:
        found, says = past.created(item.id), "it is new"
    elif trigger.enters:
        is_there = item.record.status == trigger.enters
        found, says = past.entered(item) if is_there else None, f"it came to {_name(rule, trigger.enters)}"
    elif trigger.leaves:
        found, says = past.left(item, trigger.leaves), f"it left {_name(rule, trigger.leaves)}"
    else:
        found, says = past.changed(item.id, trigger.changed), f"{' or '.join(trigger.changed)} changed"
    if found is None:
        return None
    day, within = past.day(found), trigger.within.calendar
    return Moment(found, day, says) if within is None or judge.as_of - day <= within else None


def _aging(rule: Rule, item: Entry[Item], past: Past) -> Moment | None:
    name = rule.automation.trigger.aging or ""
    state = rule.workflow.record.states.get(name)
    limit = state.expectation.calendar if state is not None and state.expectation is not None else None
    if state is None or state.expectation is None or limit is None or item.record.status != name:
        return None
    began = past.day(past.entered(item))
    days = (past.history.as_of - began).days + 1  # both ends count, as ages do everywhere
    if timedelta(days=days) <= limit:
        return None
    day = began + timedelta(days=int(limit / timedelta(days=1)))
    says = f"{count_of(days, 'day')} in {state.name}, where {duration_words(state.expectation)} {_were(limit)} expected"
    return Moment(past.start_of(day), day, says)


def _blocked(rule: Rule, item: Entry[Item], past: Past) -> Moment | None:
    allowed, blocked = rule.workflow.record.exceptions.blocked, item.record.blocked
    limit = allowed.at_most.calendar if allowed is not None else None
    if allowed is None or limit is None or blocked is None or blocked.since is None:
        return None
    since = blocked.since.first
    if past.history.as_of - since <= limit:
        return None
    day = since + limit + timedelta(days=1)
    days = count_of((past.history.as_of - since).days, "day")
    says = f"blocked for {days}, where {duration_words(allowed.at_most)} {_were(limit)} allowed"
    return Moment(past.start_of(day), day, says)


def _approved(rule: Rule, item: Entry[Item], judge: Judge, past: Past) -> Moment | None:
    gate = gates_of(rule.workflow.record).get(rule.automation.trigger.approved)
    if gate is None:
        return None
    unverified = judge.takes_unverified(item)
    given = [
        each for each in judge.standings(item) if each.rule.gate == gate.gate and each.counts(unverified=unverified)
    ]
    if len({each.approval.by for each in given}) < gate.count:
        return None
    day = max((each.approval.date.last for each in given), default=judge.as_of)
    return Moment(past.start_of(day), day, f"{gate.gate.replace('_', ' ')} has approved")


def _children(rule: Rule, item: Entry[Item], workspace: Workspace, past: Past) -> Moment | None:
    wanted = rule.automation.trigger.children
    children = [workspace.items[id] for id in workspace.links.children(item.id) if id in workspace.items]
    there = [child for child in children if workspace.category_of(child) == wanted]
    dropped = [child for child in children if workspace.category_of(child) == "dropped"]
    if not there or len(there) + (len(dropped) if wanted == "done" else 0) < len(children):
        return None
    found = max(past.entered(child) for child in (there if wanted == "dropped" else (*there, *dropped)))
    return Moment(found, past.day(found), f"all its children are {wanted}")


def _were(limit: timedelta) -> str:
    return "was" if limit == timedelta(days=1) else "were"


def _name(rule: Rule, state: str) -> str:
    found = rule.workflow.record.states.get(state)
    return found.name if found is not None else state
