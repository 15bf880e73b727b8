"""`worksystem new`: an item that was not there."""

from pathlib import Path
from random import SystemRandom

import click

from worksystem.cli.editing import How, edit_options, open_bench, parse_all

__all__ = ["command"]


@click.command("new", help="Write a new item of a type, from its template, in the first state of its workflow.")
@click.argument("type", metavar="TYPE")
@click.argument("title", metavar="TITLE")
@click.option("--owner", metavar="PARTY", help="Who is accountable: a person or a team.")
@click.option("--team", metavar="TEAM", help="The team that does it.")
@click.option("--goal", metavar="GOAL", help="The goal it serves.")
@click.option("--parent", metavar="ID", help="The larger item it is a part of.")
@click.option("--due", metavar="DATE", help="A target.")
@click.option("--outcome", metavar="TEXT", help="What will be true when it is done.")
@click.option("--set", "assignments", multiple=True, metavar="FIELD=VALUE", help="Any other field.")
@edit_options
@click.pass_obj
def command(
    folder: Path,
    type: str,
    title: str,
    owner: str | None,
    team: str | None,
    goal: str | None,
    parent: str | None,
    due: str | None,
    outcome: str | None,
    assignments: tuple[str, ...],
    how: How,
) -> int:
    """Create."""
    from worksystem.actions.create import new
    from worksystem.load.past_ids import find_past_ids

    named = {"owner": owner, "team": team, "goal": goal, "parent": parent, "due": due, "outcome": outcome}
    given = [f"{name}={value}" for name, value in named.items() if value]
    typed = parse_all([*given, *assignments])
    bench = open_bench(folder, how)
    past = find_past_ids(bench.system)
    return bench.make(new(bench.situation, type, title, typed, chance=SystemRandom(), past=past))
