"""Counts and lists as people say them."""

from collections.abc import Sequence

__all__ = ["actor_words", "count_of", "day_words", "list_words"]

_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip


def count_of(count: int, one: str, many: str = "") -> str:
    """A count with its noun: `no open items`, `one open item`, `14 open items`."""
    number = _NUMBERS[count] if 0 <= count < len(_NUMBERS) else f"{count:,}"
    return f"{number} {one if count == 1 else many or one + 's'}"


def list_words(words: Sequence[str], last: str = "and") -> str:
    """A list in a sentence: `a, b and c`."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def day_words(year: int, month: int, day: int, this_year: int) -> str:
    """A date in a sentence: `1 December`, with the year when it is another one."""
    return f"{day} {_MONTHS[month - 1]}" + ("" if year == this_year else f" {year}")


def actor_words(id: str) -> str:
    """What a workflow calls somebody: `role:delivery_lead` is `delivery lead`."""
    return id.rpartition(":")[2].replace("_", " ")
