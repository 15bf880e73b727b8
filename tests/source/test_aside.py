"""A process that works aside hands over everything in order, and leaves nothing behind."""

import os
import resource
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from worksystem.source.aside import Aside, begin, can_fork, count_processes, wait_for

PIECES = [b"one", b"", b"x" * 1_000_000, b"three"]


def take_all(process: Aside | None) -> list[bytes]:
    assert process is not None
    taken = []
    while not process.is_done:
        wait_for([process])
        if (piece := process.take()) is not None:
            taken.append(piece)
    assert process.take() is None
    return taken


@pytest.fixture(autouse=True)
def nothing_is_left() -> Iterator[None]:
    before = set(os.listdir("/proc/self/fd"))
    yield
    assert set(os.listdir("/proc/self/fd")) == before
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_pieces_come_in_the_order_in_which_they_were_made() -> None:
    assert take_all(begin(lambda: PIECES)) == PIECES


def test_two_do_not_get_in_each_others_way() -> None:
    one, two = begin(lambda: [b"a"] * 100), begin(lambda: [b"b"] * 100)
    assert (take_all(one), take_all(two)) == ([b"a"] * 100, [b"b"] * 100)


@pytest.mark.parametrize("error", [ValueError("no"), KeyboardInterrupt(), SystemExit(3)])
def test_what_was_made_before_a_fault_is_handed_over(error: BaseException, capfd: pytest.CaptureFixture[str]) -> None:
    def work() -> Iterator[bytes]:
        yield b"made"
        raise error

    assert take_all(begin(work)) == [b"made"]
    assert capfd.readouterr() == ("", "")


def test_what_was_printed_before_is_printed_once(tmp_path: Path) -> None:
    with open(tmp_path / "out.txt", "w", encoding="utf-8") as file:
        file.write("said")
        assert take_all(begin(lambda: [b"made"])) == [b"made"]
    assert (tmp_path / "out.txt").read_text(encoding="utf-8") == "said"


def test_one_that_would_never_end_can_be_let_go_of() -> None:
    def work() -> Iterator[bytes]:
        yield b"begun"
        while True:
            signal.pause()

    process = begin(work)
    assert process is not None
    wait_for([process])
    assert process.take() == b"begun"
    assert process.take() is None
    process.end()
    process.end()
    assert process.is_done


def test_where_nobody_is_told_that_a_process_ended_it_ends_all_the_same() -> None:
    before = signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    try:
        assert take_all(begin(lambda: PIECES)) == PIECES
    finally:
        signal.signal(signal.SIGCHLD, before)


def test_a_piece_that_has_no_room_is_not_handed_over() -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (500_000, hard))
    try:
        assert take_all(begin(lambda: PIECES)) == PIECES[:2]
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_a_system_without_files_in_memory_has_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    assert can_fork() == (sys.platform == "linux")
    monkeypatch.delattr(os, "memfd_create")
    assert not can_fork()


@pytest.mark.parametrize(("usable", "count"), [({0}, 1), ({0, 3}, 2), (set(range(64)), 4)])
def test_only_processors_that_may_be_used_count(monkeypatch: pytest.MonkeyPatch, usable: set[int], count: int) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: usable)
    assert count_processes() == count


def test_without_another_process_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> int:
        raise BlockingIOError

    monkeypatch.setattr(os, "fork", refuse)
    assert begin(lambda: PIECES) is None
    monkeypatch.setattr(os, "pipe", refuse)
    assert begin(lambda: PIECES) is None
