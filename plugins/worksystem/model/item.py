"""Items: the pieces of work, with everything that is said about them."""

from typing import Annotated, ClassVar, Final, Literal, get_args

from pydantic import BeforeValidator, Field

from worksystem.model.base import Part, Record
from worksystem.model.types import (
    CalendarDuration,
    CheckRefs,
    DisciplineRefs,
    Flag,
    GoalRef,
    ItemRef,
    Number,
    PartyRef,
    PersonRef,
    PersonRefs,
    StandardRef,
    StateRef,
    TargetRef,
    TargetRefs,
    TeamRef,
    Text,
    Texts,
    TypeRef,
    When,
    WorkflowRef,
    WorkingDuration,
)

__all__ = [
    "AcceptancePoint",
    "Acknowledged",
    "Approval",
    "Blocked",
    "Branch",
    "Closed",
    "Comment",
    "DependsOn",
    "Expedite",
    "Handoff",
    "Item",
    "MadeBy",
    "Priority",
    "Promise",
    "TimeSpent",
    "Update",
]


Level = Literal["critical", "high", "medium", "low"]


class Priority(Part):
    noun: ClassVar[str] = "a priority"
    short: ClassVar[str] = "level"

    level: Level | None = Field(default=None, description="A word, if no figures")
    value: Number | None = Field(default=None, description="What it is worth, relative to other items")
    urgency: Number | None = Field(default=None, description="What waiting costs, relative to other items")
    effort: Number | None = Field(default=None, description="What it takes, relative to other items")


_LEVELS: Final = {level: Priority.model_construct(level=level) for level in get_args(Level)}


def _read_level(value: object) -> object:
    """What a level alone stands for, made once for all items."""
    return _LEVELS.get(value, value) if type(value) is str else value


class Promise(Part):
    noun: ClassVar[str] = "a promise"

    to: PartyRef = Field(description="To whom")
    date: When = Field(description="By when")


class DependsOn(Part):
    noun: ClassVar[str] = "a dependency"
    short: ClassVar[str] = "item"

    item: TargetRef = Field(description="The item, path or address it waits for")
    type: Literal["finish_to_start", "start_to_start", "finish_to_finish", "start_to_finish"] = Field(
        default="finish_to_start", description="Which end waits for which"
    )
    lag: CalendarDuration | None = Field(default=None, description="Time between the two")


class AcceptancePoint(Part):
    noun: ClassVar[str] = "an acceptance criterion"
    short: ClassVar[str] = "text"

    text: Text = Field(description="What has to be true")
    done: Flag = Field(default=False, description="Whether it is")


class Blocked(Part):
    noun: ClassVar[str] = "a block"
    short: ClassVar[str] = "reason"

    since: When | None = Field(default=None, description="First day")
    reason: Text = Field(default="", description="Why it can't go on")
    waiting_for: Text = Field(default="", description="Who or what would free it")


class Expedite(Part):
    noun: ClassVar[str] = "an expedite"

    by: PersonRef = Field(description="Who let it overtake the rest")
    since: When | None = Field(default=None, description="First day")
    why: Text = Field(default="", description="Why it can't wait")


class Acknowledged(Part):
    noun: ClassVar[str] = "an acknowledgement"
    short: ClassVar[str] = "by"

    by: PersonRef = Field(description="Who confirmed that it arrived")
    date: When | None = Field(default=None, description="When")


class Handoff(Part):
    noun: ClassVar[str] = "a handoff"

    to: PartyRef = Field(description="Who took over")
    from_: PartyRef | None = Field(default=None, alias="from", description="Who handed over")
    date: When = Field(description="When it was handed over")
    acknowledged: Acknowledged | None = Field(default=None, description="Who confirmed, and when")


class Branch(Part):
    noun: ClassVar[str] = "a branch"
    short: ClassVar[str] = "status"

    status: StateRef = Field(description="State in the parallel workflow")


class Approval(Part):
    noun: ClassVar[str] = "an approval"

    gate: Text = Field(description="The gate in the workflow")
    by: PersonRef = Field(description="Who approved")
    date: When = Field(description="When")
    digest: Text = Field(default="", description="What was approved, in short; written by the command approve")


class Update(Part):
    noun: ClassVar[str] = "an update"

    date: When = Field(description="When")
    by: PersonRef | None = Field(default=None, description="Who wrote it")
    state: Literal["on_track", "at_risk", "off_track"] | None = Field(default=None, description="How it stands")
    text: Text = Field(default="", description="What happened, in a sentence")


class TimeSpent(Part):
    noun: ClassVar[str] = "time spent"

    date: When = Field(description="The day")
    spent: WorkingDuration = Field(description="Working time, like 3h")
    by: PersonRef | None = Field(default=None, description="Who; off unless the settings turn it on")
    note: Text = Field(default="", description="What it went into")


class Comment(Part):
    noun: ClassVar[str] = "a comment"

    by: PersonRef = Field(description="Who")
    date: When = Field(description="When")
    text: Text = Field(description="What they say, Markdown")


class Closed(Part):
    noun: ClassVar[str] = "a closing note"
    short: ClassVar[str] = "reason"

    reason: Text = Field(default="", description="Why it was done or dropped")


class MadeBy(Part):
    noun: ClassVar[str] = "what made an item"

    automation: Text = Field(description="The automation, as <workflow>.<automation>")
    period: When | None = Field(default=None, description="The period it was made for, like 2026-11")
    item: ItemRef | None = Field(default=None, description="The item it was made because of")


class Item(Record):
    """One piece of work."""

    noun: ClassVar[str] = "an item"
    must_have: ClassVar[tuple[str, ...]] = ("title", "status", "type")

    title: Text = Field(default="", description="What it is about, in one line")
    status: StateRef = Field(default="", description="The state it is in, by its id in the workflow")
    type: TypeRef = Field(default="", description="What kind of work it is")
    owner: PartyRef | None = Field(
        default=None, description="Exactly one accountable person, or a team until someone takes it"
    )
    team: TeamRef | None = Field(default=None, description="The team that does it")
    due: When | None = Field(default=None, description="A target; a promise goes under promised")
    outcome: Text = Field(default="", description="What will be true when it is done")
    priority: Annotated[Priority | None, BeforeValidator(_read_level)] = Field(
        default=None, description="How it compares with other work"
    )
    goal: GoalRef | None = Field(default=None, description="The goal it serves")
    promised: Promise | None = Field(default=None, description="To whom it was promised, and for when")
    parent: ItemRef | None = Field(default=None, description="The larger item it is a part of")
    estimate: WorkingDuration | None = Field(default=None, description="Expected effort in working time, like 3wd")
    disciplines: DisciplineRefs = Field(default=(), description="Specialized and universal disciplines it serves")
    start: When | None = Field(default=None, description="Planned start; the real one is in git")
    period: When | None = Field(default=None, description="The planning period it is committed to, like 2026-W48")
    contributors: PersonRefs = Field(default=(), description="Who else works on it")
    depends_on: tuple[DependsOn, ...] = Field(default=(), description="What it waits for")
    blocks: TargetRefs = Field(default=(), description="What waits for it")
    relates_to: TargetRefs = Field(default=(), description="What has to do with it")
    duplicates: TargetRefs = Field(default=(), description="The same work under another id")
    replaces: TargetRefs = Field(default=(), description="What it takes the place of")
    discovered_from: TargetRefs = Field(default=(), description="Where it was found")
    acceptance: tuple[AcceptancePoint, ...] = Field(default=(), description="What has to be true for it to be done")
    checks: dict[StandardRef, CheckRefs] = Field(
        default_factory=dict, description="Standard to the ids of its checks that people have ticked"
    )
    blocked: Blocked | None = Field(default=None, description="Why it can't go on, and since when")
    expedite: Expedite | None = Field(default=None, description="It overtakes the rest: who says so, and why")
    handoffs: tuple[Handoff, ...] = Field(default=(), description="When it changed hands")
    branches: dict[WorkflowRef, Branch] = Field(default_factory=dict, description="Where its parallel workflows stand")
    approvals: tuple[Approval, ...] = Field(default=(), description="Who agreed to what, and when")
    updates: tuple[Update, ...] = Field(default=(), description="How it stands, newest last")
    time: tuple[TimeSpent, ...] = Field(
        default=(), description="Working time spent; left out of public sites, not of git"
    )
    comments: tuple[Comment, ...] = Field(default=(), description="What people say about it")
    closed: Closed | None = Field(default=None, description="Why it was done or dropped")
    made_by: MadeBy | None = Field(default=None, description="The automation that made it, and what for")
    labels: Texts = Field(default=(), description="Words to find it by")
    description: Text = Field(default="", description="Everything else, Markdown")
