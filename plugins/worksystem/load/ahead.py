"""Which files below `work/` will be read, known before it is known what their words mean."""

import os

from worksystem.source.listing import list_names
from worksystem.source.root import find_root

__all__ = ["list_records", "work_of"]

_ENDINGS = (".yml", ".yaml", ".md")


def work_of(folder: str) -> str:
    """The folder with the records of the work system in a folder."""
    return os.path.join(os.path.realpath(folder), "work")


def list_records(folder: str) -> list[tuple[str, str]]:
    """The files that hold records, each with how it is shown, in the order in which they are asked for."""
    work = work_of(folder)
    base = os.path.dirname(work)
    shown = os.path.relpath(work, find_root(base) or base).replace(os.sep, "/")
    paths = [path for path in list_names(work) if path.endswith(_ENDINGS)]
    paths.sort(key=lambda path: (not path.startswith("types/"), path))
    return [(f"{work}/{path}", f"{shown}/{path}") for path in paths]
