"""`worksystem link`: items to another item."""

from pathlib import Path
from typing import Final

import click

from worksystem.cli.editing import Chosen, How, edit_options, item_options, open_bench

__all__ = ["command"]

# as in actions/link.py, which is not imported for --help
_LINKS: Final = ("depends_on", "blocks", "relates_to", "duplicates", "replaces", "discovered_from", "parent")


@click.command("link", help="Link items to OTHER: an item, a path or an address.")
@item_options()
@click.argument("field", metavar="FIELD", type=click.Choice(_LINKS))
@click.argument("other", metavar="OTHER")
@click.option("--remove", is_flag=True, help="Take the link out instead.")
@edit_options
@click.pass_obj
def command(folder: Path, chosen: Chosen, field: str, other: str, remove: bool, how: How) -> int:
    """Link."""
    from worksystem.actions.link import link, unlink

    action = unlink if remove else link
    return open_bench(folder, how).act(chosen, lambda situation, item: action(situation, item, field, other))
