"""The command group: subcommands are imported when they are called, and click's errors are put into our words."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from worksystem.cli.answers import Answer
from worksystem.cli.output import print_error
from worksystem.cli.version import find_version

__all__ = ["COMMANDS", "app", "call"]

_COULD_NOT_RUN: Final = 2
COMMANDS: Final = {
    "approve": "Approve items at a gate.",
    "archive": "Put closed items away.",
    "assign": "Give items to a person or a team.",
    "audience": "Say for whom the site may be published.",
    "automate": "Do what the automations of workflows say, or show it.",
    "block": "Say that items cannot go on, and why.",
    "check": "Report everything that is wrong, at its line.",
    "codeowners": "Print or write whom the forge asks to review which files.",
    "diff": "Show what a branch changes in the work.",
    "explain": "Show the page of a rule.",
    "history": "Print every event: what changed, when, and by which commit.",
    "items": "Print items, all or those for which an expression holds.",
    "link": "Link items to another item.",
    "log": "Show what happened lately, or the life of an item.",
    "log-time": "Add working time to items.",
    "merge-driver": "Merge one file by field, for git.",
    "metrics": "Print figures of flow and delivery.",
    "move": "Move items, if their workflow lets you.",
    "new": "Write a new item.",
    "next": "Say what an item's next moves still need.",
    "reassign": "List or hand over all that rests on a person.",
    "renumber": "Give one of two items with the same id a new one.",
    "resolve": "Merge files by field in which conflicts are marked.",
    "rules": "List every rule.",
    "schema": "Print or write the JSON Schemas that editors use.",
    "set": "Set fields of items.",
    "split": "Write children of an item.",
    "unblock": "Say that items can go on.",
}


class _Commands(click.Group):
    """Finds a command in the module of its name, and lists them all without importing one."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"worksystem.cli.{cmd_name.replace('-', '_')}_command")
        command: click.Command = module.command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    help="Keep a whole work system in git: checked at the line, published as a site.",
    epilog="Exit codes: 0 clean, 1 something was found, 2 could not run.",
)
@click.option(
    "-C",
    "folder",
    type=click.Path(path_type=Path),
    default=Path(),
    metavar="DIR",
    help="The folder that holds work/; the present one if not said.",
)
@click.version_option(find_version(), prog_name="worksystem", message="%(prog)s %(version)s")
@click.pass_context
def app(ctx: click.Context, folder: Path) -> None:
    """Remember where to work."""
    ctx.obj = folder


def call(arguments: Sequence[str]) -> Answer:
    """Run a command.

    Shape: without text where the command has printed all of it itself.
    Errors: whatever stops the command, but for what click says of the arguments.
    """
    # pydantic would look for plugins in all that is installed, and nobody else has a say in what a record is
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
    code = _COULD_NOT_RUN
    try:
        given = app.main(args=list(arguments), prog_name="worksystem", standalone_mode=False)
        if isinstance(given, Answer):
            return given
        code = given if isinstance(given, int) else 0
    except click.exceptions.NoArgsIsHelpError as error:
        print(error.format_message(), file=sys.stderr)
    except click.ClickException as error:
        context = error.ctx if isinstance(error, click.UsageError) else None
        print_error(_lowered(error.format_message()), f"{context.command_path} --help" if context is not None else None)
    except click.Abort:
        print_error("interrupted", None)
    return Answer("", code=code)


def _lowered(message: str) -> str:
    """A sentence of click's in the form of our messages."""
    return message[:1].lower() + message[1:].rstrip(".")
