"""Suggestions: a close match from a closed list, and for ids only what differs in letter case or zero padding."""

import re
from collections.abc import Collection, Iterable
from difflib import get_close_matches

__all__ = ["find_same", "list_words", "suggest_id", "suggest_word"]

_NUMBER = re.compile(r"0*(\d+)")
MOST = 8


def list_words(words: Iterable[str]) -> str:
    """At most eight words, in their order: `todo, doing or done`."""
    shown = list(words)
    more = len(shown) - MOST
    if more > 0:
        return ", ".join(shown[:MOST]) + f" and {more} more"
    return shown[0] if len(shown) == 1 else ", ".join(shown[:-1]) + f" or {shown[-1]}" if shown else ""


def suggest_word(word: str, allowed: Collection[str]) -> str | None:
    """The word of a closed list that was probably meant."""
    close = get_close_matches(word.lower().replace("-", "_"), allowed, n=1, cutoff=0.75)
    return close[0] if close else None


def suggest_id(id: str, known: Iterable[str]) -> str | None:
    """The known id that differs from this one only in letter case, separators or leading zeros."""
    wanted = _bare(id)
    return next((other for other in known if _bare(other) == wanted), None)


def find_same(id: str, known: Iterable[str]) -> str:
    """The only known id that differs from this one in nothing else; empty if there is none, or more than one."""
    wanted = _bare(id)
    found = {other for other in known if _bare(other) == wanted}
    return found.pop() if len(found) == 1 else ""


def _bare(id: str) -> str:
    return _NUMBER.sub(r"\1", id.lower().replace("_", "-").replace(" ", "-"))
