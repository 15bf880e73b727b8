"""Where the names in an expression stand: enough of its words to point at them, no more."""

import re
from itertools import pairwise
from typing import Final

from msgspec import Struct

__all__ = ["Name", "count_work", "list_element_uses", "list_name_uses", "list_texts", "list_words_after_dots"]

_TOKEN: Final = re.compile(
    r"""(?P<text>[bBrR]{0,2}(?:\"{3}[\s\S]*?\"{3}|'{3}[\s\S]*?'{3}|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'))"""
    r"""|(?P<comment>//[^\n]*)|(?P<number>[0-9][0-9A-Za-z_.]*)|(?P<name>[A-Za-z_]\w*)|(?P<sign>\S)"""
)
_MACROS: Final = frozenset({"all", "exists", "exists_one", "filter", "map"})
_WORDS: Final = frozenset({"true", "false", "null", "in"})


class Name(Struct, frozen=True):
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


def list_texts(text: str) -> tuple[str, ...]:
    """Every text that is written in quotes, without them."""
    quoted = [match[0].lstrip("bBrR") for match in _TOKEN.finditer(text) if match.lastgroup == "text"]
    return tuple(each[3:-3] if each[:3] in ('"""', "'''") and len(each) > 5 else each[1:-1] for each in quoted)


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


def list_element_uses(text: str, of: str) -> tuple[Name, ...]:
    """Every field that is asked of an element of the list `of`, through a name that a macro binds.

    Shape: in `records.filter(r, r.due != null).all(each, each.done)`, of `records`: `due` and `done`.
    """
    tokens = [match for match in _TOKEN.finditer(text) if match.lastgroup != "comment"]
    words = [token[0] for token in tokens] + ["", "", "", ""]
    calls: list[tuple[str, bool]] = []  # the name that an open bracket binds, and whether its list goes on behind it
    is_element = False
    found: list[Name] = []
    for index, word in enumerate(words[: len(tokens)]):
        macro = words[index - 1] if index else ""
        if word in ("(", "[", "{"):
            receiver = words[index - 3] if index > 2 else ""
            goes_on = receiver == of or (receiver == ")" and is_element)
            binds = word == "(" and macro in _MACROS and words[index - 2] == "." and goes_on
            calls.append((words[index + 1] if binds else "", binds and macro == "filter"))
        elif word in (")", "]", "}"):
            is_element = calls.pop()[1] if calls else False
        elif any(word == name for name, _ in calls) and words[index + 1] == "." and words[index + 3] != "(":
            member = tokens[index + 2]
            found.append(Name(member[0], member.start() + 1))
    return tuple(found)


def list_words_after_dots(text: str) -> frozenset[str]:
    """Every word that follows a dot: what an expression may ask of the records that it is given, and perhaps more."""
    words = [match[0] for match in _TOKEN.finditer(text) if match.lastgroup != "comment"]
    return frozenset(word for dot, word in pairwise(words) if dot == ".")
