"""What was worked out before, kept on disk by what it was worked out from; deleting it costs nothing but time.

It lies in git's own folder: nobody can bring it along in a commit, so a pull request cannot answer for the checker.
Where it cannot be written, everything goes on without it.
"""

import json
import os
from collections.abc import Iterable, Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from worksystem.source.root import find_cache, text_place

if TYPE_CHECKING:
    import sqlite3

__all__ = ["Cache", "digest", "open_cache"]

_FILE: Final = "cache.sqlite"
_AT_ONCE: Final = 500
_TEXTS: Final = 50
# SQLITE_ERROR (no such table or column), SQLITE_CORRUPT, SQLITE_FORMAT, SQLITE_NOTADB: https://sqlite.org/rescode.html
_BROKEN: Final = frozenset({1, 11, 24, 26})
_TAG: Final = "Signature: 8a477f597d28d172789f06886806bc55\n# made by worksystem; safe to delete\n"


def digest(*parts: object) -> str:
    """A name for what something was worked out from: plain values, or bytes."""
    found = sha256()
    for part in parts:
        found.update(part if isinstance(part, bytes) else json.dumps(part, sort_keys=True).encode())
        found.update(b"\0")
    return found.hexdigest()


class Cache:
    """Values by name, in rooms; a value is what JSON can hold. Without a folder it keeps nothing.

    Unit: `patience` is how many seconds to wait for others who write.
    Errors: none; what cannot be read is not there, what cannot be written is not kept.
    """

    def __init__(self, folder: Path | None, *, patience: float = 2) -> None:
        self.folder = folder
        self._patience = patience
        self._connection: sqlite3.Connection | None = None
        self._failed = folder is None
        self._read_only = False

    def get(self, room: str, names: Iterable[str]) -> dict[str, Any]:
        """What is kept under some names."""
        wanted = list(names)
        found: dict[str, Any] = {}
        for start in range(0, len(wanted), _AT_ONCE):
            some = wanted[start : start + _AT_ONCE]
            marks = ",".join("?" * len(some))
            query = f"SELECT name, value FROM kept WHERE room = ? AND name IN ({marks})"
            found |= _decode(self._ask(query, (room, *some)))
        return found

    def find(self, room: str, name: str) -> Any:
        """What is kept under a name; `None` if nothing is."""
        return self.get(room, (name,)).get(name)

    def put(self, room: str, values: Mapping[str, Any]) -> None:
        """Keep some values; one under the same name gives way."""
        if self.folder is None:
            return
        rows = [(room, name, _encode(value)) for name, value in values.items()]
        self._tell("INSERT OR REPLACE INTO kept (room, name, value) VALUES (?, ?, ?)", rows)

    def find_text(self, room: str, name: str) -> str | None:
        """A text that is kept as it is; `None` if nothing is."""
        place = self._place_of(room, name)
        try:
            return place.read_bytes().decode() if place is not None else None
        except (OSError, UnicodeDecodeError):
            return None

    def put_text(self, room: str, name: str, text: str) -> None:
        """Keep a text as it is, in a file of its own, so that whoever finds it again needs no database.

        Shape: of too many in a room those give way that were kept first.
        """
        place = self._place_of(room, name)
        if place is None or self.folder is None:
            return
        aside = place.with_name(f"{place.name}.{os.getpid()}")
        with suppress(OSError, UnicodeEncodeError):
            _make(self.folder)
            place.parent.mkdir(parents=True, exist_ok=True)
            aside.write_bytes(text.encode())
            os.replace(aside, place)
            for former in sorted(os.scandir(place.parent), key=lambda entry: entry.stat().st_mtime_ns)[:-_TEXTS]:
                os.unlink(former)

    def path(self, name: str) -> Path | None:
        """A path in the folder, for what is no value; `None` where nothing can be kept."""
        if self.folder is None:
            return None
        try:
            _make(self.folder)
        except OSError:
            return None
        return self.folder / name

    def _place_of(self, room: str, name: str) -> Path | None:
        return None if self.folder is None else Path(text_place(str(self.folder), room, name))

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _ask(self, query: str, values: tuple[str, ...]) -> list[tuple[str, str]]:
        connection = self._open()
        if connection is None:
            return []
        import sqlite3

        try:
            return connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            self.close()
            self._failed = True
            if _is_broken(error):
                self._delete()
            return []

    def _tell(self, query: str, rows: list[tuple[str, str, str]]) -> None:
        connection = self._open()
        if connection is None or not rows or self._read_only:
            return
        import sqlite3

        try:
            with connection:
                connection.executemany(query, rows)
        except sqlite3.Error:
            self._read_only = True

    def _open(self) -> "sqlite3.Connection | None":
        if self._connection is not None or self._failed or self.folder is None:
            return self._connection
        import sqlite3  # a command that keeps nothing does not pay for it

        try:
            _make(self.folder)
            try:
                self._connection = _connect(self.folder / _FILE, self._patience)
            except sqlite3.Error as error:
                if not _is_broken(error):
                    raise
                self._delete()
                self._connection = _connect(self.folder / _FILE, self._patience)
        except (OSError, sqlite3.Error):
            self._failed = True
        return self._connection

    def _delete(self) -> None:
        """Take away a file that is no database, or one of another form: nothing in it is worth keeping."""
        if self.folder is not None:
            with suppress(OSError):
                (self.folder / _FILE).unlink()


def _is_broken(error: "sqlite3.Error") -> bool:
    """Whether the file is at fault, and not somebody else who has it in use, or a disk that cannot be written."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF in _BROKEN


def open_cache(repository: Path) -> Cache:
    """The cache of a repository; `WORKSYSTEM_CACHE` in the environment names another folder, or `off`."""
    folder = find_cache(str(repository))
    return Cache(None if folder is None else Path(folder))


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "CACHEDIR.TAG").exists():
        (folder / "CACHEDIR.TAG").write_text(_TAG, encoding="utf-8")


def _connect(path: Path, patience: float) -> "sqlite3.Connection":
    import sqlite3

    connection = sqlite3.connect(path, timeout=patience)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute(
        "CREATE TABLE IF NOT EXISTS kept (room TEXT, name TEXT, value TEXT, PRIMARY KEY (room, name)) WITHOUT ROWID"
    )
    connection.execute("SELECT room, name, value FROM kept LIMIT 0")
    return connection


def _encode(value: Any) -> str:
    """A value as JSON."""
    from msgspec.json import encode  # who only finds something does not pay for it

    with suppress(TypeError, ValueError):  # keys that are no text, names of files that are no UTF-8
        text = encode(value).decode()
        if "null" not in text:  # infinity and what is no number it writes as nothing at all
            return text
    return json.dumps(value, separators=(",", ":"))


def _decode(rows: list[tuple[str, str]]) -> dict[str, Any]:
    """Rows as values; a row that is no JSON is left out."""
    try:
        values = json.loads(f"[{','.join(value for _, value in rows)}]")
    except (TypeError, ValueError):
        values = []
    if len(values) == len(rows):
        return dict(zip((name for name, _ in rows), values, strict=True))
    found = {}
    for name, value in rows:
        try:
            found[name] = json.loads(value)
        except (TypeError, ValueError):
            continue
    return found
