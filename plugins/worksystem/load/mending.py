"""What would mend the shape of a record: the values that it would have are shaped again before anything is offered."""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from worksystem.change import Reword, Written
from worksystem.diagnostics import Fix
from worksystem.graph import mending
from worksystem.model.entry import Entry
from worksystem.model.item_type import FieldType
from worksystem.model.mending import Mend, find_mend
from worksystem.model.shape import validate
from worksystem.model.wording import ShapeProblem
from worksystem.position import split_lines
from worksystem.source.document import Document, Keys, Problem, find_text, reach

__all__ = ["find_fix", "find_text_fix"]


def find_fix(stub: Entry[Any], problem: ShapeProblem, custom: Mapping[str, FieldType] | None) -> Fix | None:
    """A fix for a problem of shape, if it is plain what was meant and the field is right with that."""
    there, value = reach(stub.written, problem.keys)
    if stub.origins or not problem.keys or not there:
        return None
    mend = find_mend(problem, value, find_text(*stub.origin(problem.keys)))
    if mend is None:
        return None
    left = _shape(stub, _mended(stub.written, problem.keys, mend), custom)
    if any(each.keys[: len(problem.keys)] == problem.keys for each in left):
        return None
    return _fix(stub, problem.keys, mend)


def find_text_fix(document: Document, problem: Problem) -> Fix | None:
    """A fix for what is wrong with a text itself: a directive says nothing here, so it goes."""
    if problem.code != "WS018":
        return None
    says = "take it out"
    head = split_lines(document.text.partition("\n---")[0])
    lines = [(number, line) for number, line in enumerate(head, start=1) if line.startswith("%")]
    # from below, so that the numbers of those above stay
    return Fix(says, tuple(Reword(document.path, number, 1, line, "", says) for number, line in reversed(lines)))


def _shape(
    stub: Entry[Any], values: dict[str, Any], custom: Mapping[str, FieldType] | None
) -> tuple[ShapeProblem, ...]:
    """What is wrong with other values of a record."""

    def text_of(keys: Keys) -> str | None:
        there, value = reach(values, keys)
        if there and reach(stub.written, keys) == (there, value):
            return find_text(*stub.origin(keys))
        return str(value) if there else None

    return validate(stub.kind, values, id=stub.id, text_of=text_of, custom=custom).problems


def _fix(stub: Entry[Any], keys: Keys, mend: Mend) -> Fix | None:
    if mend.take_out:
        return mending.take_out(stub, keys, "take it out", safe=mend.safe)
    if mend.rename:
        return mending.rename(stub, keys, mend.rename, f"write {mend.rename}", safe=mend.safe)
    value = Written("yes" if mend.value else "no") if isinstance(mend.value, bool) else mend.value
    return mending.write(stub, keys, value, f"write {value}", safe=mend.safe)


def _mended(values: Mapping[str, Any], keys: Keys, mend: Mend) -> dict[str, Any]:
    mended = deepcopy(dict(values))
    inner: Any = mended
    for key in keys[:-1]:
        inner = inner[key]
    if mend.take_out:
        del inner[keys[-1]]
    elif mend.rename:
        inner[mend.rename] = inner.pop(keys[-1])
    else:
        inner[keys[-1]] = mend.value
    return mended
