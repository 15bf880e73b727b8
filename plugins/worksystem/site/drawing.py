"""A small drawing as inline SVG: what an item waits for, and what waits for it."""

from html import escape
from typing import Final

from markupsafe import Markup

from worksystem.site.html import cut, link
from worksystem.views.web import Web

__all__ = ["draw_web"]

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
