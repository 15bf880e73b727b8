"""`worksystem reassign`: all that rests on somebody who leaves."""

from pathlib import Path

import click

from worksystem.cli.editing import How, edit_options, open_bench
from worksystem.cli.output import write
from worksystem.errors import UsageError
from worksystem.report.visible import make_visible

__all__ = ["command"]


@click.command("reassign", help="List all that rests on a person, or hand it to somebody else.")
@click.option("--from", "person", metavar="PERSON", required=True, help="Who has it now.")
@click.option("--to", metavar="PARTY", help="Who has it from now on; without this, it is listed.")
@edit_options
@click.pass_obj
def command(folder: Path, person: str, to: str | None, how: How) -> int:
    """List or hand over."""
    from worksystem.actions.reassign import list_duties, reassign

    bench = open_bench(folder, how)
    if person not in bench.system.workspace.people:
        raise UsageError(f'no person is called "{person}"', help="people stand in work/people.yml")
    if to is not None:
        return bench.take(reassign(bench.situation, person, to))
    duties = list_duties(bench.situation, person)
    name = bench.system.workspace.people[person].record.name or person
    lines = [f"{name} {duty.says}" for duty in duties] or [f"nothing rests on {name}"]
    write("".join(f"{make_visible(line)}\n" for line in lines))
    return 0
