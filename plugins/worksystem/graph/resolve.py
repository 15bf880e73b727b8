"""What a link means: an item's id, a path that leads to an item, another file, or an address on the web."""

import posixpath
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct, field

from worksystem.graph.links import LINK_TYPES, Link
from worksystem.model.entry import Entry
from worksystem.source.document import Keys

__all__ = ["Places", "build_links"]

_WEB = ("http://", "https://", "mailto:")


class Places(Struct, frozen=True):
    """Which paths there are, and which items stand at them.

    Shape: paths are relative to the repository; `roots` are the folders of adopted collections, where a link that
    begins with `/` starts; `exists` answers for paths that none of these know.
    """

    files: frozenset[str] = frozenset()
    folders: frozenset[str] = frozenset()
    items: Mapping[str, str] = field(default_factory=dict)
    roots: tuple[str, ...] = ()
    exists: Callable[[str], bool] = lambda path: False

    def resolve(self, written: str, source_path: str) -> tuple[str, bool]:
        """The item that a path leads to (or ""), and whether the path leads anywhere."""
        for candidate in self._candidates(written.partition("#")[0], source_path):
            item = self.items.get(candidate)
            if item is not None:
                return item, True
            if candidate in self.files or candidate in self.folders or self.exists(candidate):
                return "", True
            inside = posixpath.dirname(candidate)
            if inside in self.items and inside not in self.files and inside != posixpath.dirname(source_path):
                return self.items[inside], True
        return "", False

    def _candidates(self, written: str, source_path: str) -> Iterable[str]:
        bare = written.strip("/")
        if not bare:
            return
        if not written.startswith("/"):
            yield posixpath.normpath(posixpath.join(posixpath.dirname(source_path), bare))
        for root in self.roots:
            yield posixpath.normpath(posixpath.join(root, bare))
        yield posixpath.normpath(bare)


def build_links(items: Mapping[str, Entry[Any]], former: Mapping[str, str], places: Places) -> list[Link]:
    """Every link of every item, in the order of ids and of the file."""
    return [link for entry in items.values() for link in _links_of(entry, items, former, places)]


def _links_of(
    entry: Entry[Any], items: Mapping[str, Entry[Any]], former: Mapping[str, str], places: Places
) -> Iterable[Link]:
    record = entry.record
    for type in LINK_TYPES:
        value = getattr(record, type, None)
        if not value:
            continue
        if isinstance(value, str):
            yield _link(type, entry, value, (type,), items, former, places)
            continue
        for index, each in enumerate(value):
            written = each if isinstance(each, str) else each.item
            link = _link(type, entry, written, (type, index), items, former, places)
            if not isinstance(each, str):
                lag = str(each.lag) if each.lag is not None else None
                link = Link(type, link.source, link.target, written, link.keys, each.type, lag, link.resolved)
            yield link


def _link(
    type: str,
    entry: Entry[Any],
    written: str,
    keys: Keys,
    items: Mapping[str, Entry[Any]],
    former: Mapping[str, str],
    places: Places,
) -> Link:
    if written in items:
        return Link(type, entry.id, written, written, keys)
    if written in former:
        return Link(type, entry.id, former[written], written, keys)
    if written.startswith(_WEB):
        return Link(type, entry.id, "", written, keys)
    target, resolved = places.resolve(written, entry.path) if "/" in written or "." in written else ("", False)
    return Link(type, entry.id, target, written, keys, resolved=resolved)
