"""A small work system with a gate, a handoff, exceptions and work side by side."""

from collections.abc import Mapping

__all__ = ["FILES", "item", "with_flow"]

WORKFLOW = """\
name: Control
version: 2
initial: todo
states:
  todo: {name: To do, category: backlog}
  ready: {name: Ready, category: queue}
  doing: {name: Doing, category: active, wip: {per_team: 1}}
  review: {name: In review, category: active}
  done: {name: Done, category: done}
  dropped: {name: Dropped, category: dropped}
transitions:
  - {from: todo, to: ready, name: Accept, by: [role:manager]}
  - {from: ready, to: doing, name: Start, by: [owner]}
  - {from: doing, to: review, name: Hand over, handoff: {to: team:security, acknowledged_by: [role:reviewer]}}
  - from: review
    to: done
    name: Release
    approvals: [{gate: board, roles: [manager], count: 1, covers: [outcome, risk]}]
  - {from: review, to: doing, name: Send back, by: [role:reviewer], rework: yes}
  - {from: "*", to: dropped, name: Drop}
exceptions:
  blocked: {at_most: 3d, then: lead}
  rejected: {to: doing, at_most: 5d, then: owner}
  expedite: {at_most: 1, by: [role:manager], may_skip: [ready], within: 2d, then: role:manager}
  cancelled: {to: dropped, at_most: 7d, then: role:manager}
migrations: {1: {waiting: review}}
"""
FILES: Mapping[str, str] = {
    "work/people.yml": """\
        ada: {name: Ada, identities: {github: ada-n, git: [ada@example.org]}, teams: [platform]}
        bo: {name: Bo, teams: [security]}
        grace: {name: Grace, identities: {github: Grace-H, git: [grace@example.org]}}
        rosa: {name: Rosa}
        """,
    "work/teams.yml": """\
        platform: {name: Platform, purpose: Ship, lead: ada, roles: {manager: [grace, rosa]}}
        security: {name: Security, purpose: Trust, lead: bo, roles: {reviewer: [bo]}}
        """,
    "work/roles.yml": "manager: {name: Manager, purpose: Runs it}\nreviewer: {name: Reviewer, purpose: Looks}\n",
    "work/types/change.yml": "name: Change\nworkflow: control\nprefix: OPS\nfields: {risk: {type: text}}\n",
    "work/types/note.yml": "name: Note\nworkflow: notes\nprefix: NOT\n",
    "work/workflows/control.yml": WORKFLOW,
    "work/workflows/notes.yml": """\
        name: Notes
        initial: open
        states: {open: {name: Open, category: active}, shut: {name: Shut, category: done}}
        transitions: [{from: open, to: shut, name: Close}]
        """,
}


def item(more: str, *, status: str = "todo", id: str = "OPS-1") -> dict[str, str]:
    """The small system with one item of the type change."""
    return {**FILES, f"work/items/{id}.yml": f"title: Rotate\ntype: change\nstatus: {status}\n{more}"}


def with_flow(files: Mapping[str, str], old: str, new: str) -> dict[str, str]:
    """The same files with something else in the workflow."""
    path = "work/workflows/control.yml"
    assert old in files[path]
    return {**files, path: files[path].replace(old, new)}
