"""The words of shape problems: what is true, then one thing to do. pydantic's words never get out."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from typing import Literal

from msgspec import Struct

from worksystem.model.tree import Holds

__all__ = ["ShapeProblem", "empty", "missing", "not_allowed", "not_in_form", "unknown_field", "wrong_shape"]

On = Literal["key", "value", "entry"]
Keys = tuple[str | int, ...]


class ShapeProblem(Struct, frozen=True):
    """One thing that is wrong with the shape of a record.

    Shape: `keys` lead to the place in the record's own values; for what is missing, to where it should stand. `close`
    is the word of a closed list that was probably meant; `optional` says that the place may as well be left out.
    """

    code: str
    keys: Keys
    on: On
    message: str
    help: str
    close: str = ""
    optional: bool = False


def quoted(value: object) -> str:
    """A value as it may stand in a message: in quotes, shortened."""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = " ".join(text.split())
    return f'"{text[:57]}..."' if len(text) > 60 else f'"{text}"'


def not_in_form(pattern: str, help: str) -> str:
    """That a value has another form than was agreed on, and which that is, where it can be said shortly."""
    form = next((each for each in (help, pattern) if 0 < len(each) <= 60), "")
    return "has not the agreed form" + (f" ({form})" if form else "")


def any_of(words: Iterable[str]) -> str:
    """`a, b or c`, at most eight."""
    listed = list(words)
    shown = listed[:8]
    if len(listed) > 8:
        return ", ".join(shown) + ", ..."
    return " or ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def close_to(word: str, words: Iterable[str]) -> str | None:
    """The one of `words` that was probably meant."""
    return _close_to(word, tuple(words))


@lru_cache(maxsize=1024)
def _close_to(word: str, words: tuple[str, ...]) -> str | None:
    plain = {known.lower().replace("-", "_"): known for known in words}
    wanted = word.lower().replace("-", "_").replace(" ", "_")
    if wanted in plain:
        return plain[wanted]
    close = get_close_matches(wanted, plain, n=1, cutoff=0.7)
    return plain[close[0]] if close else None


_HINTS: Mapping[str, str] = {
    "date": "YYYY-MM-DD",
    "duration": "5d",
    "effort": "3wd",
    "length": "45m",
    "share": "80%",
    "clock": "09:30",
    "bool": "yes",
    "number": "<number>",
    "url": "https://...",
    "code": "NW001",
    "expression": "<expression>",
    "recurrence": "FREQ=WEEKLY;BYDAY=MO",
}


def hint(holds: Holds) -> str:
    """What to write for such a value."""
    if holds.word == "words":
        return f"<{any_of(holds.words)}>"
    if holds.refers:
        return f"<{any_of(kind.replace('_', ' ') for kind in holds.refers.kinds)}>"
    if holds.word == "list" and holds.of:
        return f"[{hint(holds.of)}]"
    if holds.word in ("part", "map"):
        return "and what belongs to it, indented, on the lines below"
    return _HINTS.get(holds.word, "<text>")


def unknown_field(keys: Keys, noun: str, name: str, known: Iterable[str], *, otherwise: str = "") -> ShapeProblem:
    """A key that means nothing here."""
    names = list(known)
    close = close_to(name, names)
    help = f'did you mean "{close}"?' if close else otherwise or f"remove it; there are {any_of(names)}"
    if len(names) == 1 and not close:
        help = f"remove it; there is only {names[0]}"
    has = "have" if noun.startswith("the ") else "has"
    return ShapeProblem("WS101", keys, "key", f"{noun} {has} no field {quoted(name)}", help, close or "")


def missing(keys: Keys, whose: str, name: str, holds: Holds, *, stands: bool) -> ShapeProblem:
    """A required field that is not there, or stands there empty."""
    if stands:
        return ShapeProblem("WS109", keys, "entry", f"{name} of {whose} is empty", f"write {name}: {hint(holds)}")
    return ShapeProblem("WS102", keys, "entry", f"{whose} has no {name}", f"add {name}: {hint(holds)}")


def empty(keys: Keys, label: str) -> ShapeProblem:
    """Nothing where something is expected."""
    if keys and isinstance(keys[-1], int):
        message, help = f"{label} has an empty entry", "remove the entry, or fill it in"
    else:
        message, help = f"{label} is empty", "remove it, or fill it in"
    return ShapeProblem("WS109", keys, "entry", message, help, optional=True)


_CALLED: Mapping[type, str] = {
    dict: "a group of fields",
    list: "a list",
    str: "text",
    bool: "yes or no",
    int: "a number",
}


def wrong_shape(keys: Keys, label: str, value: object, wanted: str, help: str = "") -> ShapeProblem:
    """A list where one value is expected, and the like; `wanted` is value, list or mapping."""
    held = _CALLED.get(type(value), "a number")
    help = (
        help
        or {
            "value": "write one value",
            "list": "write one entry a line, each beginning with a dash",
            "mapping": "write each on a line of its own, as name: value",
        }[wanted]
    )
    said = {"value": "one value", "list": "a list", "mapping": "a group of fields"}[wanted]
    return ShapeProblem("WS100", keys, "value", f"{label} holds {held} where {said} is expected", help)


def not_allowed(keys: Keys, on: On, label: str, value: object, words: tuple[str, ...], code: str) -> ShapeProblem:
    """A word outside a closed list."""
    close = close_to(str(value), words)
    help = f'did you mean "{close}"?' if close else f"use {any_of(words)}"
    message = f"{label} {quoted(value)} is not one of the allowed words"
    return ShapeProblem(code, keys, on, message, help, close or "")
