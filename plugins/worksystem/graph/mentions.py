"""Ids of records that prose speaks of: one pass over the text, however many ids there are."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from worksystem.graph.workspace import Workspace

__all__ = ["find_mentions", "item_words"]

_WORD: Final = re.compile(r"(?<![\w/.~#@-])[A-Za-z0-9](?:[\w.~-]*\w)?(?!/)")


def item_words(workspace: "Workspace") -> dict[str, str]:
    """Every word that is the id of an item, or was one, to the id of today."""
    return {**workspace.former_ids, **{id: id for id in workspace.items}}


def find_mentions(text: str, ids: Mapping[str, str]) -> dict[str, int]:
    """The ids that a text names, with where each begins first.

    Shape: `ids` as `item_words` gives them. A word without both letters and digits
    is never one, since it could be any word; nor is a part of an address or a path.
    """
    found: dict[str, int] = {}
    for match in _WORD.finditer(text):
        word = match[0]
        if word in ids and not word.isalpha() and not word.isdigit():
            found.setdefault(ids[word], match.start())
    return found
