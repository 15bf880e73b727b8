"""Whose turn it is, without a list that somebody keeps: worked out from a number and who is there that day."""

from datetime import date

from worksystem.graph.workspace import Workspace
from worksystem.model import Person
from worksystem.workflow.actors import has_left

__all__ = ["is_present", "take_turn"]


def is_present(person: Person, day: date) -> bool:
    """Whether a person works here on a day and is not away."""
    has_come = person.from_ is None or person.from_.first <= day
    is_away = any(away.from_.first <= day <= away.to.last for away in person.leave)
    return has_come and not has_left(person, day) and not is_away


def take_turn(workspace: Workspace, people: tuple[str, ...], number: int, day: date) -> str | None:
    """The one of some people whose turn a number is; who is not there is passed over.

    Shape: `None` if nobody is there.
    """
    for step in range(len(people)):
        id = people[(number + step) % len(people)]
        person = workspace.people.get(id)
        if person is not None and is_present(person.record, day):
            return id
    return None
