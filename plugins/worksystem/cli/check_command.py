"""`worksystem check`: everything that is wrong, in the format asked for."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from worksystem.check import CheckResult, check, is_below
from worksystem.cli.changes import change_options, open_branch, read_reviews
from worksystem.cli.options import Asked, format_option, read_text, read_work_system, shown_paths, time_options
from worksystem.cli.output import has_colour, print_note, show_progress, terminal_width, write
from worksystem.diagnostics import Severity
from worksystem.errors import UsageError
from worksystem.load import WorkSystem

if TYPE_CHECKING:
    from worksystem.history import History

__all__ = ["command"]


@click.command("check", help="Report everything that is wrong. PATH limits what is reported, not what is read.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@format_option("text", "concise", "json", "github", "gitlab", "junit", "sarif")
@click.option("--select", multiple=True, metavar="RULES", help="Only these: codes, beginnings of codes or names.")
@click.option("--ignore", multiple=True, metavar="RULES", help="All but these.")
@click.option(
    "--fail-on",
    type=click.Choice([severity.value for severity in Severity]),
    default=Severity.ERROR.value,
    show_default=True,
    help="From which severity on the exit code is 1.",
)
@click.option("--base", metavar="REV", help="Judge what changed since the branch left REV, too: moves and approvals.")
@click.option("--changed-only", is_flag=True, help="With --base: report only what is in files that changed.")
@change_options
@click.option(
    "--past/--no-past", default=None, help="Whether to run rules about the past, for which git is read; check.past."
)
@time_options
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file instead.")
@click.pass_obj
def command(
    folder: Path,
    paths: tuple[Path, ...],
    format_: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    base: str | None,
    changed_only: bool,
    by: tuple[str, ...],
    reviews: Path | None,
    past: bool | None,
    output: Path | None,
    asked: Asked,
) -> int:
    """Load, check, print."""
    if base is None:
        if changed_only or by or reviews is not None:
            raise UsageError("there is nothing to compare with", help="say with --base what the branch left")
        system = read_work_system(folder, asked)
        result = check(
            system,
            as_of=system.as_of,
            select=select,
            ignore=ignore,
            paths=shown_paths(system, paths),
            past=_past(system, asked=past),
        )
    else:
        branch = open_branch(folder, base, asked, by=by)
        system = branch.system
        wanted = shown_paths(system, paths)
        if changed_only:
            wanted = tuple(path for path in branch.parting.changed if is_below(path, wanted)) or (
                "/",
            )  # no file at all
        result = check(
            system,
            as_of=system.as_of,
            select=select,
            ignore=ignore,
            paths=wanted,
            before=branch.old.workspace,
            known=branch.known(read_reviews(reviews)),
            past=_past(system, asked=past),
        )
    write(_render(system, result, format_, to_file=output is not None), output)
    if output is not None:
        from worksystem.report.summary import render_summary

        print(render_summary(result), file=sys.stderr)
    return int(result.reaches(Severity(fail_on)))


def _past(system: WorkSystem, *, asked: bool | None) -> "Callable[[], History] | None":
    """What reads the past, if rules about it are to run."""
    if not (system.workspace.settings.check.past if asked is None else asked):
        return None

    def read() -> "History":
        from worksystem.load.history import load_history

        with show_progress("reading the history"):
            history = load_history(system, processes=min(4, os.cpu_count() or 1))
        if history.coverage.shallow:
            print_note("the clone is shallow, so rules about the past know only its end; git fetch --unshallow")
        return history

    return read


def _render(system: WorkSystem, result: CheckResult, format_: str, *, to_file: bool) -> str:
    match format_:
        case "concise":
            from worksystem.report import concise

            return concise.render(result)
        case "json":
            from worksystem.report import json_

            return json_.render(result)
        case "github":
            from worksystem.report import github

            return github.render(result)
        case "gitlab":
            from worksystem.report import codequality

            return codequality.render(result)
        case "junit":
            from worksystem.report import junit
            from worksystem.rules import list_rules

            return junit.render(result, rules=list_rules(system.workspace))
        case "sarif":
            from worksystem.cli.pages import read_page
            from worksystem.cli.version import find_version
            from worksystem.report import sarif
            from worksystem.rules import list_rules

            return sarif.render(result, rules=list_rules(system.workspace), page=read_page, version=find_version())
    from worksystem.report import text

    colour = has_colour(sys.stdout) and not to_file
    return text.render(result, read=read_text(system), colour=colour, width=terminal_width(text.WIDTH))
