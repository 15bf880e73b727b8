"""Commits for tests without a repository: what each did to files of items, in short."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from tests.histories import STATES
from worksystem.history import Landing, Plan, Said, Step

__all__ = ["PLAN", "added", "broken", "changed", "deleted", "land", "renamed", "said"]

PLAN = Plan((), ("status", "owner"), workflows={"": "flow", "task": "flow"}, states={"flow": STATES})
_START = datetime.fromisoformat("2026-01-01T12:00:00+00:00")


def said(id: str, status: str | None = None, *, former: tuple[str, ...] = (), anchor: str = "", **more: str) -> Said:
    """What a version says of an item."""
    fields: Mapping[str, str | None] = {"status": status, **more}
    return Said(id, {name: (text, text) for name, text in fields.items() if text is not None}, "", former, anchor)


def added(path: str, *items: Said) -> Step:
    return Step("A", path, said=items)


def changed(path: str, *items: Said) -> Step:
    return Step("M", path, said=items)


def renamed(old: str, path: str, *items: Said) -> Step:
    return Step("R", path, old, items)


def deleted(path: str) -> Step:
    return Step("D", path)


def broken(path: str) -> Step:
    return Step("M", path, why="the YAML is broken")


def land(*commits: tuple[Step, ...]) -> list[Landing]:
    """Commits c1, c2, … of the first days of 2026, noon UTC."""
    found = []
    for number, steps in enumerate(commits, start=1):
        when = _START + timedelta(days=number - 1)
        found.append(Landing(f"c{number}", when.isoformat(), when, steps))
    return found
