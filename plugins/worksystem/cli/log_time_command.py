"""`worksystem log-time`: working time spent on items."""

from datetime import date
from pathlib import Path

import click

from worksystem.cli.editing import Chosen, How, edit_options, item_options, open_bench
from worksystem.cli.options import parse_day

__all__ = ["command"]


@click.command("log-time", help="Add working time to items: SPENT is like 3h or 1wd.")
@item_options()
@click.argument("spent", metavar="SPENT")
@click.option("--on", type=parse_day, metavar="DATE", help="The day on which it was spent; today if not said.")
@click.option("--note", metavar="TEXT", default="", help="What it went into.")
@edit_options
@click.pass_obj
def command(folder: Path, chosen: Chosen, spent: str, on: date | None, note: str, how: How) -> int:
    """Log time."""
    from worksystem.actions.log_time import log_time

    return open_bench(folder, how).act(chosen, lambda situation, item: log_time(situation, item, spent, on, note))
