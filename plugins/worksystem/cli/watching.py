"""`check --watch`: checks again after every change, whatever state the files are in, until somebody has seen enough."""

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from time import perf_counter

from worksystem.cli.output import is_terminal, print_error, write
from worksystem.errors import WorkSystemError

__all__ = ["keep_checking", "watch_files"]

# clears the screen and what was scrolled off it, and goes to its top
_CLEAR = "\x1b[2J\x1b[3J\x1b[H"
_FOUND = 1


def keep_checking(
    check: Callable[[], int], changes: Iterable[object], *, now: Callable[[], datetime] = datetime.now
) -> int:
    """Check now and after each change; Ctrl-C ends it with the last exit code.

    Shape: what stops a check, like settings that cannot be read, is said, and counts as 1.
    """
    code = 0
    try:
        code = _check(check, now)
        for _ in changes:
            if is_terminal(sys.stdout):
                write(_CLEAR)
            code = _check(check, now)
    except KeyboardInterrupt:
        pass
    return code


def _check(check: Callable[[], int], now: Callable[[], datetime]) -> int:
    began = perf_counter()
    try:
        code = check()
    except WorkSystemError as error:
        print_error(error.message, error.help)
        code = _FOUND
    write(f"checked at {now():%H:%M:%S} in {perf_counter() - began:.1f} s; waiting for changes, Ctrl-C ends\n")
    return code


def watch_files(folder: Path) -> Iterator[object]:
    """One value for every handful of changes below a folder; names that begin with a dot are passed over."""
    from watchfiles import watch  # only who waits pays for it

    def is_shown(change: object, path: str) -> bool:
        return not any(part.startswith(".") for part in Path(path).relative_to(folder.resolve()).parts)

    return iter(watch(folder.resolve(), watch_filter=is_shown, raise_interrupt=True))
