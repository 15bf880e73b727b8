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
_LETTERS: Final = re.compile(r"[^0-9]*")
# With more beginnings than this, looking for each of them is slower than reading every word.
_MOST: Final = 40


class ItemWords(Struct, frozen=True, dict=True):
    """Every word that is the id of an item, or was one, with the id of today."""

    ids: Mapping[str, str]

    @classmethod
    def of(cls, workspace: "Workspace") -> "ItemWords":
        """The words of a work system."""
        return cls({**workspace.former_ids, **dict(zip(workspace.items, workspace.items, strict=True))})

    @cached_property
    def _beginnings(self) -> tuple[str, ...]:
        """What an id must begin with, so that most texts need not be read word by word; none if that says little."""
        found = {id[: id.rfind("-") + 1] for id in self.ids}
        if "" in found:
            found.remove("")
            found |= {match[0] for id in self.ids if "-" not in id and (match := _LETTERS.match(id))}
        return () if "" in found or len(found) > _MOST else tuple(sorted(found))

    def may_be_in(self, text: str) -> bool:
        """Whether a text is worth reading word by word."""
        for beginning in self._beginnings:  # a loop, since this is asked of every text
            if beginning in text:
                return True
        return not self._beginnings

    def find(self, text: str) -> dict[str, int]:
        """The ids that a text names, with where each begins first.

        Shape: a word without both letters and digits is never one, since it could be any word; nor is a part of an
        address or a path.
        """
        found: dict[str, int] = {}
        if not self.may_be_in(text):
            return found
        for match in _WORD.finditer(text):
            word = match[0]
            if word in self.ids and not word.isalpha() and not word.isdigit():
                found.setdefault(self.ids[word], match.start())
        return found
