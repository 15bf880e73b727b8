"""Handoffs between teams as inline SVG: who hands over on the left, who takes over on the right."""

from collections.abc import Sequence
from html import escape
from math import sqrt
from typing import Final

from markupsafe import Markup

from worksystem.site.html import cut, link
from worksystem.views.handoffs import HandoffMap, Route
from worksystem.views.reference import Ref

__all__ = ["draw_handoffs"]

_BOX: Final = 168
_PORT: Final = 26  # between two lines at the same box: room for the words of each
_GAP: Final = 14
_RIGHT: Final = 472  # from the left edge to the boxes of those who take over
_WORDS: Final = 130  # of that, what is kept for the words of a line
_MANY: Final = 20  # so that a few handoffs are a thin line where there are not more


def draw_handoffs(found: HandoffMap) -> Markup:
    """The drawing; a line is as broad as its handoffs are many, one that differs from what is declared says so."""
    left, right = _boxes(found, 0), _boxes(found, 1)
    most = max((route.n or 0 for route in found.routes), default=0)
    starts, ends = _ports(found, left, 0), _ports(found, right, 1)
    lines = [_line(route, starts[index], ends[index], most) for index, route in enumerate(found.routes)]
    words = [_words(route, ends[index]) for index, route in enumerate(found.routes)]
    boxes = [_box(*box, 0) for box in left] + [_box(*box, _RIGHT) for box in right]
    height = max((top + tall for _, top, tall in (*left, *right)), default=0)
    width, drawn = _RIGHT + _BOX + 4, "".join([*lines, *boxes, *words])
    title = "Which team hands work to which"
    return Markup(
        f'<div class="ws-scroll" tabindex="0" role="region" aria-label="{title}">'
        f'<svg class="ws-web ws-paths" role="group" aria-label="{title}" width="{width}" '
        f'height="{height + 4}" viewBox="-2 -2 {width} {height + 4}">{drawn}</svg></div>'
    )


def _ends(route: Route) -> tuple[Ref, Ref]:
    return route.source, route.target


def _boxes(found: HandoffMap, side: int) -> list[tuple[Ref, int, int]]:
    """The teams of a side by name: where each box begins, and how tall it is."""
    teams = {_ends(route)[side].id: _ends(route)[side] for route in found.routes}
    boxes, top = [], 0
    for team in sorted(teams.values(), key=lambda ref: (ref.title.casefold(), ref.id)):
        tall = sum(_ends(route)[side].id == team.id for route in found.routes) * _PORT + 10
        boxes.append((team, top, tall))
        top += tall + _GAP
    return boxes


def _ports(found: HandoffMap, boxes: Sequence[tuple[Ref, int, int]], side: int) -> list[int]:
    """Where each route meets the box of its team on a side. Unit: pixels from the top."""
    next_port = {team.id: top + 5 + _PORT // 2 for team, top, _ in boxes}
    ports = []
    for route in found.routes:
        team = _ends(route)[side].id
        ports.append(next_port[team])
        next_port[team] += _PORT
    return ports


def _line(route: Route, start: int, end: int, most: int) -> str:
    kind = {"undeclared": " ws-paths__way--undeclared", "never used": " ws-paths__way--unused"}.get(route.warning, "")
    kind = kind or (" ws-paths__way--unused" if route.n is None else "")
    width = 1 + 4 * sqrt((route.n or 0) / max(most, _MANY))
    bend, straight = (_BOX + _RIGHT - _WORDS) // 2, _RIGHT - _WORDS
    said = f"{route.source.title} → {route.target.title}: {_says(route)}"
    return (
        f'<g class="ws-paths__way{kind}"><title>{escape(said)}</title>'
        f'<path d="M{_BOX} {start}C{bend} {start} {bend} {end} {straight} {end}H{_RIGHT - 8}" '
        f'style="stroke-width:{width:.1f}"/>'
        f'<path class="ws-paths__head" d="M{_RIGHT - 9} {end - 5}L{_RIGHT} {end}L{_RIGHT - 9} {end + 5}Z"/></g>'
    )


def _says(route: Route) -> str:
    if route.n is None:
        return "declared"
    return ", ".join(word for word in (f"{route.n}×" if route.n else "", route.warning) if word)


def _words(route: Route, end: int) -> str:
    kind = ' class="ws-paths__word"' if route.warning == "undeclared" else ""
    return f'<text{kind} x="{_RIGHT - 16}" y="{end - 5}" text-anchor="end">{escape(_says(route))}</text>'


def _box(team: Ref, top: int, tall: int, x: int) -> str:
    name = escape(team.title)
    inner = (
        f'<rect x="{x}" y="{top}" width="{_BOX}" height="{tall}" rx="4"/>'
        f'<text x="{x + 12}" y="{top + tall // 2 + 4}">{escape(cut(team.title, 22))}</text>'
    )
    inner = f'<a href="{link(team.kind, team.id)}" aria-label="{name}">{inner}</a>' if team.known else inner
    return f'<g class="ws-paths__state"><title>{name}</title>{inner}</g>'
