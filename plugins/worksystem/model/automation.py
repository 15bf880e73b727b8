"""Automation of a workflow: what triggers it and what it does; and how often something comes round."""

import re
from typing import Annotated, Any, ClassVar, Final, Literal

from pydantic import BeforeValidator, Field, WithJsonSchema

from worksystem.model.base import Part
from worksystem.model.duration import parse_calendar
from worksystem.model.types import (
    DRAWN,
    ActorRef,
    ActorRefs,
    CadenceRef,
    CalendarDuration,
    Expression,
    FieldRef,
    FieldRefs,
    Flag,
    Is,
    Reads,
    StandardRef,
    StateRef,
    TeamRef,
    Text,
    Texts,
    TypeRef,
)
from worksystem.model.values import unfit

__all__ = ["Action", "Automation", "Create", "Every", "OwnerChoice", "Recurrence", "Trigger"]

Every = Literal[
    "day",
    "weekday",
    "week",
    "month",
    "quarter",
    "year",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
]
WITHIN: Final = parse_calendar("14d")
_HELP = "write an iCalendar rule, like FREQ=MONTHLY;BYDAY=1TU"


def parse_recurrence(value: object) -> str:
    """An RRULE of RFC 5545, without its name."""
    if not isinstance(value, str):
        raise unfit("WS116", "is not a recurrence rule", _HELP)
    from dateutil.rrule import rrulestr

    try:
        # every zero days would never end, and nobody meets every minus one
        if not re.search(r"FREQ=", value) or "\n" in value or re.search(r"INTERVAL=(?!0*[1-9]\d*(;|$))", value):
            raise ValueError
        rrulestr(value, ignoretz=True)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, OverflowError):
        raise unfit("WS116", "is not a recurrence rule", _HELP) from None
    return value


Recurrence = Annotated[str, Reads(parse_recurrence), WithJsonSchema({"type": "string"}), Is("recurrence")]


class Trigger(Part):
    noun: ClassVar[str] = "a trigger"

    created: Flag = Field(default=False, description="An item is new")
    enters: StateRef | None = Field(default=None, description="An item enters this state")
    leaves: StateRef | None = Field(default=None, description="An item leaves this state")
    changed: FieldRefs = Field(default=(), description="One of these fields changes")
    aging: StateRef | None = Field(default=None, description="An item stays longer in this state than expected")
    blocked: Flag = Field(default=False, description="An item is blocked for longer than the workflow allows")
    overdue: Flag = Field(default=False, description="The day by which an item is due is over")
    approved: Text = Field(default="", description="A gate has all the approvals that it asks for")
    children: Literal["backlog", "queue", "active", "done", "dropped"] | None = Field(
        default=None, description="All children of an item are in a state of this category"
    )
    every: Every | None = Field(default=None, description="Time comes round")
    rule: Recurrence | None = Field(default=None, description="Time comes round, as an iCalendar rule")
    cadence: CadenceRef | None = Field(default=None, description="A cadence comes round")
    within: CalendarDuration = Field(
        default=WITHIN, description="How long after an event, or after the day that came round, it may still happen"
    )


class OwnerChoice(Part):
    noun: ClassVar[str] = "the choice of an owner"
    short: ClassVar[str] = "is"

    is_: ActorRef | None = Field(
        default=None, alias="is", description="This person or team; of a role whoever holds it, in turn"
    )
    rotate: TeamRef | None = Field(default=None, description="The members of this team in turn")


class Create(Part):
    noun: ClassVar[str] = "a new item"

    type: TypeRef = Field(description="Item type")
    title: Text = Field(description="Title; {period} and {id} are filled in")
    owner: OwnerChoice | None = Field(default=None, description="Who owns it")
    team: TeamRef | None = Field(default=None, description="Team it belongs to")
    due: CalendarDuration | None = Field(
        default=None, description="How long after the first day of the period, or after the event, it is due"
    )
    outcome: Text = Field(default="", description="What will be true when it is done")
    labels: Texts = Field(default=(), description="Labels")
    description: Text = Field(default="", description="Description, Markdown")
    fields: dict[FieldRef, Any] = Field(
        default_factory=dict, description="Other fields; {period} and {id} are filled in"
    )


class Action(Part):
    noun: ClassVar[str] = "an action"

    escalate: ActorRef | None = Field(default=None, description="Who is asked to take care of it")
    notify: ActorRefs = Field(default=(), description="Who is told")
    add: dict[FieldRef, Texts] = Field(default_factory=dict, description="Field to what is added to its list")
    set: dict[FieldRef, Any] = Field(default_factory=dict, description="Field to its new value")
    assign: OwnerChoice | None = Field(default=None, description="Who owns the item from now on")
    checklist: StandardRef | None = Field(default=None, description="The checks of a standard, as points of acceptance")
    move: StateRef | None = Field(default=None, description="State the item moves to")
    create: Create | None = Field(default=None, description="A new item")


def _listed(value: object) -> object:
    return [value] if isinstance(value, dict) else value


class Automation(Part):
    noun: ClassVar[str] = "an automation"

    trigger: Trigger = Field(description="What sets it off")
    when: Expression = Field(default="", description="Whether it applies")
    do: Annotated[tuple[Action, ...], BeforeValidator(_listed), DRAWN] = Field(description="What it does, in order")
