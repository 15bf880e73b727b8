"""One desk (WS750): the approvals of a workflow that all rest on one person; a matter of the system, not of them."""

from collections.abc import Iterator

from worksystem.diagnostics import Severity
from worksystem.model import ApprovalRule, Workflow
from worksystem.model.words import list_words, number_of
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.source.document import Keys
from worksystem.workflow.actors import bare, meant_role

__all__ = ["RULES"]

WAITING = 3


def _gates(workflow: Workflow) -> Iterator[tuple[ApprovalRule, tuple[str, ...], Keys]]:
    """Every approval of a workflow that names roles, the states it leads from, and where it stands."""
    for number, move in enumerate(workflow.transitions):
        for place, rule in enumerate(move.approvals):
            if rule.roles:
                yield rule, move.from_, ("transitions", number, "approvals", place, "gate")


def _check_one_desk(context: Context) -> Iterator[Finding]:
    if not context.knows_holders:
        return
    for id, entry in context.workspace.workflows.items():
        gates = tuple(_gates(entry.record))
        able = {rule.gate: _able(context, rule) for rule, _, _ in gates}
        alone = {gate for gate, people in able.items() if len(people) == 1}
        if len(able) > 1 and len(alone) == len(able) and len(set(able.values())) == 1:
            names = list_words(sorted(able))
            every = "both" if len(able) == 2 else f"all {number_of(len(able))}"
            message = f'{every} gates of workflow "{id}", {names}, rest on one person'
            help = "let somebody else hold one of the roles, so that work goes on when one person cannot look"
            yield Finding("WS750", message, entry, gates[0][2], help=help)
            continue
        for rule, states, keys in gates:
            waiting = [
                item
                for state in states
                for item in context.workspace.items_in(id, state)
                if not any(given.gate == rule.gate for given in item.record.approvals)
            ]
            if rule.gate in alone and len(waiting) >= WAITING:
                message = f'{len(waiting)} items wait where gate "{rule.gate}" of workflow "{id}" rests on one person'
                related = tuple((item, ("status",), f"{item.id} is here") for item in waiting[:8])
                help = "let somebody else hold the role, or name another one that may approve"
                yield Finding("WS750", message, entry, keys, help=help, related=related)


def _able(context: Context, rule: ApprovalRule) -> tuple[str, ...]:
    holders = context.actors.holders
    roles = (meant_role(context.workspace, bare(role)) for role in rule.roles)
    return tuple(sorted({person for role in roles for person in holders.get(role, ())}))


RULES: tuple[Rule, ...] = (
    Rule(
        "WS750",
        "approvals-on-one-desk",
        Severity.NOTE,
        "humanity_over_tools",
        ("missed_deadlines", "broken_handoffs"),
        "The approvals of a workflow rest on one person",
        _check_one_desk,
    ),
)
