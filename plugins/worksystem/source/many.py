"""Much of one kind at once: where there is more than one processor, others take a part of it while we do ours.

The results are the same and come in the same order; only the clock can tell.
"""

import os
import pickle
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from struct import Struct
from typing import Any, Final, TypeVar

from worksystem.source.aside import WORTHWHILE, Aside, begin, can_fork, wait_for

__all__ = ["share"]

_CHUNK: Final = 250
_NUMBER: Final = Struct("=i")
# the numbers of so many chunks have room in a pipe
_MOST: Final = 4096

Given = TypeVar("Given")
Result = TypeVar("Result")


def share(
    work: Callable[[Sequence[Given]], list[Result]],
    given: Sequence[Given],
    *,
    processes: int = 1,
    worthwhile: int = WORTHWHILE,
    chunk: int = _CHUNK,
    pack: Callable[[Any], bytes] = pickle.dumps,
    unpack: Callable[[bytes], Any] = pickle.loads,
) -> Iterator[Result]:
    """What some work makes of what it is given, one result each, in order.

    Shape: others begin at once, this process when it is asked for results. `processes` counts it; below `worthwhile`
    there is only this one. The work is given `chunk` at a time, or more of very much, and `pack` makes bytes of its
    results, which `unpack` understands.
    """
    chunk = max(chunk, len(given) // _MOST + 1)
    chunks = [given[start : start + chunk] for start in range(0, len(given), chunk)]
    if processes == 1 or len(given) < worthwhile or not can_fork():
        return (result for some in chunks for result in work(some))
    turns = _turns(len(chunks))

    def serve() -> Iterator[bytes]:
        while (turn := _next(turns)) is not None:
            yield _NUMBER.pack(turn) + pack(work(chunks[turn]))

    others = [each for each in (begin(serve) for _ in range(processes - 1)) if each is not None]
    results = _gather(work, chunks, turns, others, unpack)
    next(results)
    return chain.from_iterable(results)


def _gather(
    work: Callable[[Sequence[Given]], list[Result]],
    chunks: Sequence[Sequence[Given]],
    turns: int,
    others: Sequence[Aside],
    unpack: Callable[[bytes], Any],
) -> Iterator[list[Result]]:
    """The results of chunks, in order: what others have made, and what they have not begun with.

    Shape: the first is empty and comes at once; whoever has taken it can be sure that nothing is left behind.
    """
    made: dict[int, list[Result]] = {}
    try:
        yield []
        for number, some in enumerate(chunks):
            while number not in made:
                if (turn := _next(turns)) is not None:
                    made[turn] = work(chunks[turn])
                elif all(each.is_done for each in others):  # one was killed before it could say what it made
                    made[number] = work(some)
                else:
                    _collect(others, made, unpack)
            yield made.pop(number)
    finally:
        os.close(turns)
        for each in others:
            each.end()


def _turns(count: int) -> int:
    """A pipe with the numbers of all chunks; whoever reads one has it alone."""
    turns, told = os.pipe()
    os.write(told, b"".join(map(_NUMBER.pack, range(count))))
    os.close(told)
    return turns


def _next(turns: int) -> int | None:
    """The number of a chunk that is still to be done; `None` when all are taken."""
    said = os.read(turns, _NUMBER.size)
    return int(_NUMBER.unpack(said)[0]) if said else None


def _collect(others: Sequence[Aside], made: dict[int, list[Result]], unpack: Callable[[bytes], Any]) -> None:
    """Take what others have made, once there is something."""
    wait_for(others)
    for each in others:
        if (piece := each.take()) is not None:
            made[int(_NUMBER.unpack_from(piece)[0])] = unpack(piece[_NUMBER.size :])
