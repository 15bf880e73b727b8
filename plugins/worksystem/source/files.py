"""Files on disk: their text, which is UTF-8 with or without a byte order mark, and what it says."""

from worksystem.position import LineIndex, Position, Span
from worksystem.source.content import MAX_BYTES, digest_of, read_content
from worksystem.source.document import Document, Problem
from worksystem.source.parse import parse_markdown, parse_yaml
from worksystem.source.witness import find_witness

__all__ = ["MAX_BYTES", "parse_document", "read_document", "unreadable"]

_FIRST = Span(Position(1, 1), Position(1, 1))


def read_document(file: str, shown: str) -> Document:
    """Read one file: YAML, or Markdown with front matter by its ending.

    Errors: none; a file that cannot be read is a document with a problem.
    """
    witness = find_witness()
    try:
        data = read_content(file)
    except OSError as error:
        if witness is not None:
            witness.note(file, "")
        return unreadable(shown, "WS014", f"the file cannot be opened: {(error.strerror or 'unknown reason').lower()}")
    if witness is not None:
        witness.note(file, digest_of(data or b""))  # what is too large is never the same again
    if data is None:
        help = "split it into several files"
        return unreadable(shown, "WS002", f"the file is larger than {MAX_BYTES // 1_000_000} MB", help=help)
    text = _decode(data)
    if text is None:
        return _undecodable(shown, data)
    return parse_document(shown, text)


def parse_document(path: str, text: str) -> Document:
    """What a text says: YAML, or Markdown with front matter by the ending of its path."""
    return parse_markdown(path, text) if path.endswith((".md", ".markdown")) else parse_yaml(path, text)


def unreadable(
    path: str, code: str, message: str, *, span: Span = _FIRST, help: str | None = None, text: str = ""
) -> Document:
    """A document that stands for a file nobody could read."""
    return Document(path, text, problems=(Problem(code, message, span, help),), readable=False)


def _decode(data: bytes) -> str | None:
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if "\0" in text and _is_wide(data):
        return None
    return text[1:] if text.startswith("\ufeff") else text


def _is_wide(data: bytes) -> bool:
    """Whether every second byte of the beginning is zero: UTF-16 without a byte order mark."""
    begins = data[:64]
    return len(begins) > 3 and any(not any(begins[first::2]) for first in (0, 1))


def _undecodable(shown: str, data: bytes) -> Document:
    help = "save the file as UTF-8"
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        form = "UTF-32" if data[:4] == b"\xff\xfe\0\0" else "UTF-16"
        return unreadable(shown, "WS001", f"the file is written in {form}", help=help)
    if _is_wide(data):
        return unreadable(shown, "WS001", "the file is written in UTF-16", help=help)
    text = data.decode("utf-8", errors="replace")
    try:
        data.decode("utf-8")
        offset = 0
    except UnicodeDecodeError as error:
        offset = len(data[: error.start].decode("utf-8", errors="replace"))
    point = LineIndex(text).position(offset)
    span = Span(point, Position(point.line, point.column + 1))
    return unreadable(shown, "WS001", "the file is not UTF-8 text from here on", span=span, help=help, text=text)
