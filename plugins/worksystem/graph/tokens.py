"""Where the names in an expression stand: enough of its words to point at them, no more."""

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["Name", "count_work", "list_name_uses"]

_TOKEN: Final = re.compile(
    r"""(?P<text>[bBrR]{0,2}(?:\"{3}[\s\S]*?\"{3}|'{3}[\s\S]*?'{3}|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))"""
    r"""|(?P<comment>//[^\n]*)|(?P<number>[0-9][0-9A-Za-z_.]*)|(?P<name>[A-Za-z_]\w*)|(?P<sign>\S)"""
)
_MACROS: Final = frozenset({"all", "exists", "exists_one", "filter", "map"})
_WORDS: Final = frozenset({"true", "false", "null", "in"})


@dataclass(frozen=True, slots=True)
class Name:
    """A name where it is used.

    Shape: `member` is what follows it after a dot, empty if nothing does or if that is a function.
    Unit: columns count code points from 1.
    """

    name: str
    column: int
    member: str = ""
    member_column: int = 0


def list_name_uses(text: str) -> tuple[Name, ...]:
    """Every use of a name that a record must give: no functions, no fields after a dot, no names bound by a macro."""
    tokens = [(match.lastgroup, match[0], match.start() + 1) for match in _TOKEN.finditer(text)]
    tokens = [token for token in tokens if token[0] != "comment"]
    signs = [token[1] for token in tokens] + ["", "", "", ""]
    bound: list[tuple[str, int]] = []
    depth = 0
    found: list[Name] = []
    for index, (group, word, column) in enumerate(tokens):
        if word in ("(", "[", "{") and group == "sign":
            depth += 1
        elif word in (")", "]", "}") and group == "sign":
            depth -= 1
            bound = [(name, level) for name, level in bound if level <= depth]
        if group != "name" or word in _WORDS:
            continue
        before = signs[index - 1] if index else ""
        if before == ".":
            if word in _MACROS and signs[index + 1] == "(" and signs[index + 3] == ",":
                bound.append((signs[index + 2], depth + 1))
            continue
        if signs[index + 1] == "(" or any(word == name for name, _ in bound):
            continue
        is_member = signs[index + 1] == "." and index + 2 < len(tokens) and signs[index + 3] != "("
        found.append(
            Name(word, column, tokens[index + 2][1], tokens[index + 2][2]) if is_member else Name(word, column)
        )
    return tuple(found)


def count_work(text: str) -> tuple[int, int]:
    """How deep walks through lists stand inside each other, and how often something is added.

    Shape: (0, 0) for an expression that walks through no list; it takes no time to speak of.
    """
    tokens = [match[0] for match in _TOKEN.finditer(text) if match.lastgroup not in ("comment", "text")]
    inside: list[bool] = []
    deepest = 0
    for index, word in enumerate(tokens):
        if word == "(":
            inside.append(index > 1 and tokens[index - 2] == "." and tokens[index - 1] in _MACROS)
            deepest = max(deepest, sum(inside))
        elif word == ")" and inside:
            inside.pop()
    return (deepest, tokens.count("+")) if deepest else (0, 0)
