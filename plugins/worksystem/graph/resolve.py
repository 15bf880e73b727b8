"""What a link means: an item's id, a path that leads to an item, another file, or an address on the web."""

import posixpath
from collections.abc import Callable, Iterable, Mapping
from operator import itemgetter
from typing import Any

from msgspec import Struct, field

from worksystem.graph.links import LINK_TYPES, Link
from worksystem.model.entry import Entry

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
    links: list[Link] = []
    values_of = itemgetter(*LINK_TYPES)
    for entry in items.values():
        for type, value in zip(LINK_TYPES, values_of(entry.record.__dict__), strict=True):
            if not value:
                continue
            if isinstance(value, str):
                target, resolved = _resolve(value, entry, items, former, places)
                links.append(Link(type, entry.id, target, value, (type,), resolved=resolved))
                continue
            for index, each in enumerate(value):
                is_bare = isinstance(each, str)
                written, dependency = (each, "") if is_bare else (each.item, each.type)
                lag = None if is_bare or each.lag is None else str(each.lag)
                target, resolved = _resolve(written, entry, items, former, places)
                links.append(Link(type, entry.id, target, written, (type, index), dependency, lag, resolved))
    return links


def _resolve(
    written: str, entry: Entry[Any], items: Mapping[str, Entry[Any]], former: Mapping[str, str], places: Places
) -> tuple[str, bool]:
    """The item that a link leads to, or "", and whether it leads anywhere."""
    if written in items:
        return written, True
    if written in former:
        return former[written], True
    if written.startswith(_WEB):
        return "", True
    return places.resolve(written, entry.path) if "/" in written or "." in written else ("", False)
