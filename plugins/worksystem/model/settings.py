"""The settings of a work system: calendar, thresholds, which rules run, what is published, which files are adopted."""

import re
from typing import Annotated, ClassVar, Literal

from pydantic import Field, WithJsonSchema

from worksystem.model.base import Part, Record
from worksystem.model.duration import Duration
from worksystem.model.types import (
    DRAWN,
    ONE_OR_MORE,
    CalendarDuration,
    FieldRefs,
    Flag,
    Glob,
    Globs,
    Is,
    Reads,
    Share,
    Text,
    Texts,
    TypeRef,
    Url,
    When,
    Whole,
    WorkingDuration,
)
from worksystem.model.values import as_text, parse_date, parse_number, parse_whole, unfit

__all__ = [
    "ApprovalSettings",
    "Beside",
    "Calendar",
    "Check",
    "Collection",
    "CollectionHistory",
    "FieldMap",
    "HistorySettings",
    "Ids",
    "MetricSettings",
    "Publish",
    "Repository",
    "Selected",
    "Settings",
    "Thresholds",
    "TimeSettings",
]

_COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,3})?")
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Severity = Literal["error", "warning", "note"]
RecordKind = Literal[
    "person",
    "team",
    "role",
    "tool",
    "item_type",
    "workflow",
    "item",
    "goal",
    "portfolio",
    "cadence",
    "note",
    "standard",
    "discipline",
    "principle",
    "retrospective",
    "assessment",
    "scenario",
    "team_rule",
]


def _holiday(value: object) -> str:
    if not isinstance(value, str):
        raise as_text()
    if _COUNTRY.fullmatch(value):
        return value
    if value[:1].isdigit():
        return str(parse_date(value))
    raise unfit("WS105", "is neither a country nor a date", "write a country code like PT or DE-BY, or YYYY-MM-DD")


Holiday = Annotated[
    str,
    Reads(_holiday),
    WithJsonSchema({"type": "string", "examples": ["PT", "DE-BY", "2026-12-24"]}),
    Is("holiday"),
]


def _version(value: object) -> int:
    number = parse_whole(value)
    if number != 1:
        raise unfit("WS105", "is not a version of the file format that is read here", "write version: 1")
    return number


def _hours(value: object) -> float:
    hours = parse_number(value)
    if not 0 < hours <= 24:
        raise unfit("WS105", "is not a number of hours in a day", "write a number above 0, 24 at most")
    return hours


Version = Annotated[int, Reads(_version), WithJsonSchema({"type": "integer", "minimum": 1, "maximum": 1}), Is("number")]
HoursPerDay = Annotated[
    float,
    Reads(_hours),
    WithJsonSchema({"type": "number", "exclusiveMinimum": 0, "maximum": 24}),
    Is("number"),
]


class Repository(Part):
    noun: ClassVar[str] = "the repository"

    forge: Literal["github", "gitlab", "forgejo", "gitea", "bitbucket", "none"] | None = Field(
        default=None, description="Where the repository is hosted; links to files and edits follow its form"
    )
    url: Url | None = Field(default=None, description="Address of the repository's page")
    branch: Text = Field(default="main", description="Branch that counts as what is true")


class Calendar(Part):
    noun: ClassVar[str] = "the calendar"

    timezone: Text = Field(default="UTC", description="Time zone by its IANA name, like Europe/Lisbon")
    week: tuple[Weekday, ...] = Field(
        default=("mon", "tue", "wed", "thu", "fri"), description="The days on which people work"
    )
    hours_per_day: HoursPerDay = Field(default=8, description="Hours that one working day (wd) stands for")
    holidays: Annotated[tuple[Holiday, ...], ONE_OR_MORE, DRAWN] = Field(
        default=(), description="A country (PT), a region (DE-BY), or single days off"
    )


class Ids(Part):
    noun: ClassVar[str] = "the ids"

    style: Literal["random", "sequential"] = Field(default="random", description="How new item ids are made")
    length: Whole = Field(default=5, description="How many characters follow the prefix")


class Thresholds(Part):
    noun: ClassVar[str] = "the thresholds"

    urgent_share: Share = Field(default=0.2, description="More urgent work than this share is a finding")
    stale: CalendarDuration = Field(
        default=Duration("14d", 14, "d"), description="Open work unchanged for this long is a finding"
    )
    wip_per_person: Whole = Field(default=3, description="More active items per person than this is a finding")
    slips: Whole = Field(default=2, description="A due date moved more often than this is a finding")
    priority_changes: Whole = Field(
        default=3, description="A priority changed on this many days of the window, or more, is a finding"
    )
    goal_share: Share = Field(
        default=0.75, description="Where this share of comparable work serves a goal, work for no goal is a finding"
    )
    largest: WorkingDuration = Field(
        default=Duration("20wd", 20, "wd"), description="An item without parts that is estimated larger is a finding"
    )
    most_criteria: Whole = Field(default=12, description="More acceptance criteria of an item than this is a finding")
    first_result: CalendarDuration = Field(
        default=Duration("90d", 90, "d"), description="Work in parts of which none is finished by then is a finding"
    )
    meeting_share: Share = Field(
        default=0.4, description="Regular meetings that take more than this share of a week are a finding"
    )
    returns: Whole = Field(default=1, description="An item that went back to a state more often than this is a finding")
    batch: Whole = Field(default=12, description="Work that takes more open items to be finished is a finding")
    jargon: Whole = Field(
        default=2, description="An abbreviation in more titles than this that no glossary knows is a finding"
    )
    smallest_group: Whole = Field(default=5, description="Figures are not shown for groups of people smaller than this")


class Check(Part):
    noun: ClassVar[str] = "the check"

    select: Texts = Field(default=(), description="Run only rules whose code begins like one of these")
    ignore: Texts = Field(default=(), description="Leave out rules whose code begins like one of these")
    severity: dict[Text, Severity] = Field(default_factory=dict, description="Another severity for a rule, by code")
    per_path: dict[Glob, Texts] = Field(default_factory=dict, description="Rules to leave out for files of a pattern")
    past: Flag = Field(default=True, description="Whether rules about the past run, for which git is read")
    baseline: Text = Field(
        default="work/baseline.yml", description="File of the findings that are known and not reported until mended"
    )


class Publish(Part):
    noun: ClassVar[str] = "publishing"
    short: ClassVar[str] = "audience"

    audience: Literal["public", "internal"] | None = Field(
        default=None, description="Who may read the site; nothing is published until this is chosen"
    )
    without: Texts = Field(
        default=(), description="Further fields to leave out of everything published, as field or kind.field"
    )


class TimeSettings(Part):
    noun: ClassVar[str] = "time tracking"

    by: Flag = Field(default=False, description="Whether logged time may say who spent it")


class ApprovalSettings(Part):
    noun: ClassVar[str] = "the approvals"

    unverified: Literal["enough", "not_enough"] = Field(
        default="enough", description="Whether an approval counts that neither a commit nor a review confirms"
    )


class FieldMap(Part):
    noun: ClassVar[str] = "a field map"
    short: ClassVar[str] = "from"

    from_: Text = Field(alias="from", description="Their key; nested ones as a.b, elements as a[0]")
    as_: Text = Field(default="", alias="as", description="Form of our value; {} stands for their source text")
    strip: Text = Field(default="", description="Characters to take off at both ends")
    values: dict[Text, Text] = Field(default_factory=dict, description="Their word to our word")
    nothing: Texts = Field(default=(), description="Words that stand where nothing is known, like TBD; not taken over")
    pattern: Text = Field(default="", description="Regular expression that their text must match as a whole")
    help: Text = Field(default="", description="What to say when their text has another form")


class Beside(Part):
    noun: ClassVar[str] = "a sidecar"

    files: Globs = Field(description="Which files lie beside the items, as patterns below the root")
    join: dict[Text, Text] = Field(description="Their key to the item's key that must hold the same")
    into: Text = Field(description="Field of the item that takes what the file holds")
    fields: dict[Text, FieldMap] = Field(
        default_factory=dict, description="What becomes of their keys below that field; without it, all as it is"
    )
    except_: Globs = Field(default=(), alias="except", description="Files to leave out, such as templates")
    names: Text = Field(
        default="",
        description="Form of a path below the root; what stands in braces is a key too, and must agree with the file;"
        " {number:[0-9]+} says more exactly what may stand there, **/ is any depth",
    )


class HistorySettings(Part):
    noun: ClassVar[str] = "the history"

    since: When | None = Field(
        default=None, description="Git counts from this day on; the time before is what was brought along"
    )
    bulk: Whole = Field(
        default=20, description="A commit that moves this many items or more is reported apart from single moves"
    )


class Selected(Part):
    noun: ClassVar[str] = "a choice of items"
    short: ClassVar[str] = "type"

    type: TypeRef | None = Field(default=None, description="Items of this type")
    labels: Texts = Field(default=(), description="Items with any of these labels")


class MetricSettings(Part):
    noun: ClassVar[str] = "the metrics"

    window: CalendarDuration = Field(default=Duration("90d", 90, "d"), description="How far figures look back")
    both_ends: Flag = Field(default=True, description="Whether the first and the last day both count")
    percentile: Literal["nearest_rank", "linear", "exclusive"] = Field(
        default="nearest_rank", description="How percentiles are read off"
    )
    expectation: Share = Field(default=0.85, description="Share of items that a service level expectation speaks of")
    back: Literal["keep", "restart"] = Field(
        default="keep", description="Whether the clock starts anew when an item goes back to before its start"
    )
    finishing_day: Flag = Field(
        default=False, description="Whether an item is still in progress on the day it is finished"
    )
    few: Whole = Field(default=11, description="Below this many finished items, each is shown, and no percentile")
    deployments: Selected | None = Field(default=None, description="Which items are deployments, once they are done")
    incidents: Selected | None = Field(default=None, description="Which items are failures of the service")


class CollectionHistory(Part):
    noun: ClassVar[str] = "a collection's history"
    short: ClassVar[str] = "repository"

    repository: Text = Field(description="A repository or git bundle, relative to the root")


class Collection(Part):
    noun: ClassVar[str] = "a collection"

    kind: RecordKind = Field(description="What each file or element becomes")
    type: TypeRef | None = Field(default=None, description="Item type of the items")
    root: Text = Field(default=".", description="Folder of the files; nothing below it may lead out of it")
    files: Globs = Field(description="Which files, as patterns below the root")
    except_: Globs = Field(default=(), alias="except", description="Files to leave out, such as templates")
    each: Texts = Field(default=(), description="Where the records lie in a file that holds several, like teams[]")
    fields: dict[Text, FieldMap] = Field(default_factory=dict, description="Our field to their key")
    unmapped: Literal["error", "keep"] = Field(default="error", description="What happens to keys that are not mapped")
    references: dict[RecordKind, Literal["known", "open"]] = Field(
        default_factory=dict, description="open: records of this kind come to exist by being named"
    )
    beside: tuple[Beside, ...] = Field(default=(), description="Other files that belong to the same items")
    folder: dict[Text, Whole] = Field(
        default_factory=dict, description="Their key made from a part of the path; 0 is the first part below the root"
    )
    names: Text = Field(
        default="",
        description="Form of a path below the root; what stands in braces is a key too, and must agree with the file;"
        " {number:[0-9]+} says more exactly what may stand there, **/ is any depth",
    )
    history: CollectionHistory | None = Field(default=None, description="Where the history of these files lies")


class Settings(Record):
    """Settings of the whole work system."""

    noun: ClassVar[str] = "the settings"
    must_have: ClassVar[tuple[str, ...]] = ("version", "name")

    version: Version = Field(default=0, description="Version of the file format; 1 today")
    name: Text = Field(default="", description="Name of the organization or the work system")
    repository: Repository | None = Field(default=None, description="Where the files are hosted")
    calendar: Calendar = Field(default_factory=lambda: Calendar(), description="Working days and hours")
    ids: Ids = Field(default_factory=lambda: Ids(), description="How new items are named")
    prioritization: Literal["wsjf", "value_effort", "words"] = Field(
        default="words", description="How priorities are compared"
    )
    tracked: FieldRefs = Field(
        default=(
            "status",
            "owner",
            "team",
            "due",
            "estimate",
            "priority",
            "goal",
            "blocked",
            "promised",
            "parent",
            "period",
            "expedite",
        ),
        description="Fields whose history matters",
    )
    thresholds: Thresholds = Field(
        default_factory=lambda: Thresholds(), description="From when on something is too much"
    )
    check: Check = Field(default_factory=lambda: Check(), description="Which rules run, and how severe they are")
    publish: Publish = Field(default_factory=lambda: Publish(), description="Who may read the site, and without what")
    time: TimeSettings = Field(default_factory=lambda: TimeSettings(), description="How time is tracked")
    approvals: ApprovalSettings = Field(default_factory=lambda: ApprovalSettings(), description="Which approvals count")
    history: HistorySettings = Field(
        default_factory=lambda: HistorySettings(), description="How the past is read from git"
    )
    metrics: MetricSettings = Field(
        default_factory=lambda: MetricSettings(), description="Conventions of the figures; peers differ in them"
    )
    collections: tuple[Collection, ...] = Field(
        default=(), description="Files that are already there, adopted in place"
    )
