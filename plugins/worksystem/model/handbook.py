"""What the handbook speaks of: disciplines, principles, retrospectives, what-if scenarios."""

from typing import ClassVar, Literal

from pydantic import Field

from worksystem.model.base import Part, Record
from worksystem.model.types import (
    StateRef,
    TeamRef,
    Text,
    Texts,
    When,
    Whole,
    WorkflowRef,
)

__all__ = [
    "Discipline",
    "Measure",
    "PeopleChange",
    "Principle",
    "Retrospective",
    "Scenario",
    "ScenarioChange",
]


class Discipline(Record):
    """A field of work, in one of three layers."""

    noun: ClassVar[str] = "a discipline"
    must_have: ClassVar[tuple[str, ...]] = ("name", "layer")

    name: Text = Field(default="", description="Name of the discipline")
    layer: Literal["functional", "specialized", "universal"] | None = Field(default=None, description="Its layer")
    purpose: Text = Field(default="", description="What it is about, in one sentence")
    carried_by: Texts = Field(default=(), description="Parts of the work system that carry it, like goals")


class Principle(Record):
    """Something people agreed to work by; rules protect it and measures show it."""

    noun: ClassVar[str] = "a principle"
    must_have: ClassVar[tuple[str, ...]] = ("name", "statement")

    name: Text = Field(default="", description="Name of the principle")
    statement: Text = Field(default="", description="What it says")
    component: Literal["clarity", "coordination", "completion", "collaboration", "workflow_architecture"] | None = (
        Field(default=None, description="The component it belongs to")
    )
    measures: Texts = Field(default=(), description="Figures that show it")
    description: Text = Field(default="", description="Everything else, Markdown")


class Measure(Part):
    noun: ClassVar[str] = "a measure"
    short: ClassVar[str] = "metric"

    metric: Text = Field(description="The figure")
    workflow: WorkflowRef | None = Field(default=None, description="In which workflow")
    state: StateRef | None = Field(default=None, description="In which state")


class Retrospective(Record):
    """What a team saw, tried and learned."""

    noun: ClassVar[str] = "a retrospective"
    must_have: ClassVar[tuple[str, ...]] = ("team", "saw")

    team: TeamRef | None = Field(default=None, description="Whose it is")
    saw: Text = Field(default="", description="What people noticed")
    measure: Measure | None = Field(default=None, description="The figure that would show a change")
    experiment: Text = Field(default="", description="What is tried")
    from_: When | None = Field(default=None, alias="from", description="First day of the experiment")
    until: When | None = Field(default=None, description="Last day of the experiment")
    learned: Text = Field(default="", description="What came out of it")


class PeopleChange(Part):
    noun: ClassVar[str] = "a change of people"
    short: ClassVar[str] = "add"

    add: Whole = Field(default=0, description="How many people come")
    remove: Whole = Field(default=0, description="How many people leave")
    skills: Texts = Field(default=(), description="What those who come can do")


class ScenarioChange(Part):
    noun: ClassVar[str] = "a change"

    people: dict[TeamRef, PeopleChange] = Field(default_factory=dict, description="Team to who comes and goes")
    wip: dict[StateRef, Whole] = Field(default_factory=dict, description="State to its new limit")


class Scenario(Record):
    """A what-if question."""

    noun: ClassVar[str] = "a scenario"
    must_have: ClassVar[tuple[str, ...]] = ("question",)

    question: Text = Field(default="", description="What if …?")
    workflow: WorkflowRef | None = Field(default=None, description="The workflow it is about")
    change: ScenarioChange | None = Field(default=None, description="What would be different")
