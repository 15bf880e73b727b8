"""`worksystem assign`: items to a person or a team."""

from pathlib import Path

import click

from worksystem.cli.editing import Chosen, How, edit_options, item_options, open_bench

__all__ = ["command"]


@click.command("assign", help="Make PARTY, a person or a team, the owner of items.")
@item_options()
@click.argument("party", metavar="PARTY")
@edit_options
@click.pass_obj
def command(folder: Path, chosen: Chosen, party: str, how: How) -> int:
    """Assign."""
    from worksystem.actions.assign import assign

    return open_bench(folder, how).act(chosen, lambda situation, item: assign(situation, item, party))
