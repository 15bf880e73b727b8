"""What an action foretells is what the files say afterwards: on every item of our own work system."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from worksystem.actions.assign import assign
from worksystem.actions.assignment import parse_assignment
from worksystem.actions.block import block, unblock
from worksystem.actions.fields import set_fields
from worksystem.actions.log_time import log_time
from worksystem.actions.move import move
from worksystem.actions.situation import Outcome, Refusal, Situation
from worksystem.change import Plan
from worksystem.edit import draft_plan, write_draft
from worksystem.load import load
from worksystem.model import Item
from worksystem.model.entry import Entry

ROOT = Path(__file__).parents[2]
DAY = date(2026, 11, 22)
Action = Callable[[Situation, Entry[Item]], Outcome | Refusal]


def set_some(situation: Situation, item: Entry[Item]) -> Outcome | Refusal:
    texts = (
        "labels+=seen,it",
        "priority.value=3",
        "due=2027-01-31",
        "outcome=All: is well",
        "goal=",
        "acceptance+=It is",
    )
    return set_fields(situation, item, [each for text in texts if (each := parse_assignment(text))])


def move_on(situation: Situation, item: Entry[Item]) -> Outcome | Refusal:
    """The first move that lacks nothing, by somebody who may make it."""
    for way in situation.judge.ways_from(item):
        who = Situation(situation.workspace, DAY, way.people[0] if way.people else "")
        outcome = move(who, item, way.to, because="It was time")
        if isinstance(outcome, Outcome):
            return outcome
    return Refusal(f"{item.id} stays where it is")


ACTIONS: dict[str, Action] = {
    "assign": lambda situation, item: assign(situation, item, "team:security"),
    "block": lambda situation, item: block(situation, item, "No: not yet", "bank"),
    "log_time": lambda situation, item: log_time(situation, item, "3h", note="Calls, letters"),
    "move": move_on,
    "set": set_some,
    "unblock": unblock,
}


@pytest.mark.parametrize("name", sorted(ACTIONS))
def test_the_files_say_what_was_foretold(tmp_path: Path, name: str) -> None:
    shutil.copytree(ROOT / "work", tmp_path / "work")
    system = load(tmp_path, as_of=DAY)
    situation, plan, done = Situation(system.workspace, DAY), Plan(), 0
    for id in system.workspace.items:
        outcome = ACTIONS[name](situation, situation.workspace.items[id])
        if isinstance(outcome, Outcome):
            situation, plan, done = situation.having(outcome.workspace), plan + outcome.plan, done + 1
    assert done
    write_draft(draft_plan(system.repository, plan))
    read = load(tmp_path, as_of=DAY).workspace
    for id, item in situation.workspace.items.items():
        assert read.items[id].record == item.record
        assert read.items[id].custom == item.custom
        assert read.items[id].written == item.written
