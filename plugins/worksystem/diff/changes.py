"""What a branch changes in the work, as plain values; every report renders the same ones."""

from datetime import date
from pathlib import PurePosixPath
from typing import Literal

from msgspec import Struct

from worksystem.diagnostics import Diagnostic
from worksystem.views.reference import Ref, StateMark

__all__ = ["Change", "Diff", "Effect", "Late", "Load", "Objection", "RecordChange", "Room", "Stand", "Verdict", "What"]

What = Literal[
    "created",
    "removed",
    "archived",
    "restored",
    "renamed",
    "moved",
    "reassigned",
    "dated",
    "prioritized",
    "estimated",
    "blocked",
    "unblocked",
    "linked",
    "ticked",
    "approved",
    "handed_over",
    "commented",
    "ignored",
    "changed",
]
Class = Literal["routine", "agreement"]


class Stand(Struct, frozen=True):
    """How an approval stands that a change adds; `state` is that of `workflow.approvals.Standing`, `why` in words.

    Shape: `state` is `unknown` where no workflow of the item has the gate.
    """

    state: str
    counts: bool
    why: str

    @property
    def says(self) -> str:
        """The same in half a sentence."""
        words = [self.state] if self.state in ("verified", "unverified") else []
        words += [] if self.counts else ["does not count"]
        return f"{', '.join(words)}: {self.why}"


class Change(Struct, frozen=True):
    """One thing that changed in a record.

    Shape: `says` is readable alone; `field` is the field with dots, empty for the record as a whole; `old` and `new`
    are in words, `None` where nothing stood or stands; `stand` is there for an approval that was added.
    """

    what: What
    says: str
    field: str = ""
    old: str | None = None
    new: str | None = None
    stand: Stand | None = None


class Objection(Struct, frozen=True):
    """What stands against a move; `kind` is that of `workflow.change.Fault`, `able` could give a missing approval."""

    kind: str
    says: str
    help: str
    able: tuple[Ref, ...] = ()


class Verdict(Struct, frozen=True):
    """What the workflow says of a move.

    Shape: `old` is `None` for a new item; `name` is what the move is called, empty where the workflow knows no such
    move.
    """

    name: str
    old: StateMark | None
    new: StateMark
    objections: tuple[Objection, ...] = ()

    @property
    def is_legal(self) -> bool:
        """Whether nothing stands against it."""
        return not self.objections


class RecordChange(Struct, frozen=True):
    """Everything that changed in one record.

    Shape: `id` and `title` are today's, those of before where the record is gone; `verdict` is there for an item that
    came into another state; `reasons` say why the change is no routine, empty where it is.
    """

    kind: str
    id: str
    title: str
    path: str
    changes: tuple[Change, ...]
    verdict: Verdict | None = None
    reasons: tuple[str, ...] = ()

    @property
    def class_(self) -> Class:
        """Whether the change is routine, or takes an agreement."""
        return "agreement" if self.reasons else "routine"

    def has(self, *what: What) -> bool:
        """Whether something of a kind changed."""
        return any(change.what in what for change in self.changes)


class Room(Struct, frozen=True):
    """How many items are in a state, before and after the merge; `limit` is that of after."""

    workflow: Ref
    state: StateMark
    before: int
    after: int
    limit: int | None

    @property
    def is_over(self) -> bool:
        """Whether there are more than the limit allows."""
        return self.limit is not None and self.after > self.limit


class Load(Struct, frozen=True):
    """How many items a team has in progress, before and after the merge."""

    team: Ref
    before: int
    after: int


class Late(Struct, frozen=True):
    """An open item whose day is past, or whose promise is at risk, since or no longer; `why` in words."""

    item: Ref
    why: str


class Effect(Struct, frozen=True):
    """What the merge does to the whole; only what differs is listed."""

    rooms: tuple[Room, ...] = ()
    loads: tuple[Load, ...] = ()
    past_due: tuple[int, int] = (0, 0)
    newly_past_due: tuple[Late, ...] = ()
    at_risk: tuple[int, int] = (0, 0)
    newly_at_risk: tuple[Late, ...] = ()


class Diff(Struct, frozen=True):
    """What a branch changes in the work.

    Shape: `base` is the commit that both sides come from, `named` what was asked for, `head` the commit of the branch,
    empty for the files as they are today; `behind` counts the commits that the branch lacks of what it is compared
    with; `by` are the people who
    changed it, if known; `others` are changed files that hold no record; `silent` counts files
    of records whose text changed without changing what they say; `unshown` is why the whole is no routine because of
    records of which nothing may be told; `notes` say what could not be found out, and what was not judged therefore.
    """

    named: str
    base: str
    head: str
    as_of: date
    behind: int
    by: tuple[Ref, ...]
    records: tuple[RecordChange, ...]
    new: tuple[Diagnostic, ...]
    solved: tuple[Diagnostic, ...]
    effect: Effect
    others: tuple[str, ...] = ()
    silent: int = 0
    unshown: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why the whole is no routine, each reason once; empty where it is."""
        found = [*(reason for record in self.records for reason in record.reasons), *self.unshown]
        past = [path for path in self.others if _is_past(path)]
        found += ["the past that was brought along"] if past else []
        found += ["files that hold no records"] if len(past) < len(self.others) else []
        return tuple(dict.fromkeys(found))

    @property
    def class_(self) -> Class:
        """Whether all of it is routine, or something takes an agreement."""
        return "agreement" if self.reasons else "routine"

    @property
    def is_empty(self) -> bool:
        """Whether nothing changes."""
        return not (self.records or self.new or self.solved or self.others or self.silent or self.unshown)


def _is_past(path: str) -> bool:
    """Whether a file holds events that were brought along, as `work/history/` does."""
    return PurePosixPath(path).match("history/*.jsonl")
