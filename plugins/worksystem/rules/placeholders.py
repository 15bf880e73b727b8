"""The messages of a team's own rules: what stands in braces is filled in (WS910 finds what cannot be)."""

import re
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from typing import Any, Final

from worksystem.diagnostics import Severity
from worksystem.graph.team_rule import OF_GROUP, PLACEHOLDER
from worksystem.graph.vocabulary import custom_fields_of, list_members
from worksystem.graph.workspace import Workspace
from worksystem.model import TeamRule
from worksystem.model.base import Part
from worksystem.model.entry import Entry
from worksystem.model.kinds import KINDS
from worksystem.model.tree import fields_of
from worksystem.position import Place, Position, Span
from worksystem.rules.rule import Context, Finding, Rule

__all__ = ["RULES", "say_in_general", "say_of_group", "say_of_record"]

_BRACES: Final = re.compile(r"\{([^{}]*)\}")


def say_of_record(template: str, entry: Entry[Any]) -> str:
    """The message about a record, with its fields filled in; a name that is no field stays as it is written."""
    fields = fields_of(KINDS[entry.kind].model)

    def fill(match: re.Match[str]) -> str:
        name, member = match[1], match[2]
        if name == "id":
            return entry.id
        if name in fields:
            value = getattr(entry.record, fields[name].attribute)
        elif name in entry.custom or name in entry.extra:
            value = entry.get(name)
        else:
            return match[0] if name not in entry.written else "nothing"
        return _say(value if member is None else _member(value, member))

    return PLACEHOLDER.sub(fill, template)


def say_of_group(template: str, group: str, count: int) -> str:
    """The message about a group of records."""
    values = {"group": group, "count": str(count)}
    return PLACEHOLDER.sub(lambda match: match[0] if match[2] else values.get(match[1], match[0]), template)


def say_in_general(rule: TeamRule) -> str:
    """The message about no record in particular: what a rule finds, for lists of rules."""
    field = fields_of(KINDS[rule.for_ or "item"].model).get(rule.group_by)
    refers = field.holds.refers if field is not None else None
    kind = refers.kinds[0] if refers is not None and len(refers.kinds) == 1 else ""
    group = KINDS[kind].model.noun if kind in KINDS else "a group"
    values = {"id": KINDS[rule.for_ or "item"].model.noun, "group": group, "count": "several"}
    return " ".join(PLACEHOLDER.sub(lambda match: values.get(match[1], "…"), rule.message).split())


def _member(value: Any, name: str) -> object:
    if isinstance(value, Mapping):
        return value.get(name)
    fields = fields_of(type(value)) if isinstance(value, Part) else {}
    return getattr(value, fields[name].attribute) if name in fields else None


def _say(value: object) -> str:
    """A value as people write it; what is absent is nothing."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_say(each)}" for key, each in value.items()) or "nothing"
    if isinstance(value, (list, tuple)):
        return ", ".join(_say(each) for each in value) or "nothing"
    if isinstance(value, Part):
        return ", ".join(_say(each) for _, each in value if each not in (None, "", ()))
    return "nothing" if value is None else str(value) or "nothing"


def _check_placeholders(context: Context) -> Iterator[Finding]:
    for rule in context.workspace.team_rules.values():
        known = _known(rule.record, context.workspace)
        for match in _BRACES.finditer(rule.record.message):
            if not _is_known(match[0], rule.record, known):
                close = get_close_matches(match[1].partition(".")[0].strip().lower(), sorted(known), 1, 0.6)
                help = f'did you mean "{{{close[0]}}}"?' if close else _which(rule.record, known)
                message = f'the message has "{match[0]}", which nothing can fill in'
                yield Finding("WS910", message, rule, ("message",), help=help, place=_place(rule, match))


def _place(rule: Entry[TeamRule], match: re.Match[str]) -> Place:
    place = rule.at("message")
    document, keys = rule.origin(("message",))
    at = document.inside(keys, match.start())
    if at is None:
        return place
    return Place(place.path, Span(at, Position(at.line, at.column + len(match[0]))), place.field, match[0])


def _known(rule: TeamRule, workspace: Workspace) -> frozenset[str]:
    if rule.group_by:
        return frozenset(OF_GROUP)
    kind = rule.for_ or "item"
    known = {"id", *fields_of(KINDS[kind].model)}
    known.update(custom_fields_of(workspace) if kind == "item" else ())
    return frozenset(known.union(*(entry.extra for entry in workspace.of_kind(kind).values())))


def _is_known(braces: str, rule: TeamRule, known: frozenset[str]) -> bool:
    match = PLACEHOLDER.fullmatch(braces)
    if match is None or match[1] not in known:
        return False
    if match[2] is None:
        return True
    kind = rule.for_ or "item"
    members = None if rule.group_by else list_members(kind, match[1])
    is_own = match[1] not in fields_of(KINDS[kind].model)
    return not rule.group_by and (is_own if members is None else match[2] in members)


def _which(rule: TeamRule, known: frozenset[str]) -> str:
    if rule.group_by:
        return "a message about a group can have {count} and {group}"
    return f"write a field of {KINDS[rule.for_ or 'item'].model.noun} in braces, like {{id}}"


RULES: tuple[Rule, ...] = (
    Rule(
        "WS910",
        "unknown-placeholder",
        Severity.ERROR,
        "clarity_over_chaos",
        ("poor_visibility",),
        "The message of a rule of the team's own has a placeholder that nothing can fill in",
        _check_placeholders,
    ),
)
