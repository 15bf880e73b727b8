"""What several commands share: the day and the revision asked about, the folder, and loading what lies in it."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from worksystem.cli.output import print_note, show_progress
from worksystem.errors import UsageError
from worksystem.source.aside import count_processes

if TYPE_CHECKING:
    from worksystem.load import WorkSystem

__all__ = [
    "Asked",
    "change_options",
    "format_option",
    "parse_day",
    "read_text",
    "read_work_system",
    "shown_paths",
    "time_options",
]

# far enough from the ends of the calendar that rules may count years backwards and forwards
_YEARS = range(1900, 3000)
Function = TypeVar("Function", bound=Callable[..., Any])


def parse_day(value: object) -> date:
    """A day that somebody typed.

    Errors: `click.BadParameter` if it is none, or too far away.
    """
    if isinstance(value, date):
        return value
    try:
        day = date.fromisoformat(str(value))
    except ValueError:
        raise click.BadParameter(f'"{value}" is not a day; write YYYY-MM-DD') from None
    if day.year not in _YEARS:
        raise click.BadParameter(f'"{value}" is too far away; ask about a year from {_YEARS[0]} to {_YEARS[-1]}')
    return day


class Asked(NamedTuple):
    """The time asked about: the day for which ages and due dates are worked out, and the revision whose files are read.

    Shape: without `at` the files are today's; without `as_of` the day is the revision's, or today.
    """

    as_of: date | None = None
    at: str | None = None


def time_options(function: Function) -> Function:
    """`--as-of` and `--at`, given to the command together as `asked`."""

    @click.option("--as-of", type=parse_day, metavar="DATE", help="The day asked about; today if not said.")
    @click.option("--at", metavar="REV", help="Read the files as they were: a commit, branch, tag, or day.")
    @wraps(function)
    def asking(*arguments: Any, as_of: date | None, at: str | None, **options: Any) -> Any:
        return function(*arguments, asked=Asked(as_of, at), **options)

    return asking  # type: ignore[return-value]


def format_option(*formats: str) -> Callable[[Function], Function]:
    """`--format` with the formats that a command knows; the first is the default."""
    return click.option("--format", "format_", type=click.Choice(formats), default=formats[0], show_default=True)


def change_options(function: Function) -> Function:
    """`--by` and `--reviews`: what is known of a change beyond git."""
    by = click.option(
        "--by", multiple=True, metavar="PERSON", help="Who made the change; the authors of its commits if not said."
    )
    reviews = click.option(
        "--reviews", type=click.Path(path_type=Path), metavar="FILE", help="Its reviews, as the forge's API lists them."
    )
    return by(reviews(function))


def read_work_system(folder: Path, asked: Asked, texts: Mapping[str, str] | None = None) -> "WorkSystem":
    """Load the work system in a folder, as of the time asked about; today is read here and nowhere else.

    Shape: `texts` are read instead of the files of their paths.
    Errors: `WorkSystemError` if there is none, its settings cannot be used, or git does not know the revision.
    """
    from worksystem.load import load

    as_of = asked.as_of or (date.today() if asked.at is None else None)
    with show_progress("reading the work system" if asked.at is None else f"reading the work system at {asked.at}"):
        system = load(folder, as_of=as_of, at=asked.at, processes=count_processes(), texts=texts)
    if outside := system.checkout.outside:
        print_note(f"read as of today, because it lies outside the repository: {', '.join(outside)}")
    return system


def read_text(system: "WorkSystem") -> Callable[[str], str | None]:
    """Gives the text of a file by the path that findings name it with."""
    from worksystem.source.files import read_document

    def read(path: str) -> str | None:
        file = system.checkout.locate(path)
        return read_document(str(file), path).text if path and file.is_file() else None

    return read


def shown_paths(system: "WorkSystem", given: tuple[Path, ...]) -> tuple[str, ...]:
    """Files and folders as typed, relative to where one stands or to the work system, as findings name them.

    Errors: `UsageError` for one that does not exist, or did not at the revision asked about.
    """
    found = []
    for path in given:
        places = (Path.cwd() / path, system.folder / path, system.repository / path)
        shown = next((shown for place in places if (shown := _find_shown(system, place)) is not None), None)
        if shown is None:
            then = f" at {system.revision[:10]}" if system.revision else ""
            raise UsageError(f"there is no file or folder {path}{then}", help="name one relative to where you are")
        found.append(shown)
    return tuple(found)


def _find_shown(system: "WorkSystem", place: Path) -> str | None:
    from worksystem.source.folder import relative
    from worksystem.source.witness import look

    look(f"inside:{place.anchor}\0{place}")
    shown = relative(place.resolve(), system.repository)
    there = place.exists() if system.revision is None or shown.startswith("../") else system.checkout.holds(shown)
    return shown if there else None
