"""`worksystem items`: the items as they were resolved, adopted ones too, all or those for which an expression holds."""

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import click

from worksystem.cli.options import Asked, format_option, read_work_system, time_options
from worksystem.cli.output import print_error, write
from worksystem.errors import UsageError
from worksystem.graph.query import EvaluationProblem, Expression, ExpressionProblem, compile_expression
from worksystem.graph.vocabulary import custom_fields_of
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
    chosen, problems = _choose(workspace, where, system.as_of)
    render = _as_json if format_ == "json" else _as_table
    shown = withhold(workspace, workspace.settings.publish.audience or "internal")
    write(render(shown, [shown.items[item.id] for item in chosen]))
    for id, problem in problems[:MOST]:
        print_error(f"--where cannot be judged for {id}: {problem.message}", problem.help)
    if len(problems) > MOST:
        print(f"and for {len(problems) - MOST} more", file=sys.stderr)
    return int(bool(problems))


def _choose(
    workspace: Workspace, where: str | None, as_of: date
) -> tuple[list[Entry[Item]], list[tuple[str, EvaluationProblem]]]:
    if where is None:
        return list(workspace.items.values()), []
    expression = _compile(workspace, where)
    chosen, problems = [], []
    for id, entry in workspace.items.items():
        result = expression.holds(entry, workspace, as_of)
        if isinstance(result, EvaluationProblem):
            problems.append((id, result))
        elif result:
            chosen.append(entry)
    return chosen, problems


def _compile(workspace: Workspace, where: str) -> Expression:
    expression = compile_expression(where, "item", custom_fields_of(workspace))
    if isinstance(expression, ExpressionProblem):
        column = expression.column + len(where) - len(where.lstrip())
        raise UsageError(f"cannot read --where, column {column}: {expression.message}", help=expression.help)
    return expression


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
