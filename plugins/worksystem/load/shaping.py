"""Values to records: shapes each one, keeps the first of two with one id, and remembers what is wrong."""

from collections.abc import Mapping
from typing import Any

from worksystem.graph.finding import Finding
from worksystem.graph.workspace import Broken
from worksystem.model.entry import Entry, Origin
from worksystem.model.kinds import KINDS
from worksystem.model.shape import validate
from worksystem.model.wording import ShapeProblem
from worksystem.position import Place
from worksystem.source.document import Document, Keys

__all__ = ["Shaper"]


class Shaper:
    """Collects the records of a work system while its files are read."""

    def __init__(self) -> None:
        self.records: dict[str, dict[str, Entry[Any]]] = {}
        self.findings: list[Finding] = []
        self.broken: list[Broken] = []
        self.duplicates: list[tuple[Entry[Any], Entry[Any]]] = []
        self._open: list[tuple[Entry[Any], frozenset[str]]] = []

    def note_problems(self, document: Document) -> None:
        """Keep what was wrong with the text of a document."""
        for problem in document.problems:
            place = Place(document.path, problem.span)
            self.findings.append(Finding(problem.code, problem.message, place=place, help=problem.help))

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
    ) -> Entry[Any] | None:
        """Make a record of values; `None` when not even a partial record can be made."""
        stub = Entry(kind, id, None, document, root, extra=extra or {}, origins=origins or {}, written=values)

        def text_of(keys: Keys) -> str | None:
            source, path = stub.origin(keys)
            return source.source_text(path)

        custom = self._custom_fields(values) if kind == "item" else None
        shaped = validate(kind, values, id=id, text_of=text_of, custom=custom, adopted=bool(origins))
        for problem in shaped.problems:
            self._note_shape(stub, problem)
        if shaped.record is None:
            self._note_no_record(stub, shaped.problems)
            return None
        entry = Entry(
            kind,
            id,
            shaped.record,
            document,
            root,
            custom=shaped.custom,
            extra=extra or {},
            origins=origins or {},
            written=values,
        )
        self._keep(entry)
        if open_kinds:
            self._open.append((entry, open_kinds))
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
        for entry, kinds in self._open:
            for kind in sorted(kinds):
                known = self.records.setdefault(kind, {})
                for name in find_ids(entry, kind):
                    if name and name not in known:
                        known[name] = Entry(
                            kind, name, KINDS[kind].model.model_validate({"id": name, "name": name}), nowhere
                        )

    def _custom_fields(self, values: dict[str, Any]) -> Mapping[str, Any] | None:
        type = values.get("type")
        entry = self.records.get("item_type", {}).get(type) if isinstance(type, str) else None
        return None if entry is None else entry.record.fields

    def _keep(self, entry: Entry[Any]) -> None:
        known = self.records.setdefault(entry.kind, {})
        if entry.id in known:
            self.duplicates.append((known[entry.id], entry))
        else:
            known[entry.id] = entry

    def _note_shape(self, stub: Entry[Any], problem: ShapeProblem) -> None:
        self.findings.append(
            Finding(problem.code, problem.message, entry=stub, keys=problem.keys, on=problem.on, help=problem.help)
        )

    def _note_no_record(self, stub: Entry[Any], problems: tuple[ShapeProblem, ...]) -> None:
        first = problems[0]
        line = stub.at(*first.keys).span.start.line
        self.broken.append(Broken(stub.path, stub.kind, stub.id, first.message, line, first.code, first.help))
