"""Three versions of a record's file to one, field by field: only what both sides changed differently is left open.

The text is made from pieces of both sides as they stand there, never written anew. Whatever comes out is read again: if
it does not say what each side says, or a comment is lost, the file is merged line by line instead.
"""

from collections import Counter
from itertools import groupby
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from worksystem.edit.lines import Conflict, Piece, merge_lines
from worksystem.edit.meaning import same
from worksystem.edit.parts import Sheet, UnplaceableError
from worksystem.edit.weaving import Woven, weave_sheets
from worksystem.source.document import Document
from worksystem.source.parse import parse_markdown, parse_yaml

__all__ = ["Merged", "merge_texts", "render"]

_MARKDOWN: Final = (".md", ".markdown")


class Merged(Struct, frozen=True):
    """What comes of three versions.

    Shape: `pieces` are text and what is left open, in order; `why` says why the file was merged line by line, and is
    empty when it was merged field by field.
    """

    pieces: tuple[Piece, ...]
    why: str = ""

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What both sides changed, each in its own way."""
        return tuple(piece for piece in self.pieces if isinstance(piece, Conflict))


def merge_texts(path: str, base: str, ours: str, theirs: str) -> Merged:
    """Merge three versions of a file by field.

    Shape: `path` tells Markdown from YAML; `base` is empty where both sides created the file.
    Errors: `GitError` if prose has to be merged and git is not there.
    """
    end = _line_end(ours)
    ended = [text if text.endswith("\n") or not text else text + end for text in (base, ours, theirs)]
    base_text, our_text, their_text = (_with_ends(text, end) for text in ended)
    try:
        merged = _by_field(path, base_text, our_text, their_text)
    except _NotByFieldError as error:
        merged = Merged(tuple(merge_lines(base_text, our_text, their_text, field="")), error.why)
    lacks = [bool(text) and not text.endswith("\n") for text in (base, ours, theirs)]
    if merged.pieces and (lacks[1] if lacks[1] != lacks[0] else lacks[2]) and isinstance(merged.pieces[-1], str):
        merged = replace(merged, pieces=(*merged.pieces[:-1], merged.pieces[-1].removesuffix(end)))
    return merged


def render(pieces: tuple[Piece, ...], *, with_base: bool = False, size: int = 7) -> str:
    """The pieces as one text, with git's marks around what is left open."""
    end = _line_end("".join(piece if isinstance(piece, str) else piece.ours + piece.theirs for piece in pieces))
    out = []
    for piece in pieces:
        if isinstance(piece, str):
            out.append(piece)
            continue
        middle = f"{'|' * size} base{end}{piece.base}" if with_base else ""
        out.append(f"{'<' * size} ours{end}{piece.ours}{middle}{'=' * size}{end}{piece.theirs}{'>' * size} theirs{end}")
    return "".join(out)


class _NotByFieldError(Exception):
    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def _by_field(path: str, base: str, ours: str, theirs: str) -> Merged:
    documents = [_parse(path, text) for text in (base, ours, theirs)]
    names = ("the common version", "our side", "their side")
    for document, name in zip(documents, names, strict=True):
        if document.text and (not document.readable or document.problems):
            raise _NotByFieldError(f"{name} cannot be read")
    if not any(document.yaml_text for document in documents):  # Markdown without front matter
        return Merged(tuple(merge_lines(base, ours, theirs, field="the text")))
    was, here, there = (Sheet(document) for document in documents)
    for sheet, name in zip((was, here, there), names, strict=True):
        if sheet.document.yaml_text and sheet.has_names:
            raise _NotByFieldError(f"{name} refers to values by name (`&` and `*`)")
    try:
        woven = weave_sheets(was if base else None, here, there)
    except UnplaceableError:
        raise _NotByFieldError("it is not written field by field") from None
    _verify(woven, was, here, there)
    pieces = woven.pieces
    if not base and any(isinstance(piece, Conflict) for piece in pieces):
        return Merged((Conflict("the whole file, which both sides created", ours, "", theirs),))
    if here.document.body is not None:
        head, foot = _around(here.document)
        body = merge_lines(*[document.body or "" for document in documents], field="the text")
        pieces = [head, *pieces, foot, *body]
    return Merged(tuple(_joined(pieces)))


def _parse(path: str, text: str) -> Document:
    return parse_markdown(path, text) if path.endswith(_MARKDOWN) else parse_yaml(path, text)


def _around(document: Document) -> tuple[str, str]:
    """What stands before and behind the YAML of a Markdown file."""
    rest = document.text.removesuffix(document.body or "")
    start = rest.index("\n") + 1
    return rest[:start], rest[start + len(document.yaml_text) :]


def _verify(woven: Woven, base: Sheet, ours: Sheet, theirs: Sheet) -> None:
    """Read what was put together, decided for one side and for the other.

    Errors: `_NotByFieldError` if it does not say what was chosen, or a comment that a side wrote is not there.
    """
    before = _comments(base)
    for side, meant, by_side in (("ours", woven.ours, ours), ("theirs", woven.theirs, theirs)):
        text = "".join(piece if isinstance(piece, str) else getattr(piece, side) for piece in woven.pieces)
        read = parse_yaml("", text)
        if not read.readable or read.problems or not same(_without_empty(read.values), _without_empty(meant)):
            raise _NotByFieldError("its fields could not be put together")
        written = [by_side] if any(isinstance(piece, Conflict) for piece in woven.pieces) else [ours, theirs]
        if any(_comments(each) - before - _comments(Sheet(read)) for each in written):
            raise _NotByFieldError("a comment has lost its place")


def _comments(sheet: Sheet) -> Counter[str]:
    return Counter(text for _, text in sheet.comments)


def _without_empty(value: object) -> object:
    """A field that holds nothing is the same with and without brackets."""
    if isinstance(value, dict):
        return {key: _without_empty(inner) for key, inner in value.items()} or None
    if isinstance(value, list):
        return [_without_empty(inner) for inner in value] or None
    return value


def _joined(pieces: list[Piece]) -> list[Piece]:
    """The pieces with all text between two conflicts in one."""
    out: list[Piece] = []
    for is_text, some in groupby(pieces, key=lambda piece: isinstance(piece, str)):
        found = list(some)
        out += ["".join(map(str, found))] if is_text else found
    return [piece for piece in out if piece]


def _line_end(text: str) -> str:
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def _with_ends(text: str, end: str) -> str:
    """The text with the line ends of our side, where all of its own are alike."""
    if end == "\r\n" and "\r" not in text:
        return text.replace("\n", end)
    return text.replace("\r\n", end) if end == "\n" else text
