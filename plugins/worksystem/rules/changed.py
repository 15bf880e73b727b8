"""Changes against the branch they are to be merged into (WS33x): moves, what they take, and who confirms approvals.

They find something only where the work before is known, as with `check --base`.
"""

from collections.abc import Collection, Iterator

from worksystem.diagnostics import Severity
from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.model.words import list_words
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.workflow.approvals import Standing
from worksystem.workflow.change import Fault, judge_change
from worksystem.workflow.judge import Judge
from worksystem.workflow.versions import judge_workflow

__all__ = ["RULES", "lacking_approval"]

# what stands in the way of any move; fields, checks, conditions and room are said by rules of their own (WS303 to 305)
_UNREADY = frozenset({"handoff", "parallel", "block"})
_NOT_ALLOWED = frozenset({"born", "type", "move", "actor", "expedite"})


def lacking_approval(context: Context) -> frozenset[str]:
    """The items of which WS332 says that their move lacks an approval."""
    return frozenset(id for id, fault in context.once(_judge) if fault.kind == "approval")


def _judge(context: Context) -> tuple[tuple[str, Fault], ...]:
    """Everything that stands against the changes of items, by id."""
    before = context.before
    if before is None:
        return ()
    judge, known = context.once(_judge_of_after), context.known
    return tuple(
        (id, fault)
        for id in context.workspace.items
        for fault in judge_change(before, judge, id, by=known.by, via=known.via.get(id, ()))
    )


def _judge_of_after(context: Context) -> Judge:
    return Judge(context.workspace, context.as_of, context.known.proofs, before=context.before)


def _find(context: Context, code: str, kinds: Collection[str]) -> Iterator[Finding]:
    for id, fault in context.once(_judge):
        if fault.kind in kinds:
            item = context.workspace.items[id]
            keys = fault.keys if item.has(*fault.keys) else ("status",)
            yield Finding(code, fault.says, item, keys, help=_help(context, fault))


def _help(context: Context, fault: Fault) -> str | None:
    if fault.kind == "approval" and fault.able:
        names = [context.actors.title("person", person) for person in fault.able]
        return f"ask {list_words(names, 'or')}; {fault.help}"
    return fault.help or None


def _check_not_allowed(context: Context) -> Iterator[Finding]:
    return _find(context, "WS330", _NOT_ALLOWED)


def _check_not_ready(context: Context) -> Iterator[Finding]:
    return _find(context, "WS331", _UNREADY)


def _check_without_approval(context: Context) -> Iterator[Finding]:
    return _find(context, "WS332", {"approval"})


def _check_unverified(context: Context) -> Iterator[Finding]:
    for item, standing in _added(context, "unverified"):
        approval = standing.approval
        message = f'the approval of {item.id} at the gate "{approval.gate}" is not verified: {standing.why}'
        help = f"let {approval.by} commit the line, or approve the change in a review"
        yield Finding("WS333", message, item, ("approvals", standing.index, "by"), help=help)


def _check_own_grant(context: Context) -> Iterator[Finding]:
    for item, standing in _added(context, "new"):
        message = f'the approval of {item.id} at the gate "{standing.approval.gate}" does not count: {standing.why}'
        help = "merge the change of the role first, or ask somebody who held it before"
        yield Finding("WS335", message, item, ("approvals", standing.index, "by"), help=help)


def _added(context: Context, state: str) -> Iterator[tuple[Entry[Item], Standing]]:
    """The approvals that a change adds and that stand so; where a move lacks one, that is said there."""
    before = context.before
    if before is None or not before.workflows:
        return
    judge = context.once(_judge_of_after)
    for id in context.known.proofs.keys() - lacking_approval(context):
        item, old = context.workspace.items.get(id), before.items.get(id)
        for standing in judge.standings(item) if item is not None else ():
            is_added = old is None or standing.approval not in old.record.approvals
            if item is not None and standing.state == state and is_added:
                yield item, standing


def _check_stranded(context: Context) -> Iterator[Finding]:
    before = context.before
    if before is None:
        return
    for id, workflow in context.workspace.workflows.items():
        for fault in judge_workflow(before, context.workspace, id):
            keys = fault.keys if workflow.has(*fault.keys) else ("states",)
            yield Finding("WS334", fault.says, workflow, keys, help=fault.help)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS330",
        "move-not-allowed",
        Severity.ERROR,
        "clarity_over_chaos",
        ("broken_handoffs",),
        "A change moves an item in a way that its workflow does not allow",
        _check_not_allowed,
        of_change=True,
    ),
    Rule(
        "WS331",
        "move-not-ready",
        Severity.ERROR,
        "flow_over_friction",
        ("broken_handoffs",),
        "A change moves an item that is blocked, not handed over, or not through with parallel work",
        _check_not_ready,
        of_change=True,
    ),
    Rule(
        "WS332",
        "move-without-approval",
        Severity.ERROR,
        "clarity_over_chaos",
        ("broken_handoffs",),
        "A change makes a move without an approval that it takes",
        _check_without_approval,
        of_change=True,
    ),
    Rule(
        "WS333",
        "approval-unverified",
        Severity.NOTE,
        "visibility_over_assumption",
        ("unclear_ownership",),
        "A change adds an approval that neither a commit nor a review confirms",
        _check_unverified,
        of_change=True,
    ),
    Rule(
        "WS334",
        "state-given-up",
        Severity.ERROR,
        "adaptability_over_rigidity",
        ("broken_handoffs",),
        "A change takes a state out of a workflow without saying where its items go",
        _check_stranded,
        of_change=True,
    ),
    Rule(
        "WS335",
        "approval-by-own-grant",
        Severity.WARNING,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "A change adds an approval by somebody who gets the role for it by the same change",
        _check_own_grant,
        of_change=True,
    ),
)
