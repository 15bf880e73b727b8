"""Counts and lists as people say them."""

from collections.abc import Sequence

__all__ = ["count_of", "list_words", "number_of"]

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def count_of(count: int, one: str, many: str = "") -> str:
    """A count with its noun: `no open items`, `one open item`, `14 open items`."""
    return f"{number_of(count)} {one if count == 1 else many or one + 's'}"


def number_of(count: int) -> str:
    """A count in a sentence: words up to twelve, digits beyond."""
    return _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"


def list_words(words: Sequence[str], last: str = "and") -> str:
    """A list in a sentence: `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
