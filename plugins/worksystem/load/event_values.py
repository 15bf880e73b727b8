"""What events that were brought along say: values that no item could have, and steps that don't follow each other."""

from collections.abc import Iterable, Iterator, Mapping
from difflib import get_close_matches
from typing import Final

from worksystem.graph.finding import Finding
from worksystem.history.event import Event, Written
from worksystem.load.brought import Brought
from worksystem.load.shaping import Shaper
from worksystem.position import Place, Position, Span

__all__ = ["check_values"]

_ONE_TEXT: Final = ("status", "owner", "team")

Said = tuple[Event, tuple[str, int]]


def check_values(brought: Brought, tracked: Iterable[str], shaper: Shaper) -> Iterator[Finding]:
    """Of events that are wrong for one reason, the first of a file stands for the others.

    Shape: `tracked` are the fields whose history is kept; what is said of others counts for nothing anyway.
    """
    fields = frozenset(tracked)
    said = [pair for pair in zip(brought.events, brought.lines, strict=True) if pair[0].field in fields]
    yield from _wrong(said, _states(shaper))
    yield from _out_of_step(said)


def _states(shaper: Shaper) -> Mapping[str, tuple[str, frozenset[str]]]:
    """By item, under each of its ids: its workflow, and the states that this has, or had before a migration."""
    types, workflows = shaper.records.get("item_type", {}), shaper.records.get("workflow", {})
    found = {}
    for id, entry in shaper.records.get("item", {}).items():
        type = types.get(entry.record.type or "")
        workflow = str(type.record.workflow) if type is not None and type.record.workflow else ""
        if workflow in workflows:
            record = workflows[workflow].record
            states = record.states.keys() | {old for moved in record.migrations.values() for old in moved}
            found.update(dict.fromkeys((id, *entry.record.former_ids), (workflow, frozenset(states))))
    return found


def _wrong(said: Iterable[Said], states: Mapping[str, tuple[str, frozenset[str]]]) -> Iterator[Finding]:
    seen = set()
    for event, (path, line) in said:
        new, (workflow, known) = event.new, states.get(event.item, ("", frozenset()))
        if event.field in _ONE_TEXT and isinstance(new, (dict, list)):
            message = f"{event.field} is {'a list' if isinstance(new, list) else 'a mapping'}, where one text should be"
            help = "write the value as the item's file had it"
        elif event.field == "status" and isinstance(new, str) and known and new not in known:
            message = f'"{new}" is no state of workflow "{workflow}", and its migrations know none of that name'
            close = get_close_matches(new, sorted(known), 1, 0.8)
            help = f'did you mean "{close[0]}"?' if close else f"write one of {', '.join(sorted(known))}"
        else:
            continue
        if (path, message) not in seen:
            seen.add((path, message))
            yield Finding("WS122", message, place=_place(path, line), help=help)


def _out_of_step(said: Iterable[Said]) -> Iterator[Finding]:
    before: dict[tuple[str, str], Written] = {}
    seen = set()
    for event, (path, line) in said:
        one = event.item, event.field
        last = before.get(one)
        if one in before and event.old is not None and event.old != last and (path, one) not in seen:
            seen.add((path, one))
            was = f"the event before it left {_shown(last)}" if last is not None else "the event before it took it away"
            message = f"{event.field} of {event.item} goes on from {_shown(event.old)}, but {was}"
            yield Finding("WS230", message, place=_place(path, line), help="add the event between them, or correct one")
        before[one] = event.new


def _shown(value: Written) -> str:
    return f'"{value}"' if isinstance(value, str) else "something else"


def _place(path: str, line: int) -> Place:
    start = Position(line, 1)
    return Place(path, Span(start, start))
