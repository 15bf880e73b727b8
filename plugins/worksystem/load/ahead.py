"""Which files below `work/` will be read, known before it is known what their words mean."""

from pathlib import Path
from typing import Final

from worksystem.source.checkout import Checkout
from worksystem.source.folder import list_files

__all__ = ["list_records"]

_ENDINGS: Final = (".yml", ".yaml", ".md")


def list_records(folder: Path) -> list[tuple[str, str]]:
    """The files that hold records, each with how it is shown, in the order in which they are asked for."""
    checkout = Checkout.of(folder)
    work = checkout.find("work")
    shown = checkout.shown(work)
    paths = [path for path in list_files(work) if path.endswith(_ENDINGS)]
    paths.sort(key=lambda path: (not path.startswith("types/"), path))
    return [(f"{work}/{path}", f"{shown}/{path}") for path in paths]
