"""Drawings of charts from earlier builds: a mapping over a room of the cache, so that only new ones are drawn."""

from collections.abc import Iterator, MutableMapping
from typing import Final

from worksystem.source.cache import Cache

__all__ = ["Drawings"]

_ROOM: Final = "svg"


class Drawings(MutableMapping[str, str]):
    """Drawings by what they are made from.

    Shape: looking one up asks the cache too; only those of this build are counted and listed.
    """

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self._seen: dict[str, str] = {}

    def __getitem__(self, name: str) -> str:
        found = self._seen.get(name)
        if found is None:
            found = self._cache.find(_ROOM, name)
            if not isinstance(found, str):
                raise KeyError(name)
            self._seen[name] = found
        return found

    def __setitem__(self, name: str, drawing: str) -> None:
        self._seen[name] = drawing
        self._cache.put(_ROOM, {name: drawing})

    def __delitem__(self, name: str) -> None:
        del self._seen[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._seen)

    def __len__(self) -> int:
        return len(self._seen)
