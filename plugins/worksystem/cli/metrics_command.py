"""`worksystem metrics`: figures of flow and delivery, of all work or of a group, each by its definition."""

from datetime import date
from pathlib import Path

import click
from msgspec.structs import replace

from worksystem.cli.figure_names import parse_figure
from worksystem.cli.options import Asked, format_option, parse_day, read_work_system, time_options
from worksystem.cli.output import print_note, show_progress, write
from worksystem.errors import UsageError
from worksystem.graph.workspace import Workspace
from worksystem.load.history import load_history
from worksystem.metrics.conventions import Conventions
from worksystem.metrics.population import Selection
from worksystem.metrics.summary import GROUPS, list_groups, summarize
from worksystem.report.figures import render_csv, render_json, render_text
from worksystem.source.aside import count_processes

__all__ = ["command"]

_RENDERERS = {"text": render_text, "json": render_json, "csv": render_csv}


@click.command("metrics", help="Print figures of flow and delivery; worksystem explain NAME tells what one means.")
@click.argument("names", metavar="[NAME]...", nargs=-1)
@format_option("text", "json", "csv")
@click.option("--team", default="", metavar="ID", help="Only work of a team and its teams.")
@click.option("--workflow", default="", metavar="ID", help="Only work in a workflow.")
@click.option("--type", "type_", default="", metavar="ID", help="Only work of an item type.")
@click.option("--goal", default="", metavar="ID", help="Only work for a goal.")
@click.option("--portfolio", default="", metavar="ID", help="Only work for the goals of a portfolio.")
@click.option("--by", type=click.Choice(tuple(GROUPS)), help="Each group of a kind for itself, in alphabetical order.")
@click.option("--since", type=parse_day, metavar="DATE", help="First day of the window; the settings say if not.")
@click.option(
    "--until", type=parse_day, metavar="DATE", help="Last day of the window; the day asked about if not said."
)
@time_options
@click.pass_obj
def command(
    folder: Path,
    names: tuple[str, ...],
    format_: str,
    team: str,
    workflow: str,
    type_: str,
    goal: str,
    portfolio: str,
    by: str | None,
    since: date | None,
    until: date | None,
    asked: Asked,
) -> int:
    """Load, select, print."""
    names = tuple(parse_figure(name) for name in names)
    system = read_work_system(folder, asked)
    workspace = system.workspace
    selection = Selection(team, workflow, type_, goal, portfolio)
    _check_groups(workspace, selection)
    if by is not None and getattr(selection, by):
        raise UsageError(f"--by {by} and --{by} exclude each other", help=f"leave out --by, or --{by}")
    _check_window(since, until, system.as_of)
    with show_progress("reading the history"):
        history = load_history(system, processes=count_processes())
    chosen: tuple[Selection, ...] = (selection,)
    if by is not None:
        chosen = tuple(replace(selection, **{by: getattr(each, by)}) for each in list_groups(workspace, by))
    summaries = [summarize(history, workspace, each, start=since, end=until, names=names) for each in chosen]
    if by is None and summaries[0].withheld:
        raise UsageError(f"figures of {_named(selection)} are not shown: {summaries[0].withheld}", help=_WIDER)
    if format_ != "text":
        for note in history.coverage.notes:
            print_note(note)
    write(_RENDERERS[format_](summaries, history, Conventions.of(workspace.settings)))
    return 0


_WIDER = "ask for a wider group; thresholds.smallest_group says how small one may be"


def _named(selection: Selection) -> str:
    return ", ".join(f'{kind} "{id}"' for kind, id in selection.parts)


def _check_window(since: date | None, until: date | None, as_of: date) -> None:
    if until is not None and until > as_of:
        help = "name an earlier --until, or ask about a later day with --as-of"
        raise UsageError(f"--until {until} lies after {as_of}, the day asked about", help=help)
    end = until or as_of
    if since is not None and since > end:
        raise UsageError(f"the window ends on {end}, before {since}", help="name an earlier --since")


def _check_groups(workspace: Workspace, selection: Selection) -> None:
    for kind, id in selection.parts:
        if id not in workspace.of_kind(GROUPS[kind]):
            known = ", ".join(sorted(workspace.of_kind(GROUPS[kind]))[:8])
            raise UsageError(f'there is no {kind} "{id}"', help=f"name one, like {known}" if known else None)
