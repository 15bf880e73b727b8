"""Looking ids up: what is known in a place, and what to say when an id names nothing."""

from collections.abc import Collection
from typing import Any, NamedTuple

from worksystem.graph.suggest import MOST, find_same, list_words, suggest_id, suggest_word
from worksystem.graph.vocabulary import custom_fields_of
from worksystem.graph.workspace import Workspace
from worksystem.model import Item, Workflow
from worksystem.model.entry import Entry
from worksystem.model.kinds import KINDS
from worksystem.model.principles import PRINCIPLES
from worksystem.model.references import Reference
from worksystem.model.tree import fields_of
from worksystem.source.document import Keys
from worksystem.workflow.paths import migrate

__all__ = ["Lookup"]

RESERVED = frozenset({"owner", "lead"})
_LOCAL = frozenset({"state", "check", "field"})


class Problem(NamedTuple):
    """What to say of an id that names nothing, what to do, and the one id that was surely meant, if there is one."""

    message: str
    help: str
    instead: str = ""


class Lookup:
    """Which ids there are, by kind."""

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.fields = frozenset(fields_of(Item)) | frozenset(custom_fields_of(workspace))

    def known(self, reference: Reference) -> Collection[str]:
        """Ids that are plainly right in a place; others are looked at one by one."""
        if reference.kinds == ("field",):
            return self.fields
        if len(reference.kinds) == 1 and reference.kinds[0] not in _LOCAL:
            return self._ids(reference.kinds[0])
        known = frozenset(id for kind in reference.kinds if kind not in _LOCAL for id in self._ids(kind))
        return known | RESERVED if "reserved" in reference.allows else known

    def _ids(self, kind: str) -> Collection[str]:
        ids = self.workspace.of_kind(kind).keys()
        return dict.fromkeys((*ids, *PRINCIPLES)).keys() if kind == "principle" else ids

    def explain(self, entry: Entry[Any], reference: Reference, keys: Keys, id: str) -> Problem | None:
        """What to say of an id, and what to do; `None` if it is right."""
        match reference.kinds:
            case ("state",):
                return self._state(entry, reference, keys, id)
            case ("check",):
                return self._check(str(keys[-2]), id)
            case ("field",):
                return self._field(id)
        prefix, colon, bare = id.partition(":")
        if colon and "prefix" in reference.allows and prefix in KINDS:
            if prefix not in reference.kinds:
                wanted = list_words(kind.replace("_", " ") for kind in reference.kinds)
                return Problem(
                    f'"{id}" names {KINDS[prefix].model.noun} where a {wanted} is expected', f"name a {wanted}"
                )
            if self.workspace.may_exist(prefix, bare):
                return None
            unknown = self.say_unknown((prefix,), bare)
            return unknown._replace(instead=f"{prefix}:{unknown.instead}" if unknown.instead else "")
        if ("reserved" in reference.allows and id in RESERVED) or self._leads_elsewhere(reference, id):
            return None
        if any(self.workspace.may_exist(kind, id) for kind in reference.kinds):
            return None
        return self.say_unknown(reference.kinds, id)

    def _leads_elsewhere(self, reference: Reference, id: str) -> bool:
        return "path" in reference.allows and self.is_path(id)

    @staticmethod
    def is_path(text: str) -> bool:
        """Whether a link's text is a path or an address rather than an id."""
        return "/" in text or "." in text

    def say_unknown(self, kinds: tuple[str, ...], id: str) -> Problem:
        """Message and help for an id that names nothing."""
        nouns = list_words(KINDS[kind].title.lower() for kind in kinds)
        message = f'no {nouns} is called "{id}"'
        known = [other for kind in kinds for other in self._ids(kind)]
        instead = find_same(id, known)
        close = suggest_id(id, known) if kinds == ("item",) else suggest_word(id, known)
        if close:
            return Problem(message, f'did you mean "{close}"?', instead)
        if kinds == ("item",):
            return Problem(message, "correct the id, or take the link out")
        if 0 < len(known) <= MOST:
            return Problem(message, f"use {list_words(known)}, or add it to {_where(kinds[-1])}", instead)
        return Problem(message, f"correct it, or add it to {_where(kinds[-1])}", instead)

    def _state(self, entry: Entry[Any], reference: Reference, keys: Keys, id: str) -> Problem | None:
        if "any_state" in reference.allows and id == "*":
            return None
        workflow = self._workflow_around(entry, keys)
        if workflow is None or id in workflow.record.states or not workflow.record.states:
            return None  # a workflow without states is said where it stands
        if entry.kind == "workflow" and keys[0] == "migrations" and migrate(entry.record, id) in entry.record.states:
            return None  # a later migration takes it further
        return self.say_no_state(workflow, entry.field_name(*keys) if len(keys) == 1 else "state", id)

    def say_no_state(self, workflow: Entry[Workflow], field: str, id: str) -> Problem:
        """Message and help for a state that a workflow does not have."""
        states = list(workflow.record.states)
        close = suggest_word(id, states)
        message = f'{field} "{id}" is not a state of workflow "{workflow.id}"'
        now = migrate(workflow.record, id)
        if now in workflow.record.states:
            help = f"write {now}, where version {workflow.record.version} took the items of {id}"
            return Problem(message, help, now)
        if workflow.record.version > 1 and not close:
            where = f"say under migrations of the workflow where items in {id} go"
            return Problem(message, f"use {list_words(states)}, or {where}", find_same(id, states))
        help = f'did you mean "{close}"?' if close else f"use {list_words(states)}"
        return Problem(message, help, find_same(id, states))

    def _workflow_around(self, entry: Entry[Any], keys: Keys) -> Entry[Any] | None:
        """The workflow whose states are meant in a place; `None` if it is unknown, which another rule says."""
        if entry.kind == "workflow":
            return entry
        if entry.kind == "item":
            if keys[0] == "branches":
                return self.workspace.workflows.get(str(keys[1]))
            return self.workspace.workflow_of(entry)
        if entry.kind == "retrospective":
            measure = entry.record.measure
            return self.workspace.workflows.get((measure.workflow if measure is not None else None) or "")
        return self.workspace.workflows.get(getattr(entry.record, "workflow", None) or "")

    def _check(self, standard: str, id: str) -> Problem | None:
        entry = self.workspace.standards.get(standard)
        if entry is None or id in entry.record.checks:
            return None
        checks = list(entry.record.checks)
        close = suggest_word(id, checks)
        message = f'standard "{standard}" has no check "{id}"'
        if not checks:
            return Problem(message, "add the check to the standard")
        help = f'did you mean "{close}"?' if close else f"use {list_words(checks)}"
        return Problem(message, help, find_same(id, checks))

    def _field(self, name: str) -> Problem | None:
        first, dot, rest = name.partition(".")
        if first not in self.fields and any(broken.kind == "item_type" for broken in self.workspace.broken):
            return None
        if first in self.fields:
            part = fields_of(Item)[first].holds.part if first in fields_of(Item) else None
            if not dot or part is None or rest in fields_of(part):
                return None
            inner = list(fields_of(part))
            help = f"use {list_words(f'{first}.{each}' for each in inner)}"
            return Problem(f'{first} of an item has no field "{rest}"', help)
        close = suggest_word(first, sorted(self.fields))
        help = f'did you mean "{close}"?' if close else "correct it, or declare it under fields of an item type"
        return Problem(f'an item has no field "{name}"', help, "" if dot else find_same(name, self.fields))


def _where(kind: str) -> str:
    found = KINDS[kind]
    return f"work/{found.file}" if found.many_in_one_file else f"work/{found.folder}/"
