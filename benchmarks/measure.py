"""Times whole processes side by side: A B A B ..., so that a machine that slows down slows both."""

import os
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Run", "Timing", "compare", "median", "print_ratio", "run"]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of one process.

    Unit: `wall` and `cpu` in seconds, `memory` the peak in MiB.
    """

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True, slots=True)
class Timing:
    """Several runs of one command."""

    name: str
    runs: tuple[Run, ...]

    def of(self, figure: str) -> float:
        """The median of a figure over all runs."""
        return median([getattr(run, figure) for run in self.runs])


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return statistics.median(values)


def run(command: Sequence[str], *, cwd: Path | None = None, expect: Sequence[int] = (0,)) -> Run:
    """Run a command to its end and account for it; exits with what it printed if it ends otherwise than expected."""
    start = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    assert process.stdout is not None
    output = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in expect:
        sys.exit(f"{' '.join(command)} ended with {process.returncode}:\n{output.decode(errors='replace')[-2000:]}")
    return Run(wall, usage.ru_utime + usage.ru_stime, _mebibytes(usage))


def compare(
    first: tuple[str, Sequence[str]],
    second: tuple[str, Sequence[str]],
    *,
    runs: int,
    cwd: Path | None = None,
    expect: Sequence[int] = (0,),
) -> tuple[Timing, Timing]:
    """Run two commands in turn and print both with the ratio of each pair's wall time."""
    pairs = []
    for turn in range(runs + 1):
        pair = (run(first[1], cwd=cwd, expect=expect), run(second[1], cwd=cwd))
        if turn:  # the first turn warms the file cache
            pairs.append(pair)
    timings = (Timing(first[0], tuple(a for a, _ in pairs)), Timing(second[0], tuple(b for _, b in pairs)))
    for timing in timings:
        print(
            f"  {timing.name:<58} {timing.of('wall'):8.2f} s wall {timing.of('cpu'):8.2f} s cpu "
            f"{timing.of('memory'):7.0f} MiB"
        )
    print_ratio([a.wall / b.wall for a, b in pairs])
    return timings


def print_ratio(ratios: Sequence[float]) -> None:
    """Print the median of ratios taken pair by pair, and how far apart they lie."""
    spread = f"from {min(ratios):.2f} to {max(ratios):.2f}, {len(ratios)} pairs"
    print(f"  ratio of wall time: {median(ratios):.2f} ({spread})")


def _mebibytes(usage: resource.struct_rusage) -> float:
    return usage.ru_maxrss / (1024 * 1024 if sys.platform == "darwin" else 1024)
