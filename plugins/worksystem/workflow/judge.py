"""What a workflow allows an item to do next, and what each way on still needs. One judgement for everybody who asks."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from msgspec import Struct

from worksystem.model import Item, State, Transition, Workflow
from worksystem.model.entry import Entry
from worksystem.workflow.needs import Need, Needs, Step
from worksystem.workflow.paths import find_skip, leads_from

__all__ = ["Judge", "Need", "Way", "best_of"]


class Way(Struct, frozen=True):
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
class Judge(Needs):
    """What workflows allow on one day."""

    def ways_from(self, item: Entry[Item], branch: str = "") -> tuple[Way, ...]:
        """The moves that exist for an item in its state, or for one of its branches, in the workflow's order.

        Shape: empty when the workflow or the state is unknown, or nothing leads on. Expedited work may leave out
        states, and what leads on from there follows.
        """
        workflow, status = self.course(item, branch)
        if workflow is None or status not in workflow.record.states:
            return ()
        open_ = self.list_open(item, workflow, status)
        if item.record.expedite is not None and not branch:
            open_ += self._list_skips(workflow.record, status, open_)
        return tuple(self.way(item, workflow, index, status, branch) for index in open_)

    @staticmethod
    def _list_skips(workflow: Workflow, status: str, open_: Collection[int]) -> list[int]:
        """The transitions by which work arrives that leaves out states, where none leads there straight."""
        straight = {status, *(workflow.transitions[index].to for index in open_)}
        found = (find_skip(workflow, status, state) for state in workflow.states if state not in straight)
        return [index for index in found if index is not None]

    def find_way(self, item: Entry[Item], to: str, branch: str = "") -> Way | None:
        """The way to a state; of several the first that lacks nothing, else the first; `None` if there is none."""
        return best_of([way for way in self.ways_from(item, branch) if way.to == to])

    def list_open(self, item: Entry[Item], workflow: Entry[Workflow], status: str) -> list[int]:
        """The transitions that lead out of a state for an item, as places in the workflow."""
        return [
            index
            for index, transition in enumerate(workflow.record.transitions)
            if leads_from(transition, status, workflow.record)
            and transition.to in workflow.record.states
            and self.holds(item, transition.when) is not False
        ]

    def way(self, item: Entry[Item], workflow: Entry[Workflow], index: int, status: str, branch: str = "") -> Way:
        """One transition out of a state with all that it needs of an item as it is written now.

        Shape: the item may have made the move already; then it takes up no room of its own.
        """
        transition = workflow.record.transitions[index]
        step = Step(item, workflow, transition, status, branch)
        return Way(transition, index, step.state, self.people(item, transition.by), tuple(self.list_needs(step)))


def best_of(ways: Sequence[Way]) -> Way | None:
    """Of several ways to one state the first that lacks nothing, else the first."""
    return next((way for way in ways if not way.missing), ways[0] if ways else None)
