"""Ways that are closed (WS319-WS325): void approvals, gates, handoffs and exceptions that lead nowhere, states that
could not have been reached."""

from collections.abc import Iterator, Mapping

from worksystem.diagnostics import Severity
from worksystem.graph.links import find_cycles
from worksystem.graph.suggest import list_words
from worksystem.model import Workflow
from worksystem.rules.facts import ItemFacts
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.workflow.actors import bare, name_actor
from worksystem.workflow.approvals import standings_of
from worksystem.workflow.fields import is_filled
from worksystem.workflow.passed import Passed, list_passed
from worksystem.workflow.paths import leads_from, list_moves

__all__ = ["RULES"]


def _check_void(context: Context) -> Iterator[Finding]:
    for item in context.items_with("approvals"):
        if not any(approval.digest for approval in item.record.approvals):
            continue
        for standing in standings_of(context.actors, item.entry):
            if standing.state == "void":
                approval = standing.approval
                message = f'the approval of {item.id} at the gate "{approval.gate}" is void: {standing.why}'
                keys = ("approvals", standing.index, "digest")
                help = f"ask {approval.by} again, or put back what was approved"
                yield Finding("WS319", message, item.entry, keys, help=help)


def _check_exception_without_way(context: Context) -> Iterator[Finding]:
    for id, entry in context.workspace.workflows.items():
        workflow = entry.record
        if not workflow.transitions:
            continue
        reached = {state for targets in list_moves(workflow).values() for state in targets}
        for name, state in _routes(workflow):
            keys = ("exceptions", name, "to")
            if state in workflow.states and state not in reached:
                message = f'{name} work of workflow "{id}" goes to "{state}", and no transition leads there'
                yield Finding("WS320", message, entry, keys, help=f"add a transition to {state}")
            elif name == "cancelled" and state in workflow.states and workflow.states[state].category != "dropped":
                message = f'cancelled work of workflow "{id}" goes to "{state}", where work is not given up'
                dropped = [each for each, about in workflow.states.items() if about.category == "dropped"]
                help = f"use {list_words(dropped)}" if dropped else "add a state of the category dropped"
                yield Finding("WS320", message, entry, keys, help=help)


def _routes(workflow: Workflow) -> Iterator[tuple[str, str]]:
    rules = workflow.exceptions
    for name, rule in (("blocked", rules.blocked), ("rejected", rules.rejected), ("cancelled", rules.cancelled)):
        if rule is not None and rule.to:
            yield name, rule.to


def _check_handoff_to_stranger(context: Context) -> Iterator[Finding]:
    for id, entry in context.workspace.workflows.items():
        for index, transition in enumerate(entry.record.transitions):
            kind, to = name_actor(context.workspace, transition.handoff.to) if transition.handoff else ("", "")
            team = context.workspace.teams.get(to) if kind == "team" else None
            if team is not None and id not in team.record.workflows:
                message = f'"{transition.name}" hands work to team "{to}", which does not know workflow "{id}"'
                keys = ("transitions", index, "handoff", "to")
                related = ((team, ("workflows",), "the workflows that it knows"),) if team.record.workflows else ()
                help = f"add {id} to the team's workflows, once they agree"
                yield Finding("WS321", message, entry, keys, help=help, related=related)


def _check_gate_closed_to_item(context: Context) -> Iterator[Finding]:
    if not context.knows_holders:
        return
    workflows = context.workspace.workflows
    gated = {id for id, entry in workflows.items() if any(move.approvals for move in entry.record.transitions)}
    for item in context.open_items:
        if item.workflow is None or item.workflow.id not in gated:
            continue
        for transition in item.workflow.record.transitions:
            if not transition.approvals or not leads_from(transition, item.record.status, item.workflow.record):
                continue
            for rule in transition.approvals:
                roles = [bare(role) for role in rule.roles]
                if not roles or not all(role in context.workspace.roles for role in roles):
                    continue
                holders = {person for role in roles for person in context.actors.acting.get(role, ())}
                left_out = holders & context.actors.excluded(item.entry, rule).keys()
                given = {
                    each.approval.by
                    for each in standings_of(context.actors, item.entry)
                    if each.rule.gate == rule.gate and each.counts()
                }
                if left_out and len(holders) >= rule.count > len((holders - left_out) | given):
                    who = list_words(sorted(left_out))
                    message = f'nobody can open the gate "{rule.gate}" for {item.id}: {who} may not approve it'
                    help = f"give {list_words(roles)} to somebody else too, or let somebody else own the item"
                    yield Finding("WS322", message, item.entry, ("status",), help=help)


def _check_unreached(context: Context) -> Iterator[Finding]:
    passed: dict[tuple[str, bool], Mapping[str, tuple[Passed, ...]]] = {}
    expedited = {item.id for item in context.items_with("expedite")}
    for item in context.items:
        if item.workflow is None or item.state is None:
            continue
        key = (item.workflow.id, item.id in expedited)
        if key not in passed:
            passed[key] = list_passed(item.workflow.record, expedited=key[1])
        if not passed[key]:
            continue
        lacking = [each for each in passed[key].get(item.record.status, ()) if not _has_passed(context, item, each)]
        if lacking:
            asked = ", ".join(dict.fromkeys(_words(item.workflow.record, each) for each in lacking))
            message = f'{item.id} is in "{item.state_name}", and every way there takes {asked}'
            what = lacking[0].name if lacking[0].kind == "field" else "who approved it and when"
            help = f"add {what}, or move it back"
            yield Finding("WS323", message, item.entry, ("status",), help=help)


def _has_passed(context: Context, item: ItemFacts, asked: Passed) -> bool:
    if asked.kind == "gate":  # who gave it, and whether it is enough, other rules say
        at_the_door = asked.state == item.record.status
        return at_the_door or any(approval.gate == asked.name for approval in item.record.approvals)
    is_field = asked.name.partition(".")[0] in context.item_fields
    always = item.type.record.required if item.type is not None else ()
    return not is_field or asked.name in always or is_filled(item.entry, asked.name)


def _words(workflow: Workflow, asked: Passed) -> str:
    where = workflow.states[asked.state].name
    return (
        f'{asked.name} (for "{where}")' if asked.kind == "field" else f'an approval of "{asked.name}" (for "{where}")'
    )


def _check_gap_in_migrations(context: Context) -> Iterator[Finding]:
    for id, entry in context.workspace.workflows.items():
        workflow = entry.record
        missing = [version for version in range(1, workflow.version) if version not in workflow.migrations]
        if missing:
            version = missing[-1]
            now = f'workflow "{id}" is version {workflow.version}'
            message = f"{now}, and nothing says where items of version {version} go"
            help = (
                f"add {version}: {{<old state>: <new state>}} under migrations, {version}: {{}} if no state went away"
            )
            yield Finding("WS324", message, entry, ("version",), help=help)


def _check_runs_itself(context: Context) -> Iterator[Finding]:
    workflows = context.workspace.workflows
    edges = {
        id: tuple(run for parallel in entry.record.parallel for run in parallel.run if run in workflows)
        for id, entry in workflows.items()
    }
    for cycle in find_cycles(edges):
        entry = workflows[cycle[0]]
        onward = cycle[1] if len(cycle) > 1 else cycle[0]
        index = next(at for at, parallel in enumerate(entry.record.parallel) if onward in parallel.run)
        message = f'workflow "{cycle[0]}" runs beside itself: {" -> ".join((*cycle, cycle[0]))}'
        help = "take one of them out of run; no item could ever pass"
        yield Finding("WS325", message, entry, ("parallel", index, "run"), help=help)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS319",
        "approval-void",
        Severity.WARNING,
        "systems_over_silos",
        ("broken_handoffs",),
        "Something changed that an approval covers",
        _check_void,
    ),
    Rule(
        "WS320",
        "exception-without-way",
        Severity.WARNING,
        "adaptability_over_rigidity",
        ("poor_visibility",),
        "An exception leads to a state that no transition leads to, or that is no end",
        _check_exception_without_way,
    ),
    Rule(
        "WS321",
        "handoff-to-stranger",
        Severity.WARNING,
        "systems_over_silos",
        ("broken_handoffs",),
        "Work is handed to a team that does not know the workflow",
        _check_handoff_to_stranger,
    ),
    Rule(
        "WS322",
        "gate-closed-to-item",
        Severity.WARNING,
        "flow_over_friction",
        ("broken_handoffs", "unclear_ownership"),
        "All who could approve an item are left out for it",
        _check_gate_closed_to_item,
    ),
    Rule(
        "WS323",
        "state-out-of-reach",
        Severity.WARNING,
        "visibility_over_assumption",
        ("poor_visibility", "broken_handoffs"),
        "An item is in a state that it could not have reached",
        _check_unreached,
    ),
    Rule(
        "WS324",
        "gap-in-migrations",
        Severity.WARNING,
        "adaptability_over_rigidity",
        ("poor_visibility",),
        "A workflow has a new version and does not say where earlier items go",
        _check_gap_in_migrations,
    ),
    Rule(
        "WS325",
        "runs-beside-itself",
        Severity.ERROR,
        "flow_over_friction",
        ("hidden_dependencies",),
        "A workflow runs beside itself, so that nothing could ever pass",
        _check_runs_itself,
    ),
)
