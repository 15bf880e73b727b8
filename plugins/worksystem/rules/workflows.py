"""Workflows as they are designed (WS30x): ends, ways through, exceptions, and moves that nobody can make."""

from collections.abc import Iterator

from worksystem.diagnostics import Severity
from worksystem.graph.suggest import list_words
from worksystem.graph.workspace import CLOSED
from worksystem.model import Workflow
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.rules.vacancies import list_stuck
from worksystem.workflow.actors import name_actor
from worksystem.workflow.paths import ANY, list_moves, reach

__all__ = ["RULES"]


def _names_states(workflow: Workflow) -> bool:
    """Whether there are transitions, all between states that exist; others are said where they stand."""
    named = {state for move in workflow.transitions for state in (*move.from_, move.to)} - {ANY}
    return bool(workflow.transitions) and named <= workflow.states.keys()


def _migrated(workflow: Workflow) -> set[str]:
    return {state for steps in workflow.migrations.values() for state in steps.values()}


def _check_no_end(context: Context) -> Iterator[Finding]:
    for id, entry in context.workspace.workflows.items():
        states = entry.record.states
        if states and not any(state.category == "done" for state in states.values()):
            message = f'workflow "{id}" has no state of the category done'
            yield Finding(
                "WS300", message, entry, ("states",), on="key", help="say which state means that work is finished"
            )


def _check_unreachable(context: Context) -> Iterator[Finding]:
    for id, entry in context.workspace.workflows.items():
        workflow = entry.record
        if not _names_states(workflow) or workflow.initial not in workflow.states:
            continue
        reached = reach({workflow.initial, *_migrated(workflow)}, list_moves(workflow))
        for state in workflow.states:
            if state not in reached:
                message = f'no transition leads to state "{state}" of workflow "{id}"'
                help = f"add a transition to {state}, or take the state out"
                yield Finding("WS301", message, entry, ("states", state), on="key", help=help)


def _check_dead_end(context: Context) -> Iterator[Finding]:
    for id, entry in context.workspace.workflows.items():
        workflow = entry.record
        ends = [state for state, about in workflow.states.items() if about.category == "done"]
        if not _names_states(workflow) or not ends:
            continue
        backwards: dict[str, set[str]] = {state: set() for state in workflow.states}
        for source, targets in list_moves(workflow).items():
            for target in targets:
                backwards[target].add(source)
        can_end = reach(ends, backwards)
        for state, about in workflow.states.items():
            if about.category not in CLOSED and state not in can_end:
                message = f'nothing leads from state "{state}" to the end of workflow "{id}"'
                help = f"add a transition from {state} towards {list_words(ends)}"
                yield Finding("WS302", message, entry, ("states", state), on="key", help=help)


def _check_no_exceptions(context: Context) -> Iterator[Finding]:
    for id, entry in context.workspace.workflows.items():
        workflow = entry.record
        is_worked = any(state.category == "active" for state in workflow.states.values())
        if is_worked and workflow.exceptions.blocked is None:
            message = f'workflow "{id}" does not say what happens to blocked work'
            help = "add exceptions: {blocked: {at_most: 5d, then: <who takes care of it>}}"
            yield Finding("WS310", message, entry, help=help)
        is_left = any(about.category == "dropped" for about in workflow.states.values())
        if is_worked and workflow.transitions and not is_left:
            message = f'workflow "{id}" has no way to give work up'
            help = "add a state of the category dropped, and a transition to it from anywhere"
            yield Finding("WS310", message, entry, ("states",), on="key", help=help)


def _check_repeated(context: Context) -> Iterator[Finding]:
    for id, entry in context.workspace.workflows.items():
        seen: dict[tuple[str, str, str], int] = {}
        for index, transition in enumerate(entry.record.transitions):
            for source in transition.from_:
                first = seen.setdefault((source, transition.to, transition.when), index)
                if first != index:
                    message = f'workflow "{id}" leads from "{source}" to "{transition.to}" twice'
                    related = ((entry, ("transitions", first), "the first one"),)
                    help = "keep one of the two, or say with `when` which applies"
                    yield Finding("WS318", message, entry, ("transitions", index), help=help, related=related)


def _check_handoff_without_standard(context: Context) -> Iterator[Finding]:
    for entry in context.workspace.workflows.values():
        for index, transition in enumerate(entry.record.transitions):
            handoff = transition.handoff
            if handoff is not None and handoff.standard is None:
                message = (
                    f'"{transition.name}" hands work to {_plain(handoff.to)} without saying what must come with it'
                )
                help = "name a standard of the kind handoff, under standard"
                yield Finding("WS313", message, entry, ("transitions", index, "handoff"), on="key", help=help)


def _check_nobody_may_move(context: Context) -> Iterator[Finding]:
    for each in list_stuck(context):
        if each.kind == "move" and not each.is_said:
            message = f'nobody may make the move "{each.name}": nobody holds the role {list_words(each.roles)}'
            help = f"give {each.roles[0]} to somebody in a team's roles, or let others make the move"
            yield Finding("WS309", message, each.entry, each.keys, on="key", help=help)


def _check_gate_nobody_opens(context: Context) -> Iterator[Finding]:
    said = {(each.entry.id, each.keys) for each in list_stuck(context) if each.is_said}
    for entry in context.workspace.workflows.values():
        for index, transition in enumerate(entry.record.transitions):
            for nth, rule in enumerate(transition.approvals):
                if not context.knows_holders:
                    continue
                known = [role for role in map(_plain, rule.roles) if role in context.workspace.roles]
                if not known or len(known) != len(rule.roles):
                    continue
                left_out = {person for actor in rule.except_ for person in _named(context, actor)}
                holders = {person for role in known for person in context.actors.acting.get(role, ())}
                able = holders - left_out
                keys = ("transitions", index, "approvals", nth, "roles")
                if len(able) >= rule.count or (entry.id, keys) in said:
                    continue
                have = _holders(len(able)) if able == holders else _left(len(able))
                message = f'the gate "{rule.gate}" takes {_count(rule.count)}, and {have} the role {list_words(known)}'
                help = "name somebody in a team's roles, or ask for fewer approvals"
                yield Finding("WS308", message, entry, keys, on="key", help=help)


def _named(context: Context, actor: str) -> tuple[str, ...]:
    """The people whom a word means for every item."""
    kind, id = name_actor(context.workspace, actor)
    if kind == "role":
        return context.actors.acting.get(id, ())
    return context.workspace.members(id) if kind == "team" else (id,)


def _holders(count: int) -> str:
    if not count:
        return "nobody holds"
    return "only one person holds" if count == 1 else f"only {count} people hold"


def _left(count: int) -> str:
    """The same where some who hold the role are left out by the gate."""
    who = "only one" if count == 1 else f"only {count}" if count else "none"
    return f"{who} of those who may approve {'hold' if count > 1 else 'holds'}"


def _count(count: int) -> str:
    return "one approval" if count == 1 else f"{count} approvals"


def _plain(actor: str) -> str:
    return actor.partition(":")[2] or actor


RULES: tuple[Rule, ...] = (
    Rule(
        "WS300",
        "workflow-without-end",
        Severity.WARNING,
        "clarity_over_chaos",
        ("busy_work",),
        "A workflow has no state that means done",
        _check_no_end,
    ),
    Rule(
        "WS301",
        "unreachable-state",
        Severity.WARNING,
        "flow_over_friction",
        ("poor_visibility",),
        "No transition leads to a state",
        _check_unreachable,
    ),
    Rule(
        "WS302",
        "dead-end-state",
        Severity.WARNING,
        "flow_over_friction",
        ("missed_deadlines",),
        "Nothing leads from a state to the end of the workflow",
        _check_dead_end,
    ),
    Rule(
        "WS308",
        "gate-nobody-opens",
        Severity.WARNING,
        "flow_over_friction",
        ("broken_handoffs", "unclear_ownership"),
        "An approval asks for more holders of a role than there are",
        _check_gate_nobody_opens,
    ),
    Rule(
        "WS309",
        "move-nobody-may-make",
        Severity.WARNING,
        "flow_over_friction",
        ("unclear_ownership", "broken_handoffs"),
        "A transition may be made only by roles that nobody holds",
        _check_nobody_may_move,
    ),
    Rule(
        "WS310",
        "no-exception-path",
        Severity.NOTE,
        "adaptability_over_rigidity",
        ("hidden_dependencies",),
        "A workflow does not say what happens to blocked work, or has no way to give work up",
        _check_no_exceptions,
    ),
    Rule(
        "WS313",
        "handoff-without-standard",
        Severity.NOTE,
        "systems_over_silos",
        ("broken_handoffs",),
        "Work changes hands without a checklist of what must come with it",
        _check_handoff_without_standard,
    ),
    Rule(
        "WS318",
        "repeated-transition",
        Severity.WARNING,
        "clarity_over_chaos",
        ("poor_visibility",),
        "Two transitions lead from the same state to the same state",
        _check_repeated,
    ),
)
