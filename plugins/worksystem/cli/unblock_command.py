"""`worksystem unblock`: items that can go on."""

from pathlib import Path

import click

from worksystem.cli.editing import Chosen, How, edit_options, item_options, open_bench

__all__ = ["command"]


@click.command("unblock", help="Say that items can go on.")
@item_options()
@edit_options
@click.pass_obj
def command(folder: Path, chosen: Chosen, how: How) -> int:
    """Unblock."""
    from worksystem.actions.block import unblock

    return open_bench(folder, how).act(chosen, unblock)
