"""Findings as plain values: what is wrong, where, how bad, and what to do about it.

A `Diagnostic` knows its place in a file and nothing of records; every report format renders the same values.
"""

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from msgspec import Struct

from worksystem.change import Change
from worksystem.position import Place, Span
from worksystem.severity import Severity

__all__ = ["Diagnostic", "Edit", "Fix", "Related", "Severity", "fingerprint", "number_fingerprints"]

_INDEX: Final = re.compile(r"\[\d+\]")
_NUMBERS: Final = "no|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|once|twice"
_DAY: Final = r"\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4}"
_DATE: Final = r"\d{4}-(?:Q\d|W\d\d|\d\d(?:-\d\d)?)"
_COUNT: Final = re.compile(rf"(?<![\w-])(?:{_DAY}|{_DATE}|\d[\d.,]*(?:%|wd|[dwhm])?|{_NUMBERS})(?![\w-])(?: \w+)?")
_VERB: Final = re.compile(r"\b(?:is|are|has|have|was|were)\b")


class Related(Struct, frozen=True):
    """Another place that belongs to a finding, with what it has to do with it."""

    place: Place
    message: str


class Edit(Struct, frozen=True):
    """One replacement of text in one file."""

    path: str
    span: Span
    text: str


class Fix(Struct, frozen=True):
    """What mends a finding, as changes that only `edit` carries out.

    Shape: `says` is one action, like a help line: `write 2026-11-20`; `safe` means that only what was meant can
    have been meant, so that nothing is decided that people have to decide.
    """

    says: str
    changes: tuple[Change, ...]
    safe: bool = True


class Diagnostic(Struct, frozen=True):
    """One finding.

    Shape: `message` is lower case, without full stop, readable without the code frame; `help` is one action;
    `principle` is the id of the principle that the rule protects; `record` is the id of the record it is about, or
    empty.
    """

    code: str
    name: str
    severity: Severity
    message: str
    place: Place
    help: str | None = None
    principle: str | None = None
    record: str = ""
    related: tuple[Related, ...] = ()
    fix: Fix | None = None

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """By path, place, code and message: the order in which findings are shown."""
        start = self.place.span.start
        return (self.place.path, start.line, start.column, self.code, self.message)


def fingerprint(diagnostic: Diagnostic) -> str:
    """What makes a finding the same one after the file changed around it.

    Shape: 32 hexadecimal digits of its code, file, record, field and message; the line, positions in lists, and the
    numbers and dates of the message with the word after them do not count. Several findings may share it.
    """
    message = _VERB.sub("", _COUNT.sub("", diagnostic.message))
    place = diagnostic.place
    facts = (diagnostic.code, place.path, diagnostic.record, _INDEX.sub("[]", place.field), " ".join(message.split()))
    return sha256("\0".join(facts).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def number_fingerprints(diagnostics: Iterable[Diagnostic]) -> tuple[str, ...]:
    """A fingerprint for each of some findings, those that share one told apart by a count: `<fingerprint>:2`."""
    seen: Counter[str] = Counter()
    numbered = []
    for diagnostic in diagnostics:
        shared = fingerprint(diagnostic)
        seen[shared] += 1
        numbered.append(f"{shared}:{seen[shared]}")
    return tuple(numbered)
