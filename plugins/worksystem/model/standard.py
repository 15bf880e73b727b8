"""Standards: definitions of ready and done, handoff checklists, practices."""

from typing import ClassVar, Literal

from pydantic import Field

from worksystem.model.base import Part, Record
from worksystem.model.types import Expression, PartyRef, Slug, Text

__all__ = ["Standard", "StandardCheck"]


class StandardCheck(Part):
    noun: ClassVar[str] = "a check"
    short: ClassVar[str] = "text"

    text: Text = Field(description="What has to be true")
    must: Expression = Field(default="", description="Judged by the checker; without it people tick it on the item")


class Standard(Record):
    """A checklist that transitions and teams refer to."""

    noun: ClassVar[str] = "a standard"
    must_have: ClassVar[tuple[str, ...]] = ("name", "kind")

    kind: Literal["ready", "done", "handoff", "practice"] | None = Field(default=None, description="What it is for")
    name: Text = Field(default="", description="Name of the standard")
    purpose: Text = Field(default="", description="Why it is there")
    owner: PartyRef | None = Field(default=None, description="The person or team that answers for it")
    checks: dict[Slug, StandardCheck] = Field(default_factory=dict, description="What has to be true, by id")
