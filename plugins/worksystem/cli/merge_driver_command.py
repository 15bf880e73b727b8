"""`worksystem merge-driver`: merge one file by field, for git; `--install` tells git to call it."""

from pathlib import Path

import click

from worksystem.cli.output import print_note, write
from worksystem.edit.driver import ATTRIBUTES, install, merge_files
from worksystem.errors import UsageError
from worksystem.source.folder import find_repository

__all__ = ["command"]


@click.command("merge-driver", help="Merge one file by field, for git: the result goes to OURS.")
@click.argument("names", metavar="[BASE OURS THEIRS PATH]", nargs=-1)
@click.option("--marker-size", "size", type=click.IntRange(1, 200), default=7, help="How long git wants its marks.")
@click.option("--install", "is_install", is_flag=True, help="Have git call it for the files under work/.")
@click.pass_obj
def command(folder: Path, names: tuple[str, ...], size: int, is_install: bool) -> int:
    """Merge, or set up; 1 when something is left open."""
    if is_install and not names:
        changed = install(find_repository(folder))
        write("git merges the files under work/ by field now\n")
        if changed:
            print_note(f".gitattributes was told so; commit it: {'; '.join(ATTRIBUTES)}")
        return 0
    if len(names) != 4 or is_install:
        raise UsageError("git gives four names: BASE OURS THEIRS PATH", help="worksystem merge-driver --install")
    base, ours, theirs, path = names
    merged = merge_files(folder, base, ours, theirs, path, size=size)
    if merged.why:
        print_note(f"{path} was merged line by line: {merged.why}")
    for conflict in merged.conflicts:
        if conflict.field:
            print_note(f"{path}: both sides changed {conflict.field}")
    return 1 if merged.conflicts else 0
