"""Sidecars: files that belong to a record and find it by a key that both hold."""

from worksystem.graph.finding import Finding
from worksystem.model.adopt import Sidecar, steps
from worksystem.model.settings import Collection
from worksystem.source.document import Document, Keys, find_text

__all__ = ["Besides"]

Joined = tuple[str, ...]


class Besides:
    """The sidecars of one collection, by what joins them."""

    def __init__(self, collection: Collection, findings: list[Finding]) -> None:
        self._collection = collection
        self._findings = findings
        self._known: list[dict[Joined, list[tuple[bool, Document]]]] = [{} for _ in collection.beside]
        self._used: set[tuple[int, Joined]] = set()

    def add(self, number: int, document: Document, *, agrees: bool) -> None:
        """Take in a sidecar; `agrees`: its path says nothing else."""
        if not document.readable:
            return
        keys = tuple(self._collection.beside[number].join)
        joined = _read(document, (), keys)
        if joined is None:
            message = f"the file lacks {' and '.join(keys)}, which joins it to its record"
            self._note(message, document, (), f"add {keys[0]}")
        else:
            self._known[number].setdefault(joined, []).append((agrees, document))

    def of(self, document: Document, root: Keys) -> tuple[Sidecar, ...]:
        """The sidecars of a record; of several under one key, those whose path agrees come first."""
        found: list[Sidecar] = []
        for number, beside in enumerate(self._collection.beside):
            joined = _read(document, root, tuple(beside.join.values()))
            if joined is None or joined not in self._known[number]:
                continue
            self._used.add((number, joined))
            known = sorted(self._known[number][joined], key=lambda pair: (not pair[0], pair[1].path))
            found += [Sidecar(beside.into, each, beside.fields, tuple(beside.join)) for _, each in known]
        return tuple(found)

    def note_left(self, noun: str) -> None:
        """Say of each sidecar that nobody asked for that its record is missing."""
        for number, beside in enumerate(self._collection.beside):
            for joined, known in self._known[number].items():
                if (number, joined) not in self._used:
                    for _, document in known:
                        written = _read(document, (), tuple(beside.join), plain=False) or joined
                        message = f'no {noun} has {" and ".join(beside.join.values())} "{", ".join(written)}"'
                        help = "correct it, or delete the file"
                        self._note(message, document, steps(next(iter(beside.join))), help)

    def _note(self, message: str, document: Document, keys: tuple[str | int | None, ...], help: str) -> None:
        place = document.place(tuple(key for key in keys if key is not None))
        self._findings.append(Finding("WS019", message, place=place, help=help))


def _read(document: Document, root: Keys, paths: tuple[str, ...], *, plain: bool = True) -> Joined | None:
    """The texts under some keys, numbers without zeros in front if `plain`; `None` if one is missing."""
    found = []
    for path in paths:
        text = find_text(document, root + tuple(step for step in steps(path) if step is not None))
        if not text:
            return None
        found.append((text.lstrip("0") or "0") if plain and text.isdecimal() else text)
    return tuple(found)
