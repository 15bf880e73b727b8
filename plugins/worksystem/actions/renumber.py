"""An item gets another id: its file, and everything that means it; what may mean another item is left and told."""

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from msgspec import Struct

from worksystem.change import Append, Change, Move, Plan, SetValue
from worksystem.graph.workspace import Workspace
from worksystem.model.entry import Entry
from worksystem.model.references import find_references
from worksystem.position import Place, Position, Span
from worksystem.source.document import Document, Keys, reach

__all__ = ["Renumbered", "holders_of", "path_with", "plan_references", "plan_renumber"]

_WHY: Final = "renumber"
# whether a file that names the id means the item that gets a new one; `None` if nobody can tell
IsMeant = Callable[[str], bool | None]


class Renumbered(Struct, frozen=True):
    """What giving an item another id comes to.

    Shape: `doubtful` are places that name the old id in a field and are left, because they may mean the other item or
    stand where they cannot be changed; `mentioned` are lines of prose that name it.
    """

    plan: Plan
    doubtful: tuple[Place, ...] = ()
    mentioned: tuple[Place, ...] = ()


def holders_of(workspace: Workspace, id: str) -> list[Entry[Any]]:
    """Every item that has an id, in the order of their paths."""
    found = [workspace.items[id]] if id in workspace.items else []
    found += [entry for _, entry in workspace.duplicates if entry.kind == "item" and entry.id == id]
    return sorted(found, key=lambda entry: entry.path)


def path_with(path: str, new: str) -> str:
    """The path that a file has with another id."""
    return posixpath.join(posixpath.dirname(path), new + posixpath.splitext(path)[1])


def plan_renumber(workspace: Workspace, entry: Entry[Any], new: str, is_meant: IsMeant) -> Renumbered:
    """Give an item of a file of its own another id.

    Shape: the old id stays among its former ones, unless another item has it.
    """
    old = entry.id
    changes: list[Change] = []
    if entry.has("id"):
        changes.append(SetValue(entry.path, ("id",), new, _WHY))
    if len(holders_of(workspace, old)) == 1:
        changes.append(Append(entry.path, ("former_ids",), old, _WHY))
    references = plan_references(workspace, old, new, is_meant, without=entry.path)
    if posixpath.splitext(posixpath.basename(entry.path))[0] == old:
        changes.append(Move(entry.path, path_with(entry.path, new), _WHY))
    return Renumbered(Plan(tuple(changes)) + references.plan, references.doubtful, references.mentioned)


def plan_references(workspace: Workspace, old: str, new: str, is_meant: IsMeant, *, without: str) -> Renumbered:
    """Have everything that means an item name its new id; `without` is the item's own file."""
    changes: list[Change] = []
    doubtful: list[Place] = []
    named: set[tuple[str, int]] = set()
    seen: dict[str, Document] = {}
    for entry in _entries(workspace):
        if entry.path and entry.path != without:
            seen[entry.path] = entry.document
            for keys in _references(workspace, entry, old):
                document, at = entry.origin(keys)
                place = entry.at(*keys)
                named.add((place.path, place.span.start.line))
                meant = is_meant(document.path)
                at = at if reach(document.values, at)[0] else at[:-1]  # the short form of a link has no key of its own
                is_here = reach(document.values, at) == (True, old) and not document.path.startswith("../")
                if meant and is_here:
                    changes.append(SetValue(document.path, at, new, _WHY))
                elif meant is not False:
                    doubtful.append(place)
    mentioned = [
        place
        for path, document in sorted(seen.items())
        if is_meant(path) is not False
        for place in _mentions(document, old)
        if (path, place.span.start.line) not in named
    ]
    return Renumbered(Plan(tuple(changes)), tuple(sorted(doubtful, key=_where)), tuple(mentioned))


def _entries(workspace: Workspace) -> Iterator[Entry[Any]]:
    for kind in sorted(workspace.records):
        yield from workspace.of_kind(kind).values()
    yield from (entry for _, entry in workspace.duplicates)


def _references(workspace: Workspace, entry: Entry[Any], id: str) -> Iterator[Keys]:
    type = workspace.type_of(entry) if entry.kind == "item" else None
    for referred in find_references(entry, type.record.fields if type is not None else None):
        if "item" in referred.reference.kinds and referred.id == id and not referred.on_key:
            yield referred.keys


def _mentions(document: Document, id: str) -> Iterator[Place]:
    for number, line in enumerate(document.text.split("\n"), start=1):
        found = re.search(rf"(?<![\w-]){re.escape(id)}(?![\w-])", line)
        if found:
            span = Span(Position(number, found.start() + 1), Position(number, found.end() + 1))
            yield Place(document.path, span)


def _where(place: Place) -> tuple[str, int, int]:
    return place.path, *place.span.start
