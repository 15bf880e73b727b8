"""Work that is shared comes to the same, in the same order, whatever becomes of those who share it."""

import os
from collections.abc import Sequence
from select import select
from signal import SIGKILL

import pytest

from worksystem.source.many import share

US = os.getpid()
NUMBERS = range(100)


def squares(numbers: Sequence[int]) -> list[int]:
    return [number * number for number in numbers]


@pytest.mark.parametrize("processes", [1, 2, 5])
@pytest.mark.parametrize("chunk", [1, 7, 100, 1000])
def test_any_number_of_processes_comes_to_the_same(processes: int, chunk: int) -> None:
    found = list(share(squares, NUMBERS, processes=processes, worthwhile=1, chunk=chunk))
    assert found == squares(NUMBERS)


def test_of_very_much_more_is_done_at_once() -> None:
    numbers = range(20_000)
    assert list(share(squares, numbers, processes=2, worthwhile=1, chunk=1)) == squares(numbers)


def test_others_begin_before_anybody_asks() -> None:
    said, saying = os.pipe()

    def say(numbers: Sequence[int]) -> list[int]:
        os.write(saying, bytes(numbers))
        return squares(numbers)

    found = share(say, NUMBERS, processes=2, worthwhile=1, chunk=100)
    assert os.read(said, 200) == bytes(NUMBERS)
    assert list(found) == squares(NUMBERS)
    os.close(saying)
    assert os.read(said, 200) == b""
    os.close(said)


def test_others_take_a_part_and_little_is_not_shared() -> None:
    said, saying = os.pipe()

    def by_whom(numbers: Sequence[int]) -> list[tuple[int, bool]]:
        """Each number, and whether we were at it ourselves; we wait until others were."""
        if os.getpid() != US:
            os.write(saying, b"begun")
        elif len(given) == len(NUMBERS):
            assert select([said], [], [], 60)[0] == [said]
        return [(number, os.getpid() == US) for number in numbers]

    given = NUMBERS
    shared = list(share(by_whom, given, processes=2, worthwhile=100, chunk=50))
    assert [number for number, _ in shared] == list(NUMBERS)
    assert [ours for _, ours in shared].count(True) in (0, 50)
    given = NUMBERS[:99]
    assert list(share(by_whom, given, processes=2, worthwhile=100, chunk=1)) == [(number, True) for number in given]
    os.close(said)
    os.close(saying)


def test_what_others_could_not_do_is_done_here() -> None:
    def die(numbers: Sequence[int]) -> list[int]:
        if os.getpid() != US:
            os.kill(os.getpid(), SIGKILL)
        return squares(numbers)

    def fail(numbers: Sequence[int]) -> list[int]:
        if os.getpid() != US:
            raise MemoryError
        return squares(numbers)

    for work in (die, fail):
        assert list(share(work, NUMBERS, processes=3, worthwhile=1, chunk=3)) == squares(NUMBERS)


def test_what_fails_everywhere_fails_here() -> None:
    def fail(numbers: Sequence[int]) -> list[int]:
        raise ValueError(numbers[0])

    with pytest.raises(ValueError, match=r"^\d+$"):
        list(share(fail, NUMBERS, processes=2, worthwhile=1, chunk=10))


def test_who_stops_asking_leaves_nothing_behind() -> None:
    before = set(os.listdir("/proc/self/fd"))
    found = share(squares, NUMBERS, processes=3, worthwhile=1, chunk=1)
    assert [next(found), next(found)] == [0, 1]
    del found
    share(squares, NUMBERS, processes=3, worthwhile=1, chunk=1)
    assert set(os.listdir("/proc/self/fd")) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)
