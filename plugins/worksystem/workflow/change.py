"""Whether a change to an item is one that its workflow allows: where it began, how it moved, and what that takes."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from worksystem.graph.suggest import list_words
from worksystem.graph.workspace import Workspace
from worksystem.model import Blocked, Item, Workflow
from worksystem.model.entry import Entry
from worksystem.source.document import Keys
from worksystem.workflow.judge import Judge, Way, best_of
from worksystem.workflow.known import Passage
from worksystem.workflow.paths import find_skip, migrate

__all__ = ["Fault", "judge_change"]


class Fault(Struct, frozen=True):
    """Something about a change that the workflow does not allow, in the words of a finding.

    Shape: `kind` is `born` (in another state than the first), `type` (changed, and the state does not fit), `move` (not
    declared), `actor` (not theirs to make), `expedite` (states left out without leave) or the kind of a `Need` that is
    missing; `keys` is where in the item; `able` are people who could give a missing approval, or make the move.
    """

    kind: str
    says: str
    help: str
    keys: Keys = ("status",)
    able: tuple[str, ...] = ()


def judge_change(
    before: Workspace, judge: Judge, id: str, *, by: Collection[str] = (), via: Sequence[Passage] = ()
) -> tuple[Fault, ...]:
    """What is wrong with what a change does to one item; `judge` knows the work system after it.

    Shape: `by` are the people who made the change, empty if nobody knows; `via` is how the item stood on the way,
    oldest first; a block stands in the way of a move only if it was there before and after it. A move counts as allowed
    only if the workflow allowed it before the change too, so that no change can allow itself. Empty for an item that is
    gone, or whose workflow or state is unknown, and where there were no workflows before: nothing was agreed that the
    change could break.
    """
    item = judge.workspace.items.get(id)
    workflow = judge.workspace.workflow_of(item) if item is not None else None
    if item is None or workflow is None or item.record.status not in workflow.record.states or not before.workflows:
        return ()
    return tuple(_Change(before, judge, item, workflow, frozenset(by), tuple(via)).faults())


class _Change(Struct, frozen=True, dict=True):
    before: Workspace
    judge: Judge
    item: Entry[Item]
    workflow: Entry[Workflow]
    by: frozenset[str]
    via: tuple[Passage, ...]

    def faults(self) -> Iterator[Fault]:
        old = self._old()
        if old is None:
            yield from self._born()
            return
        was = self.before.workflow_of(old)
        if was is not None and was.id != self.workflow.id:
            yield from self._retyped(old, was)
        else:
            versions = self._versions(self.workflow.id, self.workflow)
            yield from self._moves(versions, self._passages(old), ("status",), "")
        for name, branch in self.item.record.branches.items():
            workflow = self.judge.workspace.workflows.get(name)
            if workflow is not None and branch.status in workflow.record.states:
                start = workflow.record.initial or ""
                passages = [replace(each, state=each.branches.get(name, start)) for each in self._passages(old)]
                keys: Keys = ("branches", name, "status")
                yield from self._moves(self._versions(name, workflow), passages, keys, name)

    def _passages(self, old: Entry[Item]) -> list[Passage]:
        return [_stood(old.record), *self.via, _stood(self.item.record)]

    def _old(self) -> Entry[Item] | None:
        for id in (self.item.id, *self.item.record.former_ids):
            if id in self.before.items:
                return self.before.items[id]
        return None

    def _versions(self, id: str, now: Entry[Workflow]) -> list[Entry[Workflow]]:
        """The workflow as it is, and as it was if the change touches it."""
        was = self.before.workflows.get(id)
        return [now] if was is None or was.record == now.record else [now, was]

    def _born(self) -> Iterator[Fault]:
        record, status = self.workflow.record, self.item.record.status
        initial = record.initial
        if initial not in record.states or status == initial:
            return
        if self.item.record.expedite is not None and find_skip(record, initial or "", status) is not None:
            return
        says = f'{self.item.id} is new and begins in "{self._name(record, status)}"'
        yield Fault("born", says, f"begin in {initial}, and move it from there")

    def _retyped(self, old: Entry[Item], was: Entry[Workflow]) -> Iterator[Fault]:
        record, status = self.workflow.record, self.item.record.status
        state = was.record.states.get(old.record.status)
        if status == record.initial or (state is not None and state.category == record.states[status].category):
            return
        way = f'from "{self._name(was.record, old.record.status)}" to "{self._name(record, status)}"'
        says = f"{self.item.id} became a {self.item.record.type} and went {way} at once"
        yield Fault("type", says, f"change the type and begin in {record.initial}, or stay in a state of the same kind")

    def _moves(
        self, versions: Sequence[Entry[Workflow]], passages: Sequence[Passage], keys: Keys, branch: str
    ) -> Iterator[Fault]:
        seen = set()
        for workflow in versions:
            for before, after in pairwise(passages):
                old, new = before.state, after.state
                start = migrate(workflow.record, old)
                is_blocked = before.blocked is not None and before.blocked == after.blocked
                if start == new or start not in workflow.record.states or new not in workflow.record.states:
                    continue
                for fault in self._move(workflow, start, new, keys, branch, is_blocked=is_blocked):
                    is_passing = new != passages[-1].state and fault.kind in ("room", "load")
                    said = (fault.kind, f"{old} {new}" if fault.kind == "move" else fault.says)
                    if not is_passing and said not in seen:
                        seen.add(said)
                        yield fault

    def _move(
        self, workflow: Entry[Workflow], old: str, new: str, keys: Keys, branch: str, *, is_blocked: bool
    ) -> Iterator[Fault]:
        item, record = self.item, workflow.record
        if is_blocked != (item.record.blocked is not None):
            item = replace(item, record=item.record.model_copy(update={"blocked": Blocked() if is_blocked else None}))
        if not record.transitions:
            return
        open_ = self.judge.list_open(item, workflow, old)
        ways = [self.judge.way(item, workflow, index, old, branch) for index in open_]
        way = best_of([each for each in ways if each.to == new and self._is_open(each)] or _to(ways, new))
        if way is None:
            skip = find_skip(record, old, new)
            if skip is None or branch:
                yield self._undeclared(workflow, old, new, ways, keys)
                return
            way = self.judge.way(item, workflow, skip, old, branch)
            yield from self._skipped(workflow, old, new)
        if not self._is_open(way):
            named = " or ".join(map(self._person, way.people))
            who = list_words(map(self._person, sorted(self.by)))
            says = f'{who} moved {item.id} by "{way.name}", which is for {self.judge.words(way.transition.by)}'
            yield Fault("actor", says, f"let {named} make it" if named else "ask who may make it", keys, way.people)
        for need in way.missing:
            says = f'{item.id} went to "{way.state.name}" without what that takes ({need.says})'
            able = self._able(way) if need.kind == "approval" else ()
            yield Fault(need.kind, says, need.help or "see to it, or move it back", need.keys or keys, able)

    def _is_open(self, way: Way) -> bool:
        return not self.by or any(way.is_open_to(person) for person in self.by)

    def _able(self, way: Way) -> tuple[str, ...]:
        given = {each.approval.by for each in self.judge.standings(self.item) if each.counts()}
        found = [person for rule in way.transition.approvals for person in self.judge.able(self.item, rule)]
        return tuple(person for person in dict.fromkeys(found) if person not in given)

    def _undeclared(self, workflow: Entry[Workflow], old: str, new: str, ways: Sequence[Way], keys: Keys) -> Fault:
        record = workflow.record
        was = "" if workflow.record == self._now(workflow.id) else " as it was before this change"
        moved = f'{self.item.id} went from "{self._name(record, old)}" to "{self._name(record, new)}"'
        says = f'{moved}, and workflow "{workflow.id}"{was} has no such move'
        allowed = list_words(dict.fromkeys(way.to for way in ways))
        return Fault("move", says, f"use {allowed}" if allowed else f"leave it in {old}", keys)

    def _now(self, id: str) -> Workflow | None:
        entry = self.judge.workspace.workflows.get(id)
        return entry.record if entry is not None else None

    def _skipped(self, workflow: Entry[Workflow], old: str, new: str) -> Iterator[Fault]:
        item, record = self.item, workflow.record
        rule, expedite = record.exceptions.expedite, item.record.expedite
        way = f'from "{self._name(record, old)}" to "{self._name(record, new)}"'
        if expedite is None:
            says = f"{item.id} went {way}; only expedited work may leave out what lies between"
            yield Fault("expedite", says, "move it step by step, or add expedite: {by: <person>, why: <reason>}")
        elif rule is not None and rule.by and expedite.by not in (able := self.judge.people(item, rule.by)):
            says = f"{expedite.by} let {item.id} overtake the rest, which is for {self.judge.words(rule.by)}"
            named = " or ".join(map(self._person, able))
            yield Fault("expedite", says, f"ask {named}" if named else "ask who may", ("expedite", "by"), able)

    def _person(self, id: str) -> str:
        return self.judge.title("person", id)

    @staticmethod
    def _name(workflow: Workflow, state: str) -> str:
        found = workflow.states.get(state)
        return found.name if found is not None else state


def _stood(item: Item) -> Passage:
    branches = {name: branch.status for name, branch in item.branches.items()}
    since = item.blocked.since if item.blocked is not None else None
    return Passage(item.status, str(since or "") if item.blocked is not None else None, branches)


def _to(ways: Sequence[Way], state: str) -> list[Way]:
    return [way for way in ways if way.to == state]
