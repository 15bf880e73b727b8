"""Comments in a document, told apart from text that only looks like one."""

import re

from msgspec import Struct

from worksystem.position import Span
from worksystem.source.document import Document
from worksystem.source.node import Branch, Node

__all__ = ["Comment", "find_comments"]

_YAML = re.compile(r"(?:^|(?<=[ \t]))#")
_HTML = re.compile(r"<!--(.*?)-->", re.DOTALL)


class Comment(Struct, frozen=True):
    """One comment.

    Shape: `line` and `column` are where its mark stands; `alone` when nothing else stands before it in its line.
    """

    line: int
    column: int
    text: str
    alone: bool


def find_comments(document: Document) -> tuple[Comment, ...]:
    """Every comment, in order: `# ...` outside of texts in YAML, `<!-- ... -->` in the prose of Markdown."""
    found = list(_yaml_comments(document)) + list(_prose_comments(document))
    return tuple(sorted(found, key=lambda comment: (comment.line, comment.column)))


def _yaml_comments(document: Document) -> list[Comment]:
    texts = _texts(document.tree) if "#" in document.yaml_text else []
    found = []
    for number, line in enumerate(_lines(document.yaml_text), start=1):
        for hit in _YAML.finditer(line):
            column = hit.start() + 1
            if not any(start <= (number, column) < end for start, end in texts):
                alone = not line[: hit.start()].strip()
                found.append(Comment(number + document.yaml_line - 1, column, line[column:].strip(), alone))
                break
    return found


def _lines(text: str) -> list[str]:
    return re.split(r"\r\n|\r|\n", text)


def _texts(root: Node | None) -> list[Span]:
    """Where texts stand that may hold a `#`: only there it is no comment."""
    waiting: list[Node] = [root] if root is not None else []
    spans: list[Span] = []
    while waiting:
        node = waiting.pop()
        if isinstance(node, Branch):
            for pair in node.pairs:
                waiting.extend((pair.key, pair.value))
            waiting.extend(node.items)
        elif "#" in node.text:
            spans.append(node.span)
    return spans


def _prose_comments(document: Document) -> list[Comment]:
    if not document.body or "<!--" not in document.body:
        return []
    found = []
    for hit in _HTML.finditer(document.body):
        start = document.body_place(hit.start(), 0).span.start
        before = document.body[: hit.start()].rpartition("\n")[2]
        found.append(Comment(start.line, start.column, hit[1].strip(), not before.strip()))
    return found
