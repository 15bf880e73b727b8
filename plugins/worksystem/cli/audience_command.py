"""`worksystem audience`: for whom the site may be published, so that nothing is published before somebody chose."""

import sys
from pathlib import Path

import click

from worksystem.cli.options import Asked, read_work_system, time_options
from worksystem.cli.output import print_error, write

__all__ = ["command"]


@click.command("audience", help="Print public or internal; exit with 1 while nobody has chosen.")
@time_options
@click.pass_obj
def command(folder: Path, asked: Asked) -> int:
    """Print the settings' `publish.audience`."""
    system = read_work_system(folder, asked)
    audience = system.workspace.settings.publish.audience
    if audience is None:
        help = f"write `publish: {{audience: internal}}` or `public` in {system.workspace.settings_entry.path}"
        print_error("nobody has chosen who may read the site, so it cannot be published", help)
        sys.stderr.flush()
        return 1
    write(f"{audience}\n")
    return 0
