"""The types that record fields are declared with: how each is read, named in messages and drawn in JSON Schema."""

import re
from collections.abc import Callable
from typing import Annotated, Any, Final, Literal

from msgspec import Struct
from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import CoreSchema, core_schema

from worksystem.model.duration import Duration, parse_calendar, parse_length, parse_working
from worksystem.model.values import (
    WorkDate,
    as_text,
    parse_clock,
    parse_date,
    parse_flag,
    parse_number,
    parse_share,
    parse_whole,
    unfit,
)

__all__ = ["DRAWN", "ONE_OR_MORE", "SLUG", "Also", "Is", "Reads", "Refers"]

SLUG: Final = r"^[a-z0-9]+(?:_[a-z0-9]+)*$"
Allows = Literal["prefix", "reserved", "path", "url", "any_state"]


class _Mark(Struct, frozen=True):
    """What is said about a type and changes nothing about how it is read."""

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        """The type's own schema; pydantic need not look whether it knows the mark."""
        return handler(source)


class Is(_Mark, frozen=True):
    """What a field holds, in one word; expressions, messages and docs go by it."""

    word: str


class Reads(Struct, frozen=True):
    """That a value is whatever a parser makes of it.

    pydantic's own `PlainValidator` would build a schema of the type besides, to write values, which nobody does.
    """

    parse: Callable[[object], object]

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> CoreSchema:
        """The parser, and nothing else."""
        return core_schema.no_info_plain_validator_function(self.parse)


class Refers(_Mark, frozen=True):
    """That a text is the id of a record of one of these kinds, or of something local (`state`, `check`, `field`)."""

    kinds: tuple[str, ...]
    allows: frozenset[Allows] = frozenset()

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        """An id may look like a number, and is no truth value, so that editors offer none."""
        return {"type": ["string", "number"]}


def _schema(pattern: str, *examples: str, **more: object) -> WithJsonSchema:
    return WithJsonSchema({"type": "string", "pattern": pattern, "examples": list(examples), **more})


_DATE_PATTERN: Final = (
    r"^[0-9]{4}(-(Q[1-4]|W[0-5][0-9]|(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01])([T ][0-9:.]+(Z|[+-][0-9:]+)?)?)?))?$"
)

Text = Annotated[str, Is("text")]
Expression = Annotated[str, Is("expression")]
Glob = Annotated[str, Is("glob")]
Slug = Annotated[str, StringConstraints(pattern=SLUG), Is("id")]
FieldName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*$"), Is("id")]


def _own_code(value: str) -> str:
    if value.startswith("WS") and value[2:].isdigit():
        raise unfit("WS108", "belongs to the rules that are built in", "begin it with letters of your own, like NW001")
    return value


RuleCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,}[0-9]{1,5}$"), AfterValidator(_own_code), Is("code")]
When = Annotated[
    WorkDate,
    Reads(parse_date),
    WithJsonSchema(
        {
            "anyOf": [
                {
                    "type": "string",
                    "pattern": _DATE_PATTERN,
                    "examples": ["2026-11-16", "2026-11", "2026-Q4", "2026-W48"],
                },
                {"type": "integer", "minimum": 1000, "maximum": 9999},
            ]
        }
    ),
    Is("date"),
]
CalendarDuration = Annotated[
    Duration, Reads(parse_calendar), _schema(r"^[0-9]+(\.[0-9]+)? ?(d|w)$", "5d", "2w"), Is("duration")
]
WorkingDuration = Annotated[
    Duration, Reads(parse_working), _schema(r"^[0-9]+(\.[0-9]+)? ?(h|wd)$", "6h", "3wd"), Is("effort")
]
Length = Annotated[
    Duration,
    Reads(parse_length),
    _schema(r"^([0-9]+(\.[0-9]+)? ?(h|m)|[0-9]+h ?[0-9]+m)$", "45m", "1h"),
    Is("length"),
]
Share = Annotated[float, Reads(parse_share), _schema(r"^[0-9]+(\.[0-9]+)? ?%$", "80%"), Is("share")]
Clock = Annotated[str, Reads(parse_clock), _schema(r"^([01][0-9]|2[0-3]):[0-5][0-9]$", "09:30"), Is("clock")]
Flag = Annotated[
    bool,
    Reads(parse_flag),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, {"enum": ["yes", "no"]}]}),
    Is("bool"),
]
Number = Annotated[float, Reads(parse_number), WithJsonSchema({"type": "number"}), Is("number")]
Whole = Annotated[int, Reads(parse_whole), WithJsonSchema({"type": "integer", "minimum": 0}), Is("number")]


_URL: Final = re.compile(r"(?:https?://[^\s/?#]+[^\s]*|mailto:[^\s@]+@[^\s@]+)")


def parse_url(value: object) -> str:
    """An address on the web or of mail."""
    if not isinstance(value, str):
        raise as_text()
    if not _URL.fullmatch(value):
        raise unfit("WS111", "is not a web address", "write it whole, beginning with https://")
    return value


Url = Annotated[str, Reads(parse_url), _schema(r"^(https?://|mailto:)\S+$", "https://example.org/page"), Is("url")]


class Also(_Mark, frozen=True):
    """Draws a second form in JSON Schema: `form` makes it from the first one."""

    form: Callable[[dict[str, Any]], dict[str, Any]]

    def __get_pydantic_json_schema__(self, core: Any, handler: Any) -> dict[str, Any]:
        """The form that is read, and the other one."""
        schema: dict[str, Any] = handler(core)
        return {"anyOf": [self.form(schema), schema]}


def _listed(value: object) -> object:
    return (value,) if isinstance(value, (str, int, float)) else value


ONE_OR_MORE: Final = BeforeValidator(_listed)
DRAWN: Final = Also(lambda schema: schema["items"])
Texts = Annotated[tuple[Text, ...], ONE_OR_MORE, DRAWN]
Expressions = Annotated[tuple[Expression, ...], ONE_OR_MORE, DRAWN]
Globs = Annotated[tuple[Glob, ...], ONE_OR_MORE, DRAWN]

_PREFIX: Final[frozenset[Allows]] = frozenset({"prefix"})
_ACTOR: Final[frozenset[Allows]] = frozenset({"prefix", "reserved"})
_TARGET: Final[frozenset[Allows]] = frozenset({"path", "url"})

PersonRef = Annotated[str, Refers(("person",), _PREFIX), Is("id")]
TeamRef = Annotated[str, Refers(("team",), _PREFIX), Is("id")]
PartyRef = Annotated[str, Refers(("person", "team"), _PREFIX), Is("id")]
RoleRef = Annotated[str, Refers(("role",), _PREFIX), Is("id")]
ActorRef = Annotated[str, Refers(("person", "team", "role"), _ACTOR), Is("id")]
ItemRef = Annotated[str, Refers(("item",)), Is("id")]
TargetRef = Annotated[str, Refers(("item",), _TARGET), Is("id")]
TypeRef = Annotated[str, Refers(("item_type",)), Is("id")]
WorkflowRef = Annotated[str, Refers(("workflow",)), Is("id")]
StateRef = Annotated[str, Refers(("state",)), Is("id")]
AnyStateRef = Annotated[str, Refers(("state",), frozenset({"any_state"})), Is("id")]
GoalRef = Annotated[str, Refers(("goal",)), Is("id")]
PortfolioRef = Annotated[str, Refers(("portfolio",)), Is("id")]
CadenceRef = Annotated[str, Refers(("cadence",)), Is("id")]
StandardRef = Annotated[str, Refers(("standard",)), Is("id")]
CheckRef = Annotated[str, Refers(("check",)), Is("id")]
DisciplineRef = Annotated[str, Refers(("discipline",)), Is("id")]
PrincipleRef = Annotated[str, Refers(("principle",)), Is("id")]
FieldRef = Annotated[str, Refers(("field",)), Is("id")]

PersonRefs = Annotated[tuple[PersonRef, ...], ONE_OR_MORE, DRAWN]
TeamRefs = Annotated[tuple[TeamRef, ...], ONE_OR_MORE, DRAWN]
PartyRefs = Annotated[tuple[PartyRef, ...], ONE_OR_MORE, DRAWN]
RoleRefs = Annotated[tuple[RoleRef, ...], ONE_OR_MORE, DRAWN]
ActorRefs = Annotated[tuple[ActorRef, ...], ONE_OR_MORE, DRAWN]
ItemRefs = Annotated[tuple[ItemRef, ...], ONE_OR_MORE, DRAWN]
TargetRefs = Annotated[tuple[TargetRef, ...], ONE_OR_MORE, DRAWN]
WorkflowRefs = Annotated[tuple[WorkflowRef, ...], ONE_OR_MORE, DRAWN]
StateRefs = Annotated[tuple[StateRef, ...], ONE_OR_MORE, DRAWN]
AnyStateRefs = Annotated[tuple[AnyStateRef, ...], ONE_OR_MORE, DRAWN]
CadenceRefs = Annotated[tuple[CadenceRef, ...], ONE_OR_MORE, DRAWN]
StandardRefs = Annotated[tuple[StandardRef, ...], ONE_OR_MORE, DRAWN]
CheckRefs = Annotated[tuple[CheckRef, ...], ONE_OR_MORE, DRAWN]
DisciplineRefs = Annotated[tuple[DisciplineRef, ...], ONE_OR_MORE, DRAWN]
FieldRefs = Annotated[tuple[FieldRef, ...], ONE_OR_MORE, DRAWN]
