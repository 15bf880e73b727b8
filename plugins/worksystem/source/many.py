"""Much of one kind at once: where there is more than one processor, others take a part of it while we do ours.

The results are the same and come in the same order; only the clock can tell.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final, TypeVar

import msgspec

from worksystem.source.document import Document
from worksystem.source.files import read_document
from worksystem.source.witness import find_witness, watching

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

__all__ = ["WORTHWHILE", "read_documents", "reading_ahead", "share"]

# below this many files starting a process costs more than it saves
WORTHWHILE: Final = 1500
_CHUNK: Final = 250

File = tuple[str, str]
Given = TypeVar("Given")
Result = TypeVar("Result")
Work = Callable[[Sequence[Any]], Any]

_READ: Final = list[tuple[Document, str]]

_ahead: list[_Ahead] = []
# what a forked child is to do; it is handed over by the fork, so it need not be a function of a module
_work: list[Work] = []


def read_documents(files: Sequence[File], *, processes: int = 1) -> Iterator[Document]:
    """Read files, each named by where it is and by how it is shown.

    Shape: one document a file, in order; `processes` counts this one, which goes on with the first documents while
    the last ones are being read.
    """
    witness = find_witness()
    if _ahead and _ahead[-1].has(files):
        found: Iterator[tuple[Document, str]] = map(_ahead.pop().take, files)
    else:
        found = share(_read, files, processes=processes, elsewhere=_read_packed)
    for (file, _), (document, digest) in zip(files, found, strict=True):
        if witness is not None:  # another process may have read it
            witness.note(file, digest)
        yield document


@contextmanager
def reading_ahead(files: Sequence[File], *, processes: int) -> Iterator[None]:
    """Meanwhile let other processes read files that will be asked for, in about this order; who asks first waits less.

    Shape: nothing happens where that is not worth it. Whoever asks for the same again gets what is there by then.
    """
    if not _can_share(len(files), processes, WORTHWHILE):
        yield
        return
    chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
    with _sharing(_read_packed, chunks, processes, from_end=False) as handed_out:
        if handed_out is None:
            yield
            return
        ahead = _Ahead(handed_out)
        _ahead.append(ahead)
        try:
            yield
        finally:
            _ahead[:] = [each for each in _ahead if each is not ahead]
            ahead.drop()


class _Ahead:
    """Documents that are being read before anybody asked."""

    def __init__(self, handed_out: Sequence[tuple[Sequence[File], Future[Any]]]) -> None:
        self._waiting = {file: number for number, (chunk, _) in enumerate(handed_out) for file in chunk}
        self._handed_out = handed_out
        self._left = list(handed_out)
        self._read: dict[File, tuple[Document, str]] = {}

    def has(self, files: Sequence[File]) -> bool:
        """Whether nearly all of some files are being read."""
        return sum(file in self._waiting for file in files) * 2 > len(files)

    def take(self, file: File) -> tuple[Document, str]:
        """A document; one that nobody reads ahead is read now."""
        number = self._waiting.get(file)
        if number is None:
            return _read([file])[0]
        if file not in self._read:
            self._fetch(*self._handed_out[number])
        return self._read.pop(file)

    def _fetch(self, chunk: Sequence[File], future: Future[Any]) -> None:
        """Have a chunk read; while others are at it, read the last one that nobody has begun with."""
        while not future.cancel() and not future.done() and (spare := self._take_last()):
            self._read.update(zip(spare, _read(spare), strict=True))
        self._read.update(zip(chunk, _take(_read, chunk, future), strict=True))

    def _take_last(self) -> Sequence[File]:
        """The last chunk that nobody has begun with, which is ours now; empty if there is none left."""
        while self._left:
            chunk, future = self._left.pop()
            if future.cancel():
                return chunk
        return ()

    def drop(self) -> None:
        """Let go of what nobody asked for."""
        for _, future in self._handed_out:
            future.cancel()


def share(
    work: Callable[[Sequence[Given]], list[Result]],
    given: Sequence[Given],
    *,
    processes: int = 1,
    worthwhile: int = WORTHWHILE,
    chunk: int = _CHUNK,
    elsewhere: Work | None = None,
) -> Iterator[Result]:
    """What some work makes of what it is given, one result each, in order.

    Shape: `processes` counts this one, which begins at the front while others take from the end; below `worthwhile`
    there is only this one. The work is given `chunk` at a time; `elsewhere` does the same in other processes, packed.
    """
    # a forked child knows the modules already; where forking is not safe, one process is the faster way anyway
    chunks = [given[start : start + chunk] for start in range(0, len(given), chunk)]
    with ExitStack() as stack:
        is_shared = _can_share(len(given), processes, worthwhile)
        handed_out = stack.enter_context(_sharing(elsewhere or work, chunks, processes)) if is_shared else None
        if handed_out is None:
            for some in chunks:
                yield from work(some)
            return
        for some, future in handed_out:
            yield from _take(work, some, future)


def _can_share(count: int, processes: int, worthwhile: int) -> bool:
    return processes > 1 and count >= worthwhile and sys.platform == "linux"


@contextmanager
def _sharing(
    work: Work, chunks: list[Sequence[Given]], processes: int, *, from_end: bool = True
) -> Iterator[list[tuple[Sequence[Given], Future[Any]]] | None]:
    """The chunks with what other processes make of them; `None` where there are no processes to be had."""
    from concurrent.futures import ProcessPoolExecutor  # only much pays for it
    from multiprocessing import get_context

    _work.append(work)
    try:
        pool = ProcessPoolExecutor(processes - 1, mp_context=get_context("fork"))
        handed_out = _submit(pool, chunks, from_end=from_end)
    except OSError:
        yield None
        return
    finally:
        _work.pop()
    with pool:
        yield handed_out


def _submit(
    pool: Executor, chunks: list[Sequence[Given]], *, from_end: bool
) -> list[tuple[Sequence[Given], Future[Any]]]:
    """Hand out the chunks; from the end where this process takes them from the beginning meanwhile."""
    step = -1 if from_end else 1
    return [(chunk, pool.submit(_do, chunk)) for chunk in chunks[::step]][::step]


def _take(work: Callable[[Sequence[Given]], list[Result]], chunk: Sequence[Given], future: Future[Any]) -> list[Result]:
    """The results of a chunk, worked out here unless another process has begun with it."""
    from concurrent.futures.process import BrokenProcessPool

    if not future.cancel():
        try:
            found = future.result()
            return _unpack(found) if isinstance(found, bytes) else found
        except BrokenProcessPool:  # the other process was killed
            pass
    return work(chunk)


def _do(chunk: Sequence[Any]) -> Any:
    return _work[-1](chunk)


def _read(files: Sequence[File]) -> list[tuple[Document, str]]:
    """The documents, each with the digest of its content."""
    with watching() as witness:
        documents = [read_document(*file) for file in files]
    return [(document, witness.seen[file]) for document, (file, _) in zip(documents, files, strict=True)]


def _read_packed(files: Sequence[File]) -> Any:
    """The same for another process: msgpack takes half of pickle's time there and back."""
    found = _read(files)
    try:
        return msgspec.msgpack.encode(found)
    except (msgspec.MsgspecError, ArithmeticError, RecursionError, TypeError, ValueError):  # a number of 70 bits, say
        return found


def _unpack(packed: bytes) -> list[Any]:
    return msgspec.msgpack.decode(packed, type=_READ)
