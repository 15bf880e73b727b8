"""An edit in our words, tried on the values of a record: the record after it, and the edits to its file.

Whatever the checker would call wrong about the shape of the result is refused in its words.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from worksystem.actions.situation import Outcome, Refusal, Situation
from worksystem.actions.theirs import in_file_words
from worksystem.change import Append, Plan, Remove, SetValue
from worksystem.graph.workspace import Workspace
from worksystem.model.entry import Entry
from worksystem.model.item_type import FieldType
from worksystem.model.kinds import KINDS
from worksystem.model.shape import Shaped, validate
from worksystem.model.tree import Holds, fields_of
from worksystem.source.document import Keys, find_text, reach

__all__ = ["ValueChange", "carry", "having_entries", "revise", "try_on"]

ValueChange = SetValue | Remove | Append


def carry(
    situation: Situation, entry: Entry[Any], changes: Sequence[ValueChange], notes: tuple[str, ...] = ()
) -> Outcome | Refusal:
    """Change a record.

    Shape: the keys of `changes` are ours, from the record on, in adopted files too; their paths do not matter.
    """
    after = revise(situation.workspace, entry, changes)
    if isinstance(after, Refusal):
        return after
    edits = in_file_words(situation, entry, changes)
    if isinstance(edits, Refusal):
        return edits
    return Outcome(having_entries(situation.workspace, after), Plan(tuple(edits)), notes)


def revise(workspace: Workspace, entry: Entry[Any], changes: Sequence[ValueChange]) -> Entry[Any] | Refusal:
    """A record as it would be after some changes in our words; refused if that would make a new problem."""
    values = try_on(entry, changes)
    shaped = _shape(workspace, entry, values)
    if shaped.problems:
        old = {(each.code, each.message) for each in _shape(workspace, entry, entry.written).problems}
        for problem in shaped.problems:
            if (problem.code, problem.message) not in old:
                return Refusal(problem.message, help=problem.help)
    if shaped.record is None:
        return Refusal(f"{entry.id} cannot be read", help="mend its file first")
    return replace(entry, record=shaped.record, custom=shaped.custom, written=values, meant=shaped.meant)


def having_entries(workspace: Workspace, *entries: Entry[Any]) -> Workspace:
    """The work system with some records new or different."""
    records = dict(workspace.records)
    for entry in entries:
        records[entry.kind] = dict(sorted({**records.get(entry.kind, {}), entry.id: entry}.items()))
    return replace(workspace, records=records)


def try_on(entry: Entry[Any], changes: Sequence[ValueChange]) -> dict[str, Any]:
    """The values of a record after some changes."""
    values: dict[str, Any] = dict(entry.written)
    fields = fields_of(KINDS[entry.kind].model)
    for change in changes:
        name, rest = str(change.keys[0]), change.keys[1:]
        first = entry.meant.get(name, name)
        if isinstance(change, Remove):
            values = _take(values, (first, *rest))
            continue
        new = _plain(change.value)
        if isinstance(change, Append):
            standing = reach(values, (first, *rest))[1]
            new = [*(standing if isinstance(standing, list) else [standing] if standing else []), new]
        values[first] = _put(values.get(first), rest, new, fields[name].holds if name in fields else None)
    return values


def _shape(workspace: Workspace, entry: Entry[Any], values: Mapping[str, Any]) -> Shaped:
    custom: Mapping[str, FieldType] | None = None
    if entry.kind == "item":
        type = workspace.types.get(str(values.get(entry.meant.get("type", "type"))))
        custom = type.record.fields if type is not None else None

    def text_of(keys: Keys) -> str | None:
        there, value = reach(values, keys)
        if there and reach(entry.written, keys) == (there, value):
            return find_text(*entry.origin(keys))
        return str(value) if there else None

    return validate(entry.kind, dict(values), id=entry.id, text_of=text_of, custom=custom, adopted=bool(entry.origins))


def _put(value: Any, keys: Keys, new: object, holds: Holds | None) -> Any:
    """A value with another one under some keys; short forms become mappings where they have to."""
    if not keys:
        return new
    key, rest = keys[0], keys[1:]
    if isinstance(key, int):
        items = list(value) if isinstance(value, list) else [] if value is None else [value]
        old = items[key] if key < len(items) else None
        items[key : key + 1] = [_put(old, rest, new, _below(holds, key))]
        return items
    if isinstance(value, dict):
        fields = dict(value)
    else:
        short = holds.part.short if holds is not None and holds.part is not None and holds.word == "part" else ""
        fields = {short: value} if short and value not in (None, "") else {}
    fields[key] = _put(fields.get(key), rest, new, _below(holds, key))
    return fields


def _below(holds: Holds | None, key: str | int) -> Holds | None:
    if holds is None:
        return None
    if isinstance(key, str) and holds.word == "part" and holds.part is not None:
        field = fields_of(holds.part).get(key)
        return field.holds if field is not None else None
    return holds.of


def _take(value: Any, keys: Keys) -> Any:
    """A value without what stands under some keys, nor a list or mapping that nothing is left in."""
    key, rest = keys[0], keys[1:]
    if isinstance(value, list) and isinstance(key, int) and key < len(value):
        inner = _take(value[key], rest) if rest else None
        return [*value[:key], *([inner] if inner not in (None, [], {}) else []), *value[key + 1 :]]
    if isinstance(value, dict) and isinstance(key, str) and key in value:
        inner = _take(value[key], rest) if rest else None
        left = {name: each for name, each in value.items() if name != key}
        return {**value, key: inner} if inner not in (None, [], {}) else left
    return value


def _plain(value: object) -> Any:
    """A value as a file would be read."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return value.isoformat() if isinstance(value, date) else value
