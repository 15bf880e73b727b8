"""Files under `work/` in our own shape: which kind each one is, and the records in it."""

import posixpath
import re
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path

from worksystem.graph.finding import Finding
from worksystem.graph.workspace import Broken
from worksystem.load.shaping import Shaper
from worksystem.model.entry import Entry
from worksystem.model.kinds import KINDS, Kind
from worksystem.model.settings import Settings
from worksystem.position import Place
from worksystem.source.document import Document
from worksystem.source.files import parse_document
from worksystem.source.folder import list_files
from worksystem.source.reading import read_documents

__all__ = ["FolderReader"]

_YAML = (".yml", ".yaml")
_ENDINGS = (".yml", ".yaml", ".md")
# read by others, or by nobody on purpose
_PASSED = ("assessment/",)


class FolderReader:
    """Reads a `work/` folder, shown under a path, once; item types before items.

    Shape: `texts` are read instead of files, by the path that these are shown with.
    """

    def __init__(
        self, work: Path, shown: str, shaper: Shaper, settings: Entry[Settings], texts: Mapping[str, str] | None = None
    ) -> None:
        self.work = work
        self.shaper = shaper
        self.settings = settings
        self.shown: list[str] = [settings.path]
        self._texts = texts or {}
        self._folder = str(work)
        self._prefix = shown
        self._by_place = {kind.folder: kind for kind in KINDS.values() if kind.folder}
        self._by_file = {posixpath.splitext(kind.file)[0]: kind for kind in KINDS.values() if kind.many_in_one_file}

    def read(self, *, processes: int = 1, only: frozenset[str] = frozenset()) -> None:
        """Read everything, or only some kinds, on so many processes; what is wrong is noted in the shaper."""
        listing = list_files(self.work)
        for path in listing.refused:
            help = "put a copy of the file here, or adopt the folder it points to"
            self._note(path, "WS014", "a symbolic link is not followed", help)
        for path in listing.closed:
            self._note(path, "WS014", "this cannot be opened", "make it readable for you, or take it out")
        placed = [(self._kind_of(path), path) for path in listing]
        for kind, path in placed:
            if kind is None and self._is_stray(path):
                self._note(path, "WS017", "no collection reads this file", self._where(path))
        known = [(kind, path) for kind, path in placed if kind is not None and (not only or kind.name in only)]
        known.sort(key=lambda pair: (pair[0].name != "item_type", pair[1]))
        files = [(f"{self._folder}/{path}", f"{self._prefix}/{path}") for _, path in known]
        for (kind, path), document in zip(known, read_documents(files, processes=processes), strict=True):
            text = self._texts.get(document.path)
            self._take(kind, path, document if text is None else parse_document(document.path, text))

    def _kind_of(self, path: str) -> Kind | None:
        folder, _, rest = path.partition("/")
        if not rest:
            stem, ending = posixpath.splitext(path)
            return self._by_file.get(stem) if ending in _YAML and path != "worksystem.yml" else None
        return self._by_place.get(folder) if path.endswith(_ENDINGS) and not _is_readme(path) else None

    def _take(self, kind: Kind, path: str, document: Document) -> None:
        self.shown.append(document.path)
        self.shaper.note_problems(document)
        single = "/" not in path
        id = "" if single else _id_of(kind, path)
        if not document.readable:
            self.shaper.note_broken(document, kind.name, id)
        elif single:
            self._read_many(kind, document)
        else:
            self._read_one(kind, id, document)

    def _read_many(self, kind: Kind, document: Document) -> None:
        """One file that maps ids to records."""
        if document.values is None:
            help = f"write the id of each {_noun(kind)}, a colon, and its fields below; or delete the file"
            self._unusable(kind, "", document, "WS015", _emptiness(document), help)
            return
        if not isinstance(document.values, dict):
            message = f"{kind.plural} are not written as ids with fields"
            help = f"write the id of each {_noun(kind)}, a colon, and its fields below"
            self._unusable(kind, "", document, "WS100", message, help)
            return
        for id, values in document.values.items():
            if isinstance(values, dict):
                self.shaper.shape(kind.name, str(id), document, (id,), values)
            else:
                message = f'{_noun(kind)} "{id}" has no fields'
                help = "write its fields below it, indented"
                place = document.place((id,))
                self.shaper.findings.append(Finding("WS100", message, place=place, help=help))
                line = place.span.start.line
                self.shaper.broken.append(Broken(document.path, kind.name, str(id), message, line, "WS100", help))

    def _read_one(self, kind: Kind, id: str, document: Document) -> None:
        values = document.values
        if values is None and document.body and kind.name == "note":
            values = {}
        if values is None and document.body and not document.yaml_text:
            self._unusable(kind, id, document, "WS013", *_without_front(document))
            return
        if values is None:
            help = f"write the fields of the {_noun(kind)}, or delete the file"
            self._unusable(kind, id, document, "WS015", _emptiness(document), help)
            return
        if not isinstance(values, dict):
            message = f"the {_noun(kind)} is not written as fields with values"
            self._unusable(kind, id, document, "WS100", message, "write `field: value`, one a line")
            return
        own = values.get("id")
        if own is not None and not isinstance(own, str):
            own = document.source_text(("id",))
        if own and own != id:
            place = document.place(("id",))
            message = f'id "{own}" and the file name "{id}" disagree'
            self.shaper.findings.append(
                Finding("WS112", message, place=place, help="leave the id out, or rename the file")
            )
            self.shaper.excused.add((kind.name, id))
            own = own if re.fullmatch(kind.id_pattern, own) else None
        settled: frozenset[str] = frozenset()
        if kind.name == "note":
            cadence, _, day = id.rpartition("/")
            # a name that is no day is one finding, about the name
            named = {"date": day[:10]} if re.fullmatch(kind.id_pattern, id) else {}
            settled = frozenset({"date"} - named.keys())
            if not cadence and "cadence" not in values:
                help = f"move the file to the folder of its cadence, like {self._prefix}/notes/weekly_planning/"
                place = document.place(("cadence",))
                self.shaper.findings.append(Finding("WS102", f"note {id} has no cadence", place=place, help=help))
            values = {**({"cadence": cadence} if cadence else {}), **named, **values}
        if kind.name == "item" and document.body and document.body.strip() and "description" not in values:
            values = {**values, "description": document.body}
        self.shaper.shape(kind.name, own or id, document, (), values, settled=settled)

    def _note(self, path: str, code: str, message: str, help: str) -> None:
        self.shaper.findings.append(Finding(code, message, place=Place(f"{self._prefix}/{path}"), help=help))

    def _unusable(self, kind: Kind, id: str, document: Document, code: str, message: str, help: str) -> None:
        """Note a file that was read but holds no record; its id is not unknown elsewhere."""
        place = document.place(())
        self.shaper.findings.append(Finding(code, message, place=place, help=help))
        line = place.span.start.line
        self.shaper.broken.append(Broken(document.path, kind.name, id, message, line, code, help))

    def _is_stray(self, path: str) -> bool:
        if path.startswith("history/"):
            return not (path.endswith(".jsonl") or _is_readme(path))
        if f"work/{path}" == self.settings.record.check.baseline:
            return False
        return not (path == "worksystem.yml" or path.startswith(_PASSED) or _is_readme(path))

    def _where(self, path: str) -> str:
        folder, slash, _ = path.partition("/")
        if folder == "history":
            return "end its name with .jsonl, one event a line"
        if folder in self._by_place:
            return "end its name with .yml or .md"
        stem = folder if slash else posixpath.splitext(path)[0]
        close = get_close_matches(stem.lower(), sorted(self._by_place) if slash else sorted(self._by_file), 1, 0.8)
        if close:
            return f'did you mean "{close[0]}"?'
        return f"give it the name of a kind of record, like people.yml, or move it out of {self._prefix}/"


_FRONT = "begin the file with a line of three hyphens, the fields, and three hyphens again"


def _without_front(document: Document) -> tuple[str, str]:
    """Message and help for a Markdown file whose first line does not begin its front matter."""
    if document.text.partition("\n")[0].strip() == "---":
        return "the front matter is empty", "write the fields between the two lines of hyphens"
    above = (document.body or "").lstrip()
    if above.startswith("---") and above[3:4] in ("\n", "\r"):
        return "the front matter does not begin in the first line", "delete the empty lines above it"
    return "the file has no front matter", _FRONT


def _emptiness(document: Document) -> str:
    return "the file holds nothing but comments" if "#" in document.yaml_text else "the file is empty"


def _noun(kind: Kind) -> str:
    return kind.title.lower()


def _is_readme(path: str) -> bool:
    return path.rpartition("/")[2].lower() in ("readme.md", "readme")


def _id_of(kind: Kind, path: str) -> str:
    """The id that a file's name gives; a note's is its cadence and its date."""
    stem = path.rpartition("/")[2].rpartition(".")[0]  # what is read ends in .yml, .yaml or .md
    if kind.name == "note" and path.count("/") > 1:
        return f"{posixpath.basename(posixpath.dirname(path))}/{stem}"
    return stem
