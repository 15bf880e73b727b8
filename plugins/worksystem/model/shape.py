"""From plain values to a record: one validation when all is well, problems in our own words when not.

A bad field is left out and the rest read again, so that it neither hides other problems nor takes the record away.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any, Final

from msgspec import Struct, field
from msgspec.structs import replace
from pydantic import ValidationError

from worksystem.model.base import Record
from worksystem.model.custom import TextOf, read_custom
from worksystem.model.declared import check_declaration
from worksystem.model.faults import read_faults
from worksystem.model.item_type import FieldType, ItemType
from worksystem.model.kinds import KINDS
from worksystem.model.meant import find_meant
from worksystem.model.repair import DROP, Pruned
from worksystem.model.tree import fields_of
from worksystem.model.wording import Keys, ShapeProblem, missing, quoted, unknown_field, wrong_shape

__all__ = ["ADOPTED_ID", "Shaped", "validate"]

_ROUNDS: Final = 50
ADOPTED_ID: Final = re.compile(r"(?!\.)[^\s/\\:*?\"<>|#]+(?:/(?!\.)[^\s/\\:*?\"<>|#]+)?")


class Shaped(Struct, frozen=True):
    """What became of the values.

    Shape: `record` is `None` only if nothing could be made of them; `custom` holds the values of custom fields
    (items only), raw ones where the type is unknown; `meant` holds fields whose key is misspelt, with the key written.
    """

    record: Record | None
    custom: dict[str, object] = field(default_factory=dict)
    problems: tuple[ShapeProblem, ...] = ()
    meant: Mapping[str, str] = field(default_factory=dict)


@cache
def _id_form(kind: str) -> re.Pattern[str]:
    return re.compile(KINDS[kind].id_pattern)


def validate(
    kind: str,
    values: object,
    *,
    id: str,
    text_of: TextOf,
    custom: Mapping[str, FieldType] | None = None,
    adopted: bool = False,
) -> Shaped:
    """Read one record of a kind.

    Shape: `id` names the record; where the values have none the record takes it. `custom` holds the custom fields
    that the item's type declares, `None` if the type is unknown: then unknown fields are kept and not reported.
    `adopted`: ids come from elsewhere and need not be in our form. `text_of` gives a scalar as written; it is only
    asked where text is expected and something else was read.
    """
    if not isinstance(values, dict):
        shown = [wrong_shape((), f"{KINDS[kind].title} {quoted(id)}", values, "mapping")]
        return Shaped(None, {}, tuple(shown))
    model = KINDS[kind].model
    problems: list[ShapeProblem] = []
    data: dict[Any, Any] = values
    found: dict[str, object] = {}
    if kind == "item":
        data, found, problems = _split(model, values, custom, id, text_of)
    present = data.values()
    if None in present or "" in present:
        data = model.without_empty(data)
    if "id" not in data:
        data = {**data, "id": id}
    dropped: set[Keys] = set()
    try:
        record: Record | None = model.__pydantic_validator__.validate_python(data)
    except ValidationError as error:
        meant = {} if adopted else find_meant(values, [*fields_of(model), *(custom or ())])
        if meant:
            return _as_meant(kind, values, meant, id, text_of, custom)
        record, bad = _repaired(model, values, data, error, id, text_of, custom, dropped)
        problems.extend(bad)
    for name in model.must_have:
        value = values.get(name)
        is_empty = (not value and value != 0) or (type(value) is str and value.isspace())
        if is_empty and (name,) not in dropped:
            holds = fields_of(model)[name].holds
            problems.append(missing((name,), id or model.noun, name, holds, stands=name in values))
    if not (ADOPTED_ID if adopted else _id_form(kind)).fullmatch(id) and kind != "settings":
        message = f"{quoted(id)} is not an id of {model.noun}"
        keys, on = (("id",), "value") if "id" in values else ((), "key")
        problems.append(ShapeProblem("WS108", keys, "value" if on == "value" else "key", message, KINDS[kind].id_help))
    if isinstance(record, ItemType):
        problems.extend(check_declaration(record))
    return Shaped(record, found, tuple(problems))


def _as_meant(
    kind: str,
    values: dict[Any, Any],
    meant: Mapping[str, str],
    id: str,
    text_of: TextOf,
    custom: Mapping[str, FieldType] | None,
) -> Shaped:
    """The record with misspelt keys read as the fields that were meant; what else is wrong there waits."""
    written = {right: wrong for wrong, right in meant.items()}

    def text(keys: Keys) -> str | None:
        return text_of((written.get(str(keys[0]), keys[0]), *keys[1:]) if keys else keys)

    renamed = {meant.get(key, key): value for key, value in values.items()}
    shaped = validate(kind, renamed, id=id, text_of=text, custom=custom)
    noun = KINDS[kind].model.noun
    said = tuple(unknown_field((wrong,), noun, wrong, (right,)) for wrong, right in meant.items())
    rest = tuple(problem for problem in shaped.problems if not problem.keys or problem.keys[0] not in written)
    return replace(shaped, problems=said + rest, meant={**shaped.meant, **written})


def _split(
    model: type[Record], values: dict[Any, Any], custom: Mapping[str, FieldType] | None, id: str, text_of: TextOf
) -> tuple[dict[Any, Any], dict[str, object], list[ShapeProblem]]:
    """An item's own fields, its custom ones, and what is wrong with these."""
    own = fields_of(model)
    if custom is None:
        foreign = values.keys() - own.keys()
        if not foreign:
            return values, {}, []
        kept = {key: value for key, value in values.items() if key in foreign and isinstance(key, str)}
        return {key: value for key, value in values.items() if key not in foreign}, kept, []
    if not custom:
        return values, {}, []
    declared = custom if own.keys().isdisjoint(custom) else {name: custom[name] for name in custom if name not in own}
    read, problems = read_custom(declared, values, whose=id or "an item", text_of=text_of)
    data = dict(values)
    for name in declared:
        data.pop(name, None)
    return data, read, problems


def _repaired(
    model: type[Record],
    values: dict[Any, Any],
    data: dict[Any, Any],
    error: ValidationError,
    id: str,
    text_of: TextOf,
    custom: Mapping[str, FieldType] | None,
    dropped: set[Keys],
) -> tuple[Record | None, list[ShapeProblem]]:
    """Leave out what doesn't fit until the rest does; `dropped` collects what was left out."""
    problems: list[ShapeProblem] = []
    changes: dict[Keys, object] = {}
    pruned = Pruned(data, {})
    for _ in range(_ROUNDS):
        faults = read_faults(model, values, error, pruned, id, text_of, custom or {}, changes)
        wanted: dict[Keys, object] = {}
        for fault in faults:
            if fault.problem and fault.problem not in problems:
                problems.append(fault.problem)
            if wanted.get(fault.keys) is not DROP:
                wanted[fault.keys] = fault.change
        if all(keys in changes and changes[keys] is change for keys, change in wanted.items()):
            wanted = {keys[:1]: DROP for keys in wanted}
        changes.update(wanted)
        dropped.update(keys for keys, change in wanted.items() if change is DROP)
        pruned = Pruned(data, changes)
        try:
            record: Record = model.__pydantic_validator__.validate_python(pruned.values)
        except ValidationError as again:
            error = again
        else:
            return record, problems
    return None, problems
