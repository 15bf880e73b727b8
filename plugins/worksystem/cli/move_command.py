"""`worksystem move`: items along a transition of their workflow."""

from pathlib import Path

import click

from worksystem.cli.editing import Chosen, How, edit_options, item_options, open_bench
from worksystem.errors import UsageError

__all__ = ["command"]


@click.command("move", help="Move items to STATE, if their workflow lets you.")
@item_options()
@click.argument("state", metavar="STATE")
@click.option("--because", metavar="TEXT", default="", help="Why: the reason it is closed, or an update.")
@click.option("--tick", "ticks", multiple=True, metavar="N|CHECK", help="Tick a criterion by number, or a check by id.")
@click.option("--branch", metavar="WORKFLOW", default="", help="Move in a workflow that runs beside the item's own.")
@click.option("--hand-over", is_flag=True, help="Only write that it is handed over.")
@click.option("--take-over", is_flag=True, help="Only write that it has arrived.")
@edit_options
@click.pass_obj
def command(
    folder: Path,
    chosen: Chosen,
    state: str,
    because: str,
    ticks: tuple[str, ...],
    branch: str,
    hand_over: bool,
    take_over: bool,
    how: How,
) -> int:
    """Judge and move."""
    from worksystem.actions.move import Handover, move

    if hand_over and take_over:
        raise UsageError("--hand-over and --take-over are for two people", help="leave one out")
    handover: Handover = "over" if hand_over else "take" if take_over else ""
    return open_bench(folder, how).act(
        chosen,
        lambda situation, item: move(
            situation, item, state, because=because, ticks=ticks, branch=branch, handover=handover
        ),
    )
