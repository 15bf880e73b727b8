"""The time before a work system: what a first pull request is compared with."""

from msgspec.structs import replace

from worksystem.graph.workspace import Workspace
from worksystem.load.system import WorkSystem
from worksystem.source.document import Document
from worksystem.source.versions import read_at

__all__ = ["find_beginning"]


def find_beginning(system: WorkSystem, commit: str) -> WorkSystem | None:
    """The work system at a commit at which it was not there yet; `None` if it was.

    Shape: it has no records, and its settings, which are those of `system`, stand in no text.
    """
    entry = system.workspace.settings_entry
    if read_at(system.repository, entry.path, commit) is not None:
        return None
    settings = replace(entry, document=Document(entry.path, ""))
    return replace(system, workspace=Workspace(system.workspace.settings, settings, {}), files=(), faulty_pages=())
