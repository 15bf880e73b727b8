"""What a reader may see: the one place that decides it, for pages, data, search and exports alike."""

import re
from collections.abc import Mapping, Sequence

from worksystem.diagnostics import Diagnostic

__all__ = ["PRIVATE", "may_show", "may_show_finding"]

# Fields that a public site carries in no format: identities, leave, capacity, skills, load and time.
PRIVATE: Mapping[str, frozenset[str]] = {
    "person": frozenset({"identities", "leave", "capacity", "skills", "load", "share", "until"}),
    "item": frozenset({"time"}),
}
# Rules that say how much somebody has to do, when they are away, or that they leave.
_ABOUT_LOAD = frozenset({"WS402", "WS406", "WS407", "WS410", "WS412", "WS507", "WS701"})
_NAMES = frozenset(name for names in PRIVATE.values() for name in names) - {"share", "until"}
_WORDS = re.compile(
    r"\b(?:capacity|leave|skills?|identit(?:y|ies)|overload(?:ed)?|hours|logged|e-?mails?)\b|@\w", re.IGNORECASE
)


def may_show(audience: str, kind: str, field: str, without: Sequence[str] = ()) -> bool:
    """Whether `field` of a record of `kind` may be shown.

    Shape: `without` are the settings' own exclusions, `field` or `kind.field`; they hold for every audience.
    """
    if field in without or f"{kind}.{field}" in without:
        return False
    return audience != "public" or field not in PRIVATE.get(kind, frozenset())


def may_show_finding(audience: str, finding: Diagnostic, without: Sequence[str] = ()) -> bool:
    """Whether a finding says nothing that its reader may not see.

    A public site leaves out findings about private fields and those whose words speak of them; better one too few.
    """
    segments = set(re.split(r"[.\[\]]+", finding.place.field))
    if segments & {name.rpartition(".")[2] for name in without}:
        return False
    if audience != "public":
        return True
    if finding.code in _ABOUT_LOAD or segments & _NAMES:
        return False
    said = " ".join((finding.message, finding.help or "", *(related.message for related in finding.related)))
    return _WORDS.search(said) is None
