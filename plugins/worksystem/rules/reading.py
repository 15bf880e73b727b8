"""What reading and shaping found (WS0, WS1): the findings are there already, the rules pass them on."""

from collections.abc import Callable, Iterable

from worksystem.diagnostics import Severity
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES", "passed_on"]


def passed_on(code: str) -> Callable[[Context], Iterable[Finding]]:
    """A check that passes on what was found under a code before any rule ran."""

    def check(context: Context) -> Iterable[Finding]:
        return context.found_in_reading.get(code, ())

    return check


def _rule(
    code: str,
    name: str,
    summary: str,
    *,
    severity: Severity = Severity.ERROR,
    principle: str = "clarity_over_chaos",
) -> Rule:
    return Rule(code, name, severity, principle, ("poor_visibility",), summary, passed_on(code))


_WARN = Severity.WARNING
_SEEN = "visibility_over_assumption"

RULES: tuple[Rule, ...] = (
    _rule("WS001", "unreadable-encoding", "A file is not UTF-8 text", principle=_SEEN),
    _rule("WS002", "file-too-large", "A file is larger than a million characters", principle=_SEEN),
    _rule("WS003", "control-character", "An invisible control character stands in a file", principle=_SEEN),
    _rule("WS004", "invalid-yaml", "A file breaks the rules of YAML", principle=_SEEN),
    _rule("WS005", "tab-indentation", "A tab stands where a line is indented"),
    _rule("WS006", "duplicate-key", "One field stands twice in the same place"),
    _rule("WS007", "type-tag", "A YAML tag or a merge key is used"),
    _rule("WS008", "several-documents", "A file holds more than one YAML document"),
    _rule("WS009", "too-deep", "Lists and fields stand inside each other too deep"),
    _rule("WS010", "too-many-aliases", "A file uses too many YAML aliases"),
    _rule("WS011", "key-not-text", "A list or a mapping stands where a field's name should"),
    _rule("WS012", "undefined-alias", "A YAML alias refers to nothing above it"),
    _rule("WS013", "front-matter-not-closed", "The front matter of a Markdown file is never closed", principle=_SEEN),
    _rule("WS014", "not-a-file", "A symbolic link or something unreadable stands where a file should", principle=_SEEN),
    _rule("WS015", "empty-file", "A file holds no record", principle=_SEEN),
    _rule("WS016", "merge-conflict", "A merge conflict was never resolved"),
    _rule("WS017", "stray-file", "A file lies where no collection reads it", severity=_WARN, principle=_SEEN),
    _rule("WS018", "yaml-directive", "A YAML directive stands at the top of a file", severity=_WARN),
    _rule("WS019", "sidecar-without-item", "A file that belongs to an item names none", principle=_SEEN),
    _rule("WS020", "path-outside-repository", "A path leads to where nothing may be read", principle=_SEEN),
    _rule("WS021", "collection-not-usable", "A collection's settings cannot be followed", principle=_SEEN),
    _rule("WS022", "not-an-event", "A line of the history that was brought along is no event", principle=_SEEN),
    _rule("WS100", "wrong-shape", "A list stands where one value should, or one value where fields should"),
    _rule("WS101", "unknown-field", "A record has no field of this name"),
    _rule("WS102", "missing-field", "A field that every record of the kind needs is missing"),
    _rule("WS103", "wrong-type", "A value is of another type than its field"),
    _rule("WS104", "invalid-date", "A value is not a date"),
    _rule("WS105", "invalid-value", "A value is not one of those its field allows"),
    _rule("WS106", "invalid-duration", "A value is not a duration of the kind its field takes"),
    _rule("WS107", "invalid-share", "A value is not a share from 0% to 100%"),
    _rule("WS108", "invalid-id", "An id is not in the form that ids have"),
    _rule("WS109", "empty-field", "A field that must say something is empty"),
    _rule("WS111", "invalid-url", "A value is not a web address", principle=_SEEN),
    _rule("WS112", "id-and-name-disagree", "The id in a file and the name of the file say two things"),
    _rule("WS113", "field-name-taken", "A custom field is named like a built-in one or a word of expressions"),
    _rule("WS115", "invalid-custom-field", "The declaration of a custom field does not make sense"),
    _rule("WS116", "invalid-recurrence", "A value does not say how often something comes round"),
    _rule("WS117", "form-not-agreed", "A text has not the form that its field's declaration asks for"),
    _rule("WS118", "invalid-time", "A value is not a time of day"),
    _rule("WS120", "placeholder", "A placeholder stands where a value should", severity=Severity.NOTE),
    _rule(
        "WS121",
        "event-of-untracked-field",
        "An event that was brought along is about a field whose history is not kept",
        severity=Severity.NOTE,
        principle=_SEEN,
    ),
    _rule(
        "WS122",
        "event-with-wrong-value",
        "An event that was brought along says what its item could not",
        severity=_WARN,
        principle=_SEEN,
    ),
    _rule(
        "WS229",
        "event-of-unknown-item",
        "An event that was brought along is about an item that never was",
        severity=_WARN,
        principle=_SEEN,
    ),
    _rule(
        "WS230",
        "events-out-of-step",
        "An event that was brought along does not go on from the one before it",
        severity=_WARN,
        principle=_SEEN,
    ),
)
