"""Teams and departments: purpose, who leads, who holds which role since when, how others ask them for something."""

from typing import Annotated, ClassVar

from pydantic import BeforeValidator, Field

from worksystem.model.base import Part, Record
from worksystem.model.types import (
    DRAWN,
    CadenceRefs,
    CalendarDuration,
    DisciplineRef,
    FieldRefs,
    Globs,
    PartyRefs,
    PersonRef,
    RoleRef,
    Slug,
    TeamRef,
    Text,
    TypeRef,
    When,
    WorkflowRefs,
)

__all__ = ["Handles", "Holder", "Service", "Team"]


def _listed(value: object) -> object:
    return [value] if isinstance(value, (str, dict)) else value


class Holder(Part):
    noun: ClassVar[str] = "a role's holder"
    short: ClassVar[str] = "person"

    person: PersonRef = Field(description="Who holds the role")
    from_: When | None = Field(default=None, alias="from", description="First day in the role")
    until: When | None = Field(default=None, description="Last day in the role")


class Service(Part):
    noun: ClassVar[str] = "a service"

    id: Slug = Field(description="Its id within the team")
    name: Text = Field(description="What others ask for")
    type: TypeRef | None = Field(default=None, description="Item type of a request")
    form: FieldRefs = Field(default=(), description="Fields to fill in")
    expectation: CalendarDuration | None = Field(default=None, description="How soon it is usually done")


class Handles(Part):
    noun: ClassVar[str] = "the identities"
    short: ClassVar[str] = "github"

    github: Text = Field(default="", description="Name on GitHub, like example/platform")
    gitlab: Text = Field(default="", description="Name of the group on GitLab")
    forgejo: Text = Field(default="", description="Name on Forgejo, Gitea or Codeberg")


class Team(Record):
    """People who own work together; a department is a team with teams."""

    noun: ClassVar[str] = "a team"

    name: Text = Field(default="", description="Name of the team")
    purpose: Text = Field(default="", description="What would be missing without it, in one sentence")
    parent: TeamRef | None = Field(default=None, description="The team or department it belongs to")
    discipline: DisciplineRef | None = Field(default=None, description="Its functional discipline")
    place: Text = Field(default="", description="Where it works")
    lead: PersonRef | None = Field(default=None, description="The person who leads it")
    identities: Handles | None = Field(
        default=None, description="Names elsewhere, to ask it for reviews; left out of public sites, not of git"
    )
    roles: dict[RoleRef, Annotated[tuple[Holder, ...], BeforeValidator(_listed), DRAWN]] = Field(
        default_factory=dict, description="Role to the people who hold it, with dates where they matter"
    )
    workflows: WorkflowRefs = Field(default=(), description="Workflows it works by")
    cadences: CadenceRefs = Field(default=(), description="Its rhythms")
    services: tuple[Service, ...] = Field(default=(), description="What others can ask it for")
    owns: Globs = Field(default=(), description="Files it answers for, as patterns; they become CODEOWNERS")
    stakeholders: PartyRefs = Field(default=(), description="Who has a stake in its work")
    channels: dict[Text, Text] = Field(default_factory=dict, description="Where to reach it, like chat: '#platform'")
