"""The team's own rules: an expression about a record, or about the records of a group, with examples of both kinds."""

from typing import Annotated, Any, ClassVar

from pydantic import Field

from worksystem.model.base import Part, Record
from worksystem.model.problem import Problem
from worksystem.model.settings import RecordKind, Severity
from worksystem.model.types import DRAWN, ONE_OR_MORE, Expression, FieldName, PrincipleRef, RuleCode, Text, When

__all__ = ["RuleExamples", "TeamRule"]


class RuleExamples(Part):
    """Small records on which the rule is tried whenever the checker runs."""

    noun: ClassVar[str] = "the examples of a rule"

    today: When | None = Field(default=None, description="Day on which they are judged; the day asked about if not")
    found: tuple[Any, ...] = Field(default=(), description="Records, or lists of them, in which it finds something")
    not_found: tuple[Any, ...] = Field(default=(), description="Records, or lists of them, in which it finds nothing")


class TeamRule(Record):
    """A rule of the team's own, as an expression."""

    noun: ClassVar[str] = "a rule"
    must_have: ClassVar[tuple[str, ...]] = ("code", "for", "must", "message")

    code: RuleCode = Field(default="", description="Its code, like NW001; never WS and a number")
    name: Text = Field(default="", description="Name for what it finds")
    for_: RecordKind | None = Field(default=None, alias="for", description="The kind of record it looks at")
    when: Expression = Field(default="", description="Whether it applies to a record")
    group_by: Expression = Field(
        default="",
        description="The field, or expression, whose value puts records together; then must is about each group",
    )
    must: Expression = Field(
        default="",
        description="What has to hold: of a record by the names of its fields, of a group by records, count and group",
    )
    since: When | None = Field(default=None, description="First day on which it holds; before, it finds nothing")
    field: FieldName | None = Field(
        default=None, description="The field that a finding points at; if not said, the first one of must"
    )
    message: Text = Field(
        default="",
        description="What to say when it does not; {id} and other fields are filled in, of a group {group} and {count}",
    )
    help: Text = Field(default="", description="What to do about it")
    severity: Severity = Field(default="error", description="How bad it is")
    principle: PrincipleRef | None = Field(default=None, description="The principle it protects")
    problems: Annotated[tuple[Problem, ...], ONE_OR_MORE, DRAWN] = Field(
        default=(), description="Those of the eight classic problems that it finds"
    )
    why: Text = Field(default="", description="Why the team has it, for the rule's page")
    examples: RuleExamples | None = Field(default=None, description="Records on which the checker tries the rule")
