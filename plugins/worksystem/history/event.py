"""Something that changed: one field of one item, when, and by which commit."""

from datetime import datetime
from typing import Any, Final

from msgspec import Struct

__all__ = ["PATH", "Event", "Written"]

# A value as it is written: text, or what YAML makes of a mapping or a list; `None` where the field is absent.
Written = str | dict[str, Any] | list[Any] | None

# The field that says where an item's file lies: absent before it is created and after it is deleted.
PATH: Final = "path"


# nothing in it leads back to it, so there is nothing to collect
class Event(Struct, frozen=True, gc=False):
    """A change of one field.

    Shape: `old` and `new` are as written in the source, `value` is the new one in our words; the states are those of
    the item's workflow, `None` for other fields and for words that are no state. `commit` is empty for what was
    brought along. `bulk` marks a commit that moved many items at once.
    Unit: `at` is ISO 8601 with the offset of whoever committed; `when` is the same moment, never before the one of the
    commit that came before.
    """

    item: str
    field: str
    old: Written
    new: Written
    at: str
    when: datetime
    commit: str
    path: str
    value: Written = None
    old_state: str | None = None
    new_state: str | None = None
    bulk: bool = False
