"""Bundles: unpacked, and their commits read, by git in processes of its own while something else is done here."""

from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, NamedTuple, Self

from worksystem.load.log import read_log
from worksystem.source.bundle import open_bundle
from worksystem.source.cache import Cache
from worksystem.source.git import Commit, Git

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

__all__ = ["Bundles"]

# what a bundle holds is a repository of its own, of which all counts
_ALL = ["."]


class _Begun(NamedTuple):
    git: "Future[Git]"
    log: "Future[tuple[str | None, tuple[list[Commit], bool]]]"


class Bundles:
    """Some bundles that will be asked for; whatever else is asked for is done then."""

    def __init__(self, paths: Iterable[Path], cache: Cache) -> None:
        self._pool: ThreadPoolExecutor | None = None
        self._begun = {str(path): self._begin(path, cache) for path in paths}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)

    def finish(self) -> None:
        """Wait until all is done, so that nothing is under way in a process that is about to fork."""
        if self._begun:
            from concurrent.futures import wait

            wait([begun.log for begun in self._begun.values()])

    def open(self, path: Path, cache: Cache) -> Git:
        """The repository in a bundle, see `open_bundle`."""
        begun = self._begun.get(str(path))
        return begun.git.result() if begun is not None else open_bundle(path, cache)

    def read_log(
        self, git: Git, head: str, folders: list[str], cache: Cache, *, place: str, boundary: frozenset[str]
    ) -> tuple[list[Commit], bool]:
        """Its commits, see `read_log`."""
        begun = self._begun.get(place)
        if begun is not None and folders == _ALL and not boundary:
            found, read = begun.log.result()
            if found == head:
                return read
        return read_log(git, head, folders, cache, place=place, boundary=boundary)

    def _begin(self, path: Path, cache: Cache) -> _Begun:
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # most work systems have no bundle

            self._pool = ThreadPoolExecutor()
        git = self._pool.submit(open_bundle, path, Cache(cache.folder))
        return _Begun(git, self._pool.submit(_read, git, str(path), Cache(cache.folder)))


def _read(opened: "Future[Git]", place: str, cache: Cache) -> tuple[str | None, tuple[list[Commit], bool]]:
    """The head of a repository that is being opened, and its commits."""
    git = opened.result()
    head = git.find_commit()
    try:
        return head, read_log(git, head, _ALL, cache, place=place) if head is not None else ([], False)
    finally:
        cache.close()
