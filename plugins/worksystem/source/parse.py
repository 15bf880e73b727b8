"""Text of a file to a `Document`: fast where the text is plain, by the reference reading everywhere else.

Most documents go through a YAML 1.2 parser written in Rust. It neither reports equal keys nor refuses tags, so a
document counts as plain only if the number of its keys is accounted for; whatever is not goes through `tree`.
Source: content/decisions/0002-parse_fast_locate_lazily.md
"""

import re
from collections.abc import Iterable
from typing import Any

import yaml12

from worksystem.position import LineIndex, Position, Span
from worksystem.source.document import Document, Problem
from worksystem.source.node import MAX_DEPTH, UNSEEN, Fault, to_value

__all__ = ["MAX_CHARACTERS", "parse_fast", "parse_markdown", "parse_reference", "parse_yaml"]

MAX_CHARACTERS = 1_000_000

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_PRINTABLE = bytes([9, 10, 13, *range(32, 127)])
_CONFLICT = re.compile(r"^<{7} .*$", re.MULTILINE)
# what is left where only some of a conflict's markers were deleted; in prose these may mean something else
_CONFLICT_REST = re.compile(r"^(?:(?:>{7}|\|{7})(?: .*)?|={7})\r?$", re.MULTILINE)


def _node_start(sign: str) -> re.Pattern[str]:
    """A sign where a value or a key may begin; the sign stands first in the pattern because that is found fastest."""
    return re.compile(rf"{sign}(?![\s*])(?:(?<=[:\-,\[{{\n ] {sign})|(?<=[\[{{,\n]{sign})|(?<!.{sign}))")


def _block_start(sign: str) -> re.Pattern[str]:
    """A sign of a block of text that says how far it is indented, or stands before text in its own line."""
    return re.compile(rf"{sign}(?:[-+]?[0-9]|(?:(?<=[:\-,\[{{] {sign})|(?<=[\[{{,]{sign}))[-+]?[ ]*[^\s#\-+])")


# signs that may mean what the two parsers read differently, each with the pattern that tells; looked for in this order
_SUSPECTS: tuple[tuple[str, re.Pattern[str] | None], ...] = (
    ("\t", None),
    ("\\", None),
    ("<", re.compile("<<")),
    ("&", _node_start(r"&")),
    ("!", _node_start(r"!")),
    ("*", _node_start(r"\*")),
    ("%", re.compile(r"%(?<!.%)")),
    ("---", re.compile(r"---(?<!.---)")),
    ("...", re.compile(r"\.\.\.(?<!.\.\.\.)")),
    ("?", re.compile(r"\?(?=\s|\Z)(?:(?<=[\s-] \?)|(?<=\n\?)|(?<!.\?))")),
    ('"', re.compile(r'":\S')),
    ("'", re.compile(r"':\S")),
    ("|", _block_start(r"\|")),
    (">", _block_start(">")),
    ("{", re.compile(r"\{[ ]*\r?$", re.MULTILINE)),
    ("[", re.compile(r"\[[ ]*\r?$", re.MULTILINE)),
    ("\r", re.compile(r"\r(?!\n)")),
)
# line breaks to one of the two parsers only, and what stands for a control character
_FOREIGN = re.compile(f"[\x85\u2028\u2029\ufeff{UNSEEN}]")
# a run of blanks is tried from its beginning alone: from each of its signs, a long one would take hours
_COMMENT = re.compile(r"(?:^[ ]*|(?<! )[ ]+)#.*$", re.MULTILINE)
# lists opened inside each other on one line: the fast parser goes down into them without end and breaks
_STAIRS = re.compile(rf"(?:-[ ]+){{{MAX_DEPTH}}}")
# a mapping in block style at the left edge: of anything else the fast parser may leave the end unread
_AT_EDGE = re.compile(r"(?:[ ]*(?:#.*)?\r?\n)*[^\s#{\[\-|>]")
# a null inside brackets to the fast parser, a fault to the other
_NULL = re.compile(r":[,\]]")
_BIG = 2.0**63
_FRONT = re.compile(r"---[ \t]*\r?\n")
_FRONT_END = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.MULTILINE)


def parse_yaml(path: str, text: str) -> Document:
    """Read a YAML file's text.

    Errors: none; what is wrong is in `problems`.
    """
    return _parse(path, text, text, yaml_line=1, body=None, body_line=1)


def parse_markdown(path: str, text: str) -> Document:
    """Read Markdown with front matter between two lines of `---`.

    Shape: a file without front matter has the values `None` and the whole text as its body.
    """
    start = 1 if text.startswith("\ufeff") else 0
    opening = _FRONT.match(text, start)
    if opening is None:
        return _parse(path, text, "", yaml_line=1, body=text[start:], body_line=1)
    closing = _FRONT_END.search(text, opening.end())
    if closing is None:
        span = Span(Position(1, 1), Position(1, 4))
        problem = Problem("WS013", "the front matter is never closed", span, "end it with a line of three hyphens")
        return Document(path, text, body="", problems=(problem,), readable=False)
    front = text[opening.end() : closing.start()]
    body_line = text.count("\n", 0, closing.end()) + 1
    return _parse(path, text, front, yaml_line=2, body=text[closing.end() :], body_line=body_line)


def parse_fast(text: str) -> tuple[bool, object]:
    """The values of a plain document; (False, None) when the text must be read by the reference reading."""
    if not _looks_plain(text):
        return False, None
    try:
        values = yaml12.parse_yaml(text)
        count = _count(values, text, 0) if type(values) is dict else None
        if count is not None and (text.count(":") == count or _says_without_comments(text, values, count)):
            return True, values
    except (ValueError, RecursionError):
        pass
    return False, None


def _looks_plain(text: str) -> bool:
    if not text.isascii() and _FOREIGN.search(text):
        return False
    for sign, pattern in _SUSPECTS:
        if sign in text and (pattern is None or pattern.search(text)):
            return False
    if text.count("-") >= MAX_DEPTH and _STAIRS.search(text):
        return False
    if not text.endswith("\n") and ("|" in text or ">" in text):  # a block of text whose last line never ends
        return False
    return not text.endswith(" ") and _AT_EDGE.match(text) is not None


def _says_without_comments(text: str, values: object, colons: int) -> bool:
    """Whether a text says the same without what look like comments, and has as many colons then."""
    bare = _COMMENT.sub("", text) if "#" in text else ""
    return bare.count(":") == colons and bool(yaml12.parse_yaml(bare) == values)


def parse_reference(text: str) -> tuple[object, list[Fault], bool]:
    """The values, the faults, and whether the values can be used; slower than `parse_fast` and always right."""
    from worksystem.source.tree import build_tree  # PyYAML is asked only for what the fast parser may not read

    tree = build_tree(text)
    usable = not tree.fatal
    return (to_value(tree.root) if usable else None), tree.faults, usable


def _count(value: dict[Any, Any] | list[Any], text: str, depth: int) -> int | None:
    """How many colons the keys and texts in a value account for; `None` if it cannot be told.

    Each of them is one of the text's. A duplicate key leaves a colon there that nothing here accounts for.
    """
    if depth > MAX_DEPTH:
        return None
    total = 0
    inners: Iterable[Any] = value
    if isinstance(value, dict):
        for key in value:
            if type(key) is not str or ":" in key:
                return None
        total = len(value)
        inners = value.values()
    for inner in inners:
        kind = type(inner)
        if kind is str:
            if ":" in inner:
                total += inner.count(":")
            elif inner == "\n":  # an empty block scalar at the end of a file, where the two parsers differ
                return None
        elif kind is dict or kind is list:
            counted = _count(inner, text, depth + 1) if inner else 0
            if counted is None:
                return None
            total += counted
        elif inner is None:
            if type(value) is dict and ("{" in text or _NULL.search(text)):
                return None
        elif kind is float:
            if not -_BIG < inner < _BIG:
                return None
        elif kind is not int and kind is not bool:
            return None
    return total


def _parse(path: str, text: str, yaml_text: str, *, yaml_line: int, body: str | None, body_line: int) -> Document:
    problems: list[Problem] = []
    if len(text) > MAX_CHARACTERS:
        message = f"the file is larger than {MAX_CHARACTERS:,} characters"
        problem = Problem("WS002", message, _point(text, 0), "split it into several files")
        return Document(path, text, body=body, problems=(problem,), readable=False)
    control = _find_control(text)
    if control:
        sign = f"U+{ord(control[0]):04X}"
        span = _point(text, control.start())
        problems.append(
            Problem("WS003", f"the control character {sign} stands here", span, "delete the invisible character")
        )
        yaml_text = _CONTROL.sub(UNSEEN, yaml_text)
    conflict = _CONFLICT.search(text) if "<<<<<<<" in text else None
    if conflict:
        return Document(path, text, body=body, problems=(*problems, _conflict(text, conflict)), readable=False)
    plain, values = parse_fast(yaml_text)
    readable = True
    if not plain:
        values, faults, readable = parse_reference(yaml_text)
        rest = None if readable else _CONFLICT_REST.search(text, 0, len(text) - len(body or ""))
        if rest:
            return Document(path, text, body=body, problems=(*problems, _conflict(text, rest)), readable=False)
        problems.extend(_problem(fault, yaml_line) for fault in faults)
    return Document(
        path,
        text,
        values=values,
        body=body,
        body_line=body_line,
        yaml_text=yaml_text,
        yaml_line=yaml_line,
        problems=tuple(problems),
        readable=readable,
    )


def _conflict(text: str, marker: re.Match[str]) -> Problem:
    start = LineIndex(text).position(marker.start())
    span = Span(start, Position(start.line, start.column + len(marker[0].rstrip())))
    help = "keep what is right of the two sides and delete the marker lines"
    return Problem("WS016", "a merge conflict was never resolved", span, help)


def _find_control(text: str) -> re.Match[str] | None:
    if text.isascii() and not text.encode("ascii").translate(None, _PRINTABLE):
        return None
    return _CONTROL.search(text)


def _problem(fault: Fault, yaml_line: int) -> Problem:
    (line, column), (end_line, end_column) = fault.span
    down = yaml_line - 1
    span = Span(Position(line + down, column), Position(end_line + down, end_column))
    return Problem(fault.code, fault.message, span, fault.help)


def _point(text: str, offset: int) -> Span:
    point = LineIndex(text).position(offset)
    return Span(point, Position(point.line, point.column + 1))
