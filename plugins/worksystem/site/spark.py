"""A series drawn small as inline SVG: its line, its last value as a dot, and the band in which noise lies."""

from typing import Final

from markupsafe import Markup

from worksystem.views.flow.outcomes import Spark

__all__ = ["draw_spark"]

_WIDTH: Final = 132
_HEIGHT: Final = 28
_EDGE: Final = 4


def draw_spark(spark: Spark) -> Markup:
    """The drawing, an ornament: the words beside it say the same. A month without a value breaks the line."""
    step = (_WIDTH - 2 * _EDGE) / max(1, len(spark.heights) - 1)
    places = [
        None if height is None else (round(_EDGE + number * step, 1), _y(height))
        for number, height in enumerate(spark.heights)
    ]
    parts = []
    if spark.band is not None:
        low, high = (_y(height) for height in spark.band)
        parts.append(f'<rect x="0" y="{high}" width="{_WIDTH}" height="{round(low - high, 1)}"/>')
    line = ""
    for before, place in zip([None, *places], places, strict=False):
        if place is not None:
            line += f"{'L' if before is not None else 'M'}{place[0]} {place[1]}"
    parts.append(f'<path d="{line}"/>')
    if places and places[-1] is not None:
        parts.append(f'<circle cx="{places[-1][0]}" cy="{places[-1][1]}" r="3"/>')
    return Markup(
        f'<svg class="ws-spark" aria-hidden="true" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}">{"".join(parts)}</svg>'
    )


def _y(height: float) -> float:
    return round(_HEIGHT - _EDGE - height * (_HEIGHT - 2 * _EDGE), 1)
