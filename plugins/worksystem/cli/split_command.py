"""`worksystem split`: an item into children."""

from pathlib import Path
from random import SystemRandom

import click

from worksystem.cli.choosing import find_item
from worksystem.cli.editing import How, edit_options, open_bench, parse_all

__all__ = ["command"]


@click.command("split", help="Write children of an item, one for each TITLE.")
@click.argument("id", metavar="ID")
@click.argument("titles", metavar="TITLE...", nargs=-1, required=True)
@click.option("--type", "type_", metavar="TYPE", default="", help="Their type; the item's own if not said.")
@click.option("--set", "assignments", multiple=True, metavar="FIELD=VALUE", help="A field of all of them.")
@click.option("--share-estimate", is_flag=True, help="Give each an equal part of the estimate.")
@edit_options
@click.pass_obj
def command(
    folder: Path,
    id: str,
    titles: tuple[str, ...],
    type_: str,
    assignments: tuple[str, ...],
    share_estimate: bool,
    how: How,
) -> int:
    """Split."""
    from worksystem.actions.create import split
    from worksystem.load.past_ids import find_past_ids

    typed = parse_all(assignments)
    bench = open_bench(folder, how)
    item = find_item(bench.system.workspace, id)
    outcome = split(
        bench.situation,
        item,
        titles,
        typed,
        chance=SystemRandom(),
        type=type_,
        past=find_past_ids(bench.system),
        share_estimate=share_estimate,
    )
    return bench.make(outcome)
