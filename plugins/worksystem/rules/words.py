"""The words of a text as rules compare them: no capitals, no punctuation, no little words."""

import re
from typing import Final

__all__ = ["content_of", "list_of", "words_of"]

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")


def list_of(text: str) -> frozenset[str]:
    """The words of a list that is written with spaces and lines between them."""
    return frozenset(text.split())


# English, German, French, Spanish, Portuguese, Italian.
_LITTLE: Final = list_of(
    """
    a all an and are as at be by for from how in into is it its me my new of on or our per some that the their them
    this those to up us we with you your
    am auf aus bei das dem den der des die ein eine einem einen einer für im ist mit oder und von vom zu zum zur
    au aux avec ce dans de des du en et la le les ou par pour sur un une
    al con del el lo los las para por su una unos y
    ao aos com da das do dos e na nas no nos o os um uma à às
    di della gli i il nel per
    """
)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in their order."""
    return tuple(_WORD.findall(text.casefold()))


def content_of(text: str) -> tuple[str, ...]:
    """The words of a text that say something, in their order; empty if there are only little ones."""
    return tuple(word for word in words_of(text) if word not in _LITTLE)
