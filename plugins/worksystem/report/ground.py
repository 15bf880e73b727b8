"""What lies at the two ends of the past, as sentences: items that a clone cuts off, and a record that went silent."""

from collections.abc import Iterator
from datetime import datetime
from typing import Final

from worksystem.history import History
from worksystem.model.words import count_of, day_words, days_words

__all__ = ["ends_words"]

# a record that is silent for longer may have ended
_SILENT: Final = 7


def ends_words(history: History, *, silent: int = _SILENT) -> Iterator[str]:
    """What to say of the beginning and the end of what is known; nothing where neither is in doubt.

    Unit: `silent` is how many days without a change are nothing to speak of.
    """
    coverage = history.coverage
    if coverage.cut:
        one = len(coverage.cut) == 1
        ages = "its age is at least what is said, and it" if one else "their ages are at least what is said, and they"
        count = count_of(len(coverage.cut), "item was", "items were")
        yield f"{count} there before the clone begins: {ages} started no later"
    if history.silence > silent:
        last = day_words(history.day(datetime.fromisoformat(coverage.until)))
        yield f"the last change landed on {last}, {days_words(history.silence)} before the day asked about"
