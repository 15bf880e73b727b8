"""Files with conflicts that a forge or a plain git left behind, merged by field after all."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from worksystem.edit.collision import ask_git, sides_of
from worksystem.edit.draft import Draft, Drafted, find_target, read_bytes
from worksystem.edit.driver import decode, encode
from worksystem.edit.marks import has_marks, read_marks
from worksystem.edit.merge import merge_texts, render
from worksystem.source.folder import list_files

__all__ = ["Resolved", "draft_resolution", "find_base", "find_conflicts"]

_ENDINGS = (".yml", ".yaml", ".md")


class Resolved(Struct, frozen=True):
    """What became of one file.

    Shape: `fields` are left open; `why` says why nothing could be done, and is empty otherwise.
    """

    path: str
    fields: tuple[str, ...] = ()
    why: str = ""

    @property
    def is_done(self) -> bool:
        """Whether nothing is left open."""
        return not self.fields and not self.why


def find_conflicts(repository: Path, folder: str) -> list[str]:
    """The files below a folder of the repository in which a conflict is marked, sorted."""
    paths = (f"{folder}/{path}" for path in list_files(repository / folder) if path.endswith(_ENDINGS))
    return [path for path in paths if has_marks(_text(repository, path))]


def draft_resolution(repository: Path, paths: Iterable[str]) -> tuple[Draft, tuple[Resolved, ...]]:
    """Merge files by field, in memory.

    Shape: files without marks are passed over; the draft holds every file of which less is left open than before.
    Errors: `EditError` for a file that cannot be read.
    """
    drafted: list[Drafted] = []
    results: list[Resolved] = []
    for path in paths:
        before = read_bytes(find_target(repository, path), path)
        if before is None or not has_marks(decode(before)):
            continue
        result, text = _resolve(repository, path, decode(before))
        results.append(result)
        if text is not None and encode(text) != before:
            drafted.append(Drafted(path, path, before, encode(text)))
    return Draft(repository, tuple(drafted)), tuple(results)


def _resolve(repository: Path, path: str, text: str) -> tuple[Resolved, str | None]:
    sides = read_marks(text)
    if sides is None:
        return Resolved(path, why="its marks are not whole"), None
    base = sides.base if sides.base is not None else find_base(repository, path)
    if base is None:
        return Resolved(path, why="nobody knows what the two sides began from"), None
    merged = merge_texts(path, base, sides.ours, sides.theirs)
    if merged.why:
        return Resolved(path, why=merged.why), None
    fields = tuple(conflict.field for conflict in merged.conflicts)
    return Resolved(path, fields), render(merged.pieces, with_base=sides.base is not None)


def find_base(repository: Path, path: str) -> str | None:
    """What both sides of a file with marks began from.

    Shape: empty where both created the file; `None` if git does not know.
    """
    stages = ask_git(repository, "ls-files", "--unmerged", "-z", "--", f":(top,literal){path}")
    if stages:
        found = {entry.split(" ")[2][:1] for entry in stages.split("\0") if entry}
        return ask_git(repository, "cat-file", "blob", f":1:{path}") if "1" in found else ""
    sides = sides_of(repository, path)
    start = (ask_git(repository, "merge-base", *sides) or "").strip() if sides is not None else ""
    return (ask_git(repository, "cat-file", "blob", f"{start}:{path}") or "") if start else None


def _text(repository: Path, path: str) -> str:
    return decode(read_bytes(find_target(repository, path), path) or b"")
