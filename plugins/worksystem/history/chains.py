"""Versions of files to chains: each item's values through renames, in the order in which commits landed."""

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Final

from msgspec import Struct, field

from worksystem.history.coverage import Unreadable
from worksystem.history.event import PATH, Written
from worksystem.history.version import Landing, Said, Step

__all__ = ["Chain", "Chains", "Change", "build_chains"]

FieldsOf = Callable[[str], tuple[str, ...]]
_ABSENT: Final = (None, None)


# nothing in it leads back to it, so there is nothing to collect
class Change(Struct, frozen=True, gc=False):
    """A change of one field: what was and is written, what that is in our words, where the file lay then."""

    field: str
    old: Written
    old_value: Written
    new: Written
    value: Written
    landing: Landing
    path: str


class Chain(Struct):
    """One item in one file, through the file's renames.

    Shape: `born` and `died` count commits; `died` is `None` while the file is there; `first_id` is the id that the
    first readable version says, `id` the last one. `now` holds, for each field, what the last readable version says
    and what that is in our words; what the first one leaves open is noted as a change from nothing to nothing.
    """

    path: str
    born: int
    first_id: str = ""
    id: str = ""
    type: str = ""
    former_ids: tuple[str, ...] = ()
    died: int | None = None
    now: dict[str, tuple[Written, Written]] = field(default_factory=dict)
    changes: list[Change] = field(default_factory=list)

    def note(self, landing: Landing, name: str, new: Written, value: Written) -> None:
        """Note what a field says now, unless it said so before."""
        old, old_value = self.now.get(name, _ABSENT)
        if new != old or name not in self.now:
            self.changes.append(Change(name, old, old_value, new, value, landing, self.path))
            self.now[name] = (new, value)


class Chains(Struct):
    """What following the files found: every chain, and the versions that could not be read."""

    fields_of: FieldsOf
    all: list[Chain] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    alive: dict[str, dict[str, Chain]] = field(default_factory=dict)

    def take(self, number: int, landing: Landing) -> None:
        """Follow one commit: what leaves its path goes first, so that files may change places."""
        placed: dict[str, dict[str, Chain]] = {}
        leaving: dict[str, Chain] = {}
        for step in landing.steps:
            if step.kind == "R":
                placed[step.path] = self.alive.pop(step.old_path, {})
            elif step.kind == "D":
                leaving |= {f"{step.path}#{anchor}": chain for anchor, chain in self.alive.pop(step.path, {}).items()}
        for step in landing.steps:
            if step.kind != "D":
                placed[step.path] = self.alive.get(step.path, {}) | placed.get(step.path, {})
        _settle(landing.steps, placed, leaving)
        for chain in leaving.values():
            self._end(chain, number, landing)
        for step in landing.steps:
            if step.kind != "D":
                here = self.alive[step.path] = placed[step.path]
                for chain in here.values():
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
        if len(here) > 1 or not step.said:
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


def _settle(steps: Iterable[Step], placed: dict[str, dict[str, Chain]], leaving: dict[str, Chain]) -> None:
    """Let ids decide where files changed places, and where git took one item's file for another that looks like it."""
    astray: dict[str, tuple[Chain, str]] = {}
    for step in steps:
        chain = placed[step.path].get("") if step.kind != "D" else None
        if chain is not None and chain.id and step.said and step.said[0].id not in ("", chain.id):
            astray[step.path] = chain, step.said[0].id
    if not astray:
        return
    for step in steps:
        id = astray[step.path][1] if step.kind == "R" and step.path in astray else ""
        gone = [name for name, chain in leaving.items() if id and chain.id == id]
        if len(gone) == 1:
            placed[step.path][""], leaving[gone[0]] = leaving[gone[0]], placed[step.path][""]
            del astray[step.path]
    for path, chain in _exchanged(astray).items():
        placed[path][""] = chain


def _exchanged(astray: Mapping[str, tuple[Chain, str]]) -> dict[str, Chain]:
    """The chain of each path whose id is another one's, and whose own id is at another one's path."""
    left, before = dict(astray), -1
    while len(left) != before:
        before = len(left)
        was = {chain.id: chain for chain, _ in left.values()}
        said = {id for _, id in left.values()}
        left = {path: (chain, id) for path, (chain, id) in left.items() if id in was and chain.id in said}
    return {path: was[id] for path, (_, id) in left.items()} if len(was) == len(said) == len(left) else {}


def _take(chain: Chain, landing: Landing, said: Said, fields: Iterable[str]) -> None:
    chain.id, chain.type = said.id or chain.id, said.type or chain.type
    chain.first_id = chain.first_id or chain.id
    chain.former_ids = said.former_ids
    # the same as `note`, for all fields of a version at once: nothing else is done as often
    now, say, add, path = chain.now, said.fields.get, chain.changes.append, chain.path
    for name in fields:
        both = new, value = say(name, _ABSENT)
        before = now.get(name)
        old, old_value = before or _ABSENT
        if before is None or new != old:
            add(Change(name, old, old_value, new, value, landing, path))
            now[name] = both


def build_chains(landings: Iterable[Landing], fields_of: FieldsOf) -> Chains:
    """Follow every file from commit to commit.

    Shape: `landings` oldest first; `fields_of` gives the fields of an item type whose history matters.
    """
    chains = Chains(cache(fields_of))
    for number, landing in enumerate(landings):
        chains.take(number, landing)
    return chains
