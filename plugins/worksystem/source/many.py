"""Much of one kind at once: where there is more than one processor, others take a part of it while we do ours.

The results are the same and come in the same order; only the clock can tell.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, TypeVar

from worksystem.source.document import Document
from worksystem.source.files import read_document
from worksystem.source.witness import find_witness

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

__all__ = ["WORTHWHILE", "read_documents", "share"]

# below this many files starting a process costs more than it saves
WORTHWHILE: Final = 1500
_CHUNK: Final = 250

File = tuple[str, str]
Given = TypeVar("Given")
Result = TypeVar("Result")
Work = Callable[[Sequence[Any]], list[Any]]

# what a forked child is to do; it is handed over by the fork, so it need not be a function of a module
_work: list[Work] = []


def read_documents(files: Sequence[File], *, processes: int = 1) -> Iterator[Document]:
    """Read files, each named by where it is and by how it is shown.

    Shape: one document a file, in order; `processes` counts this one, which goes on with the first documents while
    the last ones are being read.
    """
    witness = find_witness()
    for (file, _), (document, digest) in zip(
        files, share(_read, files, processes=processes, worthwhile=WORTHWHILE), strict=True
    ):
        if witness is not None:  # another process may have read it
            witness.files.setdefault(file, digest)
        yield document


def share(
    work: Callable[[Sequence[Given]], list[Result]],
    given: Sequence[Given],
    *,
    processes: int = 1,
    worthwhile: int = WORTHWHILE,
    chunk: int = _CHUNK,
) -> Iterator[Result]:
    """What some work makes of what it is given, one result each, in order.

    Shape: `processes` counts this one, which begins at the front while others take from the end; below `worthwhile`
    there is only this one. The work is given `chunk` at a time.
    """
    # a forked child knows the modules already; where forking is not safe, one process is the faster way anyway
    if processes < 2 or len(given) < worthwhile or sys.platform != "linux":
        yield from _alone(work, given, chunk)
        return
    from concurrent.futures import ProcessPoolExecutor  # only much pays for it
    from multiprocessing import get_context

    chunks = [given[start : start + chunk] for start in range(0, len(given), chunk)]
    _work.append(work)
    try:
        pool = ProcessPoolExecutor(processes - 1, mp_context=get_context("fork"))
        handed_out = _submit(pool, chunks)
    except OSError:  # no processes to be had here
        yield from _alone(work, given, chunk)
        return
    finally:
        _work.pop()
    with pool:
        for some, future in handed_out:
            yield from _take(work, some, future)


def _alone(work: Callable[[Sequence[Given]], list[Result]], given: Sequence[Given], chunk: int) -> Iterator[Result]:
    for start in range(0, len(given), chunk):
        yield from work(given[start : start + chunk])


def _submit(pool: Executor, chunks: list[Sequence[Given]]) -> list[tuple[Sequence[Given], Future[list[Any]]]]:
    """Hand out the chunks from the end, while this process takes them from the beginning."""
    return [(chunk, pool.submit(_do, chunk)) for chunk in reversed(chunks)][::-1]


def _take(
    work: Callable[[Sequence[Given]], list[Result]], chunk: Sequence[Given], future: Future[list[Any]]
) -> list[Result]:
    """The results of a chunk, worked out here unless another process has begun with it."""
    from concurrent.futures.process import BrokenProcessPool

    if not future.cancel():
        try:
            return future.result()
        except BrokenProcessPool:  # the other process was killed
            pass
    return work(chunk)


def _do(chunk: Sequence[Any]) -> list[Any]:
    return _work[-1](chunk)


def _read(files: Sequence[File]) -> list[tuple[Document, str]]:
    """The documents, each with the digest of its content where that is noted."""
    documents = [read_document(*file) for file in files]
    witness = find_witness()
    return [
        (document, witness.files[file] if witness is not None else "")
        for document, (file, _) in zip(documents, files, strict=True)
    ]
