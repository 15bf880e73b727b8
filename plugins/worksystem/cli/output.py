"""Where text goes: standard output and error, terminals and pipes, and pipes that close too early."""

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper

from worksystem.errors import WorkSystemError

TYPE_CHECKING = False  # what an answer that is given again does not need would take longer to import than to give it
if TYPE_CHECKING:
    from pathlib import Path
    from typing import TextIO

__all__ = [
    "has_colour",
    "is_terminal",
    "print_error",
    "print_note",
    "show_progress",
    "terminal_width",
    "use_unicode",
    "write",
]


def use_unicode() -> None:
    """Write UTF-8 whatever the system's default is; what cannot be written is escaped."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def is_terminal(stream: "TextIO | None") -> bool:
    """Whether somebody reads this as it is written; a closed stream is nobody's."""
    return stream is not None and stream.isatty()


def has_colour(stream: "TextIO | None") -> bool:
    """Whether to write colours: to a terminal, unless `NO_COLOR` is set. Source: https://no-color.org"""
    return is_terminal(stream) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def terminal_width(default: int) -> int:
    """Columns of the terminal; `default` where there is none."""
    if not is_terminal(sys.stdout):
        return default
    from shutil import get_terminal_size

    return get_terminal_size((default, 24)).columns


def write(text: str, file: "Path | None" = None) -> None:
    """Write to a file, or to standard output; whoever stops reading there is not an error.

    Errors: `WorkSystemError` if the file cannot be written, or standard output has no room left.
    """
    if file is not None:
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
        except OSError as error:
            reason = (error.strerror or "unknown reason").lower()
            raise WorkSystemError(f"cannot write {file}: {reason}", help="name another file") from error
        return
    if sys.stdout is None:  # closed before we began
        return
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        _give_up_output()
    except OSError as error:
        _give_up_output()
        reason = (error.strerror or "unknown reason").lower()
        raise WorkSystemError(f"cannot write the report: {reason}", help="write it to a file with --output") from error


def _give_up_output() -> None:
    """Nothing more can be written; Python must not try again when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def print_error(message: str, help: str | None, details: Sequence[str] = ()) -> None:
    """Say on standard error why there is no answer, line by line, and what to do."""
    from worksystem.report.visible import make_visible

    bold, red, end = ("\x1b[1m", "\x1b[31m", "\x1b[0m") if has_colour(sys.stderr) else ("", "", "")
    print(f"{bold}{red}error:{end} {make_visible(message)}", file=sys.stderr)
    for line in details:
        print(make_visible(line), file=sys.stderr)
    if help:
        print(f"{bold}help:{end} {make_visible(help)}", file=sys.stderr)


def print_note(message: str) -> None:
    """Say on standard error what one should know about the answer."""
    from worksystem.report.visible import make_visible

    bold, end = ("\x1b[1m", "\x1b[0m") if has_colour(sys.stderr) else ("", "")
    print(f"{bold}note:{end} {make_visible(message)}", file=sys.stderr)


@contextmanager
def show_progress(words: str) -> Iterator[None]:
    """Say on a terminal that something is under way; nothing is written anywhere else."""
    if not (is_terminal(sys.stderr) and is_terminal(sys.stdout)):
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(words):
        yield
