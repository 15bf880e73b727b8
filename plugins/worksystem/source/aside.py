"""A process that works aside: forked off, it knows all that is known here, and hands over what it made in pieces.

What it made waits in a file in memory, so that neither of the two waits for the other. To import Python's own pools
takes as long as reading some hundred files, and a thread of ours would have to take every result.
"""

import os
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from struct import Struct

__all__ = ["WORTHWHILE", "Aside", "begin", "can_fork", "count_processes", "wait_for"]

# below this many files starting a process costs more than it saves
WORTHWHILE = 1500
_SIZE = Struct("=q")


class Aside:
    """The process, from which pieces are taken in the order in which it made them."""

    def __init__(self, process: int, pieces: int, said: int) -> None:
        self._process = process
        self._pieces = pieces
        self._said = said
        self._at = 0
        self.is_done = False

    def fileno(self) -> int:
        """What can be waited for."""
        return self._said

    def take(self) -> bytes | None:
        """The next piece; `None` if none is there yet, or, once it `is_done`, none will come."""
        if self.is_done or not _ready([self], 0):
            return None
        said = os.read(self._said, _SIZE.size)
        if len(said) < _SIZE.size:
            self.end()
            return None
        [size] = _SIZE.unpack(said)
        piece = os.pread(self._pieces, size, self._at)
        self._at += size
        return piece

    def end(self) -> None:
        """Let go of it, whatever it is doing."""
        if not self.is_done:
            from signal import SIGKILL

            self.is_done = True
            os.close(self._said)
            os.close(self._pieces)
            with suppress(ProcessLookupError, ChildProcessError):  # where nobody is told that a process ended
                os.kill(self._process, SIGKILL)
                os.waitpid(self._process, 0)


def can_fork() -> bool:
    """Whether there is a system here on which forking is safe, and that has files in memory."""
    return sys.platform == "linux" and hasattr(os, "memfd_create")


def count_processes() -> int:
    """How many processes are worth having: one for each processor that this one may use, and four at most."""
    usable = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(4, usable)


def begin(work: Callable[[], Iterable[bytes]]) -> Aside | None:
    """Have another process work; `None` if there is none to be had.

    Shape: a process that fails, or is killed, hands over what it had made by then.
    """
    handles: list[int] = []
    try:
        handles.append(os.memfd_create("worksystem"))
        handles += os.pipe()
        process = os.fork()
    except OSError:
        for handle in handles:
            os.close(handle)
        return None
    pieces, said, saying = handles
    if not process:
        try:
            os.close(said)
            for piece in work():
                if os.write(pieces, piece) != len(piece):  # files may not grow so large here
                    break
                os.write(saying, _SIZE.pack(len(piece)))
        except BaseException:  # whoever asked does that part again, and meets the same there
            pass
        finally:
            os._exit(0)
    os.close(saying)
    return Aside(process, pieces, said)


def wait_for(some: Iterable[Aside]) -> None:
    """Wait until at least one has made something, or is done."""
    waiting = [each for each in some if not each.is_done]
    if waiting:
        _ready(waiting, None)


def _ready(some: Iterable[Aside], patience: float | None) -> bool:
    """Whether one has said something, after so many milliseconds, or as many as it takes."""
    from select import POLLIN, poll  # not every system has it

    waiting = poll()
    for each in some:
        waiting.register(each, POLLIN)
    return bool(waiting.poll(patience))
