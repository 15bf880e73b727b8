"""What the path of an adopted file says: the form of a path as a pattern, and the keys that stand in it."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Final, Literal

from msgspec import Struct

from worksystem.model.pattern import Matches, compile_pattern

__all__ = ["is_same", "match_name", "read_folder"]

# `{key}`, `{key:regular expression}`, `**/` for any depth, `*` within one part
_TOKEN: Final = re.compile(r"\{([^{}:]+)(?::((?:[^{}]|\{[0-9,]*\})+))?\}|(\*\*/)|(\*)")

# Paths that are longer have no form: nobody names a file so.
_LONGEST: Final = 1000


def read_folder(path: str, folder: Mapping[str, int]) -> dict[str, str]:
    """The keys that parts of a path give; 0 is the first part."""
    parts = path.split("/")
    return {name: parts[index] for name, index in folder.items() if index < len(parts)}


def match_name(path: str, form: str) -> dict[str, str] | None:
    """The keys in a path of a form; `None` if it has another form. Of several ways to read it, stars and expressions
    take as much as they can, bare keys as little.

    Errors: `ValueError` if an expression in the form cannot be read.
    """
    pieces = _parse(form)
    if len(path) > _LONGEST:
        return None
    return _Reading(path, pieces).keys()


def is_same(written: str, named: str) -> bool:
    """Whether a key in a file and the same key in its path agree; numbers do with or without zeros in front."""
    if written == named:
        return True
    return written.isdecimal() and named.isdecimal() and written.lstrip("0") == named.lstrip("0")


class _Piece(Struct, frozen=True):
    """A part of a form: `text` as it stands, a `star`, a `deep` star, or a `key` with or without an expression."""

    kind: Literal["text", "star", "deep", "key"]
    text: str = ""
    matches: Matches | None = None


@cache
def _parse(form: str) -> tuple[_Piece, ...]:
    pieces: list[_Piece] = []
    last = 0
    for hit in _TOKEN.finditer(form):
        pieces += [_Piece("text", form[last : hit.start()])]
        last = hit.end()
        if hit[1]:
            pieces.append(_Piece("key", hit[1], compile_pattern(hit[2]) if hit[2] else None))
        else:
            pieces.append(_Piece("deep" if hit[3] else "star"))
    return (*(piece for piece in pieces if piece.kind != "text" or piece.text), _Piece("text", form[last:]))


class _Reading:
    """One path read by one form; every place in it is tried once for every piece, so nothing takes long."""

    def __init__(self, path: str, pieces: tuple[_Piece, ...]) -> None:
        self._path = path
        self._pieces = pieces
        self._dead: set[tuple[int, int]] = set()

    def keys(self) -> dict[str, str] | None:
        ends = self._read(0, 0)
        if ends is None:
            return None
        starts = [0, *ends]
        return {
            piece.text: self._path[start:end]
            for piece, start, end in zip(self._pieces, starts, ends, strict=False)
            if piece.kind == "key"
        }

    def _read(self, number: int, start: int) -> list[int] | None:
        """Where each piece from this one on ends; `None` if they do not fit from here."""
        if number == len(self._pieces):
            return [] if start == len(self._path) else None
        if (number, start) in self._dead:
            return None
        for end in self._ends(number, start):
            rest = self._read(number + 1, end)
            if rest is not None:
                return [end, *rest]
        self._dead.add((number, start))
        return None

    def _ends(self, number: int, start: int) -> Iterator[int]:
        piece, path = self._pieces[number], self._path
        if piece.kind == "text":
            if path.startswith(piece.text, start):
                yield start + len(piece.text)
            return
        slash = path.find("/", start)
        stop = len(path) if slash < 0 else slash
        if piece.kind == "star":
            yield from range(stop, start - 1, -1)
        elif piece.kind == "deep":
            yield from (end + 1 for end in range(len(path) - 1, start - 1, -1) if path[end] == "/")
            yield start
        elif piece.matches is None:
            yield from range(start + 1, stop + 1)
        else:
            after = self._pieces[number + 1]
            for end in range(len(path), start - 1, -1):
                fits = after.kind != "text" or path.startswith(after.text, end)
                if fits and piece.matches(path[start:end]):
                    yield end
