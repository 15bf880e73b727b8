"""Collections that lie elsewhere in their own shape: finds their files, joins what belongs together, adopts them."""

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from worksystem.graph.finding import Finding
from worksystem.graph.resolve import Places
from worksystem.load.shaping import Shaper
from worksystem.model.adopt import Adopted, Sidecar, adopt, elements, join_key, read_names
from worksystem.model.entry import Entry
from worksystem.model.kinds import KINDS
from worksystem.model.settings import Beside, Collection, Settings
from worksystem.position import Place
from worksystem.source.document import Document, Keys
from worksystem.source.files import Listing, list_files, match, read_document, relative

__all__ = ["Adoption", "adopt_collections"]


@dataclass(slots=True)
class Adoption:
    """What adoption read besides the records themselves."""

    shown: set[str] = field(default_factory=set)
    places: Places = field(default_factory=Places)
    sidecars: dict[str, tuple[str, ...]] = field(default_factory=dict)


def adopt_collections(folder: Path, repository: Path, settings: Entry[Settings], shaper: Shaper) -> Adoption:
    """Adopt every collection of the settings, teams and people before what refers to them."""
    reader = _Reader(folder, repository, settings, shaper)
    for index, collection in enumerate(settings.record.collections):
        reader.read(index, collection)
    return reader.finish()


class _Reader:
    def __init__(self, folder: Path, repository: Path, settings: Entry[Settings], shaper: Shaper) -> None:
        self.folder = folder
        self.repository = repository
        self.settings = settings
        self.shaper = shaper
        self.documents: dict[str, Document] = {}
        self.listings: dict[Path, Listing] = {}
        self.items: dict[str, str] = {}
        self.sidecars: dict[str, list[str]] = {}

    def finish(self) -> Adoption:
        """What was read, once all collections are."""
        files: set[str] = set()
        roots = []
        for root, listing in self.listings.items():
            shown = relative(root, self.repository)
            roots.append(shown)
            files.update(posixpath.normpath(posixpath.join(shown, path)) for path in listing)
        folders = {parent for path in files for parent in _parents(path)}
        places = Places(frozenset(files), frozenset(folders), self.items, tuple(roots))
        sidecars = {id: tuple(paths) for id, paths in self.sidecars.items()}
        return Adoption(set(self.documents), places, sidecars)

    def read(self, index: int, collection: Collection) -> None:
        """Adopt one collection."""
        root = (self.folder / collection.root).resolve()
        if not root.is_dir():
            self._setting(
                index, "root", f'there is no folder "{collection.root}"', "name a folder, from where work/ lies"
            )
            return
        listing = self.listings.setdefault(root, list_files(root))
        paths = self._match(listing, collection.files, collection.except_)
        if not paths:
            self._setting(
                index, "files", "no file has a name like this", "correct the pattern, or take the collection out"
            )
        besides = [(beside, self._sidecars(root, listing, beside)) for beside in collection.beside]
        used: set[tuple[int, tuple[str, ...]]] = set()
        for path in paths:
            document = self._document(root, path)
            if not document.readable:
                self._broken(collection, path, document)
                continue
            self._adopt_file(root, path, document, collection, besides, used)
        for number, (beside, known) in enumerate(besides):
            self._unjoined(beside, known, {key for which, key in used if which == number}, collection)

    def _adopt_file(
        self,
        root: Path,
        path: str,
        document: Document,
        collection: Collection,
        besides: "list[tuple[Beside, _Sidecars]]",
        used: set[tuple[int, tuple[str, ...]]],
    ) -> None:
        names = read_names(path, collection)
        if names is None:
            message = f'the path "{path}" has not the form "{collection.names}"'
            help = "rename the file or its folder"
            self.shaper.findings.append(Finding("WS112", message, place=Place(document.path), help=help))
        for keys in elements(document, collection.each):
            self._agree(document, keys, names or {})
            sidecars = []
            for number, (beside, known) in enumerate(besides):
                key = join_key(document, keys, tuple(beside.join.values()))
                if key is not None and key in known.documents:
                    used.add((number, key))
                    sidecars += [Sidecar(beside.into, each) for each in known.documents[key]]
            adopted = adopt(document, keys, collection, names or {}, tuple(sidecars))
            self._keep(document, keys, collection, adopted, sidecars, path)

    def _keep(
        self,
        document: Document,
        keys: Keys,
        collection: Collection,
        adopted: Adopted,
        sidecars: list[Sidecar],
        path: str,
    ) -> None:
        values = adopted.values
        id = values.pop("id", None)
        if not isinstance(id, str) or not id:
            id = str(id) if id is not None else _stem(path)
        if collection.kind == "item" and collection.type and "type" not in values:
            values["type"] = collection.type
        if document.body and collection.kind == "item" and "description" not in values:
            values["description"] = document.body
        for key in adopted.unmapped:
            place = document.place((*keys, key), "key")
            message = f'no field is made from "{key}"'
            help = "map it in the collection's `fields`, set `unmapped: keep`, or correct its name"
            self.shaper.findings.append(Finding("WS101", message, place=place, help=help))
        opened = frozenset(kind for kind, how in collection.references.items() if how == "open")
        entry = self.shaper.shape(
            collection.kind, id, document, keys, values, origins=adopted.origins, extra=adopted.extra, open_kinds=opened
        )
        if entry is not None and collection.kind == "item":
            self.items.setdefault(document.path, id)
            self.items.setdefault(posixpath.dirname(document.path), id)
            self.sidecars.setdefault(id, []).extend(sidecar.document.path for sidecar in sidecars)

    def _agree(self, document: Document, keys: Keys, names: Mapping[str, str]) -> None:
        """A key of the file that its path gives too must say the same."""
        for name, value in names.items():
            written = document.source_text((*keys, name))
            if written and written != value:
                message = f'{name} is "{written}", but the path of the file says "{value}"'
                help = "correct the one that is wrong"
                self.shaper.findings.append(Finding("WS112", message, place=document.place((*keys, name)), help=help))

    def _match(self, listing: Listing, patterns: tuple[str, ...], left_out: tuple[str, ...]) -> list[str]:
        found = {path for pattern in patterns for path in match(listing, pattern)}
        return sorted(found.difference(path for pattern in left_out for path in match(listing, pattern)))

    def _document(self, root: Path, path: str) -> Document:
        shown = relative(root / path, self.repository)
        if shown not in self.documents:
            document = read_document(str(root / path), shown)
            self.documents[shown] = document
            self.shaper.note_problems(document)
        return self.documents[shown]

    def _sidecars(self, root: Path, listing: Listing, beside: Beside) -> "_Sidecars":
        found = _Sidecars()
        for path in self._match(listing, beside.files, beside.except_):
            document = self._document(root, path)
            if not document.readable:
                found.unreadable.append(path)
                continue
            names = read_names(path, beside)
            self._agree(document, (), names or {})
            key = join_key(document, (), tuple(beside.join))
            if key is None:
                message = f"the file lacks {' and '.join(beside.join)}, which joins it to its record"
                self.shaper.findings.append(Finding("WS019", message, place=document.place(())))
            else:
                found.documents.setdefault(key, []).append(document)
        return found

    def _unjoined(self, beside: Beside, known: "_Sidecars", used: set[tuple[str, ...]], collection: Collection) -> None:
        first = next(iter(beside.join))
        noun = KINDS[collection.kind].title.lower()
        for key, documents in known.documents.items():
            if key in used:
                continue
            for document in documents:
                message = f'no {noun} has {" and ".join(beside.join.values())} "{", ".join(key)}"'
                help = "correct the number, or delete the file"
                self.shaper.findings.append(Finding("WS019", message, place=document.place((first,)), help=help))

    def _broken(self, collection: Collection, path: str, document: Document) -> None:
        names = read_names(path, collection) or {}
        spec = collection.fields.get("id")
        id = names.get(spec.from_, "") if spec is not None else ""
        id = spec.as_.replace("{}", id) if spec is not None and spec.as_ and id else id
        self.shaper.note_broken(document, collection.kind, id or _stem(path))

    def _setting(self, index: int, key: str, message: str, help: str) -> None:
        entry: Entry[Any] = self.settings
        self.shaper.findings.append(Finding("WS020", message, entry=entry, keys=("collections", index, key), help=help))


@dataclass(slots=True)
class _Sidecars:
    documents: dict[tuple[str, ...], list[Document]] = field(default_factory=dict)
    unreadable: list[str] = field(default_factory=list)


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _parents(path: str) -> list[str]:
    found = []
    while path := posixpath.dirname(path):
        found.append(path)
        if path.endswith("..") or path == "/":
            break
    return found
