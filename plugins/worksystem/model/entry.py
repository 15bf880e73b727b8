"""A record together with the file it stands in: what it says, and where it says it."""

from collections.abc import Mapping
from typing import Any, Generic, TypeVar

from msgspec import Struct, field

from worksystem.position import Place
from worksystem.source.document import Document, Keys, On, field_name, reach

__all__ = ["Entry", "Origin"]

R = TypeVar("R")
Origin = tuple[Document, Keys]


class Entry(Struct, Generic[R], frozen=True, eq=False):
    """One record.

    Shape: `root` is where the record begins in its document (`("ada",)` in `people.yml`, `()` in a file of its own);
    `custom` holds the item type's own fields, `extra` the keys that an adopted file has besides; `origins` says which
    of our fields came from which key of which document, and is empty where the file is in our own shape; `meant` holds
    fields whose key is misspelt in the file, with the key that stands there.
    """

    kind: str
    id: str
    record: R
    document: Document
    root: Keys = ()
    custom: Mapping[str, Any] = field(default_factory=dict)
    extra: Mapping[str, Any] = field(default_factory=dict)
    origins: Mapping[Keys, Origin] = field(default_factory=dict)
    written: Mapping[str, Any] = field(default_factory=dict)
    meant: Mapping[str, str] = field(default_factory=dict)

    @property
    def path(self) -> str:
        """The file, relative to the repository."""
        return self.document.path

    @property
    def body(self) -> str | None:
        """The prose of a Markdown file."""
        return self.document.body

    @property
    def is_open(self) -> bool:
        """Whether this record exists only because something names it."""
        return self.document.path == ""

    def at(self, *keys: str | int, on: On = "value") -> Place:
        """The place of one of our fields, in the file's own words; of the whole record when no key is given."""
        document, path = self.origin(keys)
        if not path:
            place = document.place(path, on)
            return Place(place.path, place.span, "", None)
        return document.place(path, "key" if not keys else on)

    def origin(self, keys: Keys) -> Origin:
        """Document and keys where one of our fields stands."""
        if keys and keys[0] in self.meant:
            keys = (self.meant[str(keys[0])], *keys[1:])
        if self.origins:
            for length in range(len(keys), 0, -1):
                found = self.origins.get(keys[:length])
                if found is not None:
                    return found[0], found[1] + keys[length:]
            if keys and keys[0] in self.extra:
                return self.document, self.root + keys
            found = self.origins.get(("id",)) if not keys else None
            if found is not None:
                return found
        return self.document, self.root + keys

    def has(self, *keys: str | int) -> bool:
        """Whether a field is written in the file, even if it is empty there."""
        return reach(self.written, (self.meant.get(str(keys[0]), keys[0]), *keys[1:]) if keys else keys)[0]

    def get(self, name: str) -> Any:
        """A field's value, built-in or custom; `None` if there is none."""
        if name in self.custom:
            return self.custom[name]
        value = getattr(self.record, name, None)
        return value if value is not None else self.extra.get(name)

    def field_name(self, *keys: str | int) -> str:
        """What the file itself calls one of our fields."""
        document, path = self.origin(keys)
        return field_name(path[len(self.root) :] if document is self.document else path)
