"""Roles: what their holders answer for, and who stands in."""

from typing import ClassVar

from pydantic import Field

from worksystem.model.base import Part, Record
from worksystem.model.types import Flag, PersonRefs, Text, Texts, Whole

__all__ = ["Holders", "Role"]


class Holders(Part):
    noun: ClassVar[str] = "the number of holders"

    min: Whole | None = Field(default=None, description="Fewer holders than this is a finding")
    max: Whole | None = Field(default=None, description="More holders than this is a finding")


class Role(Record):
    """A set of responsibilities that people hold for a team."""

    noun: ClassVar[str] = "a role"

    name: Text = Field(default="", description="Name of the role")
    purpose: Text = Field(default="", description="What it is there for, in one sentence")
    accountable_for: Texts = Field(default=(), description="What its holders answer for")
    responsible_for: Texts = Field(default=(), description="What its holders do")
    consulted_on: Texts = Field(default=(), description="What its holders are asked about before")
    informed_of: Texts = Field(default=(), description="What its holders are told after")
    needs: Texts = Field(default=(), description="Skills it takes")
    critical: Flag = Field(default=False, description="With one holder and no deputy, a finding")
    holders: Holders | None = Field(default=None, description="How many people should hold it")
    deputy: PersonRefs = Field(default=(), description="Who stands in")
