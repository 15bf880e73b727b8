"""Work and goals that do not meet (WS720-WS722, WS726)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from worksystem.diagnostics import Severity
from worksystem.rules.facts import ItemFacts
from worksystem.rules.rule import Context, Finding, Rule

if TYPE_CHECKING:
    from worksystem.model.entry import Entry
    from worksystem.model.goal import Goal

__all__ = ["RULES"]

_FEWEST: Final = 8  # of fewer, one that is for something else says nothing


def _current(context: Context) -> "Mapping[str, Entry[Goal]]":
    """The goals whose period runs, or that have none."""
    return {
        id: goal
        for id, goal in context.workspace.goals.items()
        if goal.record.period is None or goal.record.period.covers(context.as_of)
    }


def _check_no_target(context: Context) -> Iterator[Finding]:
    for id, goal in context.workspace.goals.items():
        period = goal.record.period
        if period is not None and period.last < context.as_of:
            continue
        for index, result in enumerate(goal.record.key_results):
            if result.to is None:
                message = f'key result "{result.id}" of goal "{id}" does not say where its figure should stand'
                help = "add to: <figure at the end>, and from: <figure at the beginning>"
                yield Finding("WS720", message, goal, ("key_results", index, "to"), on="key", help=help)


def _serves(item: ItemFacts, context: Context) -> bool:
    """Whether an item, or something that it is a part of, names a goal."""
    seen = {item.id}
    above: ItemFacts | None = item
    while above is not None:
        if above.record.goal:
            return True
        parent = above.parent or ""
        above = context.item_by_id.get(parent) if parent not in seen else None
        seen.add(parent)
    return False


def _check_no_goal(context: Context) -> Iterator[Finding]:
    if not context.workspace.goals:
        return
    share = context.workspace.settings.thresholds.goal_share
    planned = [item for item in context.open_items if item.category in ("queue", "active") and _is_steered(item)]
    serving = {item.id for item in planned if _serves(item, context)}
    total, with_goal = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for item in planned:
        total.update(_groups(item))
        with_goal.update(_groups(item) if item.id in serving else ())
    for item in planned:
        if item.id in serving or item.parent:
            continue
        if item.is_active and not item.record.outcome and item.type is not None:
            continue  # that it is good for nothing is said by another rule
        for group in _groups(item):
            if total[group] >= _FEWEST and with_goal[group] >= share * total[group]:
                whose = "projects" if group[0] == "type" else f'items of team "{group[1]}"'
                message = f"{item.id} serves no goal; {with_goal[group]} of {total[group]} {whose} under way or next do"
                help = "add goal: <goal>, or ask whether it should be done now"
                yield Finding("WS721", message, item.entry, ("goal",), on="key", help=help)
                break


def _is_steered(item: ItemFacts) -> bool:
    """Whether somebody chose to do it: what is asked for, comes round or happens serves no goal of the period."""
    return item.type is not None and item.type.record.manages in ("project", "improvement", "continuous", None)


def _groups(item: ItemFacts) -> tuple[tuple[str, str], ...]:
    is_project = item.type is not None and item.type.record.manages == "project"
    return (*((("type", "project"),) if is_project else ()), *((("team", item.team),) if item.team else ()))


def _check_no_work(context: Context) -> Iterator[Finding]:
    served = {item.record.goal for item in context.items_with("goal")}
    above = {goal.record.parent for goal in context.workspace.goals.values()}
    if not served:
        return  # nobody says what work is for; that says nothing of one goal
    for id, goal in _current(context).items():
        if id not in served and id not in above:
            message = f'no item serves goal "{id}"'
            help = f"add goal: {id} to the work that is for it, or begin some; otherwise let the goal go"
            yield Finding("WS722", message, goal, help=help)


def _check_shares(context: Context) -> Iterator[Finding]:
    current = _current(context)
    shares = {id: goal.record.intended_share for id, goal in current.items() if goal.record.intended_share is not None}
    counted = {id: share for id, share in shares.items() if not _is_within(id, shares, context)}
    total = sum(counted.values())
    if total > 1.001:
        id = max(counted)
        message = f"the goals of this time are meant to have {total:.0%} of all effort together"
        related = tuple(
            (current[each], ("intended_share",), f"{each} is to have {share:.0%}") for each, share in counted.items()
        )
        help = "lower the shares so that they make 100% together, or let a goal wait"
        yield Finding("WS726", message, current[id], ("intended_share",), help=help, related=related[:8])


def _is_within(id: str, shares: Mapping[str, float], context: Context) -> bool:
    """Whether a goal is part of one whose share is counted already."""
    goals, seen = context.workspace.goals, {id}
    parent = goals[id].record.parent
    while parent is not None and parent in goals and parent not in seen:
        if parent in shares:
            return True
        seen.add(parent)
        parent = goals[parent].record.parent
    return False


RULES: tuple[Rule, ...] = (
    Rule(
        "WS720",
        "key-result-without-target",
        Severity.NOTE,
        "clarity_over_chaos",
        ("busy_work",),
        "A key result does not say where its figure should stand",
        _check_no_target,
    ),
    Rule(
        "WS721",
        "work-without-goal",
        Severity.NOTE,
        "systems_over_silos",
        ("busy_work",),
        "Work serves no goal where nearly all other work does",
        _check_no_goal,
    ),
    Rule(
        "WS722",
        "goal-without-work",
        Severity.WARNING,
        "systems_over_silos",
        ("busy_work", "poor_visibility"),
        "No item serves a goal whose time is now",
        _check_no_work,
    ),
    Rule(
        "WS726",
        "goals-over-whole",
        Severity.WARNING,
        "systems_over_silos",
        ("constant_urgency",),
        "The goals of one time are meant to have more than all effort",
        _check_shares,
    ),
)
