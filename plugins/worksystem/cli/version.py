"""The installed version, read off the name of the package's metadata folder: opening it would cost more than Python."""

import os
import sys

__all__ = ["find_version"]

_BEGIN, _END = "worksystem-", ".dist-info"


def find_version() -> str:
    """The version that is installed."""
    for folder in sys.path:
        try:
            names = os.listdir(folder or ".")
        except OSError:
            continue
        for name in names:
            if name.startswith(_BEGIN) and name.endswith(_END):
                return name[len(_BEGIN) : -len(_END)]
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("worksystem")
    except PackageNotFoundError:
        return "unknown"
