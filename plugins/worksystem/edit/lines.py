"""Prose merged line by line, as git does it, and what is left open by that."""

import re
from pathlib import Path
from typing import Final

from msgspec import Struct

from worksystem.errors import GitError

__all__ = ["Conflict", "Piece", "merge_lines"]

_MARK: Final = re.compile(r"^(?:<+|=+|>+|\|+)", re.MULTILINE)
_LONGEST: Final = 200


class Conflict(Struct, frozen=True):
    """What both sides changed, each in its own way.

    Shape: `field` names it as people write it; the three texts are whole lines or empty.
    """

    field: str
    ours: str
    base: str
    theirs: str


Piece = str | Conflict


def merge_lines(base: str, ours: str, theirs: str, *, field: str) -> list[Piece]:
    """Merge three texts by their lines.

    Shape: texts end with a line break or are empty.
    Errors: `GitError` if git is not there.
    """
    if ours in (base, theirs):
        return [theirs]
    if theirs == base:
        return [ours]
    size = 1 + max((len(mark) for text in (base, ours, theirs) for mark in _MARK.findall(text)), default=0)
    merged = _run(base, ours, theirs, max(size, 8)) if size <= _LONGEST else None
    return [Conflict(field, ours, base, theirs)] if merged is None else _read(merged, max(size, 8), field)


def _run(base: str, ours: str, theirs: str, size: int) -> str | None:
    """What git makes of it; `None` if it takes the texts for something else."""
    import subprocess  # most files are merged without
    from tempfile import TemporaryDirectory

    command = ["git", "merge-file", "-p", "-q", "--diff3", f"--marker-size={size}", "ours", "base", "theirs"]
    with TemporaryDirectory(prefix="worksystem-") as folder:
        for name, text in (("ours", ours), ("base", base), ("theirs", theirs)):
            (Path(folder) / name).write_bytes(text.encode("utf-8", errors="surrogateescape"))
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
        except OSError:
            raise GitError(folder, "git is not installed", help="install git 2.31 or newer") from None
    return done.stdout.decode("utf-8", errors="surrogateescape") if 0 <= done.returncode < 128 else None


def _read(merged: str, size: int, field: str) -> list[Piece]:
    """Git's output in pieces; no line of the texts themselves looks like one of its marks."""
    pieces: list[Piece] = []
    sides: list[list[str]] = [[]]
    for line in re.split(r"(?<=\n)", merged):
        if line.startswith("<" * size):
            if sides[0]:
                pieces.append("".join(sides[0]))
            sides = [[]]
        elif line.startswith(("|" * size, "=" * size)):
            sides.append([])
        elif line.startswith(">" * size):
            ours, base, theirs = map("".join, sides)
            pieces.append(Conflict(field, ours, base, theirs))
            sides = [[]]
        elif line:
            sides[-1].append(line)
    return [*pieces, "".join(sides[0])] if sides[0] else pieces
