"""What an answer is made from: while one is worked out, every place that is looked at is noted.

A file counts by its content, never by its date.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from worksystem.source.content import digest_of

__all__ = ["Witness", "digest_of", "find_witness", "joined", "watching"]

_active: "list[Witness]" = []


class Witness:
    """Places and what was seen there; of two sights of one place the first counts.

    Shape: `files` maps a path to the digest of its content, empty if it could not be read; `folders` maps one to the
    digest of everything in it, `repositories` one to the digest of all that git lists; `paths` says whether something
    was there; `commits` has repository, revision and the commit that it meant, empty if none.
    """

    def __init__(self) -> None:
        self.files: dict[str, str] = {}
        self.folders: dict[str, str] = {}
        self.repositories: dict[str, str] = {}
        self.paths: dict[str, bool] = {}
        self.commits: list[tuple[str, str, str]] = []

    def to_plain(self) -> Any:
        """All of it, as JSON can hold it; the content of all files is one digest."""
        names = sorted(self.files)
        content = joined(self.files[name] for name in names)
        return [names, content, self.folders, self.repositories, self.paths, self.commits]


def find_witness() -> Witness | None:
    """Whoever wants to know what is looked at; `None` if nobody does."""
    return _active[-1] if _active else None


@contextmanager
def watching() -> Iterator[Witness]:
    """Note what is looked at from here on, in this process and by what it forks."""
    witness = Witness()
    _active.append(witness)
    try:
        yield witness
    finally:
        _active.remove(witness)


def joined(digests: Iterable[str]) -> str:
    """One digest for many, in order."""
    return digest_of("\n".join(digests).encode())
