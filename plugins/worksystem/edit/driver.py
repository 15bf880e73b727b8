"""The merge driver: what git calls for a file that two branches changed, and how git comes to know of it.

Source: https://git-scm.com/docs/gitattributes#_defining_a_custom_merge_driver
"""

import shlex
import sys
from pathlib import Path
from typing import Final

from worksystem.edit.draft import Draft, Drafted, find_target, read_bytes
from worksystem.edit.error import EditError
from worksystem.edit.lines import merge_lines
from worksystem.edit.merge import Merged, merge_texts, render
from worksystem.edit.write import write_draft
from worksystem.errors import GitError, WorkSystemError
from worksystem.position import Place

__all__ = ["ATTRIBUTES", "decode", "encode", "install", "merge_files"]

ATTRIBUTES: Final = tuple(f"work/**/*.{ending} merge=worksystem" for ending in ("yml", "yaml", "md"))
_FILE: Final = ".gitattributes"


def merge_files(folder: Path, base: str, ours: str, theirs: str, path: str, *, size: int = 7) -> Merged:
    """Merge three files that git has laid out in a folder, and write the result over ours.

    Shape: `path` is where the file stands in the repository; it is looked at, never opened. `size` is that of marks.
    Errors: `EditError` if one of the files cannot be read, or ours not be written.
    """
    before = {name: _read(folder, name) for name in (base, ours, theirs)}
    texts = [decode(before[name]) for name in (base, ours, theirs)]
    try:
        merged = merge_texts(path, *texts)
    except WorkSystemError:
        raise
    except Exception as error:  # a fault of ours must not leave git with our side alone
        merged = Merged(tuple(merge_lines(*texts, field="")), f"merging it by field failed: {type(error).__name__}")
    text = render(merged.pieces, with_base=bool(merged.conflicts) and _wants_base(folder), size=size)
    write_draft(Draft(folder.resolve(), (Drafted(ours, ours, before[ours], encode(text)),)))
    return merged


def install(repository: Path) -> bool:
    """Tell git of the driver in one repository; whether `.gitattributes` had to be changed.

    Shape: where this Python is no longer there, git merges by line, as it does by itself.
    Errors: `WorkSystemError` if git refuses; `EditError` if the attributes cannot be written.
    """
    from worksystem.source.git import run_git

    python = shlex.quote(sys.executable)
    driver = (
        f"if test -x {python}; then exec {python} -P -m worksystem merge-driver --marker-size=%L -- %O %A %B %P; fi; "
        "git merge-file --marker-size=%L -L ours -L base -L theirs %A %O %B"
    )
    for name, value in (("name", "merge by field"), ("driver", driver)):
        try:
            run_git(repository, ("config", f"merge.worksystem.{name}", value))
        except GitError as error:
            raise WorkSystemError(f"cannot set up the merge driver: {error.why}", help=error.help) from None
    before = read_bytes(find_target(repository, _FILE), _FILE)
    lines = [" ".join(line.split()) for line in decode(before or b"").splitlines()]
    missing = [line for line in ATTRIBUTES if line not in lines]
    if missing:
        text = decode(before or b"")
        text += "\n" if text and not text.endswith("\n") else ""
        after = encode(text + "".join(f"{line}\n" for line in missing))
        file = Drafted(_FILE if before is not None else None, _FILE, before or b"", after)
        write_draft(Draft(repository.resolve(), (file,)))
    return bool(missing)


def decode(data: bytes) -> str:
    """Bytes as text, whatever they are."""
    return data.decode("utf-8", errors="surrogateescape")


def encode(text: str) -> bytes:
    """The bytes that `decode` was given."""
    return text.encode("utf-8", errors="surrogateescape")


def _read(folder: Path, name: str) -> bytes:
    data = read_bytes(find_target(folder.resolve(), name), name)
    if data is None:
        raise EditError(Place(name), "there is no such file")
    return data


def _wants_base(folder: Path) -> bool:
    """Whether somebody asked git to show the common version, too."""
    from worksystem.source.git import run_git  # most files are merged without asking git

    try:
        return b"diff3" in run_git(folder, ("config", "--get", "merge.conflictStyle"))
    except GitError:
        return False
