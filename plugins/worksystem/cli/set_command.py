"""`worksystem set`: fields of items."""

from pathlib import Path

import click
from msgspec.structs import replace

from worksystem.cli.editing import Chosen, How, edit_options, item_options, open_bench, parse_all
from worksystem.errors import UsageError

__all__ = ["command"]


@click.command("set", help="Set fields of items: FIELD=VALUE sets, FIELD+=VALUE adds to a list, FIELD= takes out.")
@item_options("[ID]... FIELD=VALUE...")
@edit_options
@click.pass_obj
def command(folder: Path, chosen: Chosen, how: How) -> int:
    """Tell the fields from the ids, and set them."""
    from worksystem.actions.fields import set_fields

    assignments = parse_all(word for word in chosen.ids if "=" in word)
    if not assignments:
        raise UsageError("no field is named", help="write FIELD=VALUE, like due=2026-12-01")
    chosen = replace(chosen, ids=tuple(word for word in chosen.ids if "=" not in word))
    return open_bench(folder, how).act(chosen, lambda situation, item: set_fields(situation, item, assignments))
