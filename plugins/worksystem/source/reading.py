"""Reading many files: other processes take a part, and may begin before anybody has asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

import msgspec

from worksystem.source.document import Document
from worksystem.source.files import read_document
from worksystem.source.many import Others, can_share, handing_out, share, take
from worksystem.source.witness import find_witness, watching

if TYPE_CHECKING:
    from concurrent.futures import Future

__all__ = ["read_documents", "reading_ahead"]

File = tuple[str, str]
# with the digest of its content
Read = tuple[Document, str]

_PACKED: Final = list[Read]
_ahead: list[_Ahead] = []


def read_documents(files: Sequence[File], *, processes: int = 1) -> Iterator[Document]:
    """Read files, each named by where it is and by how it is shown.

    Shape: one document a file, in order; `processes` counts this one, which goes on with the first documents while
    the last ones are being read.
    """
    witness = find_witness()
    if _ahead and _ahead[-1].has(files):
        found = _ahead.pop().take_all(files)
    else:
        found = share(_read, files, processes=processes, elsewhere=_read_packed, unpack=_unpack)
    for (file, _), (document, digest) in zip(files, found, strict=True):
        if witness is not None:  # another process may have read it
            witness.note(file, digest)
        yield document


@contextmanager
def reading_ahead(files: Sequence[File], *, processes: int) -> Iterator[None]:
    """Meanwhile let other processes read files that will be asked for, in about this order; who asks first waits less.

    Shape: nothing happens where that is not worth it. Whoever asks for the same again gets what is there by then.
    """
    if not can_share(len(files), processes):
        yield
        return
    with handing_out(_read_packed, files, processes, from_end=False) as others:
        if others is None:
            yield
            return
        ahead = _Ahead(others)
        _ahead.append(ahead)
        try:
            yield
        finally:
            _ahead[:] = [each for each in _ahead if each is not ahead]
            others.let_go()


class _Ahead:
    """Documents that are being read before anybody asked."""

    def __init__(self, others: Others[File]) -> None:
        self._others = others
        self._waiting = {file: number for number, (chunk, _) in enumerate(others.chunks) for file in chunk}
        self._left = list(others.chunks)
        self._read: dict[File, Read] = {}

    def has(self, files: Sequence[File]) -> bool:
        """Whether nearly all of some files are being read."""
        return sum(file in self._waiting for file in files) * 2 > len(files)

    def take_all(self, files: Sequence[File]) -> Iterator[Read]:
        """The documents of some files, in order; what else is being read is not waited for."""
        yield from map(self._take, files)
        self._others.let_go()

    def _take(self, file: File) -> Read:
        """A document; one that nobody reads ahead is read now."""
        number = self._waiting.get(file)
        if number is None:
            return _read([file])[0]
        if file not in self._read:
            self._fetch(*self._others.chunks[number])
        return self._read.pop(file)

    def _fetch(self, chunk: Sequence[File], future: Future[Any]) -> None:
        """Have a chunk read; while others are at it, read the last one that nobody has begun with."""
        while not future.cancel() and not future.done() and (spare := self._take_last()):
            self._read.update(zip(spare, _read(spare), strict=True))
        self._read.update(zip(chunk, take(_read, chunk, future, _unpack), strict=True))

    def _take_last(self) -> Sequence[File]:
        """The last chunk that nobody has begun with, which is ours now; empty if there is none left."""
        while self._left:
            chunk, future = self._left.pop()
            if future.cancel():
                return chunk
        return ()


def _read(files: Sequence[File]) -> list[Read]:
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


def _unpack(packed: Any) -> list[Read]:
    return packed if isinstance(packed, list) else msgspec.msgpack.decode(packed, type=_PACKED)
