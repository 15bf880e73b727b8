"""What one rule finds in the base with some files, written out whole: place, message, help, fix and related places."""

import json
from collections.abc import Iterable, Mapping
from datetime import date
from functools import partial
from pathlib import Path
from textwrap import dedent
from typing import Any

from tests.rules.base import BASE, TODAY
from tests.systems import make_system
from worksystem.change import Append, Remove, Rename, SetValue
from worksystem.check import check
from worksystem.diagnostics import Diagnostic
from worksystem.load.history import load_history
from worksystem.position import Place

__all__ = ["tell"]


def tell(
    folder: Path, code: str, files: Mapping[str, str], events: Iterable[dict[str, Any]] = (), *, as_of: date = TODAY
) -> list[str]:
    """What a rule says of the base with some files, line by line; `OPS-1: text` is an item.

    Shape: an item without a title or a type is given one in its first two lines.
    """
    written = dict(BASE)
    for name, text in files.items():
        if "/" in name:
            written[name] = text
        else:
            given = {"title": f"Task {name}", "type": "task"}
            said = {line.partition(":")[0] for line in dedent(text).split("\n")}
            lines = [f"{field}: {value}\n" for field, value in given.items() if field not in said]
            written[f"work/items/{name}.yml"] = "".join((*lines, dedent(text)))
    if lines := [json.dumps(each) for each in sorted(events, key=lambda each: each["at"])]:
        written["work/history/2026.jsonl"] = "".join(f"{line}\n" for line in lines)
    system = make_system(folder, written, as_of=as_of)
    found = check(system, as_of=as_of, select=(code, "WS900"), past=partial(load_history, system))
    return [line for each in found.diagnostics for line in _lines(each)]


def _lines(found: Diagnostic) -> list[str]:
    value = "" if found.place.value is None else f" = {found.place.value[:40]}"
    lines = [f"{_at(found.place)} {found.place.field}{value}", f"  {found.message}", f"  help: {found.help}"]
    if found.fix is not None:
        lines.append(f"  fix: {found.fix.says}{'' if found.fix.safe else ', if people say so'}")
        for change in found.fix.changes:
            assert isinstance(change, SetValue | Append | Remove | Rename)
            value = f" = {change.value}" if isinstance(change, SetValue | Append) else ""
            value = f" to {change.to}" if isinstance(change, Rename) else value
            lines.append(f"    {type(change).__name__} {'.'.join(map(str, change.keys))}{value}")
    return [*lines, *(f"  see {_at(each.place)}: {each.message}" for each in found.related)]


def _at(place: Place) -> str:
    return f"{place.path.removeprefix('work/')}:{place.span.start.line}:{place.span.start.column}"
