"""What an item's next moves still need, in one list: fields, checks, conditions, approvals, handoffs, room."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Literal

from worksystem.graph.named_tests import NAMED_TESTS
from worksystem.graph.query import EvaluationProblem, ExpressionProblem, compile_expression
from worksystem.graph.vocabulary import custom_fields_of
from worksystem.graph.workspace import CLOSED
from worksystem.model import ApprovalRule, HandoffRule, Item, State, Transition, Workflow
from worksystem.model.entry import Entry
from worksystem.views.reference import Ref, StateMark
from worksystem.views.scope import Scope

__all__ = ["Move", "Need", "build_next_moves"]

NeedKind = Literal["field", "check", "condition", "approval", "handoff", "parallel", "block", "room"]
ANY: Final = "*"


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a move asks for; `says` is readable alone, `help` is what to write where."""

    kind: NeedKind
    says: str
    met: bool
    help: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """A way out of the item's state.

    Shape: `by` are roles, teams and people as the workflow names them, empty for everybody; `people` are those who may
    make the move today, alphabetically; `needs` hold what is met and what is not, in the workflow's order.
    """

    name: str
    to: StateMark
    by: tuple[Ref, ...]
    people: tuple[Ref, ...]
    needs: tuple[Need, ...]
    consult: tuple[Ref, ...] = ()
    inform: tuple[Ref, ...] = ()
    rework: bool = False

    @property
    def ahead(self) -> bool:
        """Whether it brings the item on: it neither sends back nor drops."""
        return not self.rework and self.to.category != "dropped"

    @property
    def missing(self) -> tuple[Need, ...]:
        """What is not met yet."""
        return tuple(need for need in self.needs if not need.met)


def build_next_moves(scope: Scope, id: str) -> tuple[Move, ...]:
    """The moves that exist for an item in its state, in the workflow's order.

    Shape: empty when the item's workflow or state is unknown, or nothing leads on.
    Errors: `KeyError` if there is no such item.
    """
    item = scope.workspace.items[id]
    workflow = scope.workspace.workflow_of(item)
    state = scope.workspace.state_of(item)
    if workflow is None or state is None:
        return ()
    builder = _Builder(scope, item, workflow.record)
    return tuple(
        builder.build(transition)
        for transition in workflow.record.transitions
        if _leads_from(transition, item.record.status, state)
        and transition.to in workflow.record.states
        and builder.judge(transition.when) is not False
    )


def _leads_from(transition: Transition, status: str, state: State) -> bool:
    is_open = state.category not in CLOSED
    return transition.to != status and (status in transition.from_ or (ANY in transition.from_ and is_open))


class _Builder:
    def __init__(self, scope: Scope, item: Entry[Item], workflow: Workflow) -> None:
        self.scope = scope
        self.item = item
        self.workflow = workflow
        self.custom = custom_fields_of(scope.workspace)

    def build(self, transition: Transition) -> Move:
        """One move with all that it needs."""
        scope, state = self.scope, self.workflow.states[transition.to]
        return Move(
            name=transition.name,
            to=StateMark(transition.to, state.name, state.category),
            by=scope.parties(transition.by),
            people=self._people(transition.by),
            needs=tuple(self._needs(transition, state)),
            consult=scope.parties(transition.consult),
            inform=scope.parties(transition.inform),
            rework=transition.rework,
        )

    def judge(self, text: str) -> bool | EvaluationProblem | ExpressionProblem:
        """Whether an expression holds for the item; an empty one does."""
        if not text:
            return True
        expression = compile_expression(text, "item", self.custom)
        if isinstance(expression, ExpressionProblem):
            return expression
        return expression.holds(self.item, self.scope.workspace, self.scope.as_of)

    def _needs(self, transition: Transition, state: State) -> Iterator[Need]:
        yield from self._block(state)
        gate = state.entry
        for name in gate.fields if gate is not None else ():
            yield Need("field", f"{name} is filled in", self._is_filled(name), f"add {name}")
        for text in (*(gate.must if gate is not None else ()), *transition.must):
            yield self._condition(text)
        for standard in gate.standards if gate is not None else ():
            yield from self._checks(standard)
        if transition.handoff is not None:
            yield from self._handoff(transition.handoff)
        for rule in transition.approvals:
            yield self._approval(rule)
        yield from self._parallel()
        yield from self._room(transition.to, state)

    def _block(self, state: State) -> Iterator[Need]:
        blocked = self.item.record.blocked
        if blocked is not None and state.category != "dropped":
            reason = f": {blocked.reason}" if blocked.reason else ""
            yield Need("block", f"nothing blocks it any more{reason}", False, "take blocked out when it can go on")

    def _is_filled(self, name: str) -> bool:
        first, *rest = name.split(".")
        value: Any = self.item.get(first)
        for part in rest:
            value = value.get(part) if isinstance(value, dict) else getattr(value, part, None)
        return value is not None and value not in ("", (), [], {})

    def _condition(self, text: str, says: str = "") -> Need:
        result = self.judge(text)
        test = NAMED_TESTS.get(text)
        shown = says or (test.says if test is not None else f"{text} holds")
        if isinstance(result, bool):
            return Need("condition", shown, result)
        return Need("condition", f"{shown} (cannot be judged: {result.message})", False, result.help or "")

    def _checks(self, standard: str) -> Iterator[Need]:
        entry = self.scope.workspace.standards.get(standard)
        if entry is None:
            return
        ticked = self.item.record.checks.get(standard, ())
        for id, check in entry.record.checks.items():
            says = f"{check.text} ({entry.record.name})"
            if check.must:
                yield self._condition(check.must, says)
            else:
                yield Need("check", says, id in ticked, f"when it is true, add {id} under checks: {standard}")

    def _handoff(self, handoff: HandoffRule) -> Iterator[Need]:
        if handoff.standard is not None:
            yield from self._checks(handoff.standard)
        target = self.scope.party(handoff.to)
        takers = {target.id, *self._persons(handoff.to)}
        given = [each for each in self.item.record.handoffs if each.to in takers]
        yield Need(
            "handoff", f"it is handed to {target.title}", bool(given), f"add to: {target.id} and the day under handoffs"
        )
        if handoff.acknowledged_by:
            who = " or ".join(ref.title for ref in self.scope.parties(handoff.acknowledged_by))
            is_met = any(each.acknowledged is not None for each in given)
            yield Need("handoff", f"{who} has said that it arrived", is_met, "add acknowledged to the handoff")

    def _approval(self, rule: ApprovalRule) -> Need:
        excluded = {person for actor in rule.except_ for person in self._persons(actor)}
        given = {
            approval.by
            for approval in self.item.record.approvals
            if approval.gate == rule.gate
            and approval.by not in excluded
            and self._held(approval.by, rule, approval.date.day)
        }
        roles = " or ".join(ref.title for ref in self.scope.parties(f"role:{_bare(role)}" for role in rule.roles))
        people = f" by {roles}" if roles else ""
        often = f"{rule.count} approvals{people}, {len(given)} given" if rule.count > 1 else f"an approval{people}"
        says = f"{rule.gate.replace('_', ' ')}: {often}"
        return Need("approval", says, len(given) >= rule.count, f"add gate: {rule.gate}, who and when under approvals")

    def _held(self, person: str, rule: ApprovalRule, day: Any) -> bool:
        wanted = {_bare(role) for role in rule.roles}
        return not wanted or any(
            holding.role.id in wanted
            and holding.person.id == person
            and (holding.since is None or holding.since <= day)
            and (holding.until is None or day <= holding.until)
            for holding in self.scope.holdings
        )

    def _parallel(self) -> Iterator[Need]:
        for parallel in self.workflow.parallel:
            if parallel.during != self.item.record.status:
                continue
            done = {name: self._branch_done(name) for name in parallel.run}
            if parallel.join == "any":
                names = " or ".join(self.scope.ref("workflow", name).title for name in done)
                yield Need("parallel", f"{names} is done", any(done.values()))
                continue
            for name, is_done in done.items():
                yield Need("parallel", f"{self.scope.ref('workflow', name).title} is done", is_done)

    def _branch_done(self, name: str) -> bool:
        branch, entry = self.item.record.branches.get(name), self.scope.workspace.workflows.get(name)
        state = entry.record.states.get(branch.status) if entry is not None and branch is not None else None
        return state is not None and state.category in CLOSED

    def _room(self, to: str, state: State) -> Iterator[Need]:
        if state.wip is None:
            return
        workflow = self.scope.workspace.workflow_of(self.item)
        there = self.scope.workspace.items_in(workflow.id, to) if workflow is not None else ()
        if state.wip.limit is not None:
            limit = state.wip.limit
            says = f"room in {state.name}: {len(there)} of {limit} places taken"
            yield Need("room", says, len(there) < limit, "finish something there first")
        owner = self.item.record.owner
        if state.wip.per_person is not None and owner in self.scope.workspace.people:
            own = sum(other.record.owner == owner for other in there)
            says = f"room for the owner in {state.name}: {own} of {state.wip.per_person} places taken"
            yield Need("room", says, own < state.wip.per_person, "finish something there first")

    def _people(self, actors: Iterable[str]) -> tuple[Ref, ...]:
        people = {person for actor in actors for person in self._persons(actor)}
        refs = self.scope.refs("person", people)
        return tuple(sorted(refs, key=lambda ref: (ref.title.casefold(), ref.id)))

    def _persons(self, actor: str) -> tuple[str, ...]:
        """The people that a word in a workflow means for this item, today."""
        workspace, item = self.scope.workspace, self.item
        if actor == "owner":
            return self._persons(item.record.owner) if item.record.owner else ()
        if actor == "lead":
            team = workspace.teams.get(workspace.team_of(item) or "")
            return (team.record.lead,) if team is not None and team.record.lead else ()
        ref = self.scope.party(actor)
        if ref.kind == "role":
            return tuple(
                holding.person.id for holding in self.scope.holdings if holding.now and holding.role.id == ref.id
            )
        return workspace.members(ref.id) if ref.kind == "team" else (ref.id,)


def _bare(role: str) -> str:
    return role.removeprefix("role:")
