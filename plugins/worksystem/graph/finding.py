"""A finding before it has a place: a rule's code, a record and the field it is about.

`check` turns it into a diagnostic; the place is worked out only then.
"""

from typing import Any

from msgspec import Struct

from worksystem.diagnostics import Fix
from worksystem.model.entry import Entry
from worksystem.position import Place
from worksystem.source.document import Keys, On

__all__ = ["Finding"]


class Finding(Struct, frozen=True):
    """What a rule found.

    Shape: `keys` are fields of `entry` in our words; `place` stands in where there is no entry; `related` holds
    (entry, keys, what it has to do with it).
    """

    code: str
    message: str
    entry: Entry[Any] | None = None
    keys: Keys = ()
    on: On = "value"
    help: str | None = None
    related: tuple[tuple[Entry[Any], Keys, str], ...] = ()
    place: Place | None = None
    fix: Fix | None = None

    def locate(self) -> Place:
        """The place of the finding, worked out now."""
        if self.place is not None:
            return self.place
        if self.entry is None:
            return Place("")
        return self.entry.at(*self.keys, on=self.on)
