"""Changes to files as plain values: what is to be written, and what asks for it.

Whoever knows the work plans them (a command, a rule's fix, an automation); only `edit` carries them out.
"""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

__all__ = [
    "Append",
    "Change",
    "Create",
    "Keys",
    "Move",
    "Plan",
    "Remove",
    "Rename",
    "Replace",
    "Reword",
    "SetValue",
    "Written",
    "tell",
]

Keys = tuple[str | int, ...]
_SHOWN: Final = 60


class Written(str):
    """A plain scalar exactly as it is to stand in the file: `0012`, `2026-12-01`, `yes`; empty means nothing at all."""

    __slots__ = ()


class SetValue(Struct, frozen=True):
    """Put a value under some keys of a file, whether something stands there or not.

    Shape: `path` is relative to the repository; `keys` are those of the file (in a collection like people.yml the
    record's id comes first). `value` is text, a number, a truth value, a date, `None`, `Written`, or a list, tuple or
    mapping of these; keys are text.
    """

    path: str
    keys: Keys
    value: object
    why: str


class Remove(Struct, frozen=True):
    """Take a field or a list's entry out, with the comment that belongs to it.

    Shape: where nothing is left of a list or mapping, the field that held it goes as well; but a field whose own
    brackets they are keeps them, empty.
    """

    path: str
    keys: Keys
    why: str


class Append(Struct, frozen=True):
    """Put a value at the end of the list under some keys; the list comes to exist where there is none."""

    path: str
    keys: Keys
    value: object
    why: str


class Rename(Struct, frozen=True):
    """Give a field another key; what stands under it stays as it is."""

    path: str
    keys: Keys
    to: str
    why: str


class Reword(Struct, frozen=True):
    """Put other text in the place of some that is no value: a comment, a directive.

    Shape: `line` and `column` count from 1; `old` is all that is taken out, within one line. With the last of a line
    the line goes, and with text that others stand before the blanks before it.
    """

    path: str
    line: int
    column: int
    old: str
    new: str
    why: str


class Create(Struct, frozen=True):
    """A new file with this text."""

    path: str
    text: str
    why: str


class Replace(Struct, frozen=True):
    """A file that we write as a whole: it holds this text from then on, and comes to exist if it is not there."""

    path: str
    text: str
    why: str


class Move(Struct, frozen=True):
    """The same file under another path."""

    path: str
    to: str
    why: str


Change = SetValue | Remove | Append | Rename | Reword | Create | Replace | Move


class Plan(Struct, frozen=True):
    """Changes in the order in which they are made; a later one sees what an earlier one left."""

    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    def __add__(self, other: "Plan") -> "Plan":
        return Plan(self.changes + other.changes)

    @property
    def paths(self) -> tuple[str, ...]:
        """Every path that is read or written, sorted."""
        ends = {change.to for change in self.changes if isinstance(change, Move)}
        return tuple(sorted(ends | {change.path for change in self.changes}))


def tell(change: Change) -> str:
    """A change in one line, as people say it; without the path and without the reason."""
    match change:
        case SetValue():
            return f"set {_name(change.keys)} to {_shown(change.value)}"
        case Remove():
            return f"take out {_name(change.keys)}"
        case Append():
            return f"add {_shown(change.value)} to {_name(change.keys)}"
        case Rename():
            return f"call {_name(change.keys)} {change.to}"
        case Reword():
            return f"write {_shown(change.new)}" if change.new else f"take out {_shown(change.old)}"
        case Create():
            return "create the file"
        case Replace():
            return "write the file"
        case Move():
            return f"move the file to {change.to}"


def _name(keys: Keys) -> str:
    name = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in keys)
    return name.removeprefix(".")


def _shown(value: object) -> str:
    if isinstance(value, dict):
        text = "{" + ", ".join(f"{key}: {_shown(inner)}" for key, inner in value.items()) + "}"
    elif isinstance(value, (list, tuple)):
        text = "[" + ", ".join(_shown(inner) for inner in value) + "]"
    elif value is None or value == "":
        text = "nothing"
    elif isinstance(value, bool):
        text = "yes" if value else "no"
    else:
        text = " ".join(str(value).split())
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
