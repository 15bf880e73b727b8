"""Whom a forge should ask to review which files, from the records: what teams own, and what a file's owner answers for.

Items are left out: moving work is routine. What they are moved by is agreed on, so it has owners.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from worksystem.graph.code_owners import BEGIN, END, find_flaw, to_pattern
from worksystem.model.entry import Entry

if TYPE_CHECKING:
    from worksystem.graph.workspace import Workspace
    from worksystem.model.settings import Settings

__all__ = ["Asked", "find_handle", "forge_of", "list_asked", "list_names", "render_part"]

_FORGES: Final = {None: "github", "none": "github", "github": "github", "gitlab": "gitlab"}
# records that have a file of their own and say whose they are
_OWNED: Final = ("workflow", "goal", "standard")
_NOTE: Final = (
    "# Made from the records under work/ by `worksystem codeowners --write`; lines of your own stand outside."
)


class Asked(Struct, frozen=True):
    """Files, and who is asked about them.

    Shape: `pattern` as CODEOWNERS has it; `owners` are names on the forge, sorted, with @; `parties` the ids of those
    who should be asked, sorted, among them some without a name there.
    """

    pattern: str
    owners: tuple[str, ...]
    parties: tuple[str, ...]


def forge_of(settings: "Settings") -> str:
    """The forge whose names are written, GitHub where the settings name none; empty for one with another format.

    Source: https://docs.gitea.com/usage/code-owners (regular expressions, in Forgejo too)
    """
    return _FORGES.get(settings.repository.forge if settings.repository is not None else None, "")


def find_handle(workspace: "Workspace", party: str, forge: str) -> str | None:
    """The name of a person or team on a forge, with @; a team without one is asked by its lead's."""
    entry = workspace.party(party)
    if entry is None:
        return None
    name = getattr(entry.record.identities, forge, "") if entry.record.identities is not None else ""
    if name:
        return f"@{name.removeprefix('@')}"
    lead: str | None = entry.record.lead if entry.kind == "team" else None
    return None if lead is None or lead not in workspace.people else find_handle(workspace, lead, forge)


def list_names(workspace: "Workspace", forge: str) -> frozenset[str]:
    """Every name that somebody has on a forge, and every mail address in git, in small letters."""
    found: set[str] = set()
    for known in (
        *(person.record.identities for person in workspace.people.values()),
        *(team.record.identities for team in workspace.teams.values()),
    ):
        if known is not None:
            name = getattr(known, forge)
            found.update([f"@{name.removeprefix('@')}"] if name else [])
            found.update(getattr(known, "git", ()))
    return frozenset(name.casefold() for name in found)


def list_asked(workspace: "Workspace") -> tuple[Asked, ...]:
    """Who is asked about what, from wide to narrow, as the last pattern that matches a file counts."""
    forge = forge_of(workspace.settings)
    parties: dict[str, set[str]] = {}
    for pattern, party in _claims(workspace):
        parties.setdefault(pattern, set()).add(party)
    asked = []
    for pattern in sorted(parties, key=_narrowness):
        handles = {find_handle(workspace, party, forge) for party in parties[pattern]}
        owners = tuple(sorted(handle for handle in handles if handle is not None))
        asked.append(Asked(pattern, owners, tuple(sorted(parties[pattern]))))
    return tuple(asked)


def _claims(workspace: "Workspace") -> Iterator[tuple[str, str]]:
    for id, team in workspace.teams.items():
        yield from ((to_pattern(glob), id) for glob in team.record.owns if find_flaw(glob) is None)
    for kind in _OWNED:
        for entry in workspace.of_kind(kind).values():
            if entry.record.owner is not None and _has_own_file(entry):
                yield to_pattern(entry.path), entry.record.owner


def _has_own_file(entry: Entry[Any]) -> bool:
    return bool(entry.path) and not entry.root and not entry.origins and not entry.path.startswith("../")


def _narrowness(pattern: str) -> tuple[int, int, str]:
    """How many folders are named before the first wildcard, then how many at all."""
    parts = [part for part in pattern.split("/") if part]
    wild = next((number for number, part in enumerate(parts) if "*" in part or "?" in part), len(parts))
    return wild, len(parts), pattern


def render_part(workspace: "Workspace", work: str) -> str:
    """The part of CODEOWNERS that is made from the records, with its marks; `work` is the path of that folder.

    Shape: whoever has no name on the forge is left out, and so is a line that would name nobody.
    """
    items = to_pattern(f"{work}/items/")
    lines = [f"{asked.pattern} {' '.join(asked.owners)}" for asked in list_asked(workspace) if asked.owners]
    nobody = f"!{items}" if forge_of(workspace.settings) == "gitlab" else items
    return "\n".join([BEGIN, _NOTE, *lines, nobody, END, ""])
