"""References (WS2): every id that a record names is looked up where such ids live.

The places come from the models; an id whose file could not be read is missing, not unknown.
"""

import posixpath
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from worksystem.diagnostics import Fix, Severity
from worksystem.graph import mending
from worksystem.graph.workspace import Workspace
from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.model.kinds import KINDS
from worksystem.model.references import KEY, Reference, custom_references_of, references_of, walk_ids
from worksystem.model.tree import fields_of
from worksystem.position import Position
from worksystem.rules.lookup import Lookup
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.source.document import Keys, On, reach

__all__ = ["RULES"]

_LINKS = frozenset({"depends_on", "parent", "blocks", "relates_to", "duplicates", "replaces", "discovered_from"})
_CODES: Mapping[tuple[str, ...], str] = {
    ("item",): "WS201",
    ("state",): "WS202",
    ("person", "team"): "WS203",
    ("person",): "WS204",
    ("team",): "WS205",
    ("role",): "WS206",
    ("workflow",): "WS207",
    ("goal",): "WS208",
    ("standard",): "WS209",
    ("item_type",): "WS210",
    ("discipline",): "WS211",
    ("cadence",): "WS212",
    ("portfolio",): "WS213",
    ("principle",): "WS214",
    ("check",): "WS215",
    ("person", "team", "role"): "WS217",
    ("field",): "WS218",
}


def _look_up(context: Context) -> dict[str, list[Finding]]:
    """Every id that names nothing, by the code of its rule."""
    lookup = Lookup(context.workspace)
    found: dict[str, list[Finding]] = {code: [] for code in _CODES.values()}
    for kind in KINDS:
        entries = context.workspace.of_kind(kind) if kind != "settings" else {"": context.workspace.settings_entry}
        if not entries:
            continue
        places = [_Place(lookup, reference) for reference in references_of(kind) if not _is_known_already(reference)]
        for place in places:
            for entry in _list_saying(context, place.attribute) if kind == "item" else entries.values():
                value = entry.record.__dict__[place.attribute]
                if value:
                    found[place.code].extend(place.check(entry, value))
    for finding in _states(context, lookup):
        found[finding.code].append(finding)
    for finding in _custom(context.workspace, lookup):
        found[finding.code].append(finding)
    for finding in _links(context.workspace, lookup):
        found[finding.code].append(finding)
    return _without_wrong_form(context, found)


def _list_saying(context: Context, field: str) -> list[Entry[Item]]:
    """The items to look at for a field: what was found already need not be looked up again."""
    match field:
        case "type":
            return [item.entry for item in context.items if item.type is None]
        case "owner":
            return [item.entry for item in context.items if item.owner is None]
        case "team":
            return [item.entry for item in context.items if item.team not in context.workspace.teams]
    return [item.entry for item in context.items_with(field)]


def _without_wrong_form(context: Context, found: dict[str, list[Finding]]) -> dict[str, list[Finding]]:
    """What is found, but for values that have not even the agreed form, which is said of them already."""
    said = {_start(each) for each in context.found_in_reading.get("WS117", ())}
    if not said:
        return found
    return {code: [each for each in findings if _start(each) not in said] for code, findings in found.items()}


def _start(finding: Finding) -> tuple[str, Position]:
    place = finding.locate()
    return place.path, place.span.start


def _is_known_already(reference: Reference) -> bool:
    """Links between items and their states are looked up once for all rules."""
    return reference.kind == "item" and (reference.path[0] in _LINKS or reference.path == ("status",))


class _Place:
    """One place of a kind of record that holds ids, with the ids that are plainly known there."""

    def __init__(self, lookup: Lookup, reference: Reference) -> None:
        self.lookup = lookup
        self.reference = reference
        self.code = _CODES[reference.kinds]
        self.attribute = fields_of(KINDS[reference.kind].model)[reference.path[0]].attribute
        self.known = lookup.known(reference)
        self.rest = reference.path[1:]

    def check(self, entry: Entry[Any], value: Any) -> Iterator[Finding]:
        """A finding for every id in the value that names nothing."""
        if not self.rest and value in self.known:
            return
        for keys, id in walk_ids(value, self.rest, self.reference.path[:1]):
            if id in self.known:
                continue
            problem = self.lookup.explain(entry, self.reference, keys, id)
            if problem is not None:
                on_key = self.reference.path[-1] == KEY
                where = _written(entry, keys, id, on_key=on_key)
                on: On = "key" if on_key and isinstance(where[-1], str) else "value"
                fix = _fix(entry, where, id, problem.instead, on=on)
                yield Finding(self.code, problem.message, entry, where, on=on, help=problem.help, fix=fix)


def _written(entry: Entry[Any], keys: Keys, id: str, *, on_key: bool) -> Keys:
    """Where an id stands in the file: short forms leave out the list or the mapping around it, long
    ones have it under a key of its own."""
    if entry.has(*keys):
        value = reach(entry.written, keys)[1]
        inner = [key for key, each in value.items() if each == id] if isinstance(value, Mapping) else []
        return (*keys, *inner) if len(inner) == 1 else keys
    if on_key:
        around: Any = entry.written
        for key in keys[:-1]:
            around = around.get(key) if isinstance(around, Mapping) else None
        if isinstance(around, list) and id in around:
            return (*keys[:-1], around.index(id))
    while len(keys) > 1 and not entry.has(*keys):
        keys = keys[:-1]
    return keys


def _states(context: Context, lookup: Lookup) -> Iterator[Finding]:
    for item in context.items:
        if item.state is None and item.workflow is not None and item.workflow.record.states and item.record.status:
            status = item.record.status
            problem = lookup.say_no_state(item.workflow, item.entry.field_name("status"), status)
            fix = _fix(item.entry, ("status",), status, problem.instead)
            yield Finding("WS202", problem.message, item.entry, ("status",), help=problem.help, fix=fix)


def _custom(workspace: Workspace, lookup: Lookup) -> Iterator[Finding]:
    """Custom fields that hold people, teams and items."""
    for type_id, type in workspace.types.items():
        references = custom_references_of(type.record.fields)
        if not references:
            continue
        for entry in workspace.items_of_type(type_id):
            for reference in references:
                for keys, id in walk_ids(entry.custom, reference.path, ()):
                    problem = lookup.explain(entry, reference, keys, id)
                    if problem is not None:
                        where = _written(entry, keys, id, on_key=False)
                        fix = _fix(entry, where, id, problem.instead)
                        code = _CODES[reference.kinds]
                        yield Finding(code, problem.message, entry, where, help=problem.help, fix=fix)


def _links(workspace: Workspace, lookup: Lookup) -> Iterator[Finding]:
    for link in workspace.links.all:
        if not link.resolved and not lookup.is_path(link.written) and not workspace.may_exist("item", link.written):
            entry = workspace.items[link.source]
            problem = lookup.say_unknown(("item",), link.written)
            where = _written(entry, link.keys, link.written, on_key=False)
            fix = _fix(entry, where, link.written, problem.instead)
            yield Finding("WS201", problem.message, entry, where, help=problem.help, fix=fix)


def _fix(entry: Entry[Any], keys: Keys, id: str, instead: str, *, on: On = "value") -> Fix | None:
    """Write the id that was surely meant, if this one stands there and not in a longer text."""
    if not instead:
        return None
    says = f"write {instead}"
    if on == "key":
        return mending.rename(entry, keys, instead, says, safe=True) if keys[-1] == id else None
    return mending.write(entry, keys, instead, says, safe=True) if reach(entry.written, keys)[1] == id else None


def _check(code: str, context: Context) -> Iterable[Finding]:
    return context.once(_look_up)[code]


def _check_paths(context: Context) -> Iterator[Finding]:
    workspace = context.workspace
    for link in workspace.links.all:
        if not link.resolved and Lookup.is_path(link.written):
            entry = workspace.items[link.source]
            field = entry.field_name(*link.keys)
            message = f'{link.source} links to "{link.written}" in {field}, and there is no such file or folder'
            where = _written(entry, link.keys, link.written, on_key=False)
            fix = _moved(context, entry, where, link.written)
            yield Finding("WS226", message, entry, where, help="correct the path, or take the link out", fix=fix)


def _moved(context: Context, entry: Entry[Any], keys: Keys, written: str) -> Fix | None:
    """Write the path of the only file of that name, if there is one."""
    places = context.workspace.places
    bare, sign, part = written.partition("#")
    name = posixpath.basename(bare)
    found = [path for path in sorted({*places.files, *places.items}) if posixpath.basename(path) == name]
    if len(found) != 1 or not name or reach(entry.written, keys)[1] != written:
        return None
    path = posixpath.relpath(found[0], posixpath.dirname(entry.path)) + sign + part
    return mending.write(entry, keys, path, f"write {path}")


def _rule(code: str, name: str, summary: str, principle: str, *problems: Any) -> Rule:
    return Rule(code, name, Severity.ERROR, principle, problems, summary, partial(_check, code))


_CLEAR = "clarity_over_chaos"
_SEEN = "visibility_over_assumption"

RULES: tuple[Rule, ...] = (
    _rule("WS201", "unknown-item", "A link names an item that does not exist", _SEEN, "hidden_dependencies"),
    _rule("WS202", "unknown-state", "A status is not a state of the workflow", _CLEAR, "poor_visibility"),
    _rule("WS203", "unknown-owner", "No person or team has this id", _CLEAR, "unclear_ownership"),
    _rule("WS204", "unknown-person", "No person has this id", _CLEAR, "unclear_ownership"),
    _rule("WS205", "unknown-team", "No team has this id", _CLEAR, "unclear_ownership"),
    _rule("WS206", "unknown-role", "No role has this id", _CLEAR, "unclear_ownership", "broken_handoffs"),
    _rule("WS207", "unknown-workflow", "No workflow has this id", _CLEAR, "poor_visibility"),
    _rule("WS208", "unknown-goal", "No goal has this id", _CLEAR, "busy_work"),
    _rule("WS209", "unknown-standard", "No standard has this id", "systems_over_silos", "broken_handoffs"),
    _rule("WS210", "unknown-item-type", "No item type has this id", _CLEAR, "poor_visibility"),
    _rule("WS211", "unknown-discipline", "No discipline has this id", "systems_over_silos", "poor_visibility"),
    _rule("WS212", "unknown-cadence", "No cadence has this id", _CLEAR, "poor_visibility"),
    _rule("WS213", "unknown-portfolio", "No portfolio has this id", _CLEAR, "busy_work"),
    _rule("WS214", "unknown-principle", "No principle has this id", _CLEAR, "poor_visibility"),
    _rule("WS215", "unknown-check", "A standard has no check of this id", "systems_over_silos", "broken_handoffs"),
    _rule("WS217", "unknown-actor", "No person, team or role has this id", _CLEAR, "unclear_ownership"),
    _rule("WS218", "unknown-item-field", "Items have no field of this name", _CLEAR, "poor_visibility"),
    Rule(
        "WS226",
        "dangling-path",
        Severity.ERROR,
        _SEEN,
        ("hidden_dependencies", "poor_visibility"),
        "A link leads to a file that does not exist",
        _check_paths,
    ),
)
