"""Changes of workflows in words: states, limits, transitions, approvals, versions and who answers for them."""

from collections.abc import Iterator, Mapping
from typing import Final

from msgspec.structs import replace

from worksystem.diff.changes import Change
from worksystem.diff.records import change_of, differences, life_of
from worksystem.diff.sides import Pair, Sides
from worksystem.diff.values import differences_of
from worksystem.model import Transition, Workflow
from worksystem.model.entry import Entry
from worksystem.model.tree import Holds, fields_of
from worksystem.model.words import count_of
from worksystem.workflow.paths import ANY

__all__ = ["workflow_changes"]

# fields of states and transitions in words
_WORDS: Final = {
    "wip": "limit",
    "limit": "",
    "per_person": "per person",
    "per_team": "per team",
    "entry": "to enter",
    "must": "must hold",
    "by": "who may make it",
    "from": "leads from",
    "expectation": "expected time",
    "roles": "who may approve",
    "count": "approvals needed",
    "except": "who may not approve",
    "covers": "fields it covers",
    "approvals": "gate",
}


def workflow_changes(sides: Sides, pair: Pair) -> tuple[Change, ...]:
    """What changed in a workflow."""
    if pair.old is None or pair.new is None:
        return tuple(life_of(sides, pair))
    old, new = pair.old.record, pair.new.record
    rest = [each for each in differences(sides, pair) if each.keys[0] not in ("states", "transitions", "migrations")]
    return (
        *life_of(sides, pair),
        *_versions(sides, old, new),
        *_states(sides, pair.old, pair.new),
        *_transitions(sides, old, new),
        *(change_of(each) for each in rest if each.keys[0] != "version"),
    )


def _versions(sides: Sides, old: Workflow, new: Workflow) -> Iterator[Change]:
    moved = [f"{was} → {now}" for was, now in new.migrations.get(old.version, {}).items()]
    if old.version != new.version:
        says = f"version {old.version} → {new.version}"
        says += f", items move {', '.join(moved)}" if moved else ", no state is migrated"
        yield Change("changed", says, "version", str(old.version), str(new.version))
    elif old.migrations != new.migrations:
        yield Change("changed", "migrations changed", "migrations")


def _states(sides: Sides, before: Entry[Workflow], after: Entry[Workflow]) -> Iterator[Change]:
    old, new = before.record.states, after.record.states
    for id, state in new.items():
        if id not in old:
            yield Change("changed", f"state {state.name} added ({state.category})", f"states.{id}", None, state.name)
    for id, state in old.items():
        if id not in new:
            left = len(sides.old.items_in(before.id, id))
            stood = f"; {count_of(left, 'item')} stood there" if left else ""
            yield Change("changed", f"state {state.name} removed{stood}", f"states.{id}", state.name, None)
            continue
        for each in differences_of(state, new[id], Holds("part"), sides.teller.tell):
            keys = ("states", id, *each.keys)
            label = _label(f"state {state.name}", each.keys)
            yield change_of(replace(each, keys=keys), "changed", label)
    kept = [id for id in old if id in new]
    if kept != [id for id in new if id in old]:
        order = ", ".join(state.name for state in new.values())
        yield Change("changed", f"the states stand in another order: {order}", "states")


def _transitions(sides: Sides, old: Workflow, new: Workflow) -> Iterator[Change]:
    pairs = _matched(old, new)
    for before, after in pairs:
        if before is None and after is not None:
            by = f", by {sides.teller.tell(after.by, fields_of(Transition)['by'].holds)}" if after.by else ""
            says = f"move {after.name} added ({_route(after, new)}{by})"
            yield Change("changed", says, "transitions", None, after.name)
        elif after is None and before is not None:
            yield Change("changed", f"move {before.name} removed ({_route(before, old)})", "transitions", before.name)
        elif before is not None and after is not None:
            for each in differences_of(before, after, Holds("part"), sides.teller.tell):
                label = _label(f"move {after.name}", each.keys)
                yield change_of(replace(each, keys=("transitions", *each.keys)), "changed", label)


def _matched(old: Workflow, new: Workflow) -> list[tuple[Transition | None, Transition | None]]:
    """Transitions of both sides that are the same: by where they lead and when, then by name and target."""
    left = list(old.transitions)
    found: dict[int, Transition] = {}
    for same in (_exactly, _nearly):
        for index, after in enumerate(new.transitions):
            before = next((each for each in left if index not in found and same(each) == same(after)), None)
            if before is not None:
                left = [each for each in left if each is not before]
                found[index] = before
    pairs: list[tuple[Transition | None, Transition | None]] = [
        (found.get(index), after) for index, after in enumerate(new.transitions)
    ]
    return [*pairs, *((before, None) for before in left)]


def _exactly(transition: Transition) -> tuple[object, ...]:
    return (transition.from_, transition.to, transition.when)


def _nearly(transition: Transition) -> tuple[object, ...]:
    return (transition.name, transition.to)


def _route(transition: Transition, workflow: Workflow) -> str:
    names: Mapping[str, str] = {id: state.name for id, state in workflow.states.items()} | {ANY: "any open state"}
    sources = " or ".join(names.get(id, id) for id in transition.from_)
    return f"{sources} → {names.get(transition.to, transition.to)}"


def _label(head: str, keys: tuple[str, ...]) -> str:
    words = [_WORDS.get(key, key.replace("_", " ")) for key in keys]
    if len(words) > 1 and keys[0] == "approvals":
        words = [f"gate {words[1]}", *words[2:]]
    return ", ".join((head, *(word for word in words if word)))
