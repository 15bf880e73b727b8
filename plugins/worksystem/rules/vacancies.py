"""Roles that nobody holds and what cannot go on without them; the role's own finding (WS403) says it, if it takes
somebody."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from worksystem.model import Transition, Workflow
from worksystem.model.entry import Entry
from worksystem.rules.rule import Context
from worksystem.source.document import Keys
from worksystem.workflow.actors import name_actor

__all__ = ["Stuck", "deadlines_of", "list_stuck", "stuck_by_role", "takes_at_least", "work_words"]


class Stuck(NamedTuple):
    """A part of a workflow that only certain roles can serve, none of which anybody holds today.

    Shape: `kind` is `move`, `gate` or `exception`; `is_said` where the finding about one of the roles speaks of it.
    """

    kind: str
    entry: Entry[Workflow]
    keys: Keys
    name: str
    roles: tuple[str, ...]
    is_said: bool

    @property
    def says(self) -> str:
        """What it is, to stand beside the role."""
        return (
            f"{work_words(self.name)} goes to it"
            if self.kind == "exception"
            else f'the {self.kind} "{self.name}" needs it'
        )


def work_words(exception: str) -> str:
    """What an exception is about: `blocked work`."""
    return f"{'expedited' if exception == 'expedite' else exception} work"


def takes_at_least(context: Context, role: str) -> int:
    """How many people a role takes."""
    limits = context.workspace.roles[role].record.holders
    return 1 if limits is None or limits.min is None else limits.min


def list_stuck(context: Context) -> tuple[Stuck, ...]:
    """Everything that nobody can serve, by workflow; nothing where it cannot be judged who holds a role."""
    return context.once(_list_stuck)


def stuck_by_role(context: Context) -> Mapping[str, tuple[Stuck, ...]]:
    """What hangs on each role of which the role's own finding speaks."""
    found: dict[str, tuple[Stuck, ...]] = {}
    for each in list_stuck(context):
        for role in each.roles:
            if takes_at_least(context, role):
                found[role] = (*found.get(role, ()), each)
    return found


def _list_stuck(context: Context) -> tuple[Stuck, ...]:
    return tuple(
        Stuck(kind, entry, keys, name, roles, any(takes_at_least(context, role) for role in roles))
        for entry in (context.workspace.workflows.values() if context.knows_holders else ())
        for kind, keys, name, roles in _places(context, entry.record)
        if roles and all(role in context.workspace.roles and not context.actors.acting.get(role) for role in roles)
    )


def _places(context: Context, workflow: Workflow) -> Iterator[tuple[str, Keys, str, tuple[str, ...]]]:
    for index, transition in enumerate(workflow.transitions):
        yield "move", ("transitions", index, "by"), transition.name, _movers(context, transition)
        for nth, rule in enumerate(transition.approvals):
            roles = tuple(role.removeprefix("role:") for role in rule.roles)
            yield "gate", ("transitions", index, "approvals", nth, "roles"), rule.gate, roles
    for name, then, _ in deadlines_of(workflow):
        kind, role = name_actor(context.workspace, then)
        yield "exception", ("exceptions", name, "then"), name, (role,) if kind == "role" else ()


def _movers(context: Context, transition: Transition) -> tuple[str, ...]:
    """The roles that alone may make a move; none if a person or a team may, too."""
    if any(not actor.startswith("role:") and context.workspace.party(actor) for actor in transition.by):
        return ()
    return tuple(actor.removeprefix("role:") for actor in transition.by)


def deadlines_of(workflow: Workflow) -> Iterator[tuple[str, str, str]]:
    """The exceptions with a deadline: name, who takes it up after that, and the deadline."""
    rules = workflow.exceptions
    expedite = rules.expedite
    lengths = {
        "blocked": (rules.blocked, rules.blocked.at_most if rules.blocked is not None else None),
        "rejected": (rules.rejected, rules.rejected.at_most if rules.rejected is not None else None),
        "expedite": (expedite, expedite.within if expedite is not None else None),
        "cancelled": (rules.cancelled, rules.cancelled.at_most if rules.cancelled is not None else None),
    }
    for name, (rule, length) in lengths.items():
        if rule is not None and length is not None:
            yield name, rule.then or "", str(length)
