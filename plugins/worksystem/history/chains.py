"""Versions of files to chains: each item's values through renames, in the order in which commits landed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Final

from worksystem.history.coverage import Unreadable
from worksystem.history.event import PATH, Written
from worksystem.history.version import Landing, Said, Step

__all__ = ["Chain", "Chains", "Change", "build_chains"]

FieldsOf = Callable[[str], tuple[str, ...]]
_ABSENT: Final = (None, None)


@dataclass(frozen=True, slots=True)
class Change:
    """A change of one field: what was and is written, what that is in our words, where the file lay then."""

    field: str
    old: Written
    old_value: Written
    new: Written
    value: Written
    landing: Landing
    path: str


@dataclass(slots=True)
class Chain:
    """One item in one file, through the file's renames.

    Shape: `born` and `died` count commits; `died` is `None` while the file is there. `now` holds, for each field, what
    the last readable version says and what that is in our words.
    """

    path: str
    born: int
    id: str = ""
    type: str = ""
    former_ids: tuple[str, ...] = ()
    died: int | None = None
    now: dict[str, tuple[Written, Written]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def note(self, landing: Landing, name: str, new: Written, value: Written) -> None:
        """Note what a field says now, unless it said so before."""
        old, old_value = self.now.get(name, _ABSENT)
        if new != old:
            self.changes.append(Change(name, old, old_value, new, value, landing, self.path))
            self.now[name] = (new, value)


@dataclass(slots=True)
class Chains:
    """What following the files found: every chain, and the versions that could not be read."""

    fields_of: FieldsOf
    all: list[Chain] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    alive: dict[str, dict[str, Chain]] = field(default_factory=dict)

    def take(self, number: int, landing: Landing) -> None:
        """Follow one commit: what leaves its path goes first, so that files may change places."""
        moved: dict[str, dict[str, Chain]] = {}
        for step in landing.steps:
            if step.kind == "R":
                moved[step.path] = self.alive.pop(step.old_path, {})
            elif step.kind == "D":
                for chain in self.alive.pop(step.path, {}).values():
                    self._end(chain, number, landing)
        for step in landing.steps:
            if step.kind != "D":
                here = self.alive.setdefault(step.path, {})
                for anchor, chain in moved.get(step.path, {}).items():
                    here[anchor] = chain
                    chain.path = step.path
                    chain.note(landing, PATH, step.path, step.path)
                self._read(here, number, landing, step)

    def _read(self, here: dict[str, Chain], number: int, landing: Landing, step: Step) -> None:
        if step.said is None:
            self.unreadable.append(Unreadable(step.path, landing.commit, landing.at, step.why))
            if not here:
                here[""] = self._begin(step.path, number, landing)
            return
        if "" in here and step.said and step.said[0].anchor:  # nothing was known of the file until now
            here[step.said[0].anchor] = here.pop("")
        for said in step.said:
            chain = here.get(said.anchor)
            if chain is None:
                chain = here[said.anchor] = self._begin(step.path, number, landing)
            _take(chain, landing, said, self.fields_of(said.type or chain.type))
        for anchor in here.keys() - {said.anchor for said in step.said}:
            self._end(here.pop(anchor), number, landing)

    def _begin(self, path: str, number: int, landing: Landing) -> Chain:
        chain = Chain(path, number)
        chain.note(landing, PATH, path, path)
        self.all.append(chain)
        return chain

    def _end(self, chain: Chain, number: int, landing: Landing) -> None:
        chain.died = number
        chain.note(landing, PATH, None, None)


def _take(chain: Chain, landing: Landing, said: Said, fields: Iterable[str]) -> None:
    chain.id, chain.type = said.id or chain.id, said.type or chain.type
    chain.former_ids = said.former_ids
    for name in fields:
        new, value = said.fields.get(name, _ABSENT)
        chain.note(landing, name, new, value)


def build_chains(landings: Iterable[Landing], fields_of: FieldsOf) -> Chains:
    """Follow every file from commit to commit.

    Shape: `landings` oldest first; `fields_of` gives the fields of an item type whose history matters.
    """
    chains = Chains(fields_of)
    for number, landing in enumerate(landings):
        chains.take(number, landing)
    return chains
