"""A plan carried out in memory: each file as it is, and as it would be. Nothing is written here."""

import os
import stat
from itertools import groupby
from pathlib import Path, PurePosixPath

from msgspec import Struct
from msgspec.structs import replace

from worksystem.change import Append, Change, Create, Move, Plan, Remove, Rename, Replace, Reword, SetValue
from worksystem.edit.error import EditError
from worksystem.position import Place

__all__ = ["Desk", "Draft", "Drafted", "draft_plan", "find_target", "read_bytes"]

_ValueChange = SetValue | Remove | Append | Rename


class Drafted(Struct, frozen=True):
    """One file of a draft.

    Shape: `was` is the path where it stands now, `None` for a new file; `path` is where it is to stand; paths are
    relative to the repository.
    """

    was: str | None
    path: str
    before: bytes
    after: bytes

    @property
    def is_changed(self) -> bool:
        """Whether anything is to be written."""
        return self.was != self.path or self.before != self.after


class Draft(Struct, frozen=True):
    """What a plan would do.

    Shape: `files` are those that change, by their new path; `moves` are made in their order, after all texts.
    """

    repository: Path
    files: tuple[Drafted, ...]
    moves: tuple[tuple[str, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.files)


class _File(Struct):
    was: str | None
    before: bytes
    text: str


def draft_plan(repository: Path, plan: Plan, known: dict[str, str] | None = None) -> Draft:
    """Carry a plan out in memory.

    Shape: `known` holds the texts that the plan was made from, by path and without a byte order mark; a file that
    says something else by now is not touched.
    Errors: `EditError` if one change cannot be made; then none is.
    """
    desk = Desk(repository, known)
    desk.make(plan)
    return desk.draft()


def find_target(repository: Path, path: str) -> Path:
    """Where a path of the repository stands.

    Errors: `EditError` for one that leads out of it, into git's own folder, or through a symbolic link.
    """
    parts = PurePosixPath(path).parts
    if not parts or path.startswith("/") or "\\" in path or "\0" in path or ".." in parts or Path(path).is_absolute():
        raise EditError(Place(path), "the path leads out of the repository")
    if any(part.lower() == ".git" for part in parts):
        raise EditError(Place(path), "git's own folder is not edited")
    target = repository
    for part in parts:
        target = target / part
        if target.is_symlink():
            raise EditError(Place(path), "a symbolic link is not followed", help="edit the file that it points to")
    return target


def read_bytes(target: Path, path: str) -> bytes | None:
    """What a file holds; `None` if there is none.

    Errors: `EditError` for what is no file, or cannot be read.
    """
    try:
        if not stat.S_ISREG(os.lstat(target).st_mode):
            raise EditError(Place(path), "this is no file")
        return target.read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise EditError(Place(path), f"it cannot be read: {(error.strerror or 'unknown reason').lower()}") from None


def _place_of(change: Change) -> str:
    """The file of a change to a value; empty for any other one."""
    return change.path if isinstance(change, _ValueChange) else ""


class Desk:
    """Files while plans are carried out in memory, one after the other, by the path where each stands by then.

    Shape: `known` as for `draft_plan`.
    """

    def __init__(self, repository: Path, known: dict[str, str] | None = None) -> None:
        self.repository = repository.resolve()
        self.known = known or {}
        self.files: dict[str, _File | None] = {}
        self.moves: list[tuple[str, str]] = []

    def make(self, plan: Plan) -> None:
        """Make all changes of a plan, or none.

        Errors: `EditError` if one cannot be made.
        """
        touched = {path: self.files[path] for path in plan.paths if path in self.files}
        kept = {path: replace(file) if file is not None else None for path, file in touched.items()}
        others, moves = {path: file for path, file in self.files.items() if path not in touched}, list(self.moves)
        try:
            for is_value, changes in groupby(plan, key=_place_of):
                if is_value:
                    self._edit([change for change in changes if isinstance(change, _ValueChange)])
                else:
                    for change in changes:
                        self._take(change)
        except EditError:
            self.files, self.moves = others | kept, moves
            raise

    def _edit(self, changes: list[_ValueChange]) -> None:
        """Changes to one file."""
        from worksystem.edit.text import edit_text  # needs the models, which who only writes files does not

        file = self._get(changes[0].path)
        file.text = edit_text(changes[0].path, file.text, changes)

    def _take(self, change: Change) -> None:
        """A file made or moved, and what concerns no value of one."""
        if isinstance(change, Reword):
            from worksystem.edit.text import reword_text

            file = self._get(change.path)
            file.text = reword_text(file.text, change)
        elif isinstance(change, Replace):
            self._replace(change)
        elif isinstance(change, Create):
            self._must_be_free(change.path)
            self.files[change.path] = _File(None, b"", change.text)
        elif isinstance(change, Move) and change.to != change.path:
            file = self._get(change.path)
            self._must_be_free(change.to)
            self.files[change.to] = file
            self.files[change.path] = None
            if file.was is not None:
                self.moves.append((change.path, change.to))

    def _replace(self, change: Replace) -> None:
        if change.path not in self.files and read_bytes(find_target(self.repository, change.path), change.path) is None:
            self.files[change.path] = None
        there = self.files.get(change.path, ...) is not None
        file = self._get(change.path) if there else _File(None, b"", "")
        file.text = change.text
        self.files[change.path] = file

    def draft(self) -> Draft:
        """All that changes."""
        found = [
            Drafted(file.was, path, file.before, file.text.encode())
            for path, file in sorted(self.files.items())
            if file is not None
        ]
        return Draft(self.repository, tuple(file for file in found if file.is_changed), tuple(self.moves))

    def _get(self, path: str) -> _File:
        if path not in self.files:
            data = read_bytes(find_target(self.repository, path), path)
            self.files[path] = None if data is None else _File(path, data, self._text(path, data))
        file = self.files[path]
        if file is None:
            raise EditError(Place(path), "there is no such file")
        return file

    def _text(self, path: str, data: bytes) -> str:
        try:
            text = data.decode()
        except UnicodeDecodeError:
            raise EditError(Place(path), "the file is not UTF-8 text", help="save the file as UTF-8") from None
        if path in self.known and self.known[path] != text.removeprefix("\ufeff"):
            raise EditError(Place(path), "the file changed since it was read", help="run the command again")
        return text

    def _must_be_free(self, path: str) -> None:
        target = find_target(self.repository, path)
        if self.files[path] is not None if path in self.files else os.path.lexists(target):
            raise EditError(Place(path), "there is a file already")
