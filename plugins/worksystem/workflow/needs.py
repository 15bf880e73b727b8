"""What a move asks of an item: fields, checks, conditions, approvals, handoffs, parallel work and room."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final, Literal

from msgspec import Struct

from worksystem.graph.named_tests import NAMED_TESTS
from worksystem.graph.query import EvaluationProblem, ExpressionProblem, compile_expression
from worksystem.graph.vocabulary import CustomFields, custom_fields_of
from worksystem.history import History
from worksystem.model import ApprovalRule, HandoffRule, Item, State, Transition, Workflow
from worksystem.model.entry import Entry
from worksystem.source.document import Keys
from worksystem.workflow.actors import Actors, as_role, bare, name_actor
from worksystem.workflow.approvals import Proof, Standing, standings_of
from worksystem.workflow.branches import Beside, held_in, list_beside
from worksystem.workflow.fields import is_filled
from worksystem.workflow.paths import joins_before

__all__ = ["Need", "NeedKind", "Needs", "Step"]

_HELP: Final = {
    "void": "ask {} again",
    "new": "merge the change of the role first, or ask somebody who held it before",
    "unverified": "let {} commit the line, or approve it in a review",
}
NeedKind = Literal["field", "check", "condition", "approval", "handoff", "parallel", "block", "room", "load"]


class Need(Struct, frozen=True):
    """One thing that a move asks for; `says` is readable alone, `help` is what to write, `keys` where in the item.

    Shape: `load` is the room that a person has; it is only told where load may be shown.
    """

    kind: NeedKind
    says: str
    met: bool
    help: str = ""
    keys: Keys = ()


class Step(Struct, frozen=True):
    """A transition as an item takes it, or took it; `branch` names the workflow beside the item's own, if it is one."""

    item: Entry[Item]
    workflow: Entry[Workflow]
    transition: Transition
    status: str
    branch: str

    @property
    def state(self) -> State:
        """The state it leads to."""
        return self.workflow.record.states[self.transition.to]


@dataclass(frozen=True)
class Needs(Actors):
    """What workflows ask for on one day.

    Shape: `proofs` are what was found out about approvals, by item and place; where nothing was looked up, an approval
    is taken as it stands. `history` tells what changed after an approval.
    """

    proofs: Mapping[str, Mapping[int, Proof]] | None = None
    history: History | None = None

    @cached_property
    def custom(self) -> CustomFields:
        """The custom fields of all item types."""
        return custom_fields_of(self.workspace)

    def course(self, item: Entry[Item], branch: str = "") -> tuple[Entry[Workflow] | None, str]:
        """The workflow that an item or one of its branches runs in, and the state it is in there."""
        if not branch:
            return self.workspace.workflow_of(item), item.record.status
        workflow, stands = self.workspace.workflows.get(branch), item.record.branches.get(branch)
        initial = (workflow.record.initial or "") if workflow is not None else ""
        return workflow, stands.status if stands is not None else initial

    def holds(self, item: Entry[Item], text: str) -> bool | EvaluationProblem | ExpressionProblem:
        """Whether an expression holds for an item; an empty one does."""
        if not text:
            return True
        expression = compile_expression(text, "item", self.custom)
        if isinstance(expression, ExpressionProblem):
            return expression
        return expression.holds(item, self.workspace, self.as_of)

    def standings(self, item: Entry[Item]) -> tuple[Standing, ...]:
        """How the approvals of an item stand."""
        return standings_of(self, item, (self.proofs or {}).get(item.id), self.history)

    def takes_unverified(self, item: Entry[Item]) -> bool:
        """Whether an approval counts that nothing confirms: the settings say so, or nobody has looked."""
        is_enough = self.workspace.settings.approvals.unverified == "enough"
        return is_enough or self.proofs is None or item.id not in self.proofs

    def list_needs(self, step: Step) -> Iterator[Need]:
        """What a move asks for, met or not, in the workflow's order."""
        item, transition = step.item, step.transition
        yield from self._block(item, step.state)
        yield from self._entry(item, step.state)
        for text in transition.must:
            yield self._condition(item, text)
        if transition.handoff is not None:
            yield from self._handoff(item, transition.handoff)
        for rule in transition.approvals:
            yield self._approval(item, rule)
        yield from self._parallel(step)
        yield from self._room(step)

    def _block(self, item: Entry[Item], state: State) -> Iterator[Need]:
        blocked = item.record.blocked
        if blocked is not None and state.category != "dropped":
            reason = f": {blocked.reason}" if blocked.reason else ""
            help = "take blocked out when it can go on"
            yield Need("block", f"nothing blocks it any more{reason}", False, help, ("blocked",))

    def _entry(self, item: Entry[Item], state: State) -> Iterator[Need]:
        gate = state.entry
        if gate is None:
            return
        for name in gate.fields:
            yield Need("field", f"{name} is filled in", is_filled(item, name), f"add {name}", tuple(name.split(".")))
        for text in gate.must:
            yield self._condition(item, text)
        for standard in gate.standards:
            yield from self._checks(item, standard)

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
        given = [each for each in item.record.handoffs if bare(each.to) in takers]
        help = f"add to: {target} and the day under handoffs"
        yield Need("handoff", f"it is handed to {words}", bool(given), help, ("handoffs",))
        if handoff.acknowledged_by:
            able = self.people(item, handoff.acknowledged_by)
            is_met = any(each.acknowledged is not None and bare(each.acknowledged.by) in able for each in given)
            says = f"{self.words(handoff.acknowledged_by)} has said that it arrived"
            yield Need("handoff", says, is_met, "add acknowledged to the handoff", ("handoffs",))

    def _approval(self, item: Entry[Item], rule: ApprovalRule) -> Need:
        unverified = self.takes_unverified(item)
        here = [each for each in self.standings(item) if each.rule.gate == rule.gate and each.state != "barred"]
        given = {each.approval.by for each in here if each.counts(unverified=unverified)}
        idle = [each for each in here if each.approval.by not in given]
        people = f" by {self.words(map(as_role, rule.roles))}" if rule.roles else ""
        often = f"{rule.count} approvals{people}, {len(given)} given" if rule.count > 1 else f"an approval{people}"
        told = "".join(f"; {each.why}" for each in idle)
        help = f"add gate: {rule.gate}, who and when under approvals"
        if idle:
            help = _HELP[idle[0].state].format(idle[0].approval.by)
        says = f"{rule.gate.replace('_', ' ')}: {often}{told}"
        return Need("approval", says, len(given) >= rule.count, help, ("approvals",))

    def _parallel(self, step: Step) -> Iterator[Need]:
        for parallel in joins_before(step.workflow.record, step.transition, step.status):
            done = {name: self._is_branch_done(step.item, name) for name in parallel.run}
            apart = [[name] for name in done] if parallel.join == "all" else [list(done)]
            for names in apart:
                says = f"{' or '.join(self.title('workflow', name) for name in names)} is done"
                help = " or ".join(f"worksystem move {step.item.id} STATE --branch {name}" for name in names)
                yield Need("parallel", says, any(done[name] for name in names), help, ("branches",))

    def _is_branch_done(self, item: Entry[Item], name: str) -> bool:
        workflow, status = self.course(item, name)
        state = workflow.record.states.get(status) if workflow is not None else None
        return state is not None and state.category == "done"

    def _room(self, step: Step) -> Iterator[Need]:
        state, item, wip = step.state, step.item, step.state.wip
        if wip is None:
            return
        inside = held_in(self.workspace, self._beside, step.workflow.id, step.transition.to)
        there = [other for other in inside if other.id != item.id]
        owner, team = item.record.owner, self.workspace.team_of(item)
        if wip.limit is not None:
            yield _room("room", f"room in {state.name}", len(there), wip.limit)
        if wip.per_team is not None and team and team in self.workspace.teams:
            own = sum(self.workspace.team_of(other) == team for other in there)
            yield _room("room", f"room for {self.title('team', team)} in {state.name}", own, wip.per_team)
        if wip.per_person is not None and owner in self.workspace.people:
            own = sum(other.record.owner == owner for other in there)
            yield _room("load", f"room for the owner in {state.name}", own, wip.per_person)

    @cached_property
    def _beside(self) -> Beside:
        return list_beside(self.workspace)


def _room(kind: NeedKind, says: str, taken: int, limit: int) -> Need:
    return Need(kind, f"{says}: {taken} of {limit} places taken", taken < limit, "finish something there first")
