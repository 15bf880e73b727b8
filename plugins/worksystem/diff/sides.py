"""The two sides of a comparison: the records that differ, and what words stand for on either side."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any

from msgspec import Struct

from worksystem.diff.values import Teller
from worksystem.graph.workspace import Workspace
from worksystem.model.entry import Entry
from worksystem.model.kinds import KINDS
from worksystem.views.reference import Ref
from worksystem.views.scope import title_of
from worksystem.workflow.actors import name_actor

__all__ = ["Pair", "Sides", "ignores_of"]


class Pair(Struct, frozen=True):
    """A record before and after; `None` where it was not or is no more. An item may have got another id."""

    old: Entry[Any] | None
    new: Entry[Any] | None

    @property
    def entry(self) -> Entry[Any]:
        """The record as it is, or was."""
        entry = self.new or self.old
        assert entry is not None
        return entry


class Sides(Struct, frozen=True, dict=True):
    """The work before and after."""

    old: Workspace
    new: Workspace

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """Every record that differs, or whose file has another path, by kind and id."""
        return tuple(pair for kind in KINDS for pair in self._of_kind(kind) if _differs(pair))

    @property
    def of_items(self) -> tuple[Pair, ...]:
        """The items among them."""
        return tuple(pair for pair in self._of_kind("item") if _differs(pair))

    @cached_property
    def teller(self) -> Teller:
        """Says values, with the names that records have after, or had before."""
        return Teller(self.title)

    def title(self, kinds: Sequence[str], id: str) -> str:
        """What a record of one of some kinds is called; an actor as people would say it."""
        bare = id
        if "role" in kinds or ":" in id:
            kind, bare = name_actor(self.new, id)
            kinds = (kind,) if kind else ()
            if not kind:
                return {"owner": "the item’s owner", "lead": "the team’s lead"}.get(id, id)
        if kinds == ("item",):
            return id
        for workspace in (self.new, self.old):
            for kind in kinds:
                entry = workspace.of_kind(kind).get(bare)
                if entry is not None:
                    return title_of(entry)
        return id

    def ref(self, kind: str, id: str) -> Ref:
        """A reference to a record of after, or of before."""
        entry = self.new.of_kind(kind).get(id) or self.old.of_kind(kind).get(id)
        return Ref(kind, id, id, known=False) if entry is None else Ref(kind, id, title_of(entry))

    def _of_kind(self, kind: str) -> Iterator[Pair]:
        if kind == "settings":
            old = self.old.settings_entry  # where there was no work system yet they stand in no text
            yield Pair(old if old.document.text else None, self.new.settings_entry)
            return
        before, after = self.old.of_kind(kind), self.new.of_kind(kind)
        former = {
            entry.id: id
            for entry in after.values()
            for id in entry.record.former_ids
            if entry.id not in before and id in before and id not in after
        }
        for id in sorted({*before, *after} - set(former.values())):
            yield Pair(before.get(former.get(id, id)), after.get(id))


def _differs(pair: Pair) -> bool:
    old, new = pair.old, pair.new
    if old is None or new is None:
        return True
    if old.path != new.path or old.id != new.id:
        return True
    if not (old.origins or new.origins) and old.document.text == new.document.text:
        return bool(old.record != new.record)  # an item type may have changed what its text means
    return bool(
        old.record != new.record
        or old.custom != new.custom
        or old.extra != new.extra
        or old.body != new.body
        or ignores_of(old) != ignores_of(new)
    )


def ignores_of(entry: Entry[Any]) -> tuple[str, ...]:
    """The comments that ask the checker to look away in the file of a single record, sorted."""
    text = entry.document.text
    if entry.root or "worksystem:" not in text:
        return ()
    return tuple(
        sorted(line.partition("worksystem:")[2].strip() for line in text.splitlines() if "worksystem:" in line)
    )
