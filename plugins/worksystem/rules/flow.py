"""Flow (WS70x-WS71x): limits of work in progress, urgency, work that waits for nothing or started too soon."""

from collections import Counter
from collections.abc import Iterator, Sequence, Sized
from typing import Any, NamedTuple

from worksystem.diagnostics import Severity
from worksystem.graph import mending
from worksystem.model import Wip, Workflow
from worksystem.model.entry import Entry
from worksystem.rules.facts import ItemFacts
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.source.document import Keys
from worksystem.workflow.actors import bare
from worksystem.workflow.branches import list_beside
from worksystem.workflow.exceptions import list_exceptions

__all__ = ["RULES"]

SMALLEST = 6


class _Held(NamedTuple):
    """An item that takes up room in a state, and where it says so: its own state, or that of a branch."""

    item: ItemFacts
    keys: Keys


def _by_state(context: Context) -> Iterator[tuple[Entry[Workflow], str, Wip, list[_Held]]]:
    """Every state that has a limit and holds something, with its workflow, its limit and what is in it."""
    found: dict[tuple[str, str], list[_Held]] = {}
    for item in context.open_items:
        if item.workflow is not None and item.state is not None and item.state.wip is not None:
            found.setdefault((item.workflow.id, item.record.status), []).append(_Held(item, ("status",)))
    for place, entries in list_beside(context.workspace).items():
        for entry in entries:
            keys: Keys = ("branches", place[0], "status")
            held = _Held(context.item_by_id[entry.id], keys if entry.has(*keys) else ("status",))
            found.setdefault(place, []).append(held)
    for (id, state), items in sorted(found.items()):
        workflow = context.workspace.workflows[id]
        about = workflow.record.states.get(state)
        if about is not None and about.wip is not None:
            yield workflow, state, about.wip, items


def _check_state_limit(context: Context) -> Iterator[Finding]:
    for workflow, state, wip, items in _by_state(context):
        if wip.limit is not None and len(items) > wip.limit:
            name = workflow.record.states[state].name or state
            message = f'"{name}" of workflow "{workflow.id}" holds {_items(items)}; the limit is {wip.limit}'
            help = "finish or move something before the next item comes in"
            keys = ("states", state, "wip")
            yield Finding("WS700", message, workflow, keys, on="key", help=help, related=_here(items))


def _items(items: Sized) -> str:
    return "one item" if len(items) == 1 else f"{len(items)} items"


def _here(items: Sequence[_Held]) -> tuple[tuple[Entry[Any], Keys, str], ...]:
    return tuple((item.entry, keys, f"{item.id} is here") for item, keys in items[:8])


def _check_state_limit_of_person(context: Context) -> Iterator[Finding]:
    for workflow, state, wip, items in _by_state(context):
        held: dict[str, list[ItemFacts]] = {}
        for item, _ in items if wip.per_person is not None else ():
            if item.owner is not None and item.owner.kind == "person":
                held.setdefault(item.owner.id, []).append(item)
        for person, theirs in sorted(held.items()):
            if wip.per_person is not None and len(theirs) > wip.per_person:
                name = workflow.record.states[state].name or state
                rest = "rests" if len(theirs) == 1 else "rest"
                message = f'{_items(theirs)} in "{name}" {rest} on {person}; the limit is {wip.per_person} each'
                related = tuple((item.entry, ("owner",), f"{item.id} is one of them") for item in theirs[:8])
                help = "let the team take one over, or put one back"
                yield Finding("WS701", message, theirs[-1].entry, ("owner",), help=help, related=related)


def _check_state_limit_of_team(context: Context) -> Iterator[Finding]:
    for workflow, state, wip, items in _by_state(context):
        held: dict[str, list[_Held]] = {}
        for each in items if wip.per_team is not None else ():
            if each.item.team in context.workspace.teams:
                held.setdefault(each.item.team or "", []).append(each)
        for team, theirs in sorted(held.items()):
            if wip.per_team is not None and len(theirs) > wip.per_team:
                name = workflow.record.states[state].name or state
                are = "is" if len(theirs) == 1 else "are"
                message = f'{_items(theirs)} of team "{team}" {are} in "{name}"; the limit is {wip.per_team} each'
                help = "finish or move something before the next item comes in"
                keys = ("states", state, "wip", "per_team")
                yield Finding("WS713", message, workflow, keys, help=help, related=_here(theirs))


def _check_expedited_long(context: Context) -> Iterator[Finding]:
    for item in context.open_with("expedite"):
        for each in list_exceptions(context.actors, item.entry):
            if each.kind == "expedite" and each.is_late(context.as_of):
                message = f"{item.id} overtakes the rest since {each.since}; it was to be over on {each.until}"
                help = f"bring it to {bare(each.then)}, or let it queue" if each.then else "finish it, or let it queue"
                yield Finding("WS714", message, item.entry, ("expedite", "since"), help=help)


def _check_expedited(context: Context) -> Iterator[Finding]:
    found: dict[str, list[ItemFacts]] = {}
    for item in context.open_with("expedite"):
        if item.workflow is not None:
            found.setdefault(item.workflow.id, []).append(item)
    for id, items in sorted(found.items()):
        entry = context.workspace.workflows[id]
        rule = entry.record.exceptions.expedite
        if rule is not None and len(items) > rule.at_most:
            overtake = "overtakes the rest" if len(items) == 1 else "overtake the rest at once"
            message = f'{_items(items)} of workflow "{id}" {overtake}; the limit is {rule.at_most}'
            related = tuple((item.entry, ("expedite",), f"{item.id} is expedited") for item in items[:8])
            keys = ("exceptions", "expedite", "at_most")
            help = "decide which one really comes first, and let the others queue"
            yield Finding("WS702", message, entry, keys, help=help, related=related)


def _urgent_by(item: ItemFacts) -> Keys:
    """The field that makes an item urgent; none if it is not."""
    priority = item.record.priority
    if priority is not None and priority.level == "critical":
        return ("priority",)
    return ("expedite",) if item.record.expedite is not None else ()


def _check_urgent(context: Context) -> Iterator[Finding]:
    limit = context.workspace.settings.thresholds.urgent_share
    open_of = Counter([item.team for item in context.open_items])
    urgent: dict[str, list[ItemFacts]] = {}
    for item in context.open_items:
        if item.team and _urgent_by(item):
            urgent.setdefault(item.team, []).append(item)
    for team, items in sorted(urgent.items()):
        entry = context.workspace.teams.get(team)
        if entry is not None and open_of[team] >= SMALLEST and len(items) > 1 and len(items) > limit * open_of[team]:
            message = f'{len(items)} of {open_of[team]} open items of team "{team}" are urgent, more than {limit:.0%}'
            related = tuple((item.entry, _urgent_by(item), f"{item.id} is urgent") for item in items[:8])
            help = "decide together which of them can wait; when everything is urgent, nothing is"
            yield Finding("WS703", message, entry, help=help, related=related)


def _check_all_started(context: Context) -> Iterator[Finding]:
    open_of = Counter([item.team for item in context.open_items if item.team and item.category])
    active_of = Counter([item.team for item in context.open_items if item.team and item.is_active])
    for team, count in sorted(open_of.items()):
        entry = context.workspace.teams.get(team)
        if entry is not None and count >= SMALLEST and active_of[team] > 0.8 * count:
            message = f'{active_of[team]} of {count} open items of team "{team}" are in progress at once'
            help = "stop starting: put back what nobody worked on this week"
            yield Finding("WS704", message, entry, help=help)


def _check_waits_for_done(context: Context) -> Iterator[Finding]:
    by_id = context.item_by_id
    for item in context.open_with("blocked"):
        blocked = item.record.blocked
        if blocked is None:
            continue
        field = "waiting_for" if blocked.waiting_for else "reason"
        named = context.item_words.find(blocked.reason) if field == "reason" else (blocked.waiting_for,)
        others = [by_id[id] for id in named if id in by_id]
        if others and not any(other.is_open for other in others):
            message = f'{item.id} is blocked by {others[0].id}, which is in "{others[0].state_name}"'
            help = "take the block out and go on, or say what else is in the way"
            fix = mending.take_out(item.entry, ("blocked",), "take the block out")
            yield Finding("WS707", message, item.entry, ("blocked", field), help=help, fix=fix)


def _check_started_early(context: Context) -> Iterator[Finding]:
    for one in context.dependencies:
        item, needed = one.item, one.needed
        if not (item.is_active and needed.is_open):
            continue
        if item.record.blocked is not None or item.takes("dependencies_done"):
            continue
        not_begun = one.kind == "start_to_start" and needed.category in ("backlog", "queue")
        if one.kind == "finish_to_start" or not_begun:
            done = "begun" if not_begun else "finished"
            message = f'{item.id} is in "{item.state_name}" although {needed.id}, which it waits for, is not {done}'
            related = ((needed.entry, ("status",), f'{needed.id} is in "{needed.state_name}"'),)
            help = f"help {needed.id} along first, mark {item.id} as blocked, or take the dependency out"
            yield Finding("WS708", message, one.entry, one.keys, help=help, related=related)


def _check_hidden_dependency(context: Context) -> Iterator[Finding]:
    by_id, links = context.item_by_id, context.workspace.links
    for item in context.open_with("blocked"):
        blocked = item.record.blocked
        other = by_id.get(blocked.waiting_for) if blocked is not None else None
        if other is None or not other.is_open or other.id == item.id:
            continue
        if other.id not in links.waits_for(item.id) and item.id not in links.waits_for(other.id):
            message = f"{item.id} waits for {other.id}, but does not depend on it"
            help = f"add {other.id} to depends_on, so that its owner sees who is waiting"
            fix = mending.add(item.entry, ("depends_on",), other.id, f"add {other.id} to depends_on")
            yield Finding("WS709", message, item.entry, ("blocked", "waiting_for"), help=help, fix=fix)


def _check_without_outcome(context: Context) -> Iterator[Finding]:
    under_way: Counter[str] = Counter()
    lacking: dict[str, list[ItemFacts]] = {}
    for item in context.open_items:
        if not item.is_active:
            continue
        record = item.record
        under_way[record.type] += 1
        if item.parent or item.type is None or record.outcome or record.goal:
            continue
        if not {"outcome", "goal"} & set(item.type.record.required):
            lacking.setdefault(record.type, []).append(item)
    for type, items in lacking.items():
        if len(items) >= SMALLEST and len(items) == under_way[type]:
            message = f'{len(items)} items of type "{type}" are under way, and none says what it is good for'
            help = "ask for an outcome or a goal in the type's template, so that the next ones say it"
            yield Finding("WS710", message, context.workspace.types[type], help=help)
            continue
        for item in items:
            message = f'{item.id} is in "{item.state_name}", and nothing says what it is good for'
            help = "add an outcome, or the goal it serves"
            yield Finding("WS710", message, item.entry, ("outcome",), on="key", help=help)


def _check_expedite_without_why(context: Context) -> Iterator[Finding]:
    for item in context.open_with("expedite"):
        expedite = item.record.expedite
        rule = item.workflow.record.exceptions.expedite if item.workflow is not None else None
        if expedite is not None and not expedite.why and (rule is None or rule.why == "required"):
            message = f"{item.id} overtakes the rest, and nothing says why it cannot wait"
            yield Finding(
                "WS711", message, item.entry, ("expedite",), on="key", help="add why: <reason> under expedite"
            )


def _check_goal_without_measure(context: Context) -> Iterator[Finding]:
    above = {goal.record.parent for goal in context.workspace.goals.values()}
    for id, goal in context.workspace.goals.items():
        period = goal.record.period
        is_over = period is not None and period.last < context.as_of
        if not goal.record.key_results and id not in above and not is_over:
            message = f'goal "{id}" has no key result, so nobody can tell whether it is reached'
            help = "add one figure under key_results, with where it stands and where it should"
            yield Finding("WS712", message, goal, ("key_results",), on="key", help=help)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS700",
        "state-over-limit",
        Severity.WARNING,
        "flow_over_friction",
        ("constant_urgency", "missed_deadlines"),
        "A state holds more items than its limit",
        _check_state_limit,
    ),
    Rule(
        "WS701",
        "state-over-limit-each",
        Severity.WARNING,
        "humanity_over_tools",
        ("constant_urgency",),
        "A state's limit for each person is exceeded",
        _check_state_limit_of_person,
    ),
    Rule(
        "WS702",
        "too-many-expedited",
        Severity.WARNING,
        "flow_over_friction",
        ("constant_urgency",),
        "More items overtake the rest than the workflow allows",
        _check_expedited,
    ),
    Rule(
        "WS703",
        "too-much-urgent",
        Severity.WARNING,
        "clarity_over_chaos",
        ("constant_urgency",),
        "More of a team's work is urgent than was agreed",
        _check_urgent,
    ),
    Rule(
        "WS704",
        "everything-started",
        Severity.NOTE,
        "flow_over_friction",
        ("constant_urgency", "busy_work"),
        "Nearly all open work of a team is in progress at once",
        _check_all_started,
    ),
    Rule(
        "WS707",
        "waits-for-finished",
        Severity.WARNING,
        "flow_over_friction",
        ("hidden_dependencies", "missed_deadlines"),
        "An item is blocked by work that is finished",
        _check_waits_for_done,
    ),
    Rule(
        "WS708",
        "started-too-soon",
        Severity.WARNING,
        "flow_over_friction",
        ("hidden_dependencies",),
        "Work began before what it waits for",
        _check_started_early,
    ),
    Rule(
        "WS709",
        "hidden-dependency",
        Severity.WARNING,
        "visibility_over_assumption",
        ("hidden_dependencies",),
        "An item waits for another without depending on it",
        _check_hidden_dependency,
    ),
    Rule(
        "WS710",
        "work-without-outcome",
        Severity.NOTE,
        "progress_over_perfection",
        ("busy_work",),
        "Work is under way and nothing says what it is good for",
        _check_without_outcome,
    ),
    Rule(
        "WS711",
        "expedited-without-reason",
        Severity.WARNING,
        "clarity_over_chaos",
        ("constant_urgency",),
        "An item overtakes the rest and nothing says why",
        _check_expedite_without_why,
    ),
    Rule(
        "WS712",
        "goal-without-measure",
        Severity.NOTE,
        "progress_over_perfection",
        ("busy_work",),
        "A goal has no figure that shows whether it is reached",
        _check_goal_without_measure,
    ),
    Rule(
        "WS713",
        "state-over-limit-of-team",
        Severity.WARNING,
        "flow_over_friction",
        ("constant_urgency", "missed_deadlines"),
        "A state's limit for each team is exceeded",
        _check_state_limit_of_team,
    ),
    Rule(
        "WS714",
        "expedited-too-long",
        Severity.WARNING,
        "flow_over_friction",
        ("constant_urgency",),
        "An item overtakes the rest for longer than the workflow allows",
        _check_expedited_long,
    ),
)
