"""The installed version, read off the name of the package's metadata folder: opening it would cost more than Python."""

import os
import sys
from collections.abc import Iterator

__all__ = ["find_build", "find_version"]

_NOT_OURS = frozenset({"__pycache__", "site"})
_BEGIN, _END = "worksystem-", ".dist-info"


def find_version() -> str:
    """The version that is installed."""
    for name in _installed():
        if name.startswith(_BEGIN):
            return name[len(_BEGIN) : -len(_END)]
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("worksystem")
    except PackageNotFoundError:
        return "unknown"


def find_build() -> str:
    """What tells this program from another one of the same version: its Python, the libraries that are installed, and
    the date and size of each module.

    Whoever works on the program itself never gets an answer that an earlier state of it gave.
    """
    from worksystem.source.content import digest_of

    found = [sys.version, *_installed()]
    folders = [os.path.dirname(os.path.dirname(__file__))]
    while folders:
        with os.scandir(folders.pop()) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False) and entry.name not in _NOT_OURS:
                    folders.append(entry.path)
                elif entry.name.endswith((".py", ".md", ".yml", ".json")):
                    found.append(f"{entry.path} {_state(entry)}")
    return digest_of("\n".join(sorted(found)).encode())


def _installed() -> Iterator[str]:
    """The names of the metadata folders of all that is installed, which hold the versions."""
    for folder in sys.path:
        try:
            yield from (name for name in os.listdir(folder or ".") if name.endswith(_END))
        except OSError:
            continue


def _state(module: "os.DirEntry[str]") -> str:
    try:
        state = module.stat()
    except OSError:  # somebody is replacing it
        return "gone"
    return f"{state.st_mtime_ns} {state.st_size}"
