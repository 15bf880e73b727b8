"""Tools: who uses what for which workflow."""

from typing import ClassVar

from pydantic import Field

from worksystem.model.base import Record
from worksystem.model.types import PartyRef, PartyRefs, Text, Url, Whole, WorkflowRefs

__all__ = ["Tool"]


class Tool(Record):
    """Something that people work with; part of the work system."""

    noun: ClassVar[str] = "a tool"

    name: Text = Field(default="", description="Name of the tool")
    purpose: Text = Field(default="", description="What it is used for; two tools with one purpose overlap")
    owner: PartyRef | None = Field(default=None, description="The person or team that answers for it")
    used_by: PartyRefs = Field(default=(), description="Who uses it")
    workflows: WorkflowRefs = Field(default=(), description="Workflows it serves")
    seats: Whole | None = Field(default=None, description="How many people may use it")
    url: Url | None = Field(default=None, description="Where it is found")
