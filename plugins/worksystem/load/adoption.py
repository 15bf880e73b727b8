"""Collections that lie elsewhere in their own shape: finds their files, joins what belongs together, adopts them."""

import posixpath
from pathlib import Path

from msgspec import Struct, field

from worksystem.graph.finding import Finding
from worksystem.graph.resolve import Places
from worksystem.graph.workspace import Broken
from worksystem.load.beside import Besides
from worksystem.load.naming import is_same, match_name, read_folder
from worksystem.load.shaping import Shaper
from worksystem.load.sound import find_faults
from worksystem.model.adopt import Adopted, Sidecar, adopt, elements
from worksystem.model.entry import Entry
from worksystem.model.kinds import KINDS
from worksystem.model.settings import Beside, Collection, Settings
from worksystem.position import Place
from worksystem.source.checkout import Checkout
from worksystem.source.document import Document, Keys, find_text, reach
from worksystem.source.files import read_document
from worksystem.source.folder import list_files, match
from worksystem.source.listing import Listing
from worksystem.source.witness import look

__all__ = ["Adoption", "adopt_collections"]


class Adoption(Struct):
    """What adoption read besides the records themselves."""

    shown: set[str] = field(default_factory=set)
    places: Places = field(default_factory=Places)
    sidecars: dict[str, tuple[str, ...]] = field(default_factory=dict)


def adopt_collections(checkout: Checkout, settings: Entry[Settings], shaper: Shaper) -> Adoption:
    """Adopt every collection of the settings, in their order."""
    reader = _Reader(checkout, settings, shaper)
    for index, collection in enumerate(settings.record.collections):
        faults = list(find_faults(index, collection))
        shaper.findings += [Finding(code, said, settings, keys, help=help) for code, keys, said, help in faults]
        if not faults:
            reader.read(index, collection)
    return reader.finish()


class _Reader:
    def __init__(self, checkout: Checkout, settings: Entry[Settings], shaper: Shaper) -> None:
        self.checkout = checkout
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
            shown = self.checkout.shown(root)
            roots.append(shown)
            files.update(posixpath.normpath(posixpath.join(shown, path)) for path in listing)
        folders = {parent for path in files for parent in _parents(path)}
        places = Places(frozenset(files), frozenset(folders), self.items, tuple(roots))
        sidecars = {id: tuple(paths) for id, paths in self.sidecars.items()}
        return Adoption(set(self.documents), places, sidecars)

    def read(self, index: int, collection: Collection) -> None:
        """Adopt one collection."""
        root = self.checkout.find(collection.root)
        listing = self.listings.get(root) or list_files(root)
        look(f"kind:{root}")
        if not root.is_dir():
            help = "correct the path; it begins at the folder that holds work/"
            self._setting(index, "root", f'there is no folder "{collection.root}"', help)
            return
        self.listings[root] = listing
        self._refuse(root, listing, collection)
        paths = _choose(listing, collection.files, collection.except_)
        if not paths:
            help = "correct the pattern; it begins at the collection's root"
            self._setting(index, "files", "no file has a name of this form", help)
        besides = Besides(collection, self.shaper.findings)
        for number, beside in enumerate(collection.beside):
            for path in _choose(listing, beside.files, beside.except_):
                document = self._document(root, path)
                agrees = self._names(path, document, (), beside) if document.readable else {}
                besides.add(number, document, agrees=agrees is not None)
        for path in paths:
            document = self._document(root, path)
            if document.readable:
                self._adopt_file(path, document, collection, besides)
            else:
                self._broken(collection, path, document)
        besides.note_left(KINDS[collection.kind].title.lower())

    def _adopt_file(self, path: str, document: Document, collection: Collection, besides: Besides) -> None:
        if not isinstance(document.values, dict) and not (collection.each and document.values):
            self._unusable(collection, path, document)
            return
        found = list(elements(document, collection.each))
        if not found:
            where = " or ".join(collection.each)
            self._note("WS100", f"the file has no list {where}", Place(document.path), "correct `each`, or the file")
        for number, keys in enumerate(found):
            if not isinstance(reach(document.values, keys)[1], dict):
                help = "write `field: value`, one a line"
                self._note("WS100", "an entry is not written as fields with values", document.place(keys), help)
                continue
            names = self._names(path, document, keys, collection) or read_folder(path, collection.folder)
            sidecars = besides.of(document, keys)
            adopted = adopt(document, keys, collection, names, sidecars)
            fallback = _stem(path) if not collection.each else f"{_stem(path)}_{number + 1}"
            self._keep(document, keys, collection, adopted, sidecars, fallback)

    def _keep(
        self,
        document: Document,
        keys: Keys,
        collection: Collection,
        adopted: Adopted,
        sidecars: tuple[Sidecar, ...],
        fallback: str,
    ) -> None:
        values = adopted.values
        id = values.pop("id", None)
        if id is None or id == "" or isinstance(id, (dict, list)):
            theirs = collection.fields["id"].from_ if "id" in collection.fields else "id"
            message = f"the {KINDS[collection.kind].title.lower()} has no {theirs}, which its id is made from"
            self._note("WS102", message, document.place((*keys, theirs)), f"add {theirs}: <text>")
            id = fallback
        if collection.kind == "item":
            if collection.type and "type" not in values:
                values["type"] = collection.type
            if document.body and document.body.strip() and "description" not in values:
                values["description"] = document.body
        for source, where in adopted.unmapped:
            message = f'no field is made from "{where[-1]}"'
            help = "correct its name, map it under `fields` of the collection, or set `unmapped: keep`"
            self._note("WS101", message, source.place(where, "key"), help)
        for remark in adopted.remarks:
            source, where = remark.origin
            self._note(remark.code, remark.message, source.place(where), remark.help)
        opened = frozenset(kind for kind, how in collection.references.items() if how == "open")
        entry = self.shaper.shape(
            collection.kind,
            str(id),
            document,
            keys,
            values,
            origins=adopted.origins or {(): (document, keys)},
            extra=adopted.extra,
            open_kinds=opened,
            settled=frozenset(adopted.settled),
        )
        if entry is not None and collection.kind == "item":
            if not collection.each:
                self.items.setdefault(document.path, entry.id)
                self.items.setdefault(posixpath.dirname(document.path), entry.id)
            self.sidecars.setdefault(entry.id, []).extend(sidecar.document.path for sidecar in sidecars)

    def _names(self, path: str, document: Document, keys: Keys, wanted: Collection | Beside) -> dict[str, str] | None:
        """The keys that a path gives; says so if the path has another form, or the file says something else."""
        found = read_folder(path, wanted.folder) if isinstance(wanted, Collection) else {}
        if not wanted.names:
            return found
        named = match_name(path, wanted.names)
        if named is None:
            message = f'the path "{path}" has not the form "{wanted.names}"'
            self._note("WS112", message, Place(document.path), "rename the file or its folder")
            return None
        agrees = True
        for name, value in named.items():
            written = find_text(document, (*keys, name))
            if written and not is_same(written, value):
                agrees = False
                message = f'{name} is "{written}", but the path of the file says "{value}"'
                self._note("WS112", message, document.place((*keys, name)), "correct the one that is wrong")
        if not agrees and isinstance(wanted, Beside):
            return None
        return {**found, **named}

    def _document(self, root: Path, path: str) -> Document:
        shown = self.checkout.shown(root / path)
        if shown not in self.documents:
            document = read_document(str(root / path), shown)
            self.documents[shown] = document
            self.shaper.note_problems(document)
        return self.documents[shown]

    def _refuse(self, root: Path, listing: Listing, collection: Collection) -> None:
        """Say of symbolic links that would have been read that they are not."""
        wanted = (*collection.files, *(pattern for beside in collection.beside for pattern in beside.files))
        for path in _choose(Listing(listing.refused), wanted, collection.except_):
            place = Place(self.checkout.shown(root / path))
            help = "put the file itself here, or leave it out with `except`"
            self._note("WS014", "a symbolic link is not followed", place, help)

    def _unusable(self, collection: Collection, path: str, document: Document) -> None:
        """Note a file that was read but holds no record; its id is not unknown elsewhere."""
        empty = document.values is None
        code, said = (
            ("WS015", "the file is empty") if empty else ("WS100", "the file is not written as fields with values")
        )
        help = "write its fields as `field: value`, or leave it out with `except`"
        place = document.place(())
        self._note(code, said, place, help)
        id = self._known_id(collection, path, document)
        line = place.span.start.line
        self.shaper.broken.append(Broken(document.path, collection.kind, id, said, line, code, help))

    def _broken(self, collection: Collection, path: str, document: Document) -> None:
        self.shaper.note_broken(document, collection.kind, self._known_id(collection, path, document))

    def _known_id(self, collection: Collection, path: str, document: Document) -> str:
        """The id that the path of a file gives, so that links to it are links to something."""
        named = (match_name(path, collection.names) if collection.names else None) or {}
        names = {**read_folder(path, collection.folder), **named}
        spec = collection.fields.get("id")
        id = names.get(spec.from_, "") if spec is not None else ""
        if spec is not None and spec.as_ and id:
            id = spec.as_.replace("{}", id)
        if id and collection.kind == "item":
            self.items.setdefault(document.path, id)
            self.items.setdefault(posixpath.dirname(document.path), id)
        return id or _stem(path)

    def _note(self, code: str, message: str, place: Place, help: str) -> None:
        self.shaper.findings.append(Finding(code, message, place=place, help=help))

    def _setting(self, index: int, key: str, message: str, help: str) -> None:
        self.shaper.findings.append(Finding("WS021", message, self.settings, ("collections", index, key), help=help))


def _choose(listing: Listing, patterns: tuple[str, ...], left_out: tuple[str, ...]) -> list[str]:
    found = {path for pattern in patterns for path in match(listing, pattern)}
    return sorted(found.difference(path for pattern in left_out for path in match(listing, pattern)))


def _stem(path: str) -> str:
    return posixpath.splitext(posixpath.basename(path))[0]


def _parents(path: str) -> list[str]:
    found = []
    while path := posixpath.dirname(path):
        found.append(path)
        if path.endswith("..") or path == "/":
            break
    return found
