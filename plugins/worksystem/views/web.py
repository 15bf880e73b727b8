"""What an item waits for and what waits for it, two steps each way, placed on a small grid.

Only neighbourhoods: paths through the graph are never enumerated.
"""

from collections.abc import Callable, Iterable
from typing import Final

from msgspec import Struct

from worksystem.views.reference import StateMark
from worksystem.views.scope import Scope

__all__ = ["Web", "WebNode", "build_web"]

REACH: Final = 2
ROWS: Final = 6


class WebNode(Struct, frozen=True):
    """One item of the drawing; `column` counts from 0 at the left, `row` from 0 at the top."""

    id: str
    title: str
    state: StateMark
    column: int
    row: int
    self: bool


class Web(Struct, frozen=True):
    """Items in columns: what is waited for at the left, the item itself, what waits for it at the right.

    Shape: `edges` are indexes into `nodes`, from what is waited for to what waits; `hidden` counts items left out.
    """

    nodes: tuple[WebNode, ...]
    edges: tuple[tuple[int, int], ...]
    columns: int
    rows: int
    hidden: int


def build_web(scope: Scope, item: str) -> Web | None:
    """The drawing for one item; `None` if it waits for nothing and nothing waits for it."""
    links = scope.workspace.links
    before = _levels(item, links.waits_for)
    after = _levels(item, links.blocks, seen={id for level in before for id in level})
    if not before and not after:
        return None
    levels = [*reversed(before), (item,), *after]
    hidden = sum(max(0, len(level) - ROWS) for level in levels)
    levels = [level[:ROWS] for level in levels]
    tallest = max(len(level) for level in levels)
    nodes: list[WebNode] = []
    place: dict[str, int] = {}
    for column, level in enumerate(levels):
        for row, id in enumerate(level):
            entry = scope.workspace.items[id]
            place[id] = len(nodes)
            nodes.append(WebNode(id, entry.record.title or id, scope.state_mark(entry), column, row, id == item))
    edges = sorted({(place[before_], place[id]) for id in place for before_ in links.waits_for(id) if before_ in place})
    return Web(tuple(nodes), tuple(edges), len(levels), tallest, hidden)


def _levels(item: str, step: Callable[[str], Iterable[str]], seen: Iterable[str] = ()) -> list[tuple[str, ...]]:
    known = {item, *seen}
    levels: list[tuple[str, ...]] = []
    front: tuple[str, ...] = (item,)
    for _ in range(REACH):
        front = tuple(dict.fromkeys(id for each in front for id in step(each) if id not in known))
        if not front:
            break
        known.update(front)
        levels.append(front)
    return levels
