"""The baseline: findings that were there when it was drawn. They are known, not mended, and may only become fewer.

Source: content/reference/commands.md#baseline
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from worksystem.change import Replace
from worksystem.diagnostics import Diagnostic, Fix, fingerprint
from worksystem.errors import WorkSystemError
from worksystem.graph.finding import Finding
from worksystem.model.words import count_of, list_words
from worksystem.position import Place, Span
from worksystem.source.checkout import Checkout
from worksystem.source.document import Document
from worksystem.source.files import parse_document, read_document

__all__ = [
    "Baseline",
    "BaselineError",
    "KnownFinding",
    "find_grown",
    "find_outgrown",
    "read_baseline",
    "start_baseline",
]

_FORM: Final = 1
_HEAD: Final = f"""\
# Findings that were there when this file was written. They are not reported until they are mended,
# and `worksystem check --write-baseline` takes out what is gone. Every line more is one step back.
version: {_FORM}
known:
"""
_NEVER: Final = frozenset({"WS900", "WS905", "WS906"})
_FACTS: Final = ("code", "path", "fingerprint", "says")
_SHOWN: Final = 3
_NOTHING: Final = re.compile(r"^known:[ ]*\[[ ]*\]", re.MULTILINE)
_LINE: Final = re.compile(r"[^\n]*\n|[^\n]+")


class BaselineError(WorkSystemError):
    """The baseline cannot be read, so nobody can say which findings are known."""

    def __init__(self, place: Place, why: str) -> None:
        line, column = place.span.start
        help = "mend the line, or delete the file and draw a new one with --write-baseline"
        super().__init__(f"cannot use the baseline: {place.path}:{line}:{column}: {why}", help=help)
        self.place = place


class KnownFinding(Struct, frozen=True):
    """One finding of a baseline; `says` is its message when it was written down, for people to read."""

    code: str
    path: str
    fingerprint: str
    says: str

    @classmethod
    def of(cls, diagnostic: Diagnostic) -> "KnownFinding":
        """What a baseline keeps of a finding."""
        return cls(diagnostic.code, diagnostic.place.path, fingerprint(diagnostic), diagnostic.message)

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """By path, code and what it says."""
        return (self.path, self.code, self.says)

    @property
    def words(self) -> str:
        """Which finding it is, in short."""
        return f"{self.code} in {self.path}"


class Baseline(Struct, frozen=True, dict=True):
    """The findings that are known, with the file that says so; a baseline that is to be drawn has an empty text.

    Shape: two alike are two findings. `places` says for each finding where it stands.
    """

    path: str
    text: str
    findings: tuple[KnownFinding, ...] = ()
    places: tuple[Place, ...] = ()

    def part(self, diagnostics: Iterable[Diagnostic]) -> tuple[list[Diagnostic], list[Diagnostic], tuple[int, ...]]:
        """Findings that are new, those that are known, and the positions of those that are gone."""
        left = Counter(known.fingerprint for known in self.findings)
        new: list[Diagnostic] = []
        known: list[Diagnostic] = []
        for diagnostic in diagnostics:
            print_ = fingerprint(diagnostic)
            is_known = left[print_] > 0 and diagnostic.code not in _NEVER
            left[print_] -= is_known
            (known if is_known else new).append(diagnostic)
        gone = []
        for index in range(len(self.findings) - 1, -1, -1):
            if left[self.findings[index].fingerprint] > 0:
                left[self.findings[index].fingerprint] -= 1
                gone.append(index)
        return new, known, tuple(reversed(gone))

    def without(self, positions: Iterable[int]) -> str:
        """The text without some of the findings; comments and the rest of the lines stay as they are.

        Shape: where findings share a line, all that stay are written anew, each in a line.
        """
        if not self._is_in_lines:
            gone = set(positions)
            return _written(known for index, known in enumerate(self.findings) if index not in gone)
        lines = _LINE.findall(self.text)
        for index in sorted(positions, reverse=True):
            start, end = self.places[index].span
            del lines[start.line - 1 : end.line - (end.column == 1)]
        return "".join(lines)

    def having(self, diagnostics: Iterable[Diagnostic]) -> tuple[str, int]:
        """The text with more findings, each before the first that comes after it by path and code, and how many.

        Shape: what the checker finds about itself cannot be known.
        """
        if not self._is_in_lines:
            return _parse(parse_document(self.path, _written(self.findings))).having(diagnostics)
        text = _NOTHING.sub("known:", self.text) or _HEAD
        lines = _LINE.findall(text if text.endswith("\n") else f"{text}\n")
        where, end = [place.span.start.line - 1 for place in self.places], len(lines)
        added = [KnownFinding.of(each) for each in diagnostics if each.code not in _NEVER]
        for one in sorted(added, key=lambda each: each.sort_key, reverse=True):
            later = [at for at, each in zip(where, self.findings, strict=True) if each.sort_key > one.sort_key]
            lines.insert(min(later, default=end), _line(one))
        return "".join(lines), len(added)

    @property
    def _is_in_lines(self) -> bool:
        """Whether each finding begins a line of its own, as `_line` writes it."""
        lines = _LINE.findall(self.text)
        begins = [place.span.start.line for place in self.places]
        return all(lines[at - 1].lstrip().startswith("-") for at in begins) and len(set(begins)) == len(begins)


def read_baseline(checkout: Checkout, path: str, text: str | None = None) -> Baseline | None:
    """The baseline in a file; `None` if there is no such file.

    Shape: `path` is relative to the repository; `text` is read instead of the file, if there is one.
    Errors: `BaselineError` if it cannot be read.
    """
    file = checkout.locate(path)
    document = read_document(str(file), path) if text is None else parse_document(path, text)
    if text is None and not file.exists():
        return None
    return _parse(document)


def start_baseline(path: str) -> Baseline:
    """A baseline that knows nothing yet."""
    return Baseline(path, "")


def _parse(document: Document) -> Baseline:
    if document.problems:
        problem = document.problems[0]
        raise BaselineError(Place(document.path, problem.span), problem.message)
    values = document.values
    if not isinstance(values, dict) or values.get("version") != _FORM or "known" not in values:
        raise BaselineError(document.place(()), f"it does not begin with version: {_FORM} and known")
    listed = values["known"] or []
    if not isinstance(listed, list):
        raise BaselineError(document.place(("known",)), "known is not a list")
    findings, places = [], []
    for index, each in enumerate(listed):
        place = document.place(("known", index))
        if not isinstance(each, dict) or not all(isinstance(each.get(fact), str) for fact in _FACTS):
            raise BaselineError(place, f"a known finding has {list_words(_FACTS)}")
        findings.append(KnownFinding(*(each[fact] for fact in _FACTS)))
        places.append(replace(place, span=_whole(document, index, each)))
    return Baseline(document.path, document.text, tuple(findings), tuple(places))


def _whole(document: Document, index: int, known: Iterable[str]) -> Span:
    """A known finding from its first line to its last; where each fact has a line, its place is the first fact alone.

    Shape: a text of many lines ends where the next line begins.
    """
    start, end = document.find(("known", index))
    return Span(start, max(end, document.find(("known", index, list(known)[-1])).end))


def _written(findings: Iterable[KnownFinding]) -> str:
    """A whole baseline."""
    return "".join((_HEAD, *map(_line, findings)))


def _line(known: KnownFinding) -> str:
    facts = (f"{fact}: {json.dumps(getattr(known, fact), ensure_ascii=False)}" for fact in _FACTS)
    return f"  - {{{', '.join(facts)}}}\n"


def find_outgrown(baseline: Baseline, gone: tuple[int, ...]) -> Iterator[Finding]:
    """A finding, if a baseline knows what is not there any more; what comes back later would not be seen."""
    if gone:
        named = _named([baseline.findings[index] for index in gone])
        message = f"{count_of(len(gone), 'known finding is', 'known findings are')} gone: {named}"
        says = "take out what is gone"
        fix = Fix(says, (Replace(baseline.path, baseline.without(gone), says),))
        help = "`worksystem check --write-baseline` takes out what is gone"
        yield Finding("WS905", message, place=baseline.places[gone[0]], help=help, fix=fix)


def find_grown(baseline: Baseline, before: Baseline | None) -> Iterator[Finding]:
    """A finding, if a baseline knows more than it did before; one that is new may know anything."""
    if before is None:
        return
    left = Counter(known.fingerprint for known in before.findings)
    added = []
    for index, known in enumerate(baseline.findings):
        left[known.fingerprint] -= 1
        if left[known.fingerprint] < 0:
            added.append(index)
    if added:
        named = _named([baseline.findings[index] for index in added])
        message = f"the baseline grew by {count_of(len(added), 'finding')}: {named}"
        help = "mend what was found, or ignore it where it stands, with a reason"
        yield Finding("WS906", message, place=baseline.places[added[0]], help=help)


def _named(findings: list[KnownFinding]) -> str:
    words = list(dict.fromkeys(known.words for known in findings))
    more = len(words) - _SHOWN
    return list_words([*words[:_SHOWN], f"{more} more"] if more > 0 else words)
