"""Values to records: shapes each one, keeps the first of two with one id, and remembers what is wrong."""

import re
from collections.abc import Mapping
from itertools import count
from typing import Any, Final

from worksystem.graph.finding import Finding
from worksystem.graph.workspace import Broken
from worksystem.load.mending import find_fix, find_text_fix
from worksystem.model.entry import Entry, Origin
from worksystem.model.kinds import KINDS
from worksystem.model.meant import find_meant
from worksystem.model.shape import ADOPTED_ID, validate
from worksystem.model.wording import ShapeProblem
from worksystem.position import Place
from worksystem.source.document import Document, Keys, field_name, find_text

__all__ = ["Shaper"]

_NOTHING_THERE: Final = frozenset({"WS102", "WS109"})


class Shaper:
    """Collects the records of a work system while its files are read."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, Entry[Any]]] = {}
        self.findings: list[Finding] = []
        self.broken: list[Broken] = []
        self.excused: set[tuple[str, str]] = set()
        self.duplicates: list[tuple[Entry[Any], Entry[Any]]] = []
        self._open: list[tuple[Entry[Any], frozenset[str], Mapping[str, Any]]] = []

    def note_problems(self, document: Document) -> None:
        """Keep what was wrong with the text of a document."""
        for problem in document.problems:
            place = Place(document.path, problem.span)
            fix = find_text_fix(document, problem)
            self.findings.append(Finding(problem.code, problem.message, place=place, help=problem.help, fix=fix))

    def note_broken(self, document: Document, kind: str, id: str) -> None:
        """Remember a file that could not be read, so that its id is not unknown elsewhere."""
        problem = document.problems[0]
        line = problem.span.start.line
        self.broken.append(Broken(document.path, kind, id, problem.message, line, problem.code, problem.help))

    def shape(
        self,
        kind: str,
        id: str,
        document: Document,
        root: Keys,
        values: dict[str, Any],
        *,
        origins: Mapping[Keys, Origin] | None = None,
        extra: Mapping[str, Any] | None = None,
        open_kinds: frozenset[str] = frozenset(),
        settled: frozenset[str] = frozenset(),
    ) -> Entry[Any] | None:
        """Make a record of values; `None` when not even a partial record can be made.

        Shape: `settled` names fields whose emptiness was reported already.
        """
        key = self._free(kind, id) if origins else id

        def draft() -> Entry[Any]:
            return Entry(kind, key, None, document, root, extra=extra or {}, origins=origins or {}, written=values)

        def text_of(keys: Keys) -> str | None:
            source, path = draft().origin(keys)
            return find_text(source, path)

        custom = self._custom_fields(values) if kind == "item" else None
        shaped = validate(kind, values, id=id, text_of=text_of, custom=custom, adopted=bool(origins))
        for problem in shaped.problems:
            if not (problem.code in _NOTHING_THERE and problem.keys and problem.keys[0] in settled):
                self._note_shape(draft(), problem, custom)
            if problem.code == "WS108" and problem.keys in ((), ("id",)):
                self.excused.add((kind, _usual_form(kind, id)))
        if shaped.record is None:
            self._note_no_record(draft(), shaped.problems)
            return None
        entry = Entry(
            kind,
            key,
            shaped.record,
            document,
            root,
            custom=shaped.custom,
            extra=extra or {},
            origins=origins or {},
            written=values,
            meant=shaped.meant,
        )
        self._keep(entry, id if key.startswith(id) else key)
        if open_kinds:
            self._open.append((entry, open_kinds, custom or {}))
        return entry

    def sorted_records(self) -> dict[str, dict[str, Entry[Any]]]:
        """All records by kind and id, both sorted."""
        return {kind: dict(sorted(self.records.get(kind, {}).items())) for kind in sorted(KINDS)}

    def name_open_records(self) -> None:
        """Bring people and teams into being that an adopted file names and nobody describes."""
        if not self._open:
            return
        from worksystem.model.references import find_ids

        nowhere = Document("", "")
        for entry, kinds, custom in self._open:
            for kind in sorted(kinds):
                known = self.records.setdefault(kind, {})
                others = self.records.get({"person": "team", "team": "person"}.get(kind, ""), {})
                for name in find_ids(entry, kind, custom):
                    # what has no id's form, or is a team's, stays a name that nobody has
                    if name not in known and name not in others and ADOPTED_ID.fullmatch(name) and "/" not in name:
                        known[name] = Entry(
                            kind, name, KINDS[kind].model.model_validate({"id": name, "name": name}), nowhere
                        )

    def _custom_fields(self, values: dict[str, Any]) -> Mapping[str, Any] | None:
        type = values.get("type")
        if "type" not in values:
            type = next((values[written] for written in find_meant(values, ("type",))), None)
        entry = self.records.get("item_type", {}).get(type) if isinstance(type, str) else None
        return None if entry is None else entry.record.fields

    def _free(self, kind: str, id: str) -> str:
        """An id under which a record can be kept; a second `KEP-7` of an adopted collection becomes `KEP-7~2`."""
        known = self.records.get(kind, {})
        if not ADOPTED_ID.fullmatch(id):
            id = re.sub(r"[^\w.-]+", "_", id).strip("._") or "unnamed"
        return id if id not in known else next(f"{id}~{n}" for n in count(2) if f"{id}~{n}" not in known)

    def _keep(self, entry: Entry[Any], id: str) -> None:
        known = self.records.setdefault(entry.kind, {})
        if id in known:
            self.duplicates.append((known[id], entry))
        known.setdefault(entry.id, entry)

    def _note_shape(self, stub: Entry[Any], problem: ShapeProblem, custom: Mapping[str, Any] | None) -> None:
        message, help = problem.message, problem.help
        if stub.origins and problem.keys:
            message, help = (_in_their_words(text, stub, problem.keys) for text in (message, help))
        fix = find_fix(stub, problem, custom)
        self.findings.append(
            Finding(problem.code, message, entry=stub, keys=problem.keys, on=problem.on, help=help, fix=fix)
        )

    def _note_no_record(self, stub: Entry[Any], problems: tuple[ShapeProblem, ...]) -> None:
        first = problems[0]
        line = stub.at(*first.keys).span.start.line
        self.broken.append(Broken(stub.path, stub.kind, stub.id, first.message, line, first.code, first.help))


def _usual_form(kind: str, id: str) -> str:
    """The id that others probably call a record by whose own id has no right form."""
    return id.upper() if kind == "item" else re.sub(r"\W+", "_", id.lower()).strip("_")


def _in_their_words(text: str, stub: Entry[Any], keys: Keys) -> str:
    """A sentence about an adopted field, with the name that the file itself gives it; quoted words stay."""
    ours = field_name(tuple(key for key in keys if isinstance(key, str)))
    theirs = re.sub(r"\[\d+\]", "", stub.field_name(*keys))
    if ours == theirs or not theirs:
        return text
    parts = text.split('"')
    name = re.compile(rf"(?<![\w.]){re.escape(ours)}(?![\w.])")
    return '"'.join(part if index % 2 else name.sub(theirs, part, count=1) for index, part in enumerate(parts))
