"""A workflow in a few words, for tests of what is wrong with one."""

from collections.abc import Iterable

__all__ = ["FLOW", "write_flow"]

FLOW = "workflows/delivery.yml"


def write_flow(states: str, moves: Iterable[str], more: str = "") -> dict[str, str]:
    """The file of a workflow: what comes before the moves, these as `from: todo, to: done` and so on, and the rest."""
    lines = [f"  - {{name: Move {number}, {move}}}\n" for number, move in enumerate(moves, start=1)]
    head = "transitions:\n" if lines else ""
    return {f"work/{FLOW}": "".join((states, head, *lines, more))}
