"""Small drawings as inline SVG: what an item waits for, and the states of a workflow."""

from html import escape
from typing import Final

from markupsafe import Markup

from worksystem.site.html import cut, link
from worksystem.views.diagram import Arc, Diagram
from worksystem.views.web import Web

__all__ = ["draw_diagram", "draw_web"]

_WIDTH: Final = 188
_HEIGHT: Final = 44
_ACROSS: Final = _WIDTH + 44
_DOWN: Final = _HEIGHT + 10


def _svg(width: int, height: int, top: int, label: str, parts: list[str]) -> Markup:
    return Markup(
        f'<div class="ws-scroll" tabindex="0" role="region" aria-label="{label}">'
        f'<svg class="ws-web" role="group" aria-label="{label}" width="{width}" height="{height}" '
        f'viewBox="-2 {top} {width} {height}">{"".join(parts)}</svg></div>'
    )


def draw_web(web: Web) -> Markup:
    """Items in columns, what is waited for at the left; an arrow leads from it to what waits."""
    parts = []
    for first, second in web.edges:
        source, target = web.nodes[first], web.nodes[second]
        x1, y1 = source.column * _ACROSS + _WIDTH, source.row * _DOWN + _HEIGHT // 2
        x2, y2 = target.column * _ACROSS - 5, target.row * _DOWN + _HEIGHT // 2
        parts.append(f'<path d="M{x1} {y1}C{x1 + 22} {y1} {x2 - 17} {y2} {x2} {y2}m-4-4l4 4-4 4"/>')
    for node in web.nodes:
        x, y = node.column * _ACROSS, node.row * _DOWN
        parts.append(
            f'<a href="{link("item", node.id)}"{" class=ws-web__self" if node.self else ""}>'
            f"<title>{escape(node.title)} ({escape(node.state.name)})</title>"
            f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="4"/>'
            f'<text class="ws-web__id" x="{x + 10}" y="{y + 18}">{escape(node.id)}</text>'
            f'<text class="ws-web__mark--{escape(node.state.category)}" x="{x + _WIDTH - 10}" y="{y + 18}" '
            f'text-anchor="end">{escape(cut(node.state.name, 14))}</text>'
            f'<text x="{x + 10}" y="{y + 35}">{escape(cut(node.title, 27))}</text></a>'
        )
    width = (web.columns - 1) * _ACROSS + _WIDTH + 4
    height = web.rows * _DOWN - 10 + 4
    return _svg(width, height, -2, "Items it waits for and items that wait for it", parts)


_BOX: Final = 124
_STEP: Final = _BOX + 40
_TALL: Final = 34


def draw_diagram(diagram: Diagram) -> Markup:
    """States in a row; moves to the next state straight, longer ones above, those that lead back dashed below."""
    up = max((arc.target - arc.source for arc in diagram.arcs if not arc.back and not arc.step), default=0)
    down = max((arc.source - arc.target for arc in diagram.arcs if arc.back), default=0)
    top = 14 + up * 13 if up else 6
    bottom = 18 + down * 13 if down else 6
    parts = [_arc(arc, top) for arc in diagram.arcs]
    for index, state in enumerate(diagram.states):
        x, middle = index * _STEP, top + _TALL // 2
        parts.append(
            f'<rect x="{x}" y="{top}" width="{_BOX}" height="{_TALL}" rx="4"/>'
            f'<circle class="ws-web__mark ws-web__mark--{escape(state.category)}" cx="{x + 14}" cy="{middle}" r="4.5"/>'
            f'<text x="{x + 25}" y="{middle + 4}">{escape(cut(state.name, 15))}</text>'
        )
    width = len(diagram.states) * _STEP - 40 + 4
    return _svg(width, top + _TALL + bottom, 0, "States and the moves between them", parts)


def _arc(arc: Arc, top: int) -> str:
    name = f"<title>{escape(arc.name)}</title>"
    x1, x2 = arc.source * _STEP, arc.target * _STEP
    if arc.step:
        return f'<path d="M{x1 + _BOX} {top + _TALL // 2}H{x2 - 4}m-4-4l4 4-4 4">{name}</path>'
    middle = _BOX // 2
    if arc.back:
        y, bow = top + _TALL, (arc.source - arc.target) * 16 + 16
        return (
            f'<path stroke-dasharray="4 3" d="M{x1 + middle - 12} {y}C{x1 + middle - 20} {y + bow} '
            f'{x2 + middle + 20} {y + bow} {x2 + middle + 12} {y + 5}">{name}</path>'
            f'<path d="M{x2 + middle + 7} {y + 8}l5-5 5 5"/>'
        )
    bow = (arc.target - arc.source) * 16 + 16
    return (
        f'<path d="M{x1 + middle + 12} {top}C{x1 + middle + 20} {top - bow} {x2 + middle - 20} {top - bow} '
        f'{x2 + middle - 12} {top - 4}">{name}</path><path d="M{x2 + middle - 17} {top - 8}l5 5 5-5"/>'
    )
