"""`worksystem items`: the items as they were resolved, adopted ones too, all or those for which an expression holds."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from worksystem.cli.choosing import choose_items
from worksystem.cli.options import Asked, format_option, read_work_system, time_options
from worksystem.cli.output import print_error, write
from worksystem.graph.workspace import Workspace
from worksystem.model.entry import Entry
from worksystem.model.item import Item
from worksystem.views.privacy import withhold

__all__ = ["command"]

MOST = 5


@click.command("items", help="Print the items as they were resolved; --where takes an expression in CEL.")
@format_option("table", "json")
@click.option(
    "--where", metavar="EXPR", help="Only items for which this holds: \"status == 'ready' && owner == 'ada'\"."
)
@time_options
@click.pass_obj
def command(folder: Path, format_: str, where: str | None, asked: Asked) -> int:
    """Load, choose, print."""
    system = read_work_system(folder, asked)
    workspace = system.workspace
    chosen, problems = choose_items(workspace, where, system.as_of)
    render = _as_json if format_ == "json" else _as_table
    shown = withhold(workspace, workspace.settings.publish.audience or "internal")
    write(render(shown, [shown.items[item.id] for item in chosen]))
    for id, problem in problems[:MOST]:
        print_error(f"--where cannot be judged for {id}: {problem.message}", problem.help)
    if len(problems) > MOST:
        print(f"and for {len(problems) - MOST} more", file=sys.stderr)
    return int(bool(problems))


def _as_json(workspace: Workspace, items: list[Entry[Item]]) -> str:
    import json

    from worksystem.views.resolved import resolve_item

    audience = workspace.settings.publish.audience or "internal"
    listed = [resolve_item(workspace, item, audience=audience) for item in items]
    return json.dumps(listed, ensure_ascii=False, indent=2) + "\n"


def _as_table(workspace: Workspace, items: list[Entry[Item]]) -> str:
    from worksystem.cli.table import render_table

    head = ("id", "status", "owner", "team", "due", "title")
    shown: Callable[[Any], str] = lambda value: "" if value is None else str(value)  # noqa: E731
    rows = [
        (item.id, *(shown(getattr(item.record, name)) for name in ("status", "owner", "team", "due", "title")))
        for item in items
    ]
    return render_table(head, rows) + f"{len(items)} of {len(workspace.items)} items\n"
