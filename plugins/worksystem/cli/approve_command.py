"""`worksystem approve`: items at a gate of their workflow."""

from pathlib import Path

import click
from msgspec.structs import replace

from worksystem.cli.editing import Chosen, How, edit_options, item_options, open_bench

__all__ = ["command"]


@click.command("approve", help="Approve items at a gate; the last argument may name it.")
@item_options("[ID]... [GATE]")
@edit_options
@click.pass_obj
def command(folder: Path, chosen: Chosen, how: How) -> int:
    """Tell the gate from the ids, and approve."""
    from worksystem.actions.approve import approve
    from worksystem.workflow.paths import gates_of

    bench = open_bench(folder, how)
    workspace, gate = bench.system.workspace, ""
    gates = {name for workflow in workspace.workflows.values() for name in gates_of(workflow.record)}
    if chosen.ids and chosen.ids[-1] in gates and workspace.find("item", chosen.ids[-1]) is None:
        gate, chosen = chosen.ids[-1], replace(chosen, ids=chosen.ids[:-1])
    return bench.act(chosen, lambda situation, item: approve(situation, item, gate))
