"""Ids of items that prose speaks of: one pass over a text, however many ids there are."""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from worksystem.graph.workspace import Workspace

__all__ = ["ItemWords"]

_WORD: Final = re.compile(r"(?<![\w/.~#@-])[A-Za-z0-9](?:[\w.~-]*\w)?(?!/)")
_BEGINNING: Final = re.compile(r".*-|[^0-9]*")
# With more beginnings than this, looking for each of them is slower than reading every word.
_MOST: Final = 40


class ItemWords(Struct, frozen=True, dict=True):
    """Every word that is the id of an item, or was one, with the id of today."""

    ids: Mapping[str, str]

    @classmethod
    def of(cls, workspace: "Workspace") -> "ItemWords":
        """The words of a work system."""
        return cls({**workspace.former_ids, **{id: id for id in workspace.items}})

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        """What an id must begin with, so that most texts need not be read word by word; none if that says little."""
        found = {match[0] for id in self.ids if (match := _BEGINNING.match(id))}
        return () if "" in found or len(found) > _MOST else tuple(sorted(found))

    def find(self, text: str) -> dict[str, int]:
        """The ids that a text names, with where each begins first.

        Shape: a word without both letters and digits is never one, since it could be any word; nor is a part of an
        address or a path.
        """
        found: dict[str, int] = {}
        if self._beginnings and not any(beginning in text for beginning in self._beginnings):
            return found
        for match in _WORD.finditer(text):
            word = match[0]
            if word in self.ids and not word.isalpha() and not word.isdigit():
                found.setdefault(self.ids[word], match.start())
        return found
