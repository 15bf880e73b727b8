"""What a reader may see: the one place that decides it, for pages, data, search and exports alike."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec.structs import replace

from worksystem.diagnostics import Diagnostic
from worksystem.graph.team_rule import fields_read, is_by_person
from worksystem.graph.vocabulary import custom_fields_of
from worksystem.graph.workspace import Workspace
from worksystem.model.entry import Entry
from worksystem.model.kinds import KINDS

__all__ = ["PRIVATE", "list_telling_rules", "may_show", "may_show_finding", "withhold"]

# Fields that a public site carries in no format: identities, leave, capacity, skills, load, time, what teams say.
PRIVATE: Mapping[str, frozenset[str]] = {
    "person": frozenset({"identities", "leave", "capacity", "skills", "load", "share", "until"}),
    "team": frozenset({"identities"}),
    "item": frozenset({"time"}),
    "assessment": frozenset({"answers"}),
}
# Rules that say how much somebody has to do, when they are away, or that they leave.
# WS519 is silent where somebody is away, which tells it too.
_ABOUT_LOAD = frozenset(
    {
        *("WS402", "WS406", "WS407", "WS410", "WS412", "WS418", "WS419"),
        *("WS507", "WS516", "WS519", "WS520", "WS701", "WS750", "WS752", "WS754"),
    }
)
# `teams` of a person holds the shares.
_NAMES = frozenset(name for names in PRIVATE.values() for name in names) - {"share", "until"} | {"teams"}
_WORDS = re.compile(
    r"\b(?:capacity|leave|skills?|identit(?:y|ies)|overload(?:ed)?|hours|logged|e-?mails?)\b|@\w", re.IGNORECASE
)


def may_show(audience: str, kind: str, field: str, without: Sequence[str] = ()) -> bool:
    """Whether `field` of a record of `kind` may be shown.

    Shape: `without` are the settings' own exclusions, `field` or `kind.field`; they hold for every audience.
    """
    if field in without or f"{kind}.{field}" in without:
        return False
    return audience != "public" or field not in PRIVATE.get(kind, frozenset())


def may_show_finding(audience: str, finding: Diagnostic, without: Sequence[str] = ()) -> bool:
    """Whether a finding says nothing that its reader may not see.

    A public site leaves out findings about private fields and those whose words speak of them; better one too few.
    """
    segments = set(re.split(r"[.\[\]]+", finding.place.field))
    if segments & {name.rpartition(".")[2] for name in without}:
        return False
    if audience != "public":
        return True
    if finding.code in _ABOUT_LOAD or segments & _NAMES:
        return False
    said = " ".join((finding.message, finding.help or "", *(related.message for related in finding.related)))
    return _WORDS.search(said) is None


def list_telling_rules(workspace: Workspace, audience: str) -> frozenset[str]:
    """Codes of the team's own rules that read a field which this reader may not see, or count what one person has.

    That such a rule finds something tells of the field, whatever it says and wherever it points.
    """
    without, custom = workspace.settings.publish.without, custom_fields_of(workspace)
    found = set()
    for entry in workspace.team_rules.values():
        rule = entry.record
        tells_load = audience == "public" and is_by_person(rule, custom)
        if tells_load or not all(may_show(audience, rule.for_ or "item", name, without) for name in fields_read(rule)):
            found.add(rule.code)
    return frozenset(found)


def withhold(workspace: Workspace, audience: str) -> Workspace:
    """The work system as its readers may see it: what they may not see is not there, so no page can show it.

    Shape: for every audience without the fields that the settings leave out; the same object if nothing is lost.
    """
    without = workspace.settings.publish.without
    lost: dict[str, frozenset[str]] = {}
    for kind in KINDS:
        names = {name.removeprefix(f"{kind}.") for name in without}
        hidden = frozenset(names | (PRIVATE.get(kind, frozenset()) if audience == "public" else frozenset()))
        if hidden and kind != "settings":
            lost[kind] = hidden - {"id"}
    if not lost:
        return workspace
    records = {
        kind: {id: _withhold(entry, lost[kind]) for id, entry in entries.items()} if kind in lost else entries
        for kind, entries in workspace.records.items()
    }
    return replace(workspace, records=records)


def _withhold(entry: Entry[Any], names: frozenset[str]) -> Entry[Any]:
    record = entry.record.without(names)
    loses_more = any(names & fields.keys() for fields in (entry.custom, entry.extra))
    if record is entry.record and not loses_more:
        return entry
    custom, extra, written = (
        {name: value for name, value in fields.items() if name not in names}
        for fields in (entry.custom, entry.extra, entry.written)
    )
    return replace(entry, record=record, custom=custom, extra=extra, written=written)
