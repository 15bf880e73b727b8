"""People: who they are, where they belong, how much time they have."""

from typing import Annotated, Any, ClassVar

from pydantic import BeforeValidator, Field

from worksystem.model.base import Part, Record
from worksystem.model.types import Also, Share, TeamRef, Text, Texts, When, WorkingDuration

__all__ = ["Identities", "Leave", "Person"]


def shares(value: object) -> object:
    """Teams without shares get equal parts."""
    if isinstance(value, str):
        return {value: "100%"}
    if isinstance(value, list) and value and all(isinstance(team, str) for team in value):
        return dict.fromkeys(value, f"{100 / len(value):.4f}%")
    return value


def _plain(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}


class Identities(Part):
    noun: ClassVar[str] = "the identities"
    short: ClassVar[str] = "github"

    github: Text = Field(default="", description="Name on GitHub")
    gitlab: Text = Field(default="", description="Name on GitLab")
    forgejo: Text = Field(default="", description="Name on Forgejo, Gitea or Codeberg")
    git: Texts = Field(default=(), description="Mail addresses in git; they stay in its history for good")


class Leave(Part):
    noun: ClassVar[str] = "a leave"

    from_: When = Field(alias="from", description="First day away")
    to: When = Field(description="Last day away")


class Person(Record):
    """Someone who does work."""

    noun: ClassVar[str] = "a person"

    name: Text = Field(default="", description="Full name")
    title: Text = Field(default="", description="What they do, in their own words")
    place: Text = Field(default="", description="Where they work")
    identities: Identities | None = Field(
        default=None, description="Names elsewhere, to match reviews and commits; left out of public sites, not of git"
    )
    teams: Annotated[dict[TeamRef, Share], BeforeValidator(shares), Also(_plain)] = Field(
        default_factory=dict, description="Teams and the share of their time; a plain list means equal parts"
    )
    capacity: WorkingDuration | None = Field(
        default=None, description="Working time in a week, like 32h; left out of public sites, not of git"
    )
    leave: tuple[Leave, ...] = Field(default=(), description="Days away; left out of public sites, not of git")
    skills: Texts = Field(default=(), description="What they can do; left out of public sites, not of git")
    from_: When | None = Field(default=None, alias="from", description="First day")
    until: When | None = Field(default=None, description="Last day; open work after it is a finding")
