"""What several commands share: the day asked about, the folder, and loading what lies in it."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import click

from worksystem.cli.output import show_progress
from worksystem.errors import UsageError
from worksystem.load import WorkSystem, load

__all__ = ["as_of_option", "format_option", "read_text", "read_work_system", "shown_paths"]

# far enough from the ends of the calendar that rules may count years backwards and forwards
_YEARS = range(1900, 3000)
Function = TypeVar("Function", bound=Callable[..., Any])


def _parse_day(value: object) -> date:
    if isinstance(value, date):
        return value
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        raise click.BadParameter(f'"{value}" is not a day; write YYYY-MM-DD') from None
    if day.year not in _YEARS:
        raise click.BadParameter(f'"{value}" is too far away; ask about a year from {_YEARS[0]} to {_YEARS[-1]}')
    return day


def as_of_option(function: Function) -> Function:
    """`--as-of`; today is read in this module and nowhere else."""
    option = click.option(
        "--as-of", type=_parse_day, default=date.today, metavar="DATE", help="The day asked about; today if not said."
    )
    return option(function)


def format_option(*formats: str) -> Callable[[Function], Function]:
    """`--format` with the formats that a command knows; the first is the default."""
    return click.option("--format", "format_", type=click.Choice(formats), default=formats[0], show_default=True)


def read_work_system(folder: Path, as_of: date | None = None) -> WorkSystem:
    """Load the work system in a folder, as of today if no day is asked about.

    Errors: `WorkSystemError` if there is none or its settings cannot be used.
    """
    with show_progress("reading the work system"):
        return load(folder, as_of=as_of or date.today(), processes=min(4, os.cpu_count() or 1))


def read_text(system: WorkSystem) -> Callable[[str], str | None]:
    """Gives the text of a file by the path that findings name it with."""
    from worksystem.source.files import read_document

    def read(path: str) -> str | None:
        file = system.repository / path
        return read_document(str(file), path).text if path and file.is_file() else None

    return read


def shown_paths(system: WorkSystem, given: tuple[Path, ...]) -> tuple[str, ...]:
    """Files and folders as typed, relative to where one stands or to the work system, as findings name them.

    Errors: `UsageError` for one that does not exist.
    """
    from worksystem.source.files import relative

    found = []
    for path in given:
        places = (Path.cwd() / path, system.folder / path, system.repository / path)
        place = next((place for place in places if place.exists()), None)
        if place is None:
            raise UsageError(f"there is no file or folder {path}", help="name one relative to where you are")
        found.append(relative(place.resolve(), system.repository))
    return tuple(found)
