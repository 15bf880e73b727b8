"""Items on their way through a workflow (WS30x-WS31x): approvals, handoffs, acceptance, and ends that came too soon."""

from collections.abc import Iterator
from datetime import timedelta

from worksystem.diagnostics import Severity
from worksystem.graph.suggest import list_words
from worksystem.model import Approval, ApprovalRule, Workflow
from worksystem.rules.changed import lacking_approval
from worksystem.rules.facts import ItemFacts
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.workflow.paths import gates_for

__all__ = ["RULES"]

HANDOFF_PATIENCE = timedelta(days=3)


def _check_own_approval(context: Context) -> Iterator[Finding]:
    for item, index, approval, rule in _approvals(context):
        why = context.actors.excluded(item.entry, rule).get(approval.by)
        if why:
            message = f'{item.id} was approved at the gate "{approval.gate}" by {approval.by}, who {why}'
            help = "ask somebody else to look at it; this approval does not count"
            yield Finding("WS306", message, item.entry, ("approvals", index, "by"), help=help)


def _check_approval_without_role(context: Context) -> Iterator[Finding]:
    if not context.knows_holders:
        return
    for item, index, approval, rule in _approvals(context):
        if not rule.roles or not context.workspace.may_exist("person", approval.by):
            continue
        if context.actors.has_held(approval.by, rule.roles, approval.date.last):
            continue
        held = f"without holding the role {list_words(role.removeprefix('role:') for role in rule.roles)}"
        message = f"{approval.by} approved {item.id} on {approval.date} {held}"
        help = "ask a holder of the role, or say in the team since when they hold it"
        yield Finding("WS307", message, item.entry, ("approvals", index, "by"), help=help)


def _approvals(context: Context) -> Iterator[tuple[ItemFacts, int, Approval, ApprovalRule]]:
    """Every approval at a gate that its item's workflows have, with the rule of the gate."""
    for item in context.items_with("approvals"):
        if item.workflow is None:
            continue
        gates = gates_for(context.workspace, item.entry)
        for index, approval in enumerate(item.record.approvals):
            rule = gates.get(approval.gate)
            if rule is not None:
                yield item, index, approval, rule


def _gates_before(workflow: Workflow) -> dict[str, list[ApprovalRule]]:
    """State to the approvals that every way into it asks for."""
    ways: dict[str, list[dict[str, ApprovalRule]]] = {}
    for transition in workflow.transitions:
        if not transition.rework:
            ways.setdefault(transition.to, []).append({rule.gate: rule for rule in transition.approvals})
    found: dict[str, list[ApprovalRule]] = {}
    for state, gates in ways.items():
        common = set(gates[0]).intersection(*gates[1:])
        if common and state != workflow.initial:
            found[state] = [gates[0][gate] for gate in sorted(common)]
    return found


def _check_missing_approval(context: Context) -> Iterator[Finding]:
    before = {id: _gates_before(entry.record) for id, entry in context.workspace.workflows.items()}
    said = lacking_approval(context)
    for item in context.items:
        if item.workflow is None or not before[item.workflow.id] or item.id in said:
            continue
        for rule in before[item.workflow.id].get(item.record.status, ()):
            excluded = context.actors.excluded(item.entry, rule)
            given = {one.by for one in item.record.approvals if one.gate == rule.gate and one.by not in excluded}
            if len(given) < rule.count:
                have = f"{len(given)} of {rule.count} approvals" if rule.count > 1 else "no approval"
                message = f'{item.id} is in "{item.state_name}" with {have} of the gate "{rule.gate}"'
                help = "add who approved it and when, under approvals, or move it back"
                yield Finding("WS314", message, item.entry, ("status",), help=help)


def _check_unticked(context: Context) -> Iterator[Finding]:
    for item in context.items_with("acceptance"):
        if item.category != "done" or item.takes("acceptance_ticked"):
            continue
        for index, point in enumerate(item.record.acceptance):
            if not point.done:
                message = f'{item.id} is in "{item.state_name}" although "{point.text}" is not ticked'
                help = "tick it if it is true, or move the item back"
                yield Finding("WS311", message, item.entry, ("acceptance", index), help=help)


def _check_unacknowledged(context: Context) -> Iterator[Finding]:
    for item in context.open_with("handoffs"):
        for index, handoff in enumerate(item.record.handoffs):
            waited = context.as_of - handoff.date.last
            if handoff.acknowledged is None and waited > HANDOFF_PATIENCE:
                message = f"{item.id} was handed to {handoff.to} on {handoff.date}, and nobody has said that it arrived"
                help = f"ask {handoff.to}, then add acknowledged: {{by: <person>, date: <day>}}"
                yield Finding("WS312", message, item.entry, ("handoffs", index), help=help)


def _check_closed_without_reason(context: Context) -> Iterator[Finding]:
    for item in context.items:
        if item.category == "dropped" and (item.record.closed is None or not item.record.closed.reason):
            message = f"{item.id} was dropped, and nothing says why"
            yield Finding("WS315", message, item.entry, ("status",), help="add closed: {reason: <why>}")


def _check_open_parts(context: Context) -> Iterator[Finding]:
    for id, all_parts in context.parts.items():
        parent = context.item_by_id.get(id)
        if parent is None or parent.category != "done" or parent.takes("children_done"):
            continue
        parts = [part for part in all_parts if part.is_open]
        if parts:
            named = list_words(part.id for part in parts).replace(" or ", " and ")
            message = f'{id} is in "{parent.state_name}" while {named} {"is" if len(parts) == 1 else "are"} still open'
            related = tuple((part.entry, ("parent",), f"{part.id} is a part of {id}") for part in parts[:8])
            help = f"finish or drop what remains, or move {id} back"
            yield Finding("WS316", message, parent.entry, ("status",), help=help, related=related)


def _check_open_dependency(context: Context) -> Iterator[Finding]:
    for one in context.dependencies:
        item, needed = one.item, one.needed
        if needed.is_open and item.category == "done" and one.binds_finish and not item.takes("dependencies_done"):
            message = f'{item.id} is in "{item.state_name}" although it depends on {needed.id}, which is still open'
            help = f"close {needed.id} if it is finished, or take the dependency out if there was none"
            yield Finding("WS317", message, one.entry, one.keys, help=help)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS306",
        "own-approval",
        Severity.ERROR,
        "systems_over_silos",
        ("broken_handoffs",),
        "An approval was given by somebody whom its gate leaves out",
        _check_own_approval,
    ),
    Rule(
        "WS307",
        "approval-without-role",
        Severity.WARNING,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "An approval was given by somebody who did not hold the role for it",
        _check_approval_without_role,
    ),
    Rule(
        "WS311",
        "done-without-acceptance",
        Severity.WARNING,
        "progress_over_perfection",
        ("busy_work",),
        "An item is done although an acceptance criterion is not ticked",
        _check_unticked,
    ),
    Rule(
        "WS312",
        "handoff-not-acknowledged",
        Severity.WARNING,
        "systems_over_silos",
        ("broken_handoffs",),
        "Work was handed over and nobody has said that it arrived",
        _check_unacknowledged,
    ),
    Rule(
        "WS314",
        "approval-missing",
        Severity.WARNING,
        "clarity_over_chaos",
        ("broken_handoffs",),
        "An item is in a state that takes an approval it does not have",
        _check_missing_approval,
    ),
    Rule(
        "WS315",
        "dropped-without-reason",
        Severity.NOTE,
        "visibility_over_assumption",
        ("poor_visibility",),
        "An item was dropped and nothing says why",
        _check_closed_without_reason,
    ),
    Rule(
        "WS316",
        "done-before-its-parts",
        Severity.WARNING,
        "visibility_over_assumption",
        ("hidden_dependencies", "poor_visibility"),
        "An item is done while items that are part of it are open",
        _check_open_parts,
    ),
    Rule(
        "WS317",
        "done-before-its-dependency",
        Severity.WARNING,
        "visibility_over_assumption",
        ("hidden_dependencies",),
        "An item is done while something it depends on is open",
        _check_open_dependency,
    ),
)
