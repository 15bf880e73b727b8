"""What waits for whose approval: items whose next move lacks some, who could give them, and how given ones stand."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from msgspec import Struct

from worksystem.model import Item, Transition
from worksystem.model.entry import Entry
from worksystem.views.card import Card
from worksystem.views.cards import build_card, due_order
from worksystem.views.record import Table
from worksystem.views.reference import Ref, StateMark
from worksystem.views.scope import Scope
from worksystem.workflow.approvals import Standing
from worksystem.workflow.judge import Way
from worksystem.workflow.paths import leads_from

__all__ = ["Given", "Waiting", "build_approvals", "gate_words", "list_gated", "waiting_table"]


class Given(Struct, frozen=True):
    """An approval that somebody gave: how it stands, in words; `counts` is whether the gate takes it."""

    by: Ref
    day: date
    says: str
    counts: bool


class Waiting(Struct, frozen=True):
    """An item that a gate holds.

    Shape: `wanted` is how many approvals the gate asks for; `able` are those who could give one today and have not, by
    name; `also` says what else the move still needs.
    """

    card: Card
    workflow: Ref
    gate: str
    move: str
    to: StateMark
    wanted: int
    roles: tuple[Ref, ...]
    given: tuple[Given, ...]
    able: tuple[Ref, ...]
    also: tuple[str, ...]

    @property
    def lacks(self) -> int:
        """How many approvals are still to come."""
        return max(0, self.wanted - len({each.by.id for each in self.given if each.counts}))


def gate_words(gate: str) -> str:
    """The id of a gate as it is read: `Change board`."""
    return gate.replace("_", " ").capitalize()


def list_gated(items: Iterable[Entry[Item]], scope: Scope) -> tuple[Entry[Item], ...]:
    """The items that a gate may stand before: a move that brings them on asks for approvals."""
    return tuple(item for item in items if any(_is_gated(scope, item, move) for move in _moves(scope, item)))


def build_approvals(scope: Scope) -> tuple[Waiting, ...]:
    """Every open item that waits for an approval, once for each gate: the earliest due first, then by id.

    Shape: moves that send back or drop do not count; nobody waits for them. Empty where approvals may not be shown.
    """
    if not scope.may_show("item", "approvals"):
        return ()
    items = list_gated(scope.workspace.open_items, scope)
    return tuple(
        sorted((each for item in items for each in _waits(scope, item)), key=lambda each: due_order(each.card))
    )


def waiting_table(waiting: Iterable[Waiting]) -> Table:
    """Items that wait, in a few columns for the page of a team or a person."""
    rows = tuple(
        (
            (Ref("item", each.card.id, each.card.title),),
            (each.gate,),
            (f"to {each.move.lower()}",),
            (each.card.age.since,) if each.card.age else (),
            (each.card.due.day,) if each.card.due else (),
        )
        for each in waiting
    )
    return Table(("Item", "Waits for", "Move", "Since", "Due"), rows)


def _moves(scope: Scope, item: Entry[Item]) -> tuple[Transition, ...]:
    workflow = scope.workspace.workflow_of(item)
    return workflow.record.transitions if workflow is not None else ()


def _is_gated(scope: Scope, item: Entry[Item], move: Transition) -> bool:
    workflow = scope.workspace.workflow_of(item)
    if not move.approvals or move.rework or workflow is None:
        return False
    state = workflow.record.states.get(move.to)
    is_on = state is not None and state.category != "dropped"
    return is_on and leads_from(move, item.record.status, workflow.record)


def _waits(scope: Scope, item: Entry[Item]) -> Iterator[Waiting]:
    for way in scope.judge.ways_from(item):
        if _is_gated(scope, item, way.transition):
            yield from _gates(scope, item, way)


def _gates(scope: Scope, item: Entry[Item], way: Way) -> Iterator[Waiting]:
    needs = [need for need in way.needs if need.kind == "approval"]
    workflow = scope.workspace.workflow_of(item)
    also = tuple(need.says for need in way.missing if need.kind != "approval" and _may_say(scope, need.kind))
    for rule, need in zip(way.transition.approvals, needs, strict=True):
        if need.met or workflow is None:
            continue
        given = tuple(_given(scope, item, each) for each in scope.judge.standings(item) if each.rule.gate == rule.gate)
        done = {each.by.id for each in given if each.counts}
        yield Waiting(
            card=build_card(scope, item),
            workflow=scope.ref("workflow", workflow.id),
            gate=gate_words(rule.gate),
            move=way.name,
            to=StateMark(way.to, way.state.name, way.state.category),
            wanted=rule.count,
            roles=scope.refs("role", rule.roles),
            given=given,
            able=scope.refs("person", (id for id in scope.judge.able(item, rule) if id not in done)),
            also=also,
        )


def _may_say(scope: Scope, kind: str) -> bool:
    return kind != "load" or scope.may_show("person", "load")


def _given(scope: Scope, item: Entry[Item], standing: Standing) -> Given:
    ref = scope.party(standing.approval.by)
    counts = standing.counts(unverified=scope.judge.takes_unverified(item))
    return Given(ref, standing.approval.date.day, _says(scope, item, standing, ref, counts=counts), counts)


def _says(scope: Scope, item: Entry[Item], standing: Standing, by: Ref, *, counts: bool) -> str:
    # `why` calls people by their ids
    why = re.sub(rf"(?<!\w){re.escape(by.id)}(?!\w)", lambda _: by.title, standing.why)
    if standing.state == "verified":
        return f"confirmed: {why}"
    if standing.state == "unverified":
        if scope.proofs is None or item.id not in scope.proofs:
            return "counts"
        return f"{'counts, though' if counts else 'does not count yet:'} no commit or review confirms it"
    return f"{'void' if standing.state == 'void' else 'does not count'}: {why}"
