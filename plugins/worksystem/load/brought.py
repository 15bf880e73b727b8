"""Events brought along from another tracker: `work/history/*.jsonl`, one event a line.

Source: content/reference/format/history.md, https://jsonlines.org
"""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from msgspec import Struct

from worksystem.history.event import Event
from worksystem.source.content import digest_of
from worksystem.source.files import MAX_BYTES
from worksystem.source.folder import list_files
from worksystem.source.witness import find_witness

__all__ = ["NOTHING", "BadLine", "Brought", "read_brought"]

FOLDER: Final = "history"
_KEYS: Final = frozenset({"item", "field", "old", "new", "at"})


# a file of any more is a mistake
_MOST: Final = 10 * MAX_BYTES


class BadLine(Struct, frozen=True):
    """A line that is no event.

    Shape: `path` as shown; `line` counts from 1.
    """

    path: str
    line: int
    message: str
    help: str


class Brought(Struct, frozen=True):
    """What lies in `work/history/`: the events, oldest first, the lines that are none, and the files read.

    Shape: `lines` tells for each event in which file and line it stands, in the order of `events`.
    """

    events: tuple[Event, ...] = ()
    bad: tuple[BadLine, ...] = ()
    files: tuple[str, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()


NOTHING: Final = Brought()


def read_brought(work: Path, shown: str) -> Brought:
    """Read every event; what is wrong with a line is told, and the others count.

    Shape: `shown` is how the path of `work/` is shown.
    """
    found: list[tuple[Event, tuple[str, int]]] = []
    bad: list[BadLine] = []
    files = []
    for name in list_files(work / FOLDER):
        if not name.endswith(".jsonl"):
            continue
        path = f"{shown}/{FOLDER}/{name}"
        files.append(path)
        file = work / FOLDER / name
        try:
            is_too_large = file.stat().st_size > _MOST
            data = b"" if is_too_large else file.read_bytes()
            if witness := find_witness():
                witness.note(str(file), digest_of(data))
        except OSError as error:
            bad.append(
                BadLine(path, 1, f"the file cannot be opened: {(error.strerror or '').lower()}", "make it readable")
            )
            continue
        if is_too_large:
            said = f"the file is larger than {_MOST // 1_000_000} MB, so none of it is read"
            bad.append(BadLine(path, 1, said, "split it into several files"))
        for number, line in enumerate(data.split(b"\n"), start=1):
            if line.strip():
                read = _read(line)
                if isinstance(read, Event):
                    found.append((read, (path, number)))
                else:
                    bad.append(BadLine(path, number, *read))
    found.sort(key=lambda pair: pair[0].when)
    return Brought(tuple(event for event, _ in found), tuple(bad), tuple(files), tuple(place for _, place in found))


_FORM: Final = 'write {"item": …, "field": …, "old": …, "new": …, "at": "2026-11-16T09:12:00+00:00"}'


def _read(line: bytes) -> Event | tuple[str, str]:
    try:
        values = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return "the line is not UTF-8 text", "save the file as UTF-8"
    except (ValueError, RecursionError):
        return "the line is not JSON", _FORM
    if not isinstance(values, dict):
        return "the line is not an event", _FORM
    missing = sorted(_KEYS - values.keys() - {"old"})
    if missing:
        return f"the event has no {missing[0]}", f"add {json.dumps(missing[0])}"
    unknown = sorted(values.keys() - _KEYS)
    if unknown:
        return f'an event has no field "{unknown[0]}"', f"take it out; an event has {', '.join(sorted(_KEYS))}"
    item, field, at = values["item"], values["field"], values["at"]
    for name, value, like in (("item", item, "its id, like OPS-7K3QX"), ("field", field, "its name, like status")):
        if not isinstance(value, str) or not value:
            wrong = "is empty" if value == "" else "is not a text"
            return f"the {name} of an event {wrong}", f"write {like}"
    when = _moment(at)
    if isinstance(when, str):
        return f"at {json.dumps(at, ensure_ascii=False)} {when}", "write it like 2026-11-16T09:12:00+00:00"
    return Event(item, field, _written(values.get("old")), _written(values["new"]), at, when, "", "")


def _moment(text: object) -> datetime | str:
    """A moment, or what is wrong with it."""
    try:
        when = datetime.fromisoformat(text) if isinstance(text, str) else None
        if when is None:
            return "is not a moment"
        if when.tzinfo is None:
            return "does not say how far it is from UTC" if ":" in str(text) else "has no time"
        return when.astimezone(UTC)
    except (OverflowError, ValueError):
        return "is not a moment"


def _written(value: Any) -> Any:
    """A value as it would be written in the item's file."""
    if value is None or isinstance(value, (str, dict, list)):
        return value or None
    return json.dumps(value)
