"""Work systems with a past, for tests: what every one of them needs, and its events in short."""

from datetime import date
from pathlib import Path
from typing import Any

from tests.repositories import Files, make_repository
from tests.systems import SETTINGS
from worksystem.history import History, Stream
from worksystem.load import load
from worksystem.load.history import load_history
from worksystem.load.past import Past
from worksystem.load.stream import tell

__all__ = ["BASE", "TODAY", "changes", "item", "make_past", "notes", "read", "stream"]

TODAY = date(2026, 11, 22)
BASE = {
    "work/worksystem.yml": SETTINGS,
    "work/types/task.yml": "name: Task\nmanages: continuous\nworkflow: flow\nprefix: OPS\n",
    "work/workflows/flow.yml": """\
        name: Flow
        purpose: Work gets done
        initial: ready
        states:
          ready: {name: Ready, category: queue}
          doing: {name: Doing, category: active}
          done: {name: Done, category: done}
        transitions:
          - {from: ready, to: doing, name: Start}
          - {from: doing, to: done, name: Finish}
        """,
}


def item(status: str = "ready", **more: str) -> str:
    """An item's file."""
    fields = {"title": "A task to follow", "type": "task", "status": status, **more}
    return "".join(f"{name}: {value}\n" for name, value in fields.items())


def make_past(folder: Path, *commits: tuple[str, Files]) -> Path:
    """A work system whose first commit of 2026-01-01 holds the base."""
    return make_repository(folder, ("2026-01-01", BASE), *commits)


def read(folder: Path, *, as_of: date = TODAY, at: str | None = None) -> History:
    return load_history(load(folder, as_of=as_of, at=at))


def stream(folder: Path, *, at: str | None = None) -> Stream:
    """The same without records, as `worksystem history` reads it."""
    kept: list[Past] = []

    def render(past: Past) -> str:
        kept.append(past)
        return ""

    tell(folder, render, at=at)
    return kept[0].stream


def notes(folder: Path) -> tuple[str, ...]:
    return tell(folder, lambda past: "").notes


def changes(history: History | Stream, *fields: str) -> list[tuple[str, str, str, Any, Any]]:
    """Day, item, field, before and after; of some fields only, or of all."""
    return [
        (each.at[5:10], each.item, each.field, each.old, each.new)
        for each in history.events
        if not fields or each.field in fields
    ]
