"""What to look at in the past: which files hold items, which fields matter, what their words mean today.

Plain values only, so that a plan can be kept and compared; it is made from the settings in `load`.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Final

from msgspec import Struct, field

__all__ = ["Plan", "Source", "StateMeaning", "Taken"]

# the keys that a path gives, see `match_name`
_NAMED: Final = re.compile(r"\{([^{}:]+)(:|\})")


class Taken(Struct, frozen=True):
    """Where one of our fields comes from in their file: a path of keys, `None` in it being every element of a list,
    and what is done with the text found there."""

    path: tuple[str | int | None, ...]
    as_: str = ""
    strip: str = ""
    values: Mapping[str, str] = field(default_factory=dict)
    nothing: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether it is what stands under one key, as it is."""
        return len(self.path) == 1 and not (self.as_ or self.strip or self.values or self.nothing)


class Source(Struct, frozen=True, dict=True):
    """Files that hold items, one a file unless `each` says where several lie.

    Shape: `repository` is the file or folder of the repository that remembers them, empty for the one of the work
    system; `prefix` is their root in it, with a slash at the end unless it is empty.
    """

    name: str
    prefix: str
    files: tuple[str, ...]
    fields: Mapping[str, Taken]
    repository: str = ""
    except_: tuple[str, ...] = ()
    each: tuple[str, ...] = ()
    names: str = ""
    folder: Mapping[str, int] = field(default_factory=dict)
    type: str = ""
    by_stem: bool = False

    @cached_property
    def steps(self) -> tuple[tuple[str, str | None, Taken], ...]:
        """Every field, with the key under which it stands as it is; `None` where there is more to it."""
        return tuple(
            (name, str(taken.path[0]) if taken.is_plain else None, taken) for name, taken in self.fields.items()
        )

    @cached_property
    def given(self) -> Mapping[str, Taken]:
        """The fields that the path of a file can say too."""
        keys = self.folder.keys() | {key for key, _ in _NAMED.findall(self.names)}
        return {name: taken for name, taken in self.fields.items() if len(taken.path) == 1 and taken.path[0] in keys}


class StateMeaning(Struct, frozen=True):
    """What a state of a workflow means: a category, and whether items wait in it."""

    category: str
    waiting: bool = False


class Plan(Struct, frozen=True):
    """How a work system's past is read.

    Shape: `tracked` are the fields of every item, `tracked_by_type` those that a type adds; `workflows` maps a type to
    its workflow, `states` a workflow to the states it has and had, each with what it means.
    Unit: `since` is a day; git counts from it on, and the time before is what was brought along. `bulk` is a number of
    items that one commit moves.
    """

    sources: tuple[Source, ...]
    tracked: tuple[str, ...]
    tracked_by_type: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    workflows: Mapping[str, str] = field(default_factory=dict)
    states: Mapping[str, Mapping[str, StateMeaning]] = field(default_factory=dict)
    timezone: str = "UTC"
    since: str = ""
    bulk: int = 20

    def meaning(self, type: str, state: object) -> StateMeaning | None:
        """What a status means for an item of a type; `None` if its workflow has no such state."""
        found = self.states.get(self.workflows.get(type, ""), {})
        return found.get(state) if isinstance(state, str) else None

    def state(self, type: str, value: object) -> str | None:
        """A status as a state of the workflow of a type; `None` if that workflow has no such state. Where no workflow
        is known, the word stands for itself."""
        if not isinstance(value, str):
            return None
        known = self.states.get(self.workflows.get(type, ""))
        return value if known is None or value in known else None

    def fields_of(self, type: str) -> tuple[str, ...]:
        """The fields of a type whose history matters."""
        return (*self.tracked, *self.tracked_by_type.get(type, ()))
