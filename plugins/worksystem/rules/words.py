"""The words of a text as rules compare them: no capitals, no punctuation, no little words."""

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from worksystem.rules.rule import Context

__all__ = ["LITTLE", "content_of", "list_of", "title_words", "words_of"]

# "C++" and "C#" are words, too.
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*[+#]*")


def list_of(text: str) -> frozenset[str]:
    """The words of a list that is written with spaces and lines between them."""
    return frozenset(text.split())


# English, German, French, Spanish, Portuguese, Italian.
LITTLE: Final = list_of(
    """
    a an and are as at be by for from how in into is it its of on or our per that the their them this those to us we
    with you your
    am auf aus bei das dem den der des die ein eine einem einen einer für im ist mit oder und von vom zu zum zur
    au aux avec ce dans de des du en et la le les ou par pour sur un une
    al con del el lo los las para por su una unos y
    ao aos com da das do dos e na nas no nos o os um uma à às
    di della gli i il nel per
    """
)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text in their order."""
    folded = text.casefold()
    plain = folded.replace(" ", "").isalnum()
    return tuple(folded.split() if plain else _WORD.findall(folded))


def content_of(words: tuple[str, ...]) -> tuple[str, ...]:
    """Those words of a text that say something, in their order; empty if there are only little ones."""
    return tuple([word for word in words if word not in LITTLE])


def title_words(context: "Context") -> Mapping[str, tuple[str, ...]]:
    """The words of the title of every open item, by its id; empty where it has none."""
    return context.once(_title_words)


def _title_words(context: "Context") -> Mapping[str, tuple[str, ...]]:
    return {item.id: words_of(item.title) for item in context.open_items}
