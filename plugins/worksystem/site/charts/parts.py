"""What the template of a chart is given: for each panel its drawing and its specification, safe to stand in a page."""

from collections.abc import MutableMapping

from markupsafe import Markup
from msgspec import Struct

from worksystem.site.charts.draw import draw_panels, spec_text
from worksystem.views.chart import Chart, Panel

__all__ = ["Part", "chart_parts"]

# A script element ends at "</", and a comment in it hides its end; as JSON these read the same.
_ESCAPES = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"})


class Part(Struct, frozen=True):
    """A panel with its drawing and its specification as HTML."""

    panel: Panel
    svg: Markup
    spec: Markup


def chart_parts(chart: Chart, cache: MutableMapping[str, str] | None = None) -> tuple[Part, ...]:
    """The panels of a chart; each drawing is named by the title of the chart and described by its summary."""
    said = f'<svg role="img" aria-labelledby="{chart.id}-title" aria-describedby="{chart.id}-summary" '
    return tuple(
        Part(
            panel,
            Markup(svg.replace("<svg ", said, 1).replace("<g ", '<g aria-hidden="true" ', 1)),
            Markup(spec_text(panel).translate(_ESCAPES)),
        )
        for panel, svg in zip(chart.panels, draw_panels(chart, cache), strict=True)
    )
