"""The work system as a run leaves it: planned changes tried on records, so that the next rule sees what came before."""

from collections.abc import Collection, Mapping, Sequence
from random import Random
from typing import Any

from worksystem.actions.create import create
from worksystem.actions.revise import ValueChange, having_entries, revise
from worksystem.actions.situation import Refusal, Situation
from worksystem.actions.theirs import in_file_words
from worksystem.automate.past import Past
from worksystem.change import Change
from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.workflow.judge import Judge

__all__ = ["Desk"]


class Desk:
    """What is on the desk of one run.

    Shape: `situation` is brought up to date when somebody asks for it, and as seldom as that: a work system is put
    together anew for many changes at once.
    """

    def __init__(self, situation: Situation, past: Past) -> None:
        self._situation = situation
        self._waiting: dict[str, Entry[Item]] = {}
        self.past = past

    @property
    def situation(self) -> Situation:
        """The work system with everything that is planned so far."""
        if self._waiting:
            workspace = having_entries(self._situation.workspace, *self._waiting.values())
            self._situation = self._situation.having(workspace)
            self._waiting = {}
        return self._situation

    @property
    def judge(self) -> Judge:
        """What workflows allow as things stand."""
        return self.situation.judge

    def item(self, id: str) -> Entry[Item]:
        """An item with everything that is planned for it so far."""
        return self._waiting.get(id) or self._situation.workspace.items[id]

    def change(self, id: str, changes: Sequence[ValueChange]) -> tuple[Change, ...] | Refusal:
        """Try changes in our words on an item; the edits to its file, or why they cannot be made."""
        item = self.item(id)
        if item.document.problems:
            return Refusal(f"{item.path} is not written right: {item.document.problems[0].message}")
        after = revise(self._situation.workspace, item, changes)
        if isinstance(after, Refusal):
            return after
        edits = tuple(changes) if _is_new(item) else in_file_words(self._situation, item, changes)
        if isinstance(edits, Refusal):
            return edits
        if after.record.status != item.record.status:
            self.past.note_move(item)
        for change in changes:
            self.past.note_change(id, str(change.keys[0]))
        self._waiting[id] = after
        return edits

    def create(
        self, type: str, values: Mapping[str, Any], *, chance: Random, past: Collection[str], why: str
    ) -> tuple[str, tuple[Change, ...]] | Refusal:
        """Try a new item; its id and the edits that make its file, or why it would be wrong."""
        outcome = create(self.situation, type, values, chance=chance, past=past, why=why)
        if isinstance(outcome, Refusal):
            return outcome
        id = next(iter(outcome.workspace.items.keys() - self._situation.workspace.items.keys()))
        self._situation = self._situation.having(outcome.workspace)
        return id, outcome.plan.changes


def _is_new(item: Entry[Item]) -> bool:
    return item.document.values is None
