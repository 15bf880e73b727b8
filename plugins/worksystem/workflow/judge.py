"""What a workflow allows an item to do next, and what each way on still needs. One judgement for everybody who asks."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from worksystem.graph.named_tests import NAMED_TESTS
from worksystem.graph.query import EvaluationProblem, ExpressionProblem, compile_expression
from worksystem.graph.vocabulary import CustomFields, custom_fields_of
from worksystem.graph.workspace import CLOSED
from worksystem.model import ApprovalRule, HandoffRule, Item, State, Transition, Workflow
from worksystem.model.entry import Entry
from worksystem.source.document import Keys
from worksystem.workflow.actors import Actors, name_actor
from worksystem.workflow.fields import is_filled
from worksystem.workflow.paths import leads_from

__all__ = ["Judge", "Need", "NeedKind", "Way"]

NeedKind = Literal["field", "check", "condition", "approval", "handoff", "parallel", "block", "room", "load"]


@dataclass(frozen=True, slots=True)
class Need:
    """One thing that a move asks for; `says` is readable alone, `help` is what to write, `keys` where in the item.

    Shape: `load` is the room that a person has; it is only told where load may be shown.
    """

    kind: NeedKind
    says: str
    met: bool
    help: str = ""
    keys: Keys = ()


@dataclass(frozen=True, slots=True)
class Way:
    """A way out of an item's state.

    Shape: `index` is the transition's place in the workflow; `people` are those who may make the move today, by name,
    empty if nobody may, or anybody where the transition names no one; `needs` hold what is met and what is not, in the
    workflow's order.
    """

    transition: Transition
    index: int
    state: State
    people: tuple[str, ...]
    needs: tuple[Need, ...]

    @property
    def name(self) -> str:
        """What the move is called."""
        return self.transition.name

    @property
    def to(self) -> str:
        """The state it leads to."""
        return self.transition.to

    @property
    def missing(self) -> tuple[Need, ...]:
        """What is not met yet."""
        return tuple(need for need in self.needs if not need.met)

    def is_open_to(self, person: str) -> bool:
        """Whether a person may make the move."""
        return not self.transition.by or person in self.people


@dataclass(frozen=True)
class Judge(Actors):
    """What workflows allow on one day."""

    @cached_property
    def custom(self) -> CustomFields:
        """The custom fields of all item types."""
        return custom_fields_of(self.workspace)

    def ways_from(self, item: Entry[Item]) -> tuple[Way, ...]:
        """The moves that exist for an item in its state, in the workflow's order.

        Shape: empty when the item's workflow or state is unknown, or nothing leads on.
        """
        workflow = self.workspace.workflow_of(item)
        if workflow is None or item.record.status not in workflow.record.states:
            return ()
        return tuple(
            self.way(item, workflow.record, index)
            for index, transition in enumerate(workflow.record.transitions)
            if leads_from(transition, item.record.status, workflow.record)
            and transition.to in workflow.record.states
            and self.holds(item, transition.when) is not False
        )

    def find_way(self, item: Entry[Item], to: str) -> Way | None:
        """The way to a state; of several the first that lacks nothing, else the first; `None` if there is none."""
        ways = [way for way in self.ways_from(item) if way.to == to]
        return next((way for way in ways if not way.missing), ways[0] if ways else None)

    def way(self, item: Entry[Item], workflow: Workflow, index: int) -> Way:
        """One transition of a workflow with all that it needs of an item as it is written now."""
        transition = workflow.transitions[index]
        state = workflow.states[transition.to]
        needs = tuple(self._needs(item, workflow, transition, state))
        return Way(transition, index, state, self.people(item, transition.by), needs)

    def holds(self, item: Entry[Item], text: str) -> bool | EvaluationProblem | ExpressionProblem:
        """Whether an expression holds for an item; an empty one does."""
        if not text:
            return True
        expression = compile_expression(text, "item", self.custom)
        if isinstance(expression, ExpressionProblem):
            return expression
        return expression.holds(item, self.workspace, self.as_of)

    def entry_needs(self, item: Entry[Item], state: State) -> Iterator[Need]:
        """What a state asks of an item that enters, other than room."""
        gate = state.entry
        if gate is None:
            return
        for name in gate.fields:
            yield Need("field", f"{name} is filled in", is_filled(item, name), f"add {name}", tuple(name.split(".")))
        for text in gate.must:
            yield self._condition(item, text)
        for standard in gate.standards:
            yield from self._checks(item, standard)

    def _needs(self, item: Entry[Item], workflow: Workflow, transition: Transition, state: State) -> Iterator[Need]:
        yield from self._block(item, state)
        yield from self.entry_needs(item, state)
        for text in transition.must:
            yield self._condition(item, text)
        if transition.handoff is not None:
            yield from self._handoff(item, transition.handoff)
        for rule in transition.approvals:
            yield self._approval(item, rule)
        yield from self._parallel(item, workflow)
        yield from self._room(item, transition.to, state)

    def _block(self, item: Entry[Item], state: State) -> Iterator[Need]:
        blocked = item.record.blocked
        if blocked is not None and state.category != "dropped":
            reason = f": {blocked.reason}" if blocked.reason else ""
            help = "take blocked out when it can go on"
            yield Need("block", f"nothing blocks it any more{reason}", False, help, ("blocked",))

    def _condition(self, item: Entry[Item], text: str, says: str = "") -> Need:
        result = self.holds(item, text)
        test = NAMED_TESTS.get(text)
        shown = says or (test.says if test is not None else f"{text} holds")
        if isinstance(result, bool):
            return Need("condition", shown, result)
        return Need("condition", f"{shown} (cannot be judged: {result.message})", False, result.help or "")

    def _checks(self, item: Entry[Item], standard: str) -> Iterator[Need]:
        entry = self.workspace.standards.get(standard)
        if entry is None:
            return
        ticked = item.record.checks.get(standard, ())
        for id, check in entry.record.checks.items():
            says = f"{check.text} ({entry.record.name})"
            if check.must:
                yield self._condition(item, check.must, says)
            else:
                help = f"when it is true, add {id} under checks: {standard}"
                yield Need("check", says, id in ticked, help, ("checks", standard))

    def _handoff(self, item: Entry[Item], handoff: HandoffRule) -> Iterator[Need]:
        if handoff.standard is not None:
            yield from self._checks(item, handoff.standard)
        target, words = name_actor(self.workspace, handoff.to)[1], self.words([handoff.to])
        takers = {target, *self.persons(item, handoff.to)}
        given = [each for each in item.record.handoffs if each.to in takers]
        help = f"add to: {target} and the day under handoffs"
        yield Need("handoff", f"it is handed to {words}", bool(given), help, ("handoffs",))
        if handoff.acknowledged_by:
            who = self.words(handoff.acknowledged_by)
            is_met = any(each.acknowledged is not None for each in given)
            says = f"{who} has said that it arrived"
            yield Need("handoff", says, is_met, "add acknowledged to the handoff", ("handoffs",))

    def _approval(self, item: Entry[Item], rule: ApprovalRule) -> Need:
        excluded = self.excluded(item, rule)
        given = {
            approval.by
            for approval in item.record.approvals
            if approval.gate == rule.gate
            and approval.by not in excluded
            and self.has_held(approval.by, rule.roles, approval.date.last)
        }
        people = f" by {self.words(_role(role) for role in rule.roles)}" if rule.roles else ""
        often = f"{rule.count} approvals{people}, {len(given)} given" if rule.count > 1 else f"an approval{people}"
        says = f"{rule.gate.replace('_', ' ')}: {often}"
        help = f"add gate: {rule.gate}, who and when under approvals"
        return Need("approval", says, len(given) >= rule.count, help, ("approvals",))

    def _parallel(self, item: Entry[Item], workflow: Workflow) -> Iterator[Need]:
        for parallel in workflow.parallel:
            if parallel.during != item.record.status:
                continue
            done = {self.title("workflow", name): self._is_branch_done(item, name) for name in parallel.run}
            if parallel.join == "any":
                yield Need("parallel", f"{' or '.join(done)} is done", any(done.values()), keys=("branches",))
                continue
            for title, is_done in done.items():
                yield Need("parallel", f"{title} is done", is_done, keys=("branches",))

    def _is_branch_done(self, item: Entry[Item], name: str) -> bool:
        branch, entry = item.record.branches.get(name), self.workspace.workflows.get(name)
        state = entry.record.states.get(branch.status) if entry is not None and branch is not None else None
        return state is not None and state.category in CLOSED

    def _room(self, item: Entry[Item], to: str, state: State) -> Iterator[Need]:
        if state.wip is None:
            return
        workflow = self.workspace.workflow_of(item)
        there = self.workspace.items_in(workflow.id, to) if workflow is not None else ()
        help = "finish something there first"
        if state.wip.limit is not None:
            limit = state.wip.limit
            says = f"room in {state.name}: {len(there)} of {limit} places taken"
            yield Need("room", says, len(there) < limit, help)
        owner = item.record.owner
        if state.wip.per_person is not None and owner in self.workspace.people:
            own = sum(other.record.owner == owner for other in there)
            says = f"room for the owner in {state.name}: {own} of {state.wip.per_person} places taken"
            yield Need("load", says, own < state.wip.per_person, help)


def _role(role: str) -> str:
    return role if role.startswith("role:") else f"role:{role}"
