"""`worksystem log`: what happened lately, day by day; the life of one item; or what the past rests on."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import click

from worksystem.cli.options import Asked, read_work_system, time_options
from worksystem.cli.output import print_note, show_progress, write
from worksystem.errors import UsageError
from worksystem.graph.workspace import Workspace
from worksystem.history import PATH, Coverage, Event, History, Life, Written
from worksystem.load.history import load_history
from worksystem.model.words import count_of, days_words
from worksystem.report.ground import ends_words
from worksystem.report.visible import make_visible
from worksystem.source.aside import count_processes

__all__ = ["command"]

_SHORT = 10


@click.command("log", help="Show what happened lately, newest first; or the life of one item, from its beginning.")
@click.argument("id", metavar="[ID]", required=False)
@click.option("--days", type=click.IntRange(1), default=7, show_default=True, help="How many days to look back.")
@click.option("--coverage", is_flag=True, help="Say what the past rests on, and what is not known of it.")
@time_options
@click.pass_obj
def command(folder: Path, id: str | None, days: int, coverage: bool, asked: Asked) -> int:
    """Load and print."""
    system = read_work_system(folder, asked)
    with show_progress("reading the history"):
        history = load_history(system, processes=count_processes())
    workspace = system.workspace
    if coverage:
        lines = _coverage(history)
    else:
        for note in history.coverage.notes:
            print_note(note)
        lines = _life(workspace, history, id) if id is not None else _lately(workspace, history, days)
    write("\n".join([*(make_visible(line) for line in lines), ""]))
    return 0


def _lately(workspace: Workspace, history: History, days: int) -> list[str]:
    begin = history.end_of(history.as_of - timedelta(days=days))
    day = None
    lines: list[str] = []
    for events in _by_commit(history, begin):
        when = history.day(events[0].when)
        if when != day:
            lines += ["", f"{when:%A} {when}"] if lines else [f"{when:%A} {when}"]
            day = when
        item = events[0].item
        title = workspace.items[item].record.title if item in workspace.items else ""
        lines.append(f"  {item}  {title}".rstrip())
        lines += [f"    {line}" for line in _changes(events, beginning=_beginning(history.life(item)))]
    return lines or [f"nothing changed in the {days} days up to {history.as_of}"]


def _by_commit(history: History, begin: datetime) -> Iterator[tuple[Event, ...]]:
    """What each commit changed of each item, the newest first."""
    groups: dict[tuple[datetime, str, str], list[Event]] = {}
    for event in history.events:
        if event.when >= begin and not _is_file_of_known(history, event):
            groups.setdefault((event.when, event.commit, event.item), []).append(event)
    for key in sorted(groups, reverse=True):
        yield tuple(groups[key])


def _is_file_of_known(history: History, event: Event) -> bool:
    """Whether a file came for an item that another tracker knew before."""
    life = history.life(event.item)
    return event.field == PATH and event.old is None and life is not None and life.created < event.when


def _life(workspace: Workspace, history: History, id: str) -> list[str]:
    entry = workspace.find("item", id)
    life = history.life(entry.id if entry is not None else id)
    if life is None:
        if entry is None:
            raise UsageError(f'no item is called "{id}", now or before', help="`worksystem items` lists the items")
        return [f"{entry.id} {entry.record.title}", "", "no commit knows of it yet"]
    title = f" {entry.record.title}" if entry is not None else ""
    lines = [f"{life.item}{title}", "", *_stays(workspace, history, life), ""]
    done: set[tuple[datetime, str]] = set()
    for event in life.events:
        key = (event.when, event.commit)
        if key in done:
            continue
        done.add(key)
        together = tuple(each for each in life.events if (each.when, each.commit) == key)
        commit = f"  {event.commit[:_SHORT]}" if event.commit else "  brought along"
        lines.append(f"{history.day(event.when)}{commit}")
        lines += [f"  {line}" for line in _changes(together, beginning=_beginning(life) if len(done) == 1 else "")]
    if life.gone is not None:
        lines += ["", f"its file was deleted on {history.day(life.gone)}"]
    return lines


def _stays(workspace: Workspace, history: History, life: Life) -> Iterator[str]:
    """Each stay in a state with its days, both ends counted."""
    for spell in life.spells:
        first, last = history.day(spell.start), history.day(spell.end or history.now - timedelta(microseconds=1))
        days = (last - first).days + 1
        until = f"to {last}" if spell.end is not None else "until now"
        name = _state(workspace, life, spell.state)
        yield f"{first} {until:<13}  {days:>4} d  {name}{'' if spell.category else ' (no state of its workflow)'}"


def _state(workspace: Workspace, life: Life, state: str) -> str:
    workflow = workspace.workflows.get(life.workflow)
    known = workflow.record.states.get(state) if workflow is not None else None
    return known.name if known is not None else state


def _beginning(life: Life | None) -> str:
    """How the first that is known of an item is called; where a clone cuts the past off, it was there before."""
    return "first seen" if life is not None and life.is_cut else "created"


def _changes(events: tuple[Event, ...], *, beginning: str) -> Iterator[str]:
    """What one commit changed of an item, a line a field; `beginning` is empty where its file only came back."""
    for event in events:
        if event.field == PATH:
            if event.new is None:
                yield "deleted"
            elif event.old is None:
                yield beginning or f"its file came to {event.new}"
            else:
                yield f"moved to {event.new}"
        else:
            name = event.field.replace("_", " ")
            yield f"{name}: {_words(event.old)} -> {_words(event.new)}" if event.old else f"{name}: {_words(event.new)}"


def _words(value: Written) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return ", ".join(
            f"{key} {_words(each) if isinstance(each, (dict, list)) else each}" for key, each in value.items()
        )
    if isinstance(value, list):
        return ", ".join(_words(each) if isinstance(each, (dict, list)) else str(each) for each in value)
    return value


def _coverage(history: History) -> list[str]:
    coverage = history.coverage
    lines = [
        f"{count_of(coverage.commits, 'commit')} along the first parent touched files of items",
        f"{count_of(coverage.versions, 'version of a file was', 'versions of files were')} read",
        f"{count_of(coverage.brought, 'event was', 'events were')} brought along",
    ]
    if coverage.counted_from:
        lines.append(f"git counts from {coverage.counted_from} on; before that, what was brought along")
    if coverage.since:
        lines.append(f"from {coverage.since[:10]} to {coverage.until[:10]}")
    if coverage.landing_lag is not None:
        lag = days_words(coverage.landing_lag) if coverage.landing_lag >= 1 else "a day"
        lines.append(f"half of the changes landed within {lag} after they were written")
    lines += ends_words(history)
    for one, many, found in _apart(coverage):
        if found:
            lines += ["", count_of(len(found), one, many), *(f"  {each}" for each in found)]
    return [*lines, *(["", *coverage.notes] if coverage.notes else [])]


def _apart(coverage: Coverage) -> Iterator[tuple[str, str, list[str]]]:
    """What is counted apart or not known, each kind with its cases."""
    yield (
        "version that cannot be read; what was known before counts on",
        "versions that cannot be read; what was known before counts on",
        [f"{each.at[:10]} {each.commit[:_SHORT]} {each.path}: {each.why}" for each in coverage.unreadable],
    )
    yield (
        "commit that moved many items at once",
        "commits that moved many items at once",
        [f"{each.at[:10]} {each.commit[:_SHORT]}: {each.items} items" for each in coverage.bulk],
    )
    yield (
        "item that had no file for a while",
        "items that had no file for a while",
        [f"{each.item}: {each.start[:10]} to {each.end[:10]}" for each in coverage.gaps],
    )
    yield "item first seen already done", "items first seen already done", list(coverage.born_done)
    yield "id that several files have", "ids that several files have", list(coverage.twice)
    yield (
        "item whose present state is in no commit",
        "items whose present state is in no commit",
        list(coverage.uncommitted),
    )
