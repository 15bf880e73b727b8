"""Reading many files: other processes take a part, and may have begun before anybody asked."""

import pickle
from collections.abc import Iterator, Sequence
from typing import Final

import msgspec

from worksystem.source.ahead import Ahead, File, find_ahead
from worksystem.source.document import Document
from worksystem.source.files import read_document
from worksystem.source.many import share
from worksystem.source.witness import find_witness, watching

__all__ = ["Read", "pack", "read_documents", "read_some", "unpack"]

# where it was read, what it says, and the digest of its content
Read = tuple[str, Document, str]

_PACKED: Final = list[Read]
_PLAIN, _OTHER = b"m", b"p"
# so many files are read at once while others are asked whether they are further
_FEW: Final = 50


def read_documents(files: Sequence[File], *, processes: int = 1) -> Iterator[Document]:
    """Read files, each named by where it is and by how it is shown.

    Shape: one document a file, in order; `processes` counts this one, which goes on with the first documents while
    the last ones are being read.
    """
    witness = find_witness()
    ahead = find_ahead(files)
    if ahead is not None:
        found = _go_on(ahead, files)
    else:
        found = share(read_some, files, processes=processes, pack=pack, unpack=unpack)
    for file, document, digest in found:
        if witness is not None:  # another process may have read it
            witness.note(file, digest)
        yield document


def read_some(files: Sequence[File]) -> list[Read]:
    """Some documents, read by this process."""
    with watching() as witness:
        documents = [read_document(*file) for file in files]
    return [(file, document, witness.seen[file]) for document, (file, _) in zip(documents, files, strict=True)]


def _go_on(ahead: Ahead, files: Sequence[File]) -> Iterator[Read]:
    """Take what others have read, and read from the end what they have not come to."""
    read: dict[File, Read] = {}

    def keep(found: Sequence[Read]) -> None:
        read.update(((each[0], each[1].path), each) for each in found)

    left = len(files)
    for number, file in enumerate(files):
        while file not in read and number < left and ahead.is_at_work:
            pieces = ahead.take()
            for piece in pieces:
                keep(unpack(piece))
            if pieces:
                continue
            if left - number > _FEW:
                keep(read_some([each for each in files[left - _FEW : left] if each not in read]))
                left -= _FEW
            else:
                ahead.wait()
        if number == left:
            ahead.let_go()
        yield read.pop(file) if file in read else read_some([file])[0]
    ahead.let_go()


def pack(found: Sequence[Read]) -> bytes:
    """Documents for another process: msgpack takes half of pickle's time there and back, and not every value."""
    try:
        return _PLAIN + msgspec.msgpack.encode(found)
    except (msgspec.MsgspecError, ArithmeticError, RecursionError, TypeError, ValueError):  # a number of 70 bits, say
        return _OTHER + pickle.dumps(found)


def unpack(piece: bytes) -> list[Read]:
    """What `pack` made bytes of."""
    rest = memoryview(piece)[1:]
    if piece.startswith(_PLAIN):
        return msgspec.msgpack.decode(rest, type=_PACKED)
    found: list[Read] = pickle.loads(rest)
    return found
