"""What workflows say of the moves that a branch makes, and which changes are routine."""

from collections.abc import Collection, Iterator, Sequence
from functools import cached_property
from typing import Any, Final

from msgspec import Struct

from worksystem.diff.changes import Change, Objection, Stand, Verdict
from worksystem.diff.items import state_mark
from worksystem.diff.sides import Pair
from worksystem.graph.workspace import Workspace
from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.views.privacy import may_show
from worksystem.views.reference import Ref
from worksystem.views.scope import title_of
from worksystem.workflow.change import judge_change
from worksystem.workflow.judge import Judge
from worksystem.workflow.known import Known

__all__ = ["Bench"]

_OTHERS: Final = "an item of another team"
# the rule that says more of an approval that does not count
_RULE: Final = {"new": " (WS335)"}


class Bench(Struct, frozen=True, dict=True):
    """Judges every change of items, with all that is known, and tells only what a reader may see."""

    before: Workspace
    judge: Judge
    known: Known
    audience: str

    def verdict(self, pair: Pair) -> Verdict | None:
        """What the workflow says where an item came into another state, or is new; `None` where it did not move."""
        item, old = pair.new, pair.old
        if item is None:
            return None
        faults = judge_change(self.before, self.judge, item.id, by=self.known.by, via=self.known.via.get(item.id, ()))
        moved = old is None or old.record.status != item.record.status or old.record.type != item.record.type
        if not moved and not faults:
            return None
        was = state_mark(self.before, old) if old is not None else None
        objections = tuple(
            Objection(each.kind, *self._told(each.kind, each.keys, each.says, each.help), self._people(each.able))
            for each in faults
        )
        name = self._name(old, item) if old is not None else ""
        return Verdict(name, was, state_mark(self.judge.workspace, item), objections)

    def reasons(self, pair: Pair, changes: Collection[Change], verdict: Verdict | None) -> Iterator[str]:
        """Why a change of an item is no routine; nothing where it is."""
        if pair.new is None:
            yield "an item is removed"
        if any(change.what == "approved" for change in changes) or (pair.old is None and pair.entry.record.approvals):
            yield "approvals"
        if any(change.what == "ignored" for change in changes):
            yield "a finding is ignored"
        if verdict is not None and not verdict.is_legal:
            yield "a move that its workflow does not allow"
        if self.known.by and any(self._is_foreign(side, space) for side, space in self._sides(pair)):
            yield _OTHERS

    def stands(self, item: Entry[Item]) -> tuple[Stand, ...]:
        """How the approvals stand that are shown of an item, in its order."""
        item, shown = self.judge.workspace.items[item.id], item.record.approvals
        unverified = self.judge.takes_unverified(item)
        found = {
            each.index: Stand(each.state, each.counts(unverified=unverified), f"{each.why}{_RULE.get(each.state, '')}")
            for each in self.judge.standings(item)
        }
        missing = Stand("unknown", False, "no workflow of the item has this gate")
        return tuple(found.get(index, missing) for index, _ in enumerate(shown))

    def _sides(self, pair: Pair) -> list[tuple[Entry[Item], Workspace]]:
        sides = ((pair.old, self.before), (pair.new, self.judge.workspace))
        return [(entry, workspace) for entry, workspace in sides if entry is not None]

    def _is_foreign(self, item: Entry[Item], workspace: Workspace) -> bool:
        """Whether an item belongs to a team that nobody of those who changed it was in before."""
        team = workspace.team_of(item)
        if item.record.owner in self.known.by:
            return False
        return team is not None and team not in self._teams

    @cached_property
    def _teams(self) -> frozenset[str]:
        return frozenset(team for person in self.known.by for team in self.before.teams_of(person))

    def _told(self, kind: str, keys: Sequence[Any], says: str, help: str) -> tuple[str, str]:
        name = str(keys[0]) if keys else ""
        settings = self.judge.workspace.settings.publish
        if may_show(self.audience, "item", name, settings.without) and not (
            kind == "load" and self.audience == "public"
        ):
            return says, help
        return "something that is not shown here stands against it", "run worksystem check --base"

    def _people(self, ids: Sequence[str]) -> tuple[Ref, ...]:
        people = self.judge.workspace.people
        return tuple(Ref("person", id, title_of(people[id])) if id in people else Ref("person", id, id) for id in ids)

    def _name(self, old: Entry[Item], item: Entry[Item]) -> str:
        """What the move is called, where it is one."""
        workflow = self.judge.workspace.workflow_of(item)
        if workflow is None:
            return ""
        transitions = workflow.record.transitions
        open_ = (transitions[index] for index in self.judge.list_open(item, workflow, old.record.status))
        return next((each.name for each in open_ if each.to == item.record.status), "")
