"""Folders on disk: which files there are, how their paths are shown, and which of them a pattern names.

Names are matched with the patterns of `.gitignore`; nothing outside the given root is ever looked at.
"""

import os
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from worksystem.source.listing import Listing, list_names
from worksystem.source.root import find_root
from worksystem.source.witness import find_witness

__all__ = ["find_repository", "list_files", "match", "matcher", "relative"]


# a name at any depth, or its end: nearly all patterns; files below a folder of that name count too
_NAME_ANYWHERE: Final = re.compile(r"\*\*/(\*?)([\w.-]+)")


def find_repository(folder: Path) -> Path:
    """The root of the git repository that holds a folder; the folder itself where there is none."""
    folder = folder.resolve()
    root = find_root(str(folder))
    return folder if root is None else Path(root)


def relative(path: Path, root: Path) -> str:
    """A path as it is shown: relative to the repository, with `/`, and with `..` where it must be."""
    return Path(os.path.relpath(path, root)).as_posix()


def list_files(root: Path) -> Listing:
    """All files below a folder; a folder that does not exist has none. Names that begin with a dot are passed over."""
    listing = list_names(str(root))
    if witness := find_witness():
        witness.note(f"names:{root}", listing.digest)
    return listing


def match(paths: tuple[str, ...], pattern: str) -> list[str]:
    """The paths that a pattern names; it is anchored at the root (`**/` reaches any depth)."""
    return list(filter(matcher(pattern), paths))


@cache
def matcher(pattern: str) -> Callable[[str], bool]:
    """Tells whether a pattern names a path; see `match`."""
    if plain := _NAME_ANYWHERE.fullmatch(pattern.lstrip("/")):
        start, name = "" if plain[1] else "/", plain[2]
        part = f"{start}{name}/"
        return lambda path: part in f"/{path}/"
    from pathspec import GitIgnoreSpec  # not everything that lists files chooses among them

    spec = GitIgnoreSpec.from_lines(["/" + pattern.lstrip("/")])
    # a spec weighs its patterns against each other for every path; here there is one, or none in an empty line
    only = next((each.regex for each in spec.patterns), None)
    if only is None:
        return lambda path: False
    search = only.search
    # to patterns the end of a line is no character
    return lambda path: search(path.replace("\n", " ")) is not None
