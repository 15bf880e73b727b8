"""The command line: arguments, exit codes, and what is printed where.

`--version` is answered before anything else is imported.
"""

import gc
import sys
from collections.abc import Sequence

__all__ = ["main"]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command.

    Shape: 0 clean, 1 something was found, 2 could not run.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    if given == ["--version"]:
        from worksystem.cli.version import find_version

        print(f"worksystem {find_version()}")
        return 0
    from worksystem.cli.app import run

    if arguments is None:
        gc.disable()  # a command lives for seconds and leaves no cycles worth looking for: a third of its time
    return run(given)
