"""A small work system before and after a change, for everything that compares the two."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from tests.systems import make_system
from worksystem.check import check
from worksystem.diff import Diff, Side, compare
from worksystem.load import WorkSystem
from worksystem.workflow.known import Known

__all__ = ["BEFORE", "TODAY", "change", "make_diff"]

TODAY = date(2026, 11, 22)
BEFORE: Mapping[str, str] = {
    "work/worksystem.yml": "version: 1\nname: Example Works\npublish: {audience: internal}\n"
    "thresholds: {smallest_group: 2}\n",
    "work/people.yml": """\
ada:
  name: Ada Nakamura
  identities: {github: ada-n, git: [ada@example.org]}
  teams: {platform: 100%}
  capacity: 32h
bo:
  name: Bo Lindqvist
  identities: {git: [bo@example.org]}
  teams: {platform: 100%}
grace:
  name: Grace Oyelaran
  identities: {github: grace-o, git: [grace@example.org]}
  teams: {security: 100%}
""",
    "work/teams.yml": """\
platform:
  name: Platform
  lead: ada
security:
  name: Security
  lead: grace
  roles: {reviewer: [grace]}
""",
    "work/roles.yml": "reviewer: {name: Reviewer, purpose: A second pair of eyes}\n",
    "work/types/task.yml": "name: Task\nworkflow: delivery\nprefix: OPS\n"
    "fields:\n  risk: {type: enum, values: [low, high]}\n",
    "work/workflows/delivery.yml": """\
version: 1
name: Delivery
owner: platform
initial: todo
states:
  todo: {name: To do, category: backlog}
  doing: {name: Doing, category: active, wip: 1}
  done: {name: Done, category: done}
  cancelled: {name: Cancelled, category: dropped}
transitions:
  - {from: todo, to: doing, name: Start, by: [owner]}
  - {from: doing, to: done, name: Finish, approvals: [{gate: review, roles: [reviewer], covers: [outcome]}]}
  - {from: "*", to: cancelled, name: Cancel}
""",
    "work/items/OPS-00001.yml": """\
title: Rotate the certificates
status: todo
type: task
owner: ada
team: platform
due: 2026-12-01
outcome: No payment fails
priority: low
estimate: 3wd
risk: low
depends_on:
  - OPS-00002
acceptance:
  - {text: Both gateways serve it, done: no}
labels:
  - payments
""",
    "work/items/OPS-00002.yml": "title: Order them\nstatus: doing\ntype: task\nowner: bo\nteam: platform\n"
    "due: 2026-12-01\noutcome: They are here\n",
}
ITEM = "work/items/OPS-00001.yml"


def change(*replaced: tuple[str, str], path: str = ITEM) -> dict[str, str]:
    """A file of before with pieces of text replaced, each of which must be there."""
    text = BEFORE[path]
    for old, new in replaced:
        assert old in text
        text = text.replace(old, new)
    return {path: text}


def make_diff(
    folder: Path,
    after: Mapping[str, str | None],
    *,
    before: Mapping[str, str] = BEFORE,
    known: Known | None = None,
    audience: str = "internal",
    notes: tuple[str, ...] = (),
) -> Diff:
    """What changes when some files are as `after` says; `None` takes a file away."""
    files = {path: text for path, text in {**before, **after}.items() if text is not None}
    old, new = make_system(folder / "old", before, as_of=TODAY), make_system(folder / "new", files, as_of=TODAY)
    changed = [path for path in {*before, *files} if before.get(path) != files.get(path)]
    return compare(
        _side(old),
        _side(new),
        as_of=TODAY,
        known=known,
        changed=changed,
        named="main",
        base="0123456789abcdef",
        audience=audience,
        notes=notes,
    )


def _side(system: WorkSystem) -> Side:
    return Side(system.workspace, check(system, as_of=TODAY).diagnostics)
