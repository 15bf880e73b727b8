"""The command line: arguments, exit codes, and what is printed where.

`--version` is answered before anything else is imported.
"""

import atexit
import gc
import os
import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Shape: 0 clean, 1 something was found, 2 could not run; without arguments they are those of the process, which then
    ends here.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--version"]:
        from worksystem.cli.version import find_version

        print(f"worksystem {find_version()}")
        return 0
    from worksystem.cli.app import run

    if arguments is not None:
        return run(given)
    gc.disable()  # a command lives for seconds and leaves no cycles worth looking for: a third of its time
    code = run(given)
    _end(code)
    return code


def _end(code: int) -> None:
    """End at once: to free what lies in memory piece by piece takes a tenth of a long check, and nobody gains by it."""
    atexit._run_exitfuncs()
    try:
        for stream in (sys.stdout, sys.stderr):
            if stream is not None:
                stream.flush()
    except (OSError, ValueError):  # Python has words for it
        return
    os._exit(code)
