"""Automations as they are written (WS340, WS341): rules that feed each other without end, and those that can't run."""

from collections.abc import Iterator
from itertools import combinations

from worksystem.diagnostics import Severity
from worksystem.graph.links import find_cycles
from worksystem.graph.suggest import list_words
from worksystem.model import Action, Automation, Item, Trigger, Workflow
from worksystem.model.entry import Entry
from worksystem.model.tree import fields_of
from worksystem.rules.disputes import find_disputes, is_set_off, sets_of
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.source.document import Keys
from worksystem.workflow.paths import gates_of, list_moves

__all__ = ["RULES"]

_TRIGGERS = (
    "created",
    "enters",
    "leaves",
    "changed",
    "aging",
    "blocked",
    "overdue",
    "approved",
    "children",
    "every",
    "rule",
    "cadence",
)
_NOT_SET = {"status": "a state changes by move", "id": "an id stays what it is", "made_by": "it is written once"}


def _check_loops(context: Context) -> Iterator[Finding]:
    known = {
        f"{workflow.id}.{id}": (workflow, id, automation)
        for workflow in context.workspace.workflows.values()
        for id, automation in workflow.record.automation.items()
    }
    free = {name: about for name, about in known.items() if not about[2].when}
    edges = {
        name: tuple(other for other, about in free.items() if _feeds(context, about_it, about))
        for name, about_it in free.items()
    }
    knots = {frozenset(cycle): cycle for cycle in find_cycles(edges)}
    for (first, one), (second, two) in combinations(free.items(), 2):
        if one[0] is two[0] and (field := _disputed(one[2], two[2])) and _meet(one[2], two[2], field):
            knots.setdefault(frozenset((first, second)), (first, second))
    for workflow in context.workspace.workflows.values():
        own = workflow.record.automation
        for cycle in find_disputes({f"{workflow.id}.{id}": each for id, each in own.items()}):
            knots.setdefault(frozenset(cycle), cycle)
    for name, (_, _, automation) in free.items():
        if _disputed_within(automation):
            knots.setdefault(frozenset((name,)), (name,))
    for cycle in sorted(knots.values()):
        entry, id, _ = known[cycle[0]]
        names = " and ".join(f'"{name}"' for name in cycle)
        does = "set each other off" if len(cycle) > 1 else "sets itself off"
        related = tuple((known[name][0], ("automation", known[name][1]), f'"{name}" stands here') for name in cycle[1:])
        help = "say with `when` at which point it is enough"
        keys = ("automation", id)
        yield Finding("WS340", f"{names} {does} without end", entry, keys, on="key", help=help, related=related)


_About = tuple[Entry[Workflow], str, Automation]


def _feeds(context: Context, one: _About, other: _About) -> bool:
    """Whether what one automation does sets another off, each time anew."""
    trigger = other[2].trigger
    for action in one[2].do:
        if action.create is not None:
            type = context.workspace.types.get(action.create.type)
            is_there = type is not None and type.record.workflow == other[0].id
            if is_there and (trigger.created or (trigger.enters and trigger.enters == other[0].record.initial)):
                return True
        start = one[2].trigger.enters
        if action.move and start and one[0] is other[0]:
            is_way = action.move in list_moves(one[0].record).get(start, ())
            if is_way and (trigger.enters == action.move or trigger.leaves == start):
                return True
    return False


def _disputed(one: Automation, other: Automation) -> str:
    """A field that two automations set to different values; empty if there is none."""
    mine, theirs = dict(sets_of(one)), dict(sets_of(other))
    return next((field for field in mine if field in theirs and mine[field] != theirs[field]), "")


def _disputed_within(automation: Automation) -> bool:
    return any(a == b and x != y for (a, x), (b, y) in combinations(sets_of(automation), 2))


def _meet(one: Automation, other: Automation, field: str) -> bool:
    """Whether two automations run for the same item, again and again when the field changes."""
    return is_set_off(one, other, field) or is_set_off(other, one, field)


def _check_idle(context: Context) -> Iterator[Finding]:
    for id, entry in context.workspace.workflows.items():
        for name, automation in entry.record.automation.items():
            for keys, message, help in _faults(context, entry.record, id, name, automation):
                yield Finding("WS341", message, entry, ("automation", name, *keys), on="key", help=help)


_Fault = tuple[Keys, str, str]


def _faults(context: Context, workflow: Workflow, id: str, name: str, automation: Automation) -> Iterator[_Fault]:
    trigger = automation.trigger
    named = [each for each in _TRIGGERS if getattr(trigger, each)]
    if not named:
        yield (
            ("trigger",),
            f'nothing sets off the automation "{name}" of workflow "{id}"',
            f"add {list_words(_TRIGGERS[:4])} under trigger",
        )
    elif len(named) > 1:
        message = f'the automation "{name}" of workflow "{id}" waits for {" and ".join(named)} at once'
        yield ("trigger",), message, "make an automation for each, or ask for one of them with `when`"
    else:
        yield from _idle_trigger(workflow, id, trigger)
    for index, action in enumerate(automation.do):
        yield from _idle_action(context, name, index, action)


def _idle_trigger(workflow: Workflow, id: str, trigger: Trigger) -> Iterator[_Fault]:
    state = workflow.states.get(trigger.aging or "")
    if state is not None and state.expectation is None:
        message = f'nothing ages in state "{trigger.aging}" of workflow "{id}", because nothing is expected there'
        yield ("trigger", "aging"), message, f"add expectation to the state {trigger.aging}"
    if trigger.blocked and workflow.exceptions.blocked is None:
        message = f'workflow "{id}" does not say how long work may be blocked'
        yield ("trigger", "blocked"), message, "add at_most under exceptions: blocked"
    gates = gates_of(workflow)
    if trigger.approved and trigger.approved not in gates:
        help = f"use {list_words(gates)}" if gates else "add the gate under approvals of a transition"
        yield ("trigger", "approved"), f'no transition of workflow "{id}" has the gate "{trigger.approved}"', help


def _idle_action(context: Context, name: str, index: int, action: Action) -> Iterator[_Fault]:
    if not action.model_fields_set:
        yield ("do", index), f'a step of the automation "{name}" does nothing', "say what it does, or take it out"
    for field in action.set:
        if field in _NOT_SET:
            help = "write move: <state>" if field == "status" else "take it out"
            yield ("do", index, "set", field), f'"{field}" is not set by an automation: {_NOT_SET[field]}', help
    for field in action.add:
        known = fields_of(Item).get(field)
        if known is not None and known.holds.word != "list":
            yield ("do", index, "add", field), f'nothing can be added to "{field}", which holds one value', "use set"


RULES: tuple[Rule, ...] = (
    Rule(
        "WS340",
        "automation-loop",
        Severity.ERROR,
        "flow_over_friction",
        ("busy_work",),
        "Automations set each other off without end",
        _check_loops,
    ),
    Rule(
        "WS341",
        "idle-automation",
        Severity.WARNING,
        "clarity_over_chaos",
        ("poor_visibility",),
        "An automation can never do what it says",
        _check_idle,
    ),
)
