"""A real process as inline SVG: its states one below the other, moves on to the right, moves back to the left."""

from collections.abc import Mapping, Sequence
from html import escape
from math import sqrt
from typing import Final

from markupsafe import Markup
from msgspec import Struct

from worksystem.site.html import cut
from worksystem.views.flow.path_map import PathMap, Way
from worksystem.views.reference import StateMark

__all__ = ["draw_path_map"]

_BOX: Final = 172
_TALL: Final = 36
_PORT: Final = 13  # between two arrows at the same side of a box
_GAP: Final = 46
_LANE: Final = 118
_OUT: Final = 48  # from a box to its first lane


class _Row(Struct, frozen=True):
    """Where a state's box stands. Unit: pixels from the top."""

    top: int
    height: int


class _Arrow(Struct, frozen=True):
    """An arrow as it is drawn: its line, the tip, and where its label begins or, with `anchor` end, ends."""

    way: Way
    line: str
    tip: str
    anchor: str
    x: int
    y: int


def draw_path_map(found: PathMap) -> Markup:
    """The drawing; an arrow is as broad as its moves are many, one that was not declared is dashed and says so."""
    on = [way for way in found.ways if not way.back and not _is_step(way)]
    back = [way for way in found.ways if way.back]
    rows = _rows(len(found.states), on, back)
    left, right = _lanes(back), _lanes(on)
    begin, end = _reach(left), _reach(left) + _BOX
    ports = {**_ports(on, rows), **_ports(back, rows)}
    arrows = [
        _down(way, (begin + end) // 2, rows)
        if _is_step(way)
        else _around(way, begin - _OUT - left[way] * _LANE, begin, ports, rows)
        if way.back
        else _around(way, end + _OUT + right[way] * _LANE, end, ports, rows)
        for way in found.ways
    ]
    most = max((way.n for way in found.ways), default=1)
    parts = [_draw_line(found, arrow, most) for arrow in arrows]
    parts += [_draw_state(state, row, begin) for state, row in zip(found.states, rows, strict=True)]
    parts += [_draw_label(arrow) for arrow in arrows]  # last, so that no line runs over a word
    width, height = end + _reach(right) + 4, (rows[-1].top + rows[-1].height if rows else 0) + 4
    title = escape(found.title)
    return Markup(
        f'<div class="ws-scroll" tabindex="0" role="region" aria-label="{title}">'
        f'<svg class="ws-web ws-paths" role="img" aria-label="{title}. {escape(found.summary)}" width="{width}" '
        f'height="{height}" viewBox="-2 -2 {width} {height}">{"".join(parts)}</svg></div>'
    )


def _is_step(way: Way) -> bool:
    return way.target == way.source + 1 and not way.back


def _reach(lanes: Mapping[Way, int]) -> int:
    """How far the arrows of a side reach from the boxes, with their labels."""
    return _OUT + (max(lanes.values()) + 1) * _LANE if lanes else 0


def _down(way: Way, x: int, rows: Sequence[_Row]) -> _Arrow:
    top, bottom = rows[way.source].top + rows[way.source].height, rows[way.target].top
    tip = f"M{x - 5} {bottom - 9}L{x} {bottom}L{x + 5} {bottom - 9}Z"
    return _Arrow(way, f"M{x} {top}V{bottom - 6}", tip, "start", x + 10, (top + bottom) // 2)


def _around(way: Way, x: int, edge: int, ports: Mapping[tuple[Way, bool], int], rows: Sequence[_Row]) -> _Arrow:
    """Out of a box, along a lane at `x`, and into another box at the same side.

    Its label stands beside a gap between boxes, where no other arrow goes across.
    """
    side, y1, y2 = (1 if x > edge else -1), ports[way, True], ports[way, False]
    bend = 8 if y2 > y1 else -8
    low, high = sorted((way.source, way.target))
    y = min((row.top - _GAP // 2 for row in rows[low + 1 : high + 1]), key=lambda gap: abs(2 * gap - y1 - y2))
    line = f"M{edge} {y1}H{x - side * 8}Q{x} {y1} {x} {y1 + bend}"
    line += f"V{y2 - bend}Q{x} {y2} {x - side * 8} {y2}H{edge + side * 6}"
    tip = f"M{edge + side * 9} {y2 - 5}L{edge} {y2}L{edge + side * 9} {y2 + 5}Z"
    return _Arrow(way, line, tip, "start" if side == 1 else "end", x + side * 7, y)


def _draw_line(found: PathMap, arrow: _Arrow, most: int) -> str:
    way = arrow.way
    kind = " ws-paths__way--undeclared" if way.undeclared else ""
    said = f"{found.states[way.source].name} → {found.states[way.target].name}: {way.label}"
    return (
        f'<g class="ws-paths__way{kind}"><title>{escape(f"{said}, {way.warning}" if way.warning else said)}</title>'
        f'<path d="{arrow.line}" style="stroke-width:{1 + 5 * sqrt(way.n / most):.1f}"/>'
        f'<path class="ws-paths__head" d="{arrow.tip}"/></g>'
    )


def _draw_label(arrow: _Arrow) -> str:
    x, y, second = arrow.x, arrow.y + 4, ""
    if arrow.way.warning:
        y, second = y - 7, f'<tspan class="ws-paths__word" x="{x}" dy="15">{escape(arrow.way.warning)}</tspan>'
    return f'<text x="{x}" y="{y}" text-anchor="{arrow.anchor}">{escape(arrow.way.label)}{second}</text>'


def _draw_state(state: StateMark, row: _Row, x: int) -> str:
    middle = row.top + row.height // 2
    return (
        f'<g class="ws-paths__state"><title>{escape(state.name)}</title><rect x="{x}" y="{row.top}" width="{_BOX}" '
        f'height="{row.height}" rx="4"/><circle class="ws-web__mark ws-web__mark--{escape(state.category)}" '
        f'cx="{x + 15}" cy="{middle}" r="4.5"/><text x="{x + 27}" y="{middle + 4}">'
        f"{escape(cut(state.name, 22))}</text></g>"
    )


def _rows(count: int, on: Sequence[Way], back: Sequence[Way]) -> list[_Row]:
    rows, top = [], 0
    for index in range(count):
        busiest = max(sum(index in (way.source, way.target) for way in side) for side in (on, back))
        height = max(_TALL, busiest * _PORT + 10)
        rows.append(_Row(top, height))
        top += height + _GAP
    return rows


def _lanes(ways: Sequence[Way]) -> dict[Way, int]:
    """The lane of each arrow, counted from the boxes outward: short ones inside, none over another."""
    taken: list[list[tuple[int, int]]] = []
    found: dict[Way, int] = {}
    for way in sorted(ways, key=lambda way: (abs(way.target - way.source), way.source, way.target)):
        low, high = sorted((way.source, way.target))
        lane = next(
            (number for number, spans in enumerate(taken) if all(high <= begin or end <= low for begin, end in spans)),
            len(taken),
        )
        if lane == len(taken):
            taken.append([])
        taken[lane].append((low, high))
        found[way] = lane
    return found


def _ports(ways: Sequence[Way], rows: Sequence[_Row]) -> dict[tuple[Way, bool], int]:
    """Where each arrow leaves its box (true) and where it comes in: those from and to above at the top."""
    ends: dict[int, list[tuple[int, int, Way, bool]]] = {}
    for way in ways:
        for here, there, leaves in ((way.source, way.target, True), (way.target, way.source, False)):
            # nearest outermost, so that arrows of one box do not cross
            ends.setdefault(here, []).append((0 if there < here else 1, -there, way, leaves))
    found = {}
    for index, ways_here in ends.items():
        row = rows[index]
        step = row.height / (len(ways_here) + 1)
        for number, (_, _, way, leaves) in enumerate(sorted(ways_here, key=lambda end: end[:2]), start=1):
            found[way, leaves] = round(row.top + number * step)
    return found
