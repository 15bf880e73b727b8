"""Versions of files as git remembers them: what each says of its items, as far as their history matters."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct

from worksystem.history.event import Written

__all__ = ["Landing", "Said", "Step"]


# nothing in it leads back to it, so there is nothing to collect
class Said(Struct, frozen=True, gc=False):
    """What one version says of one item.

    Shape: `anchor` tells several items of one file apart, and is empty for the only one; `fields` maps our fields to
    what is written and to what that is in our words.
    """

    id: str
    fields: Mapping[str, tuple[Written, Written]]
    type: str = ""
    former_ids: tuple[str, ...] = ()
    anchor: str = ""


class Step(Struct, frozen=True, gc=False):
    """What one commit did to one file: A added, M modified, R renamed, D deleted.

    Shape: `said` is `None` for a version that cannot be read (`why` says it) and for a deleted file.
    """

    kind: Literal["A", "M", "R", "D"]
    path: str
    old_path: str = ""
    said: tuple[Said, ...] | None = None
    why: str = ""


class Landing(Struct, frozen=True):
    """One commit on the first parent, with what it did to the files of items; `at` as recorded, `when` as counted."""

    commit: str
    at: str
    when: datetime
    steps: tuple[Step, ...]

    @property
    def is_backdated(self) -> bool:
        """Whether it is dated before a commit that it builds on."""
        return datetime.fromisoformat(self.at) < self.when
