"""`worksystem history`: every change of a tracked field, as git and other trackers remember it, one event a line."""

import json
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worksystem.cli.answers import Answer
from worksystem.cli.options import Asked, format_option, time_options
from worksystem.cli.output import show_progress
from worksystem.source.aside import count_processes

if TYPE_CHECKING:
    from worksystem.history.event import Event, Written
    from worksystem.load.past import Past

__all__ = ["command"]

_COLUMNS = ("item", "field", "old", "new", "old_state", "new_state", "at", "commit", "path")


@click.command("history", help="Print every event: what changed, from what to what, when, and by which commit.")
@format_option("jsonl", "csv")
@click.option("--item", metavar="ID", help="Only events of one item.")
@click.option("--field", "fields", metavar="NAME", multiple=True, help="Only events of a field; may be repeated.")
@time_options
@click.pass_obj
def command(folder: Path, format_: str, item: str | None, fields: tuple[str, ...], asked: Asked) -> Answer:
    """Read and choose."""
    from worksystem.load.stream import tell

    def render(past: "Past") -> str:
        events = _choose(past.stream.events, item, frozenset(fields), _end(asked.as_of, past.plan.timezone))
        return "".join(_as_jsonl(events) if format_ == "jsonl" else _as_csv(events))

    now = datetime.now(UTC) if asked.as_of is None else None
    with show_progress("reading the history"):
        told = tell(folder, render, at=asked.at, now=now, processes=count_processes())
    return Answer(told.text, notes=told.notes, seen=told.seen)


def _choose(
    events: "Iterable[Event]", item: str | None, fields: frozenset[str], end: datetime | None
) -> "Iterator[Event]":
    for event in events:
        if (
            (item is None or event.item == item)
            and (not fields or event.field in fields)
            and (end is None or event.when < end)
        ):
            yield event


def _end(day: date | None, zone: str) -> datetime | None:
    """The moment at which a day ends; `None` if none is asked about."""
    if day is None:
        return None
    from worksystem.source.revision import find_zone

    return datetime.combine(day + timedelta(days=1), time(), find_zone(zone))


def _row(event: "Event") -> "tuple[Written, ...]":
    return (
        event.item,
        event.field,
        event.old,
        event.new,
        event.old_state,
        event.new_state,
        event.at,
        event.commit,
        event.path,
    )


def _as_jsonl(events: "Iterable[Event]") -> Iterator[str]:
    encode = json.JSONEncoder(ensure_ascii=False).encode
    for event in events:
        yield encode(dict(zip(_COLUMNS, _row(event), strict=True))) + "\n"


def _as_csv(events: "Iterable[Event]") -> Iterator[str]:
    import csv
    from io import StringIO

    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for event in events:
        writer.writerow([json.dumps(each) if isinstance(each, (dict, list)) else each for each in _row(event)])
    yield out.getvalue()
