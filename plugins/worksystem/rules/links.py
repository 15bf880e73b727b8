"""Links that contradict themselves (WS20x, WS22x): ids used twice, circles, and links that say one thing twice."""

from collections.abc import Iterator, Mapping
from typing import Any

from worksystem.diagnostics import Severity
from worksystem.graph import mending
from worksystem.graph.links import find_cycles
from worksystem.graph.suggest import find_same, list_words, suggest_word
from worksystem.model.entry import Entry
from worksystem.model.kinds import KINDS
from worksystem.rules.facts import written_keys
from worksystem.rules.rule import Context, Finding, Rule
from worksystem.source.document import Keys
from worksystem.workflow.paths import gates_for

__all__ = ["RULES"]

Related = tuple[tuple[Entry[Any], Keys, str], ...]
_RESERVED = ("owner", "lead")
# Members of a circle that are named.
_SHOWN = 12
_ANOTHER = "give one of the two another id"


def _check_duplicate_id(context: Context) -> Iterator[Finding]:
    again: dict[Entry[Any], list[Entry[Any]]] = {}
    for first, second in context.workspace.duplicates:
        noun = KINDS[second.kind].title.lower()
        message = f'{_a(noun)} "{second.record.id}" is there already, in {first.path}'
        related: Related = ((first, _id_keys(first), "the first one"),)
        yield Finding("WS200", message, second, _id_keys(second), help=_ANOTHER, related=related)
        if second.origins:
            again.setdefault(first, []).append(second)
    for first, seconds in again.items():
        # nobody knows which of the adopted files is wrong
        message = f'{_a(KINDS[first.kind].title.lower())} "{first.record.id}" is there again, in {seconds[0].path}'
        related = tuple((second, _id_keys(second), "another one") for second in seconds)
        yield Finding("WS200", message, first, _id_keys(first), help=_ANOTHER, related=related)
    people, teams = context.workspace.people, context.workspace.teams
    for id in sorted(people.keys() & teams.keys()):
        message = f'"{id}" is both a person and a team, so an owner of that name could be either'
        related = ((people[id], (), "the person"),)
        yield Finding("WS200", message, teams[id], help=_ANOTHER, related=related)


def _a(noun: str) -> str:
    return f"an {noun}" if noun[0] in "aeiou" else f"a {noun}"


def _id_keys(entry: Entry[Any]) -> tuple[str, ...]:
    return ("id",) if entry.has("id") else ()


def _check_reserved(context: Context) -> Iterator[Finding]:
    for kind in ("person", "team"):
        for id in _RESERVED:
            entry = context.workspace.of_kind(kind).get(id)
            if entry is not None:
                message = f'a {kind} cannot be called "{id}"; the word stands for the {id} of whatever is at hand'
                yield Finding("WS219", message, entry, help="give it another id")


def _check_waits_for_itself(context: Context) -> Iterator[Finding]:
    for cycle in context.workspace.links.cycles("depends_on"):
        steps = tuple(zip(cycle, (*cycle[1:], cycle[0]), strict=True))[: _SHOWN + 1]
        links = [_link(context, source, target) for source, target in steps]
        related = tuple(
            (owner, keys, f"{source} waits for {target}")
            for (source, target), (owner, keys) in zip(steps[1:], links[1:], strict=True)
        )
        message = f"{cycle[0]} waits for itself: {_way_of(cycle)}"
        help = "take out the link that is not a true dependency"
        yield Finding("WS220", message, links[0][0], links[0][1], help=help, related=related[:8])


def _way_of(cycle: tuple[str, ...]) -> str:
    """A circle as arrows; of a long one its beginning."""
    shown = cycle[:_SHOWN] if len(cycle) > _SHOWN + 1 else cycle
    left = (f"{len(cycle) - len(shown)} more",) if shown is not cycle else ()
    return " -> ".join((*shown, *left, cycle[0]))


def _link(context: Context, source: str, target: str) -> tuple[Entry[Any], Keys]:
    """Where it is written that one item waits for another: in the one, or under blocks of the other."""
    items, links = context.workspace.items, context.workspace.links
    for link in (*links.outgoing(source, "depends_on"), *links.outgoing(target, "blocks")):
        if {link.source, link.target} == {source, target}:
            return items[link.source], written_keys(items[link.source], link.keys)
    return items[source], ()


def _check_parent_circle(context: Context) -> Iterator[Finding]:
    items = context.workspace.items
    parts = context.parts
    # what has no parts is in no circle
    wholes = {part.id: (id,) for id, theirs in parts.items() for part in theirs if part.id in parts}
    for cycle in find_cycles(wholes):
        yield _circle("is a part of itself", cycle, items, ("parent",))
    above: tuple[Mapping[str, Entry[Any]], ...] = (context.workspace.goals, context.workspace.teams)
    for entries in above:
        parents = {id: (entry.record.parent,) for id, entry in entries.items() if entry.record.parent in entries}
        for cycle in find_cycles(parents):
            yield _circle("is a part of itself", cycle, entries, ("parent",))
    workflows = context.workspace.workflows
    based = {id: entry.record.based_on.workflow for id, entry in workflows.items() if entry.record.based_on is not None}
    for cycle in find_cycles({id: (on,) for id, on in based.items() if on in workflows}):
        yield _circle("is based on itself", cycle, workflows, ("based_on",))


def _circle(says: str, cycle: tuple[str, ...], entries: Mapping[str, Entry[Any]], keys: tuple[str, ...]) -> Finding:
    first = entries[cycle[0]]
    related = tuple((entries[id], keys, f"{id} leads on from here") for id in cycle[1:8])
    message = f"{cycle[0]} {says}: {_way_of(cycle)}"
    return Finding("WS222", message, first, keys, help="correct one of the links in the circle", related=related)


def _check_repeated_link(context: Context) -> Iterator[Finding]:
    seen: dict[tuple[str, str, str], Any] = {}
    for link in context.workspace.links.all:
        if link.type == "parent":
            continue  # there is only one
        first = seen.setdefault((link.source, link.type, link.target or link.written), link)
        if first is not link and first.keys[0] == link.keys[0]:
            entry = context.workspace.items[link.source]
            message = f"{link.source} names {link.target or link.written} twice under {link.keys[0]}"
            related = ((entry, first.keys, "the first one"),)
            fix = mending.take_out(entry, written_keys(entry, link.keys), "take the second one out", safe=True)
            yield Finding("WS224", message, entry, link.keys, help="keep one of the two", related=related, fix=fix)


def _check_former_id(context: Context) -> Iterator[Finding]:
    items = context.workspace.items
    claimed: dict[str, Entry[Any]] = {}
    for id, entry in ((item.id, item.entry) for item in context.items_with("former_ids")):
        for index, former in enumerate(entry.record.former_ids):
            keys = written_keys(entry, ("former_ids", index))
            if former in items:
                what = "its own id" if former == id else "the id of another item"
                message = f"{id} was once called {former}, which is {what} today"
                related: Related = ((items[former], (), f"{former} stands here"),) if former != id else ()
                help = "take it out of former_ids; ids are never used again"
                yield Finding("WS225", message, entry, keys, help=help, related=related)
            elif former in claimed:
                message = f"both {claimed[former].id} and {id} say that they were once called {former}"
                related = ((claimed[former], ("former_ids",), "the other one"),)
                yield Finding("WS225", message, entry, keys, help="keep it in the one that had it", related=related)
            else:
                claimed[former] = entry


def _check_gate(context: Context) -> Iterator[Finding]:
    for item in context.items_with("approvals"):
        if item.workflow is None:
            continue
        gates = gates_for(context.workspace, item.entry)
        for index, approval in enumerate(item.record.approvals):
            if approval.gate not in gates:
                close = suggest_word(approval.gate, gates)
                message = f'workflow "{item.workflow.id}" has no gate "{approval.gate}"'
                help = (
                    f'did you mean "{close}"?'
                    if close
                    else f"use {list_words(gates)}"
                    if gates
                    else "take the approval out"
                )
                keys, same = ("approvals", index, "gate"), find_same(approval.gate, gates)
                fix = mending.write(item.entry, keys, same, f"write {same}", safe=True) if same else None
                yield Finding("WS216", message, item.entry, keys, help=help, fix=fix)


RULES: tuple[Rule, ...] = (
    Rule(
        "WS200",
        "duplicate-id",
        Severity.ERROR,
        "clarity_over_chaos",
        ("duplicated_effort", "unclear_ownership"),
        "Two records have the same id",
        _check_duplicate_id,
    ),
    Rule(
        "WS216",
        "unknown-gate",
        Severity.ERROR,
        "clarity_over_chaos",
        ("broken_handoffs",),
        "An approval names a gate that the workflow does not have",
        _check_gate,
    ),
    Rule(
        "WS219",
        "reserved-id",
        Severity.ERROR,
        "clarity_over_chaos",
        ("unclear_ownership",),
        "A person or team is named like a word with a meaning of its own",
        _check_reserved,
    ),
    Rule(
        "WS220",
        "waits-for-itself",
        Severity.ERROR,
        "flow_over_friction",
        ("hidden_dependencies", "missed_deadlines"),
        "An item waits for itself, over others or directly",
        _check_waits_for_itself,
    ),
    Rule(
        "WS222",
        "part-of-itself",
        Severity.ERROR,
        "clarity_over_chaos",
        ("poor_visibility",),
        "A record is a part of itself, over others or directly",
        _check_parent_circle,
    ),
    Rule(
        "WS224",
        "repeated-link",
        Severity.WARNING,
        "clarity_over_chaos",
        ("poor_visibility",),
        "One link stands twice in an item",
        _check_repeated_link,
    ),
    Rule(
        "WS225",
        "former-id-taken",
        Severity.ERROR,
        "clarity_over_chaos",
        ("hidden_dependencies",),
        "A former id is in use, or claimed twice",
        _check_former_id,
    ),
)
