"""Small work systems with automations: what a run comes to, and the same after it was carried out."""

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from textwrap import dedent, indent
from typing import Any

from tests.histories import make_history
from tests.systems import make_system
from worksystem.automate import Outcome, automate
from worksystem.edit import draft_plan, write_draft
from worksystem.history import History
from worksystem.load import load

__all__ = ["FLOW", "Work", "done", "item"]

FLOW = """\
name: Flow
initial: proposed
states:
  proposed: {name: Proposed, category: backlog}
  ready: {name: Ready, category: queue, entry: {fields: [due]}}
  doing: {name: Doing, category: active, expectation: 3d}
  review: {name: Review, category: active, waiting: yes, expectation: 2d, wip: 2}
  done: {name: Done, category: done}
  dropped: {name: Dropped, category: dropped}
transitions:
  - {from: proposed, to: ready, name: Accept, by: [lead]}
  - {from: ready, to: doing, name: Start, by: [owner]}
  - {from: doing, to: review, name: Hand over, by: [owner]}
  - {from: review, to: doing, name: Send back, by: [lead], rework: yes}
  - from: review
    to: done
    name: Finish
    by: [lead]
    approvals: [{gate: board, roles: [manager], count: 2}]
exceptions:
  blocked: {at_most: 3d, then: role:manager}
automation:
"""
_BASE = {
    "work/people.yml": """\
ada: {name: Ada, teams: [platform]}
bo: {name: Bo, teams: [platform]}
cy: {name: Cy, teams: [platform], leave: [{from: 2026-11-01, to: 2026-11-30}]}
dee: {name: Dee}
""",
    "work/teams.yml": "platform: {name: Platform, lead: ada, roles: {manager: [ada, dee]}}\n",
    "work/roles.yml": "manager: {name: Manager}\n",
    "work/types/task.yml": "name: Task\nworkflow: flow\nprefix: TSK\n",
    "work/standards/readiness.yml": """\
kind: ready
name: Readiness
checks:
  why: {text: The reason is known}
  who: {text: The reader is known}
  outcome: {text: Has an outcome, must: "outcome != ''"}
""",
}


def item(status: str = "doing", **fields: Any) -> str:
    """The text of an item; a field's value is written as it is given."""
    lines = [f"{name}: {value}" for name, value in fields.items()]
    return "\n".join([f"title: A {status} item", "type: task", f"status: {status}", *lines, ""])


def done(outcome: Outcome) -> list[tuple[str, str]]:
    """The steps of a run: the item, and what is done to it."""
    return [(step.item, step.says) for step in outcome.steps]


class Work:
    """A work system whose one workflow has some automations, with a past that some events make."""

    def __init__(
        self,
        folder: Path,
        automation: str,
        items: Mapping[str, str],
        events: Iterable[Mapping[str, Any]] = (),
        *,
        as_of: str = "2026-11-22",
        timezone: str = "UTC",
        more: Mapping[str, str] | None = None,
    ) -> None:
        self.folder = folder
        self.as_of = as_of
        self.timezone = timezone
        self.events = tuple(events)
        texts = {f"work/items/{id}.yml": text for id, text in items.items()}
        workflow = {"work/workflows/flow.yml": FLOW + indent(dedent(automation), "  ")}
        self.system = make_system(folder, {**_BASE, **workflow, **texts, **(more or {})}, as_of=self.day)

    @property
    def day(self) -> date:
        """The day asked about."""
        return date.fromisoformat(self.as_of)

    @property
    def history(self) -> History:
        """What the events make."""
        return make_history(self.events, as_of=self.as_of, timezone=self.timezone)

    def run(self) -> Outcome:
        """What the automations come to."""
        return automate(self.system.workspace, self.history)

    def carry_out(self) -> Outcome:
        """Run, write the files, read them again; what the run came to."""
        outcome = self.run()
        write_draft(draft_plan(self.system.repository, outcome.plan))
        self.system = load(self.folder, as_of=self.day)
        return outcome

    def text(self, id: str) -> str:
        """The file of an item."""
        return (self.folder / f"work/items/{id}.yml").read_text(encoding="utf-8")
