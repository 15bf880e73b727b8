"""Giving work to a person or a team."""

from typing import Final

from worksystem.actions.revise import ValueChange, carry
from worksystem.actions.situation import Outcome, Refusal, Situation
from worksystem.change import SetValue
from worksystem.graph.suggest import suggest_word
from worksystem.graph.workspace import Workspace
from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.workflow.actors import bare, has_left

__all__ = ["assign", "check_party"]

WHY: Final = "worksystem assign"


def assign(situation: Situation, item: Entry[Item], party: str, why: str = WHY) -> Outcome | Refusal:
    """Make a person or a team the owner of an item; of a team's it becomes in its team field too."""
    refusal = check_party(situation, party)
    if refusal is not None:
        return refusal
    id = bare(party)
    if item.record.owner is not None and bare(item.record.owner) == id:
        return Refusal(f"{item.id} is owned by {situation.judge.title(_kind(situation.workspace, id), id)} already")
    changes: list[ValueChange] = [SetValue("", ("owner",), id, why)]
    if id in situation.workspace.teams and item.record.team not in (None, id):
        changes.append(SetValue("", ("team",), id, why))
    return carry(situation, item, changes)


def check_party(situation: Situation, party: str) -> Refusal | None:
    """Why nobody can be given work under a name: unknown, or somebody who has left."""
    workspace, id = situation.workspace, bare(party)
    person = workspace.people.get(id)
    if person is not None and has_left(person.record, situation.today):
        last = person.record.until
        return Refusal(f"{person.record.name or id} left on {last}", help="name somebody who is here")
    if workspace.party(id) is None:
        close = suggest_word(id, {**workspace.people, **workspace.teams})
        help = f'did you mean "{close}"?' if close else f"people and teams stand in {situation.folder}/"
        return Refusal(f'no person or team is called "{id}"', help=help)
    return None


def _kind(workspace: Workspace, id: str) -> str:
    return "person" if id in workspace.people else "team"
