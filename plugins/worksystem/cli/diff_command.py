"""`worksystem diff`: what a branch changes in the work."""

from pathlib import Path

import click
from msgspec.structs import replace

from worksystem.check import check
from worksystem.cli.changes import Branch, open_branch, read_reviews
from worksystem.cli.options import Asked, change_options, format_option, time_options
from worksystem.cli.output import write
from worksystem.diff import Diff, Side, compare
from worksystem.load import WorkSystem
from worksystem.workflow.versions import migrated

__all__ = ["command"]


@click.command("diff", help="Show what a branch changes in the work, compared with where it left BASE.")
@click.argument("base", metavar="[BASE]", required=False, default="")
@format_option("text", "markdown", "json")
@change_options
@click.option("--fail-on", type=click.Choice(["agreement"]), help="Exit with 1 if something is more than routine.")
@time_options
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to a file instead.")
@click.pass_obj
def command(
    folder: Path,
    base: str,
    format_: str,
    by: tuple[str, ...],
    reviews: Path | None,
    fail_on: str | None,
    output: Path | None,
    asked: Asked,
) -> int:
    """Load both sides, compare, print."""
    branch = open_branch(folder, base, asked, by=by)
    diff = _compare(branch, reviews)
    write(_render(diff, format_), output)
    return int(fail_on is not None and diff.class_ == "agreement")


def _compare(branch: Branch, file: Path | None) -> Diff:
    reviews = read_reviews(file)
    parting, system = branch.parting, branch.system
    return compare(
        _side(branch.old, system),
        _side(system, system),
        as_of=system.as_of,
        tip=branch.tip.workspace if branch.tip is not None else None,
        known=branch.known(reviews),
        changed=parting.changed,
        named=parting.named,
        base=parting.commit,
        head=system.revision or "",
        behind=parting.behind,
        audience=system.workspace.settings.publish.audience or "internal",
        notes=branch.notes(reviews),
    )


def _side(system: WorkSystem, asked: WorkSystem) -> Side:
    if not system.workspace.settings_entry.document.text:  # where nothing was, nothing was wrong
        return Side(system.workspace)
    found = check(system, as_of=asked.as_of).diagnostics
    moved = migrated(system.workspace)
    if moved is system.workspace:
        return Side(system.workspace, found)
    return Side(system.workspace, found, check(replace(system, workspace=moved), as_of=asked.as_of).diagnostics)


def _render(diff: Diff, format_: str) -> str:
    match format_:
        case "markdown":
            from worksystem.report import diff_markdown

            return diff_markdown.render(diff)
        case "json":
            from worksystem.report import diff_json

            return diff_json.render(diff)
    from worksystem.report import diff_text

    return diff_text.render(diff)
