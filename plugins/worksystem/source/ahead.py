"""Files that other processes begin to read before anybody has asked, while this one is still getting ready to ask.

So little is imported before they begin that they begin with the command itself.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial

from worksystem.source.aside import WORTHWHILE, Aside, begin, can_fork, wait_for

__all__ = ["Ahead", "find_ahead", "reading_ahead"]

File = tuple[str, str]
_CHUNK = 250

_active: "list[Ahead]" = []


class Ahead:
    """What is being read: files of one folder, in pieces as `reading` packs them."""

    def __init__(self, folder: str, others: Sequence[Aside]) -> None:
        self.folder = folder
        self._others = others

    @property
    def is_at_work(self) -> bool:
        """Whether anything may still come."""
        return not all(each.is_done for each in self._others)

    def take(self) -> list[bytes]:
        """What was read since it was last asked for."""
        return [piece for each in self._others if (piece := each.take()) is not None]

    def wait(self) -> None:
        """Wait until there is something to take, or nothing will come."""
        wait_for(self._others)

    def let_go(self) -> None:
        """What was not taken by now nobody wants."""
        for each in self._others:
            each.end()


@contextmanager
def reading_ahead(folder: str, list_files: Callable[[], Sequence[File]], *, processes: int) -> Iterator[None]:
    """Meanwhile let others list files of a folder and read them, in about the order in which they will be asked for.

    Shape: `processes` counts this one; nothing is read where that is not worth it.
    """

    def read(own: int) -> Iterator[bytes]:
        files = list_files()
        if len(files) >= WORTHWHILE:
            from worksystem.source.reading import pack, read_some

            for start in range(own * _CHUNK, len(files), (processes - 1) * _CHUNK):
                yield pack(read_some(files[start : start + _CHUNK]))

    begun = [begin(partial(read, own)) for own in range(processes - 1)] if can_fork() else []
    ahead = Ahead(folder, [each for each in begun if each is not None])
    _active.append(ahead)
    try:
        yield
    finally:
        _active[:] = [each for each in _active if each is not ahead]
        ahead.let_go()


def find_ahead(files: Sequence[File]) -> Ahead | None:
    """What is being read of the folder that some files lie in; only who asks first gets it, as files change."""
    if _active and files and files[0][0].startswith(f"{_active[-1].folder}/"):
        return _active.pop()
    return None
