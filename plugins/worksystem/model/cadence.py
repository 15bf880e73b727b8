"""Cadences: the rhythms that people meet in, and the notes that show that they met."""

from typing import ClassVar

from pydantic import Field

from worksystem.model.automation import Every, Recurrence
from worksystem.model.base import Record
from worksystem.model.types import (
    ActorRefs,
    CadenceRef,
    Clock,
    ItemRefs,
    Length,
    PersonRefs,
    TeamRefs,
    Text,
    Texts,
    When,
)

__all__ = ["Cadence", "Note"]


class Cadence(Record):
    """A meeting or another thing that comes round."""

    noun: ClassVar[str] = "a cadence"

    name: Text = Field(default="", description="Name of the cadence")
    purpose: Text = Field(default="", description="What comes out of it, in one sentence")
    teams: TeamRefs = Field(default=(), description="Whose it is")
    every: Every | None = Field(default=None, description="How often; other rhythms go under rule")
    rule: Recurrence | None = Field(default=None, description="How often, as an iCalendar rule")
    at: Clock | None = Field(default=None, description="When it begins, like 09:30")
    lasts: Length | None = Field(default=None, description="How long it takes, like 45m")
    place: Text = Field(default="", description="Where")
    attends: ActorRefs = Field(default=(), description="Who comes")
    agenda: Texts = Field(default=(), description="Views by name, or plain text")


class Note(Record):
    """What came out of one meeting; that it exists says that the meeting was held."""

    noun: ClassVar[str] = "a note"
    must_have: ClassVar[tuple[str, ...]] = ()

    title: Text = Field(default="", description="Title, if not the cadence and the day")
    cadence: CadenceRef | None = Field(
        default=None, description="The cadence; may be left out where the folder says it"
    )
    date: When | None = Field(default=None, description="The day; may be left out where the file name says it")
    attended: PersonRefs = Field(default=(), description="Who was there")
    decisions: Texts = Field(default=(), description="What was decided")
    actions: ItemRefs = Field(default=(), description="Items that came out of it")
