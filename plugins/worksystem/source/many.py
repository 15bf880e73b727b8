"""Much of one kind at once: where there is more than one processor, others take a part of it while we do ours.

The results are the same and come in the same order; only the clock can tell.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any, Final, Generic, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import Executor, Future

__all__ = ["WORTHWHILE", "Others", "can_share", "handing_out", "share", "take"]

# below this many starting a process costs more than it saves
WORTHWHILE: Final = 1500
_CHUNK: Final = 250

Given = TypeVar("Given")
Result = TypeVar("Result")
Work = Callable[[Sequence[Any]], Any]

# what a forked child is to do; it is handed over by the fork, so it need not be a function of a module
_work: list[Work] = []


class Others(Generic[Given]):
    """What was handed out to other processes: chunks, each with what will come of it."""

    def __init__(self, chunks: Sequence[tuple[Sequence[Given], Future[Any]]], pool: Executor) -> None:
        self.chunks = chunks
        self._pool = pool

    def let_go(self) -> None:
        """Say that nothing more is wanted of them; nobody waits until they have heard it."""
        self._pool.shutdown(wait=False, cancel_futures=True)


def share(
    work: Callable[[Sequence[Given]], list[Result]],
    given: Sequence[Given],
    *,
    processes: int = 1,
    worthwhile: int = WORTHWHILE,
    chunk: int = _CHUNK,
    elsewhere: Work | None = None,
    unpack: Callable[[Any], list[Result]] | None = None,
) -> Iterator[Result]:
    """What some work makes of what it is given, one result each, in order.

    Shape: `processes` counts this one, which begins at the front while others take from the end; below `worthwhile`
    there is only this one. The work is given `chunk` at a time; `elsewhere` does the same in other processes, packed.
    """
    with ExitStack() as stack:
        others = None
        if can_share(len(given), processes, worthwhile):
            others = stack.enter_context(handing_out(elsewhere or work, given, processes, chunk=chunk))
        if others is None:
            for some in _parts(given, chunk):
                yield from work(some)
            return
        for some, future in others.chunks:
            yield from take(work, some, future, unpack)


def can_share(count: int, processes: int, worthwhile: int = WORTHWHILE) -> bool:
    """Whether other processes can take a part of so much, and it is worth it."""
    # a forked child knows the modules already; where forking is not safe, one process is the faster way anyway
    return processes > 1 and count >= worthwhile and sys.platform == "linux"


@contextmanager
def handing_out(
    work: Work, given: Sequence[Given], processes: int, *, chunk: int = _CHUNK, from_end: bool = True
) -> Iterator[Others[Given] | None]:
    """Have other processes work, from the end where this one begins at the front; `None` where there are none."""
    from concurrent.futures import ProcessPoolExecutor  # only much pays for it
    from multiprocessing import get_context

    step = -1 if from_end else 1
    _work.append(work)
    try:
        pool = ProcessPoolExecutor(processes - 1, mp_context=get_context("fork"))
        handed_out = [(some, pool.submit(_do, some)) for some in _parts(given, chunk)[::step]][::step]
    except OSError:
        yield None
        return
    finally:
        _work.pop()
    with pool:
        yield Others(handed_out, pool)


def take(
    work: Callable[[Sequence[Given]], list[Result]],
    chunk: Sequence[Given],
    future: Future[Any],
    unpack: Callable[[Any], list[Result]] | None = None,
) -> list[Result]:
    """The results of a chunk, worked out here unless another process has begun with it."""
    from concurrent.futures.process import BrokenProcessPool

    if not future.cancel():
        try:
            return unpack(future.result()) if unpack is not None else future.result()
        except BrokenProcessPool:  # the other process was killed
            pass
    return work(chunk)


def _parts(given: Sequence[Given], chunk: int) -> list[Sequence[Given]]:
    return [given[start : start + chunk] for start in range(0, len(given), chunk)]


def _do(chunk: Sequence[Any]) -> Any:
    return _work[-1](chunk)
