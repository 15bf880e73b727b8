"""What a run of the automations comes to: the steps with what made each, what was not possible, who is told."""

from datetime import date

from msgspec import Struct

from worksystem.change import Change, Plan
from worksystem.graph.finding import Finding

__all__ = ["Outcome", "Skipped", "Step", "Told"]


class Step(Struct, frozen=True):
    """Something that a rule does to an item.

    Shape: `rule` is `<workflow>.<automation>`; `action` is the key of the action; `path` is the item's file.
    """

    rule: str
    item: str
    title: str
    path: str
    action: str
    says: str
    changes: tuple[Change, ...]


class Skipped(Struct, frozen=True):
    """Something that a rule would do and the work system does not allow, with why not.

    Shape: `item` is empty where it is about no item.
    """

    rule: str
    item: str
    action: str
    says: str


class Told(Struct, frozen=True):
    """Somebody who is to hear of something; nothing is sent."""

    rule: str
    item: str
    who: tuple[str, ...]
    says: str


class Outcome(Struct, frozen=True):
    """Everything that the rules come to on a day, in the order in which it happens.

    Shape: `findings` are conditions that cannot be judged, and rules that feed each other without end.
    """

    as_of: date
    steps: tuple[Step, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    told: tuple[Told, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def plan(self) -> Plan:
        """All edits, file by file; within a file in the order in which they happen."""
        changes = [change for step in self.steps for change in step.changes]
        return Plan(tuple(sorted(changes, key=lambda change: change.path)))
