"""What the path of an adopted file says: the form of a path as a pattern, and the keys that stand in it."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

__all__ = ["is_same", "match_name", "read_folder"]

# `{key}`, `{key:regular expression}`, `**/` for any depth, `*` within one part
_TOKEN: Final = re.compile(r"\{([^{}:]+)(?::((?:[^{}]|\{[0-9,]*\})+))?\}|(\*\*/)|(\*)")


def read_folder(path: str, folder: Mapping[str, int]) -> dict[str, str]:
    """The keys that parts of a path give; 0 is the first part."""
    parts = path.split("/")
    return {name: parts[index] for name, index in folder.items() if index < len(parts)}


def match_name(path: str, form: str) -> dict[str, str] | None:
    """The keys in a path of a form; `None` if it has another form.

    Errors: `re.error` if an expression in the form cannot be read.
    """
    pattern, keys = _compile(form)
    hit = pattern.fullmatch(path)
    return None if hit is None else {key: hit[f"k{index}"] for index, key in enumerate(keys)}


def is_same(written: str, named: str) -> bool:
    """Whether a key in a file and the same key in its path agree; numbers do with or without zeros in front."""
    if written == named:
        return True
    return written.isdecimal() and named.isdecimal() and written.lstrip("0") == named.lstrip("0")


@cache
def _compile(form: str) -> tuple[re.Pattern[str], tuple[str, ...]]:
    out = ""
    last = 0
    keys: list[str] = []
    for hit in _TOKEN.finditer(form):
        out += re.escape(form[last : hit.start()])
        last = hit.end()
        if hit[1]:
            # without an expression, a key ends where the text after it first occurs
            out += f"(?P<k{len(keys)}>{hit[2] or '[^/]+?'})"
            keys.append(hit[1])
        else:
            out += "(?:.*/)?" if hit[3] else "[^/]*"
    return re.compile(out + re.escape(form[last:])), tuple(keys)
