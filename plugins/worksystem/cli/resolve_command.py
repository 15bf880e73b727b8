"""`worksystem resolve`: merge by field what git or a forge left with conflict marks."""

from pathlib import Path

import click

from worksystem.cli.output import write
from worksystem.edit.preview import render_diff
from worksystem.edit.resolve import Resolved, draft_resolution, find_conflicts
from worksystem.edit.write import write_draft
from worksystem.errors import UsageError
from worksystem.model.words import count_of
from worksystem.report.visible import make_visible
from worksystem.source.folder import find_repository, list_files, relative

__all__ = ["command"]


@click.command("resolve", help="Merge files by field in which conflicts are marked; without PATH, all under work/.")
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Show the changes as a diff and write nothing.")
@click.pass_obj
def command(folder: Path, paths: tuple[Path, ...], dry_run: bool) -> int:
    """Find, merge, write; 1 when something is left open."""
    repository = find_repository(folder)
    chosen = [each for path in paths for each in _files(folder, path, repository)]
    if not paths:
        chosen = find_conflicts(repository, relative(folder.resolve() / "work", repository))
    draft, results = draft_resolution(repository, chosen)
    if dry_run:
        write(render_diff(draft))
    else:
        write_draft(draft)
    write("".join(f"{make_visible(_say(result))}\n" for result in results) + _sum(results, dry_run=dry_run))
    return 0 if all(result.is_done for result in results) else 1


def _files(folder: Path, path: Path, repository: Path) -> list[str]:
    """A file, or all files of a folder, as paths of the repository."""
    place = next((place for place in (Path.cwd() / path, folder / path) if place.exists()), None)
    if place is None:
        raise UsageError(f"there is no file or folder {path}", help="name one relative to where you are")
    shown = relative(place.resolve(), repository)
    return [f"{shown}/{each}" for each in list_files(place)] if place.is_dir() else [shown]


def _say(result: Resolved) -> str:
    if result.why:
        return f"{result.path}: nothing done, because {result.why}"
    return f"{result.path}: " + (f"left open: {', '.join(result.fields)}" if result.fields else "merged")


def _sum(results: tuple[Resolved, ...], *, dry_run: bool) -> str:
    if not results:
        return "no conflict is marked in these files\n"
    left = [result for result in results if not result.is_done]
    files = count_of(len(results), "file")
    if left:
        return f"{files} with conflicts, {len(left)} of them still: decide there, and take the marks out\n"
    done = "would be merged" if dry_run else "merged; look at them, then `git add` them"
    return f"{files} {done}\n"
