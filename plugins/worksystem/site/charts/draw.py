"""Pre-drawing: specifications to SVG, the same bytes for the same specification, with nothing in it that runs or loads.

The drawing engine takes a second to start and then some 70 ms a panel, so drawings are kept in a cache, and the engine
is not even imported while everything is found there.
"""

import json
import re
from collections.abc import MutableMapping
from functools import lru_cache
from hashlib import sha256
from importlib.metadata import version
from typing import Any, Final

from worksystem.views.chart import Chart, Panel

__all__ = ["draw_panel", "draw_panels", "drawing_name", "spec_text"]

VEGA_LITE: Final = "6.4"
_ENGINE: Final = "vl-convert-python"
# Changes whenever what is done with a drawing changes.
_FORM: Final = "1"
# What a drawing may be made of. Text is escaped by the engine; this is the second lock on the same door.
_ELEMENTS: Final = frozenset({"circle", "clipPath", "defs", "g", "line", "path", "rect", "svg", "text", "tspan"})
_TAG = re.compile(r"<[/?!]?([\w:-]*)([^>]*)>")
_FORBIDDEN = re.compile(r"""\s(?:on\w+|href|xlink:href|style)\s*=|url\((?!#)""", re.IGNORECASE)
_NAMESPACE: Final = ' xmlns:xlink="http://www.w3.org/1999/xlink"'
_NUMBERED = re.compile(r'( id="|url\(#)((?:clip|gradient_)\d+)')


def draw_panels(chart: Chart, cache: MutableMapping[str, str] | None = None) -> tuple[str, ...]:
    """Each panel as an `<svg>`; its ids begin with the id of the chart, so that charts can share a page.

    Errors: `ValueError` if a specification asks for anything outside itself, or its drawing holds more than shapes and
    words; that is a fault of the program, since no text of a record can bring it about.
    """
    return tuple(
        _own_ids(_drawing(panel, cache if cache is not None else {}), f"{chart.id}-{place}")
        for place, panel in enumerate(chart.panels)
    )


def spec_text(panel: Panel) -> str:
    """The specification as JSON on one line, always the same for the same panel."""
    return json.dumps(panel.spec, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def drawing_name(panel: Panel) -> str:
    """What the drawing of a panel is kept under: the engine, and everything that it is made from."""
    parts = (_FORM, _engine(), VEGA_LITE, spec_text(panel))
    return "chart-" + sha256("\0".join(parts).encode()).hexdigest()


def draw_panel(panel: Panel) -> str:
    """A panel as an `<svg>`, its ids as the engine counts them. Errors: as `draw_panels`."""
    return _checked(_convert(panel.spec, spec_text(panel)))


@lru_cache(maxsize=1)
def _engine() -> str:
    return version(_ENGINE)


def _drawing(panel: Panel, cache: MutableMapping[str, str]) -> str:
    name = drawing_name(panel)
    found = cache.get(name)
    if found is None:
        found = cache[name] = draw_panel(panel)
    return found


def _convert(spec: Any, text: str) -> str:
    if _asks_outside(spec):
        raise ValueError("a chart asks for data from elsewhere")
    import vl_convert  # heavy: 60 MB, and only wanted where a drawing is not in the cache

    svg: str = vl_convert.vegalite_to_svg(text, vl_version=VEGA_LITE, allowed_base_urls=[])
    return svg.replace(_NAMESPACE, "", 1)


def _asks_outside(spec: Any) -> bool:
    """Whether an address stands anywhere but in inline data, which is never followed."""
    if isinstance(spec, dict):
        return any(key in ("url", "href") or (key != "values" and _asks_outside(value)) for key, value in spec.items())
    return isinstance(spec, list) and any(_asks_outside(each) for each in spec)


def _checked(svg: str) -> str:
    for name, attributes in _TAG.findall(svg):
        if name not in _ELEMENTS or _FORBIDDEN.search(attributes):
            raise ValueError(f"the drawing of a chart holds <{name}{attributes}>")
    return svg


def _own_ids(svg: str, prefix: str) -> str:
    # The engine counts on from drawing to drawing.
    numbers: dict[str, int] = {}
    return _NUMBERED.sub(lambda match: f"{match[1]}{prefix}-{numbers.setdefault(match[2], len(numbers))}", svg)
