"""A small work system whose workflow asks for everything that a workflow can ask for."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from tests.systems import TODAY, make_system
from worksystem.actions.situation import Outcome, Refusal, Situation
from worksystem.edit import draft_plan
from worksystem.load import WorkSystem
from worksystem.model import Item
from worksystem.model.entry import Entry

__all__ = ["FILES", "ITEM", "act_as", "changed", "item_of", "refused", "small"]

ITEM: Final = "work/items/OPS-AAAA1.yml"

FILES: Final = {
    "work/people.yml": """\
        ada: {name: Ada Nakamura, teams: [platform], identities: {git: [ada@example.org]}}
        bo: {name: Bo Lindqvist, teams: [platform]}
        grace: {name: Grace Okonkwo, teams: [platform]}
        ines: {name: Ines Duarte, until: 2026-10-31}
        sam: {name: Samir Khoury, teams: [security]}
        """,
    "work/teams.yml": """\
        platform:   # the first team
          name: Platform
          purpose: Ship
          lead: ada
          roles: {product_owner: [bo], delivery_lead: [grace], change_manager: [ada, grace]}
        security:
          name: Security
          purpose: Nothing leaks
          lead: sam
          roles: {security_reviewer: [sam]}
        """,
    "work/roles.yml": """\
        product_owner: {name: Product owner, purpose: What is worth it}
        delivery_lead: {name: Delivery lead, purpose: Work flows}
        change_manager: {name: Change manager, purpose: Changes are safe}
        security_reviewer: {name: Security reviewer, purpose: Nothing leaks}
        """,
    "work/standards/handoff_to_security.yml": """\
        kind: handoff
        name: Handoff to security
        checks:
          runbook: {text: The runbook says how to undo it}
        """,
    "work/types/change.yml": """\
        name: Change
        workflow: control
        prefix: OPS
        required: [owner]
        fields:
          risk: {type: enum, values: [low, high]}
          rollout: {type: list, of: {stage: {type: enum, values: [pilot, all]}, planned: date}}
        template:
          acceptance:
            - {text: Rolled back once, done: no}
        """,
    "work/workflows/legal.yml": """\
        name: Legal review
        purpose: Contracts hold
        owner: security
        initial: waiting
        states:
          waiting: {name: Waiting, category: queue}
          agreed: {name: Agreed, category: done}
        transitions:
          - {from: waiting, to: agreed, name: Agree, by: [sam]}
        """,
    "work/workflows/control.yml": """\
        name: Change control
        purpose: Changes reach customers safely
        owner: platform
        initial: proposed
        states:
          proposed: {name: Proposed, category: backlog}
          ready: {name: Ready, category: queue, wip: 2, entry: {fields: [estimate]}}
          doing: {name: In progress, category: active}
          review: {name: In review, category: active}
          done: {name: Done, category: done, entry: {must: acceptance_ticked}}
          dropped: {name: Dropped, category: dropped, entry: {fields: [closed.reason]}}
        transitions:
          - {from: proposed, to: ready, name: Accept, by: [role:product_owner]}
          - {from: ready, to: doing, name: Start, by: [owner]}
          - from: doing
            to: review
            name: Hand over
            by: [owner]
            handoff:
              to: team:security
              standard: handoff_to_security
              acknowledged_by: [role:security_reviewer]
              moves: [team]
          - from: review
            to: done
            name: Release
            by: [role:delivery_lead]
            approvals:
              - {gate: change_board, roles: [change_manager], covers: [outcome, risk]}
            inform: [role:product_owner]
          - {from: review, to: doing, name: Send back, rework: yes}
          - {from: done, to: doing, name: Reopen}
          - {from: "*", to: dropped, name: Drop}
        parallel:
          - {during: review, run: [legal], join: all}
        exceptions:
          blocked: {at_most: 3d, then: role:delivery_lead}
          expedite: {at_most: 1, by: [role:delivery_lead], may_skip: [ready]}
        """,
}


def small(folder: Path, items: Mapping[str, str], **more: str) -> WorkSystem:
    """The work system with some items by their number (`AAAA1`), and other files by path."""
    named = {f"work/items/OPS-{number}.yml": text for number, text in items.items()}
    return make_system(folder, {**FILES, **named, **more})


def act_as(system: WorkSystem, who: str = "") -> Situation:
    """The situation of somebody who acts today."""
    return Situation(system.workspace, TODAY, who, "work")


def item_of(system: WorkSystem, number: str = "AAAA1") -> Entry[Item]:
    """An item by its number."""
    return system.workspace.items[f"OPS-{number}"]


def changed(system: WorkSystem, outcome: Outcome | Refusal) -> dict[str, str]:
    """The texts that a plan changes, by path."""
    assert isinstance(outcome, Outcome), outcome
    return {file.path: file.after.decode() for file in draft_plan(system.repository, outcome.plan).files}


def refused(outcome: Outcome | Refusal) -> list[str]:
    """The words of a refusal, line by line."""
    assert isinstance(outcome, Refusal), outcome
    lines = [outcome.says]
    for lack in outcome.lacks:
        lines += [f"- {lack.says}", *([f"  {lack.help}"] if lack.help else [])]
    return [*lines, *([f"help: {outcome.help}"] if outcome.help else [])]
