"""Writes a draft: every file is checked before the first is touched, and each becomes new in one step.

A new text is written beside the old one and put in its place by the file system, so a crash leaves the old file or
the new one, and at worst a file whose name begins with a dot, which nothing reads.
"""

import os
import secrets
import stat
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from worksystem.edit.draft import Draft, Drafted, find_target, read_bytes
from worksystem.edit.error import EditError
from worksystem.position import Place

__all__ = ["write_draft"]


def write_draft(draft: Draft) -> tuple[str, ...]:
    """Write a draft; the paths that are new or different now, sorted.

    Errors: `EditError` if a file changed since the draft was made, or cannot be written; as long as the disk takes
    the texts, then nothing is different.
    """
    for file in draft.files:
        _check(draft, file)
    ready: list[tuple[Path, Path, str]] = []
    try:
        for file in draft.files:
            if file.was is None or file.before != file.after:
                path = file.was or file.path
                target = find_target(draft.repository, path)
                ready.append((_write_beside(target, file), target, path))
        for beside, target, path in ready:
            _step(path, os.replace, beside, target)
            _settle(target.parent)
    finally:
        for beside, _, _ in ready:
            with suppress(OSError):
                beside.unlink()
    for start, end in draft.moves:
        target = find_target(draft.repository, end)
        target.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(target):
            raise EditError(Place(end), "there is a file already")
        source = find_target(draft.repository, start)
        _step(start, os.rename, source, target)
        for folder in {source.parent, target.parent}:
            _settle(folder)
    return tuple(file.path for file in draft.files)


def _check(draft: Draft, file: Drafted) -> None:
    """Refuse to write over what somebody else wrote meanwhile."""
    if file.was is not None and read_bytes(find_target(draft.repository, file.was), file.was) != file.before:
        raise EditError(Place(file.was), "the file changed since it was read", help="run the command again")
    is_left = any(file.path == start for start, _ in draft.moves)
    if file.path != file.was and not is_left and os.path.lexists(find_target(draft.repository, file.path)):
        raise EditError(Place(file.path), "there is a file already")


def _write_beside(target: Path, file: Drafted) -> Path:
    beside = target.parent / f".{target.name}.{secrets.token_hex(4)}"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o666)
        try:
            with open(handle, "wb") as stream:
                stream.write(file.after)
                stream.flush()
                os.fsync(stream.fileno())
            if file.was is not None:
                os.chmod(beside, stat.S_IMODE(os.stat(target).st_mode))
        except OSError:
            beside.unlink()
            raise
    except OSError as error:
        raise _unwritable(file.path, error) from None
    return beside


def _step(path: str, step: Callable[[Path, Path], None], source: Path, target: Path) -> None:
    try:
        step(source, target)
    except OSError as error:
        raise _unwritable(path, error) from None


def _settle(folder: Path) -> None:
    """Have the disk keep the names of a folder; not every system can."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def _unwritable(path: str, error: OSError) -> EditError:
    return EditError(Place(path), f"it cannot be written: {(error.strerror or 'unknown reason').lower()}")
