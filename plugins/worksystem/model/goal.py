"""Goals with key results, and the portfolios they belong to."""

from typing import ClassVar

from pydantic import Field

from worksystem.model.base import Part, Record
from worksystem.model.item import Update
from worksystem.model.types import GoalRef, Number, PartyRef, PortfolioRef, Share, Slug, Text, When

__all__ = ["Goal", "KeyResult", "Portfolio", "Reading"]


class Reading(Part):
    noun: ClassVar[str] = "a reading"

    date: When = Field(description="When it was read")
    value: Number = Field(description="What it was")


class KeyResult(Part):
    noun: ClassVar[str] = "a key result"

    id: Slug = Field(description="Its id within the goal")
    text: Text = Field(description="What is counted")
    from_: Number | None = Field(default=None, alias="from", description="Where it stood at the beginning")
    to: Number | None = Field(default=None, description="Where it should stand at the end")
    unit: Text = Field(default="", description="Unit of the figures")
    readings: tuple[Reading, ...] = Field(default=(), description="Where it stood, oldest first")


class Goal(Record):
    """Why work is done."""

    noun: ClassVar[str] = "a goal"

    name: Text = Field(default="", description="Name of the goal")
    outcome: Text = Field(default="", description="What will be true when it is reached")
    owner: PartyRef | None = Field(default=None, description="The person or team that answers for it")
    period: When | None = Field(default=None, description="The time it is meant for, like 2026-Q4")
    parent: GoalRef | None = Field(default=None, description="The goal it is a part of")
    portfolio: PortfolioRef | None = Field(default=None, description="The portfolio it belongs to")
    intended_share: Share | None = Field(default=None, description="The share of all effort that should go into it")
    key_results: tuple[KeyResult, ...] = Field(default=(), description="Figures that show whether it is reached")
    updates: tuple[Update, ...] = Field(default=(), description="How it stands, newest last")
    description: Text = Field(default="", description="Everything else, Markdown")


class Portfolio(Record):
    """Goals that share a purpose and a budget."""

    noun: ClassVar[str] = "a portfolio"

    name: Text = Field(default="", description="Name of the portfolio")
    owner: PartyRef | None = Field(default=None, description="The person or team that answers for it")
    purpose: Text = Field(default="", description="What it is there for, in one sentence")
    budget: Text = Field(default="", description="What may be spent")
