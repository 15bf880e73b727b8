"""Many files at once: where there is more than one processor, others read and parse while we do.

The documents are the same and come in the same order; only the clock can tell.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from worksystem.source.document import Document
from worksystem.source.files import read_document

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

__all__ = ["WORTHWHILE", "read_documents"]

# below this many files starting a process costs more than it saves
WORTHWHILE = 1500
_CHUNK = 250

File = tuple[str, str]


def read_documents(files: Sequence[File], *, processes: int = 1) -> Iterator[Document]:
    """Read files, each named by where it is and by how it is shown.

    Shape: one document a file, in order; `processes` counts this one, which goes on with the first documents while
    the last ones are being read.
    """
    # a forked child knows the modules already; where forking is not safe, one process is the faster way anyway
    if processes < 2 or len(files) < WORTHWHILE or sys.platform != "linux":
        yield from map(_read_one, files)
        return
    from concurrent.futures import ProcessPoolExecutor  # only many files pay for it
    from multiprocessing import get_context

    chunks = [files[start : start + _CHUNK] for start in range(0, len(files), _CHUNK)]
    try:
        pool = ProcessPoolExecutor(processes - 1, mp_context=get_context("fork"))
        handed_out = _submit(pool, chunks)
    except OSError:  # no processes to be had here
        yield from map(_read_one, files)
        return
    with pool:
        for chunk, future in handed_out:
            yield from _take(chunk, future)


def _submit(pool: Executor, chunks: list[Sequence[File]]) -> list[tuple[Sequence[File], Future[list[Document]]]]:
    """Hand out the chunks from the end, while this process takes them from the beginning."""
    return [(chunk, pool.submit(_read, chunk)) for chunk in reversed(chunks)][::-1]


def _take(chunk: Sequence[File], future: Future[list[Document]]) -> list[Document]:
    """The documents of a chunk, read here unless another process has begun with it."""
    from concurrent.futures.process import BrokenProcessPool

    if not future.cancel():
        try:
            return future.result()
        except BrokenProcessPool:  # the other process was killed
            pass
    return _read(chunk)


def _read(files: Sequence[File]) -> list[Document]:
    return [_read_one(file) for file in files]


def _read_one(file: File) -> Document:
    return read_document(*file)
