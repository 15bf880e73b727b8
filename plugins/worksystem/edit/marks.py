"""The marks that git leaves in a file with conflicts, read back: what each side says."""

import re
from typing import Final

from msgspec import Struct

__all__ = ["Sides", "has_marks", "read_marks"]

_OURS, _BASE, _THEIRS, _END = (re.compile(rf"{re.escape(sign * 7)}(?: .*)?\r?\n?") for sign in "<|=>")
_MARK: Final = re.compile(r"^<{7}(?: .*)?\r?$", re.MULTILINE)


class Sides(Struct, frozen=True):
    """The versions that a file with conflicts was made of.

    Shape: `base` is `None` where git was not asked to show the common version in every conflict.
    """

    ours: str
    base: str | None
    theirs: str


def has_marks(text: str) -> bool:
    """Whether a conflict begins anywhere."""
    return _MARK.search(text) is not None


def read_marks(text: str) -> Sides | None:
    """The sides of a text with marks; `None` if the marks are not whole."""
    sides: dict[str, list[str]] = {"ours": [], "base": [], "theirs": []}
    at, with_base = "", True
    for line in re.split(r"(?<=\n)", text):
        if not at and _OURS.fullmatch(line):
            at, seen_base = "ours", False
        elif at == "ours" and _BASE.fullmatch(line):
            at, seen_base = "base", True
        elif at in ("ours", "base") and _THEIRS.fullmatch(line):
            at, with_base = "theirs", with_base and seen_base
        elif at == "theirs" and _END.fullmatch(line):
            at = ""
        elif _OURS.fullmatch(line) or _END.fullmatch(line):
            return None
        else:
            for side in (at,) if at else sides:
                sides[side].append(line)
    ours, base, theirs = map("".join, sides.values())
    return None if at else Sides(ours, base if with_base else None, theirs)
