"""`worksystem codeowners`: the part of CODEOWNERS that follows from the records, printed, written or compared."""

from pathlib import Path

import click

from worksystem.cli.options import Asked, read_work_system
from worksystem.cli.output import print_note, write
from worksystem.edit import Draft, Drafted, render_diff, write_draft
from worksystem.edit.draft import find_target, read_bytes
from worksystem.errors import UsageError, WorkSystemError
from worksystem.graph.code_owners import BEGIN, find_flaw, find_part, weave
from worksystem.graph.reviewers import find_handle, forge_of, list_asked, render_part
from worksystem.graph.workspace import Workspace
from worksystem.load.code_owners import find_code_owners

__all__ = ["command"]


@click.command("codeowners", help="Print whom the forge should ask to review which files, as CODEOWNERS has it.")
@click.option("--write", "is_write", is_flag=True, help="Write it; lines of your own stay outside the marks.")
@click.option("--check", "is_check", is_flag=True, help="Show what --write would change; exit with 1 if anything.")
@click.pass_obj
def command(folder: Path, is_write: bool, is_check: bool) -> int:
    """Print, write or compare."""
    if is_write and is_check:
        raise UsageError("--write and --check ask for different things", help="choose one of them")
    system = read_work_system(folder, Asked())
    workspace = system.workspace
    if not forge_of(workspace.settings):
        help = "GitHub and GitLab have the format that is written here"
        raise UsageError("the settings name a forge with another format for code owners", help=help)
    if not list_asked(workspace):
        raise UsageError("nobody owns files", help="name them under owns of a team")
    part = render_part(workspace, system.checkout.shown(system.checkout.find("work")))
    _tell_of_silent(workspace)
    if not (is_write or is_check):
        write(part)
        return 0
    path, _ = find_code_owners(system.checkout, workspace.settings)
    draft = _draft(system.repository, path, part)
    if is_check:
        write(render_diff(draft))
        return int(bool(draft))
    write_draft(draft)
    write(f"{path} {'is' if draft else 'was already'} up to date\n")
    return 0


def _draft(repository: Path, path: str, part: str) -> Draft:
    """The file as it would be."""
    before = read_bytes(find_target(repository, path), path)
    text = (before or b"").decode("utf-8", errors="surrogateescape")
    if BEGIN in text and find_part(text) is None:
        help = 'put "# worksystem end" back where the part ends, or take the beginning out'
        raise WorkSystemError(f'cannot write {path}: "{BEGIN}" has no end', help=help)
    after = weave(text, part).encode("utf-8", errors="surrogateescape")
    file = Drafted(None if before is None else path, path, before or b"", after)
    return Draft(repository, (file,) if file.is_changed else ())


def _tell_of_silent(workspace: Workspace) -> None:
    """Say who is left out because the forge has no name for them, and which patterns it would pass over."""
    forge = forge_of(workspace.settings)
    silent = sorted(
        {
            party
            for asked in list_asked(workspace)
            for party in asked.parties
            if not find_handle(workspace, party, forge)
        }
    )
    if silent:
        print_note(f"left out, because nothing under identities says their name there: {', '.join(silent)}")
    for id, team in workspace.teams.items():
        for glob in team.record.owns:
            if flaw := find_flaw(glob):
                print_note(f'left out: "{glob}", which {id} owns, {flaw}')
