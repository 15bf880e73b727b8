"""Workflows: states, the moves between them, approvals, handoffs and exceptions."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import BeforeValidator, Field

from worksystem.model.automation import Automation
from worksystem.model.base import Part, Record
from worksystem.model.types import (
    DRAWN,
    ActorRef,
    ActorRefs,
    AnyStateRefs,
    CalendarDuration,
    DisciplineRefs,
    Expression,
    Expressions,
    FieldRefs,
    Flag,
    PartyRef,
    RoleRefs,
    Slug,
    StandardRef,
    StandardRefs,
    StateRef,
    StateRefs,
    Text,
    Whole,
    WorkflowRef,
    WorkflowRefs,
)

__all__ = [
    "ApprovalRule",
    "BasedOn",
    "BlockedRule",
    "CancelledRule",
    "Category",
    "Exceptions",
    "ExpediteRule",
    "Gate",
    "HandoffRule",
    "Parallel",
    "RejectedRule",
    "State",
    "Transition",
    "Wip",
    "Workflow",
]

Category = Literal["backlog", "queue", "active", "done", "dropped"]


class Wip(Part):
    noun: ClassVar[str] = "a WIP limit"
    short: ClassVar[str] = "limit"

    limit: Whole | None = Field(default=None, description="Most items at a time")
    per_team: Whole | None = Field(default=None, description="Most items of one team at a time")
    per_person: Whole | None = Field(default=None, description="Most items of one person at a time")


class Gate(Part):
    noun: ClassVar[str] = "an entry condition"

    fields: FieldRefs = Field(default=(), description="Fields that must be filled in")
    standards: StandardRefs = Field(default=(), description="Standards whose checks must hold")
    must: Expressions = Field(default=(), description="Expressions or named tests that must hold")


class State(Part):
    noun: ClassVar[str] = "a state"
    fallbacks: ClassVar[Mapping[str, object]] = {"category": "backlog"}

    name: Text = Field(description="Name of the state")
    category: Category = Field(description="What the state means for flow")
    wip: Wip | None = Field(default=None, description="Limit of work in progress")
    expectation: CalendarDuration | None = Field(default=None, description="How long an item usually stays")
    waiting: Flag = Field(default=False, description="Whether items here wait for somebody")
    entry: Gate | None = Field(default=None, description="What must hold before an item enters")
    help: Text = Field(default="", description="What the state means")


class HandoffRule(Part):
    noun: ClassVar[str] = "a handoff"
    short: ClassVar[str] = "to"

    to: ActorRef = Field(description="Who takes over")
    from_: ActorRef | None = Field(default=None, alias="from", description="Who hands over; whoever has it if not said")
    standard: StandardRef | None = Field(default=None, description="The checklist of the handoff")
    acknowledged_by: ActorRefs = Field(default=(), description="Who confirms that it arrived")
    moves: FieldRefs = Field(default=(), description="Fields that change with it, like team")


class ApprovalRule(Part):
    noun: ClassVar[str] = "an approval"

    gate: Slug = Field(description="Id of the gate; approvals on items name it")
    roles: RoleRefs = Field(default=(), description="Roles whose holders may approve")
    count: Whole = Field(default=1, description="How many must approve")
    except_: ActorRefs = Field(
        default=("owner",), alias="except", description="Who may not; the owner if nothing is said, [] for nobody"
    )
    covers: FieldRefs = Field(default=(), description="Fields that were approved; a change of them voids the approval")


class Transition(Part):
    noun: ClassVar[str] = "a transition"

    from_: AnyStateRefs = Field(alias="from", description="The states it leads from; * is every open state")
    to: StateRef = Field(description="The state it leads to")
    name: Text = Field(description="Name of the move, as a verb")
    by: ActorRefs = Field(default=(), description="Who may move an item")
    when: Expression = Field(default="", description="Whether the move exists for an item")
    must: Expressions = Field(default=(), description="What has to hold")
    handoff: HandoffRule | None = Field(default=None, description="Work changes hands with it")
    approvals: tuple[ApprovalRule, ...] = Field(default=(), description="Who has to agree before")
    consult: ActorRefs = Field(default=(), description="Who is asked before")
    inform: ActorRefs = Field(default=(), description="Who is told after")
    rework: Flag = Field(default=False, description="Whether the move sends work back")


class BasedOn(Part):
    noun: ClassVar[str] = "the workflow it is based on"
    short: ClassVar[str] = "workflow"

    workflow: WorkflowRef = Field(description="The workflow that was adapted")
    why: Text = Field(default="", description="Why it was adapted")


class Parallel(Part):
    noun: ClassVar[str] = "parallel work"

    during: StateRef = Field(description="The state during which it runs")
    run: WorkflowRefs = Field(description="Workflows that run side by side")
    join: Literal["all", "any"] = Field(default="all", description="Whether all or any of them must be done")


class BlockedRule(Part):
    noun: ClassVar[str] = "the rule for blocked work"
    short: ClassVar[str] = "at_most"

    at_most: CalendarDuration = Field(description="How long an item may be blocked")
    then: ActorRef | None = Field(default=None, description="Who takes care of it after that")
    to: StateRef | None = Field(default=None, description="State it waits in; where it is if not said")


class RejectedRule(Part):
    noun: ClassVar[str] = "the rule for rejected work"
    short: ClassVar[str] = "to"

    to: StateRef = Field(description="State it is sent back to")
    at_most: CalendarDuration | None = Field(default=None, description="How long until it is handed in again")
    then: ActorRef | None = Field(default=None, description="Who takes care of it after that")


class ExpediteRule(Part):
    noun: ClassVar[str] = "the rule for expedited work"
    short: ClassVar[str] = "at_most"

    at_most: Whole = Field(description="How many expedited items at a time")
    by: ActorRefs = Field(default=(), description="Who may expedite")
    may_skip: StateRefs = Field(default=(), description="States that may be left out")
    why: Literal["required", "optional"] = Field(default="required", description="Whether a reason is needed")
    within: CalendarDuration | None = Field(default=None, description="How long it may overtake the rest")
    then: ActorRef | None = Field(default=None, description="Who takes care of it after that")


class CancelledRule(Part):
    noun: ClassVar[str] = "the rule for cancelled work"
    short: ClassVar[str] = "to"

    to: StateRef = Field(description="State it ends in")
    at_most: CalendarDuration | None = Field(
        default=None, description="How long until its parts, and what waits for it, are settled"
    )
    then: ActorRef | None = Field(default=None, description="Who takes care of it after that")


class Exceptions(Part):
    noun: ClassVar[str] = "the exceptions"

    blocked: BlockedRule | None = Field(default=None, description="Work that cannot go on")
    rejected: RejectedRule | None = Field(default=None, description="Work that was not accepted")
    expedite: ExpediteRule | None = Field(default=None, description="Work that overtakes the rest")
    cancelled: CancelledRule | None = Field(default=None, description="Work that is given up")


def _listed(value: object) -> object:
    """One mapping becomes a list of one."""
    return [value] if isinstance(value, dict) else value


class Workflow(Record):
    """How a kind of work moves from idea to done."""

    noun: ClassVar[str] = "a workflow"
    must_have: ClassVar[tuple[str, ...]] = ("name", "initial", "states")

    version: Whole = Field(default=1, description="Goes up when states change in a way that needs a migration")
    name: Text = Field(default="", description="Name of the workflow")
    purpose: Text = Field(default="", description="What it is there for, in one sentence")
    owner: PartyRef | None = Field(default=None, description="The person or team that answers for it")
    based_on: BasedOn | None = Field(default=None, description="The workflow it was adapted from, and why")
    disciplines: DisciplineRefs = Field(default=(), description="Disciplines it serves")
    initial: StateRef | None = Field(default=None, description="State of a new item")
    states: dict[Slug, State] = Field(default_factory=dict, description="Its states, in the order of the board")
    transitions: tuple[Transition, ...] = Field(default=(), description="The moves between states")
    parallel: Annotated[tuple[Parallel, ...], BeforeValidator(_listed), DRAWN] = Field(
        default=(), description="Workflows that run side by side during a state"
    )
    exceptions: Exceptions = Field(default_factory=lambda: Exceptions(), description="Work that leaves its usual way")
    automation: dict[Slug, Automation] = Field(default_factory=dict, description="What happens by itself")
    migrations: dict[int, dict[Text, StateRef]] = Field(
        default_factory=dict, description="For each earlier version: old state to new state"
    )
