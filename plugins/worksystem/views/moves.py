"""The moves of a workflow in tables: who may make them today, what they need, who approves, who takes over."""

from collections.abc import Iterable

from worksystem.graph.named_tests import NAMED_TESTS
from worksystem.model import ApprovalRule, Transition, Workflow
from worksystem.model.entry import Entry
from worksystem.model.words import capital, count_of, list_words
from worksystem.views.approvals import gate_words
from worksystem.views.matrix import move_words
from worksystem.views.record import Cell, Table
from worksystem.views.reference import Ref
from worksystem.views.scope import Scope
from worksystem.workflow.paths import ANY, joins_before

__all__ = [
    "approval_table",
    "field_words",
    "handoff_table",
    "move_table",
    "standard_table",
    "test_words",
    "today_words",
]

# What these words mean depends on the item.
_OF_ITEM = {"owner": "whoever owns it", "lead": "whoever leads its team"}


def test_words(text: str) -> str:
    """A named test in words; an expression as it is written."""
    return NAMED_TESTS[text].says if text in NAMED_TESTS else text


def field_words(fields: Iterable[str], last: str = "and") -> str:
    """Fields in a sentence: `outcome and rollout`."""
    return list_words([field.replace(".", " ").replace("_", " ") for field in fields], last)


def move_table(scope: Scope, workflow: Entry[Workflow]) -> Table:
    """Every move: where it leads, who may make it, who that is today, what it needs beyond the state it leads to."""
    rows = []
    for move in workflow.record.transitions:
        name = f"{move.name} (sends back)" if move.rework else move.name
        way = move_words(workflow, move.from_, move.to)
        by = scope.parties(move.by) or ("anybody",)
        today = today_words(scope, move.by) if move.by else ()
        rows.append(((name,), (way,), by, today, tuple(_needs(scope, workflow.record, move))))
    return Table(("Move", "Way", "Who may", "Today", "It needs"), tuple(rows))


def today_words(scope: Scope, actors: Iterable[str]) -> Cell:
    """The people that actors mean on the day asked about; `nobody` where they mean none."""
    people: dict[str, Ref] = {}
    said: list[str] = []
    for actor in actors:
        if actor in _OF_ITEM:
            said.append(_OF_ITEM[actor])
            continue
        ref = scope.party(actor)
        ids = {
            "role": scope.judge.acting.get(ref.id, ()),
            "team": scope.workspace.members(ref.id),
            "person": (ref.id,),
        }.get(ref.kind, ())
        people.update((each.id, each) for each in scope.refs("person", ids))
    named = sorted(people.values(), key=lambda ref: (ref.title.casefold(), ref.id))
    if named:
        said.append(", ".join(ref.title for ref in named))
    return tuple(said) or ("nobody",)


def _needs(scope: Scope, workflow: Workflow, move: Transition) -> Iterable[str]:
    if move.when:
        yield f"only if {test_words(move.when)}"
    yield from (test_words(text) for text in move.must)
    for rule in move.approvals:
        approvals = "an approval" if rule.count == 1 else count_of(rule.count, "approval")
        yield f"{approvals}: {gate_words(rule.gate).lower()}"
    if move.handoff is not None:
        yield f"handed to {scope.party(move.handoff.to).title}"
    for parallel in workflow.parallel:
        starts = workflow.states if ANY in move.from_ else move.from_
        if parallel.during in starts and parallel in joins_before(workflow, move, parallel.during):
            names = [scope.ref("workflow", run).title for run in parallel.run]
            verb = "is" if len(names) == 1 else "are all" if parallel.join == "all" else "is (any of them)"
            yield f"{list_words(names)} {verb} done"


def approval_table(scope: Scope, workflow: Entry[Workflow]) -> Table | None:
    """Every gate: how many approvals of whom, who could give one today, what voids it, which items wait for it now."""
    rows = []
    for move in workflow.record.transitions:
        for rule in move.approvals:
            waiting = [
                scope.ref("item", each.card.id)
                for each in scope.approvals
                if each.workflow.id == workflow.id and each.gate == gate_words(rule.gate) and each.move == move.name
            ]
            covers = f"{field_words(rule.covers, 'or')} changes" if rule.covers else ""
            today = today_words(scope, [f"role:{role}" for role in rule.roles]) if rule.roles else ("anybody",)
            rows.append(
                ((gate_words(rule.gate),), (move.name,), _wanted(scope, rule), today, (covers,), tuple(waiting))
            )
    columns = ("Gate", "Move", "Takes", "Could give it today", "Void when", "Waiting now")
    return Table(columns, tuple(rows)) if rows else None


def _wanted(scope: Scope, rule: ApprovalRule) -> Cell:
    roles = list_words([scope.ref("role", role).title for role in rule.roles], "or")
    says = f"{count_of(rule.count, 'approval')} by {roles or 'anybody'}"
    excluded = list_words([scope.party(id).title for id in rule.except_], "or")
    return (capital(says), f"not {excluded}") if excluded else (capital(says),)


def handoff_table(scope: Scope, workflow: Entry[Workflow]) -> Table | None:
    """Every handoff: from whom to whom, by which checklist, who confirms that it arrived, what changes with it."""
    rows = []
    for move in workflow.record.transitions:
        rule = move.handoff
        if rule is not None:
            source: Cell = (scope.party(rule.from_),) if rule.from_ else ("whoever has it",)
            standard = (scope.ref("standard", rule.standard),) if rule.standard else ()
            rows.append(
                (
                    (move.name,),
                    source,
                    (scope.party(rule.to),),
                    standard,
                    (*scope.parties(rule.acknowledged_by),),
                    (field_words(rule.moves),),
                )
            )
    columns = ("Move", "From", "To", "Checklist", "Confirms that it arrived", "Changes with it")
    return Table(columns, tuple(rows)) if rows else None


def standard_table(scope: Scope, workflow: Entry[Workflow]) -> Table | None:
    """The checklists that a workflow asks for: where, and line by line."""
    asked: dict[str, list[str]] = {}
    for state in workflow.record.states.values():
        for standard in state.entry.standards if state.entry else ():
            asked.setdefault(standard, []).append(f"to enter {state.name}")
    for move in workflow.record.transitions:
        if move.handoff is not None and move.handoff.standard:
            asked.setdefault(move.handoff.standard, []).append(f"with {move.name}")
    rows = []
    for id, places in asked.items():
        entry = scope.workspace.standards.get(id)
        checks = entry.record.checks.values() if entry is not None else ()
        lines = tuple(f"{each.text} (checked by itself)" if each.must else each.text for each in checks)
        rows.append(((scope.ref("standard", id),), tuple(dict.fromkeys(places)), lines))
    return Table(("Standard", "Asked for", "Checks"), tuple(rows)) if rows else None
