"""`worksystem block`: items that cannot go on."""

from pathlib import Path

import click

from worksystem.cli.editing import Chosen, How, edit_options, item_options, open_bench

__all__ = ["command"]


@click.command("block", help="Say that items cannot go on, since when and why.")
@item_options()
@click.option("--because", metavar="TEXT", required=True, help="Why it cannot go on.")
@click.option("--waiting-for", metavar="WHOM", default="", help="Who or what would free it.")
@edit_options
@click.pass_obj
def command(folder: Path, chosen: Chosen, because: str, waiting_for: str, how: How) -> int:
    """Block."""
    from worksystem.actions.block import block

    return open_bench(folder, how).act(chosen, lambda situation, item: block(situation, item, because, waiting_for))
