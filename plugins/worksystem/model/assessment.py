"""What a team answered when it was asked how it works: counts and a date, never who said what."""

from typing import ClassVar

from pydantic import Field

from worksystem.model.base import Part, Record
from worksystem.model.types import Slug, TeamRef, When, Whole

__all__ = ["Answers", "Assessment"]


class Answers(Part):
    noun: ClassVar[str] = "an answer"

    yes: Whole = Field(default=0, description="How many people said yes")
    partly: Whole = Field(default=0, description="How many people said partly")
    no: Whole = Field(default=0, description="How many people said no")

    @property
    def count(self) -> int:
        """How many people answered."""
        return self.yes + self.partly + self.no


class Assessment(Record):
    """The answers of one team on one day, counted."""

    noun: ClassVar[str] = "an assessment"
    must_have: ClassVar[tuple[str, ...]] = ("team", "date", "answers")

    team: TeamRef | None = Field(default=None, description="The team that was asked")
    date: When | None = Field(default=None, description="The day its answers were counted")
    asked: Whole = Field(default=1, description="Version of the questionnaire")
    answers: dict[Slug, Answers] = Field(
        default_factory=dict, description="Question to how many people said yes, partly and no"
    )
