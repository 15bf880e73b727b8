"""Files on disk: which there are, and their text. Nothing outside the given root is ever opened.

Names are matched with the patterns of `.gitignore`; text is UTF-8, with or without a byte order mark.
"""

import os
from pathlib import Path

from pathspec import GitIgnoreSpec

from worksystem.position import LineIndex, Position, Span
from worksystem.source.document import Document, Problem
from worksystem.source.parse import parse_markdown, parse_yaml

__all__ = ["MAX_BYTES", "Listing", "find_repository", "list_files", "match", "read_document", "relative", "unreadable"]

MAX_BYTES = 4_000_000
_FIRST = Span(Position(1, 1), Position(1, 1))


class Listing(tuple[str, ...]):
    """Sorted paths below a root, with `/`; `refused` are symbolic links, which are never followed.

    Shape: `closed` are folders that cannot be opened, what is neither file nor folder, and names that are not UTF-8.
    """

    refused: tuple[str, ...] = ()
    closed: tuple[str, ...] = ()


def find_repository(folder: Path) -> Path:
    """The root of the git repository that holds a folder; the folder itself where there is none."""
    folder = folder.resolve()
    for candidate in (folder, *folder.parents):
        if (candidate / ".git").exists():
            return candidate
    return folder


def relative(path: Path, root: Path) -> str:
    """A path as it is shown: relative to the repository, with `/`, and with `..` where it must be."""
    return Path(os.path.relpath(path, root)).as_posix()


def list_files(root: Path) -> Listing:
    """All files below a folder; a folder that does not exist has none. Names that begin with a dot are passed over."""
    found: list[str] = []
    refused: list[str] = []
    closed: list[str] = []
    _walk(str(root), "", found, refused, closed)
    listing = Listing(sorted(found))
    listing.refused = tuple(sorted(refused))
    listing.closed = tuple(sorted(closed))
    return listing


def _walk(folder: str, prefix: str, found: list[str], refused: list[str], closed: list[str]) -> None:
    try:
        entries = list(os.scandir(folder))
    except OSError:
        closed.extend([prefix.rstrip("/")] if prefix else [])
        return
    for entry in entries:
        name = entry.name
        if name.startswith("."):
            continue
        if not _is_text(name):
            closed.append(prefix + name.encode(errors="backslashreplace").decode())
            continue
        if entry.is_symlink():
            refused.append(prefix + name)
        elif entry.is_dir(follow_symlinks=False):
            _walk(entry.path, f"{prefix}{name}/", found, refused, closed)
        elif entry.is_file(follow_symlinks=False):
            found.append(prefix + name)
        else:
            closed.append(prefix + name)


def _is_text(name: str) -> bool:
    """Whether a name is UTF-8; no other one can be written into a page."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def match(paths: tuple[str, ...], pattern: str) -> list[str]:
    """The paths that a pattern names; it is anchored at the root (`**/` reaches any depth)."""
    spec = GitIgnoreSpec.from_lines(["/" + pattern.lstrip("/")])
    return [path for path in paths if spec.match_file(path)]


def read_document(file: str, shown: str) -> Document:
    """Read one file: YAML, or Markdown with front matter by its ending.

    Errors: none; a file that cannot be read is a document with a problem.
    """
    try:
        with open(file, "rb", buffering=0) as handle:
            size = os.fstat(handle.fileno()).st_size
            data = b"" if size > MAX_BYTES else handle.read()
    except OSError as error:
        return unreadable(shown, "WS014", f"the file cannot be opened: {(error.strerror or 'unknown reason').lower()}")
    if size > MAX_BYTES:
        help = "split it into several files"
        return unreadable(shown, "WS002", f"the file is larger than {MAX_BYTES // 1_000_000} MB", help=help)
    text = _decode(data)
    if text is None:
        return _undecodable(shown, data)
    return parse_markdown(shown, text) if file.endswith((".md", ".markdown")) else parse_yaml(shown, text)


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
