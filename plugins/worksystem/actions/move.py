"""Moving an item along a transition: what the workflow asks for is judged with all that the move itself writes."""

from collections.abc import Sequence
from typing import Final, Literal

from msgspec import Struct

from worksystem.actions.advice import advise, name_who
from worksystem.actions.hand_over import hand_over, moved_fields
from worksystem.actions.overtake import refuse_overtaking
from worksystem.actions.revise import ValueChange, carry, having_entries, revise
from worksystem.actions.situation import Lack, Outcome, Refusal, Situation
from worksystem.actions.tick import tick
from worksystem.change import Append, Remove, SetValue
from worksystem.graph.suggest import list_words
from worksystem.graph.workspace import CLOSED
from worksystem.model import Item, Workflow
from worksystem.model.entry import Entry
from worksystem.model.words import count_of
from worksystem.workflow.judge import Way, best_of
from worksystem.workflow.versions import cure_of

__all__ = ["Handover", "move"]

Handover = Literal["", "over", "take"]
WHY: Final = "worksystem move"
# what is in order before work is handed over; who takes it over, who agrees and whether there is room comes after
_HANDED: Final = frozenset({"field", "check", "condition", "block"})


def move(
    situation: Situation,
    item: Entry[Item],
    to: str,
    *,
    because: str = "",
    ticks: Sequence[str] = (),
    branch: str = "",
    handover: Handover = "",
    why: str = WHY,
) -> Outcome | Refusal:
    """Move an item to a state, named by its id, its name or the name of the move.

    Shape: `because` is the reason it was closed, or an update otherwise; `ticks` are numbers of acceptance criteria
    from 1, or ids of checks; `branch` is the workflow beside the item's own that it moves in; `handover` writes only
    that it is handed `over`, or that somebody `take`s it, and leaves the state.
    """
    workflow, status = situation.judge.course(item, branch)
    if workflow is None:
        return Refusal(f"{item.id} cannot be moved: no workflow is known for it", help="correct its type")
    if status not in workflow.record.states:
        says = f'{item.id} cannot be moved: "{status}" is not a state of workflow "{workflow.id}"'
        return Refusal(says, help=cure_of(workflow.record, status))
    attempt = _Attempt(situation, item, workflow, status, because, tuple(ticks), branch, handover, why)
    return attempt.go(to)


class _Attempt(Struct, frozen=True, dict=True):
    situation: Situation
    item: Entry[Item]
    workflow: Entry[Workflow]
    status: str
    because: str
    ticks: tuple[str, ...]
    branch: str
    handover: Handover
    why: str

    def go(self, to: str) -> Outcome | Refusal:
        record = self.workflow.record
        ways = self.situation.judge.ways_from(self.item, self.branch)
        state = _find_state(record, ways, to)
        if state is None:
            states = list_words(record.states)
            return Refusal(f'"{to}" is not a state of workflow "{self.workflow.id}"', help=f"use {states}")
        if state == self.status:
            return Refusal(f'{self.item.id} is in "{record.states[state].name}" already', help=self._possible(ways))
        indexes = [way.index for way in ways if way.to == state]
        if not indexes:
            names = [f'"{record.states[each].name}"' for each in (self.status, state)]
            says = f"{self.item.id} cannot go from {names[0]} to {names[1]}"
            return Refusal(f'{says}: workflow "{self.workflow.id}" has no such move', help=self._possible(ways))
        found = [self._by(index) for index in indexes]
        tries = [each for each in found if not isinstance(each, Refusal)]
        if not tries:
            return next(each for each in found if isinstance(each, Refusal))
        who = self.situation.who
        way = best_of([way for way, _ in tries if way.is_open_to(who)] or [way for way, _ in tries])
        changes = next(changes for each, changes in tries if each is way)
        assert way is not None
        return self._take(way, changes)

    def _by(self, index: int) -> tuple[Way, list[ValueChange]] | Refusal:
        """One transition, judged with what the move writes beside the state, and these changes."""
        transition = self.workflow.record.transitions[index]
        ticked = tick(self.situation.workspace, self.item, transition, self.workflow.record, self.ticks, self.why)
        if isinstance(ticked, Refusal):
            return ticked
        changes = [*ticked, *self._reason(transition.to)]
        if transition.handoff is not None:
            handed = hand_over(self.situation, self.item, transition, self.handover, self.why)
            if isinstance(handed, Refusal):
                return handed
            changes += handed
        elif self.handover:
            return Refusal(f'"{transition.name}" hands {self.item.id} to nobody', help="leave that out")
        after = revise(self.situation.workspace, self.item, changes)
        if isinstance(after, Refusal):
            return after
        judge = self.situation.having(having_entries(self.situation.workspace, after)).judge
        return judge.way(after, self.workflow, index, self.status, self.branch), changes

    def _reason(self, to: str) -> list[ValueChange]:
        categories = {name: state.category for name, state in self.workflow.record.states.items()}
        closes = categories[to] in CLOSED and not self.branch
        reopens = categories[self.status] in CLOSED and not closes and not self.branch
        changes: list[ValueChange] = []
        if reopens and self.item.record.closed is not None:
            changes.append(Remove("", ("closed",), self.why))
        if self.because and closes:
            changes.append(SetValue("", ("closed", "reason"), self.because, self.why))
        elif self.because and not self.handover:
            who = {"by": self.situation.who} if self.situation.who else {}
            update = {"date": self.situation.today, **who, "text": self.because}
            changes.append(Append("", ("updates",), update, self.why))
        return changes

    def _take(self, way: Way, changes: list[ValueChange]) -> Outcome | Refusal:
        judge, item = self.situation.judge, self.item
        takes = self.handover == "take" and way.transition.handoff is not None
        if not way.is_open_to(self.situation.who) and not takes:
            kind = judge.words(way.transition.by)
            return name_who(self.situation, f'"{way.name}" of {item.id}', kind, way.people)
        missing = [need for need in way.missing if need.kind in _HANDED] if self.handover == "over" else way.missing
        if missing and self.handover != "take":
            lacks = tuple(Lack(need.says, advise(self.situation, item, way, need)) for need in missing)
            things = count_of(len(lacks), "thing is", "things are")
            verb = "be handed over" if self.handover else f'go to "{way.state.name}"'
            return Refusal(f"{item.id} cannot {verb}: {things} missing", lacks)
        if self.handover:
            return carry(self.situation, item, changes, ())
        moved = moved_fields(self.situation, item, way.transition, self.why)
        if isinstance(moved, Refusal):
            return moved
        key = ("branches", self.branch, "status") if self.branch else ("status",)
        tell = judge.words(way.transition.inform)
        made = [SetValue("", key, way.to, self.why), *changes, *moved]
        outcome = carry(self.situation, item, made, (f"tell {tell}",) if tell else ())
        if isinstance(outcome, Refusal):
            return outcome
        return refuse_overtaking(self.situation, item, item.id, outcome) or outcome

    def _possible(self, ways: Sequence[Way]) -> str:
        if not ways:
            return "nothing leads on from there"
        return f"from here it can go to {list_words(dict.fromkeys(way.to for way in ways))}"


def _find_state(workflow: Workflow, ways: Sequence[Way], to: str) -> str | None:
    """The state that somebody names, by its id, its name, or the name of a move that leads there from here."""
    if to in workflow.states:
        return to
    wanted = to.casefold().replace("_", " ").replace("-", " ")
    for way in ways:
        if way.name.casefold() == wanted:
            return way.to
    return next(
        (id for id, state in workflow.states.items() if wanted in (state.name.casefold(), id.replace("_", " "))), None
    )
