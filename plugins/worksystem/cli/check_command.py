"""`worksystem check`: everything that is wrong, in the format asked for."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from worksystem.cli.answers import Answer
from worksystem.cli.options import Asked, change_options, format_option, read_text, time_options
from worksystem.cli.output import has_colour, print_note, terminal_width, write
from worksystem.errors import UsageError
from worksystem.severity import Severity
from worksystem.source.ground import TODAY
from worksystem.source.witness import watching

if TYPE_CHECKING:
    from worksystem.check import CheckResult
    from worksystem.cli.checking import Checking
    from worksystem.load import WorkSystem

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
@click.option("--fix", is_flag=True, help="Fix what can have meant only one thing, and report the rest.")
@click.option("--unsafe", is_flag=True, help="With --fix or --diff: fix, too, what decides something.")
@click.option("--diff", is_flag=True, help="Print what --fix would change, and write nothing; 1 if that is anything.")
@click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="The findings known; check.baseline.")
@click.option("--no-baseline", is_flag=True, help="Report known findings, too.")
@click.option("--write-baseline", is_flag=True, help="Draw the baseline, or take out of it what is gone.")
@click.option("--allow-growth", is_flag=True, help="With --write-baseline: add what is found now.")
@click.option("--watch", is_flag=True, help="Check again whenever a file changes, until Ctrl-C.")
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
    fix: bool,
    unsafe: bool,
    diff: bool,
    baseline: Path | None,
    no_baseline: bool,
    write_baseline: bool,
    allow_growth: bool,
    watch: bool,
    output: Path | None,
    asked: Asked,
) -> int | Answer:
    """Load, check, print."""
    _refuse(click.get_current_context().params)
    from worksystem.cli.checking import Checking

    bar = Severity(fail_on)
    checking = Checking(folder, asked, paths, select, ignore, past, baseline, not no_baseline, write_baseline)
    if not (base or asked.at or fix or diff or write_baseline or watch or output):
        notes: list[str] = []
        with watching() as witness:
            if asked.as_of is None:
                witness.look((TODAY,))
            system, result = replace(checking, say=notes.append).run()
            text = _render(system, result, format_, to_file=False)
        seen = {} if witness.is_doubt else witness.seen
        return Answer(text, notes=notes, code=int(result.reaches(bar)), seen=seen, made_from=(system, result))

    def report(system: "WorkSystem", result: "CheckResult") -> int:
        write(_render(system, result, format_, to_file=output is not None), output)
        if output is not None:
            from worksystem.report.summary import render_summary

            print(render_summary(result), file=sys.stderr)
        return int(result.reaches(bar))

    if base is not None:
        return report(*checking.run_on_branch(base, by=by, reviews=reviews, changed_only=changed_only))
    if fix or diff:
        return _fix(checking, report, unsafe=unsafe, dry_run=diff, says=format_ in ("text", "concise"))
    if write_baseline:
        from worksystem.cli.known import tighten

        system, result = checking.run()
        path = checking.baseline_path(system)
        print_note(tighten(system, checking.find_baseline(system), path, result, grow=allow_growth))
        return report(*checking.run())
    if watch:
        from worksystem.cli.watching import keep_checking, watch_files

        return keep_checking(lambda: report(*checking.run()), watch_files(folder))
    return report(*checking.run())


def _refuse(given: Mapping[str, Any]) -> None:
    """What cannot be asked for together, of the options by their names.

    Errors: `UsageError`.
    """
    if given["unsafe"] and not (given["fix"] or given["diff"]):
        raise UsageError("--unsafe says which fixes are made", help="say --fix or --diff as well")
    if given["allow_growth"] and not given["write_baseline"]:
        raise UsageError("--allow-growth says how the baseline is written", help="say --write-baseline as well")
    if given["no_baseline"] and (given["baseline"] is not None or given["write_baseline"]):
        raise UsageError("--no-baseline leaves nothing to be read or written", help="leave one of the two out")
    chosen = [f"--{name.replace('_', '-')}" for name in ("fix", "diff", "write_baseline", "watch") if given[name]]
    if len(chosen) > 1 and chosen != ["--fix", "--diff"]:
        from worksystem.model.words import list_words

        raise UsageError(f"{list_words(chosen)} do not go together", help="ask for one after the other")
    if chosen and (given["base"] is not None or given["at"] is not None):
        other = "--base" if given["base"] is not None else "--at"
        raise UsageError(f"{chosen[0]} is about the files as they are today", help=f"leave {other} out")
    if given["base"] is None and (given["changed_only"] or given["by"] or given["reviews"] is not None):
        raise UsageError("there is nothing to compare with", help="say with --base what the branch left")


def _fix(
    checking: "Checking", report: "Callable[[WorkSystem, CheckResult], int]", *, unsafe: bool, dry_run: bool, says: bool
) -> int:
    """Fix what can be fixed, and report the rest; or show what would be fixed."""
    from worksystem.cli.editing import describe_plan
    from worksystem.cli.fixing import mend_all
    from worksystem.edit import render_diff, write_draft
    from worksystem.model.words import count_of

    mended = mend_all(checking.run, unsafe=unsafe)
    files = count_of(len(mended.draft.files), "file")
    counted = f"{count_of(len(mended.fixed), 'finding')} in {files}"
    if dry_run:
        write(render_diff(mended.draft))
        print_note(f"--fix would fix {counted}")
        return int(bool(mended.draft))
    write_draft(mended.draft)
    if says and mended.fixed:
        write("".join(f"{line}\n" for line in describe_plan(mended.plan)) + "\n")
    print_note(f"fixed {counted}")
    return report(mended.system, mended.result)


def _render(system: "WorkSystem", result: "CheckResult", format_: str, *, to_file: bool) -> str:
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
            from worksystem.cli.fixing import list_edits
            from worksystem.cli.pages import read_page
            from worksystem.cli.version import find_version
            from worksystem.report import sarif
            from worksystem.rules import list_rules

            rules = list_rules(system.workspace)
            return sarif.render(result, rules=rules, page=read_page, version=find_version(), edits=list_edits(system))
    from worksystem.report import text

    colour = has_colour(sys.stdout) and not to_file
    return text.render(result, read=read_text(system), colour=colour, width=terminal_width(text.WIDTH))
