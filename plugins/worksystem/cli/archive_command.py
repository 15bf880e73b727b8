"""`worksystem archive`: items that are done or dropped, out of the way."""

import re
from datetime import date
from pathlib import Path

import click
from msgspec.structs import replace

from worksystem.cli.editing import Bench, Chosen, How, edit_options, item_options, open_bench
from worksystem.errors import UsageError

__all__ = ["command"]

_DEFAULT = "30d"
_DAYS = {"d": 1, "w": 7}


@click.command("archive", help="Move closed items to work/items/archive/; without ID, all that are old enough.")
@item_options()
@click.option("--older-than", metavar="30d", help="Only what was closed longer ago; 30d if no item is named.")
@edit_options
@click.pass_obj
def command(folder: Path, chosen: Chosen, older_than: str | None, how: How) -> int:
    """Choose and archive."""
    from worksystem.actions.archive import archive

    is_named = bool(chosen.ids) or chosen.where is not None
    days = _days(older_than or _DEFAULT) if older_than or not is_named else None
    bench = open_bench(folder, how)
    if days is not None:
        old = _list_old(bench, days)
        ids = tuple(id for id in bench.choose(chosen) if id in old) if is_named else old
        chosen = replace(chosen, ids=ids, where=None if ids else "false")
    return bench.act(chosen, archive)


def _days(text: str) -> int:
    found = re.fullmatch(r"(\d+)([dw])", text)
    if found is None:
        raise UsageError(f'"{text}" is not a length of time', help="write days or weeks, like 30d or 4w")
    return int(found[1]) * _DAYS[found[2]]


def _list_old(bench: Bench, days: int) -> tuple[str, ...]:
    """The items that the past says were closed so many days ago."""
    from worksystem.actions.archive import list_closed
    from worksystem.graph.workspace import CLOSED
    from worksystem.load.history import load_history

    history = load_history(bench.system)
    closed: dict[str, date | None] = {
        life.item: history.day(life.spells[-1].start)
        for life in history.lives.values()
        if life.gone is None and life.spells and life.spells[-1].category in CLOSED
    }
    return list_closed(bench.situation, closed, days)
