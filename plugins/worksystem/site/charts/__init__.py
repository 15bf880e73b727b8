"""Charts on pages: drawn as SVG while the site is built, made interactive by a library that is loaded when needed."""

from worksystem.site.charts.ahead import draw_ahead
from worksystem.site.charts.draw import draw_panels
from worksystem.site.charts.files import chart_files, light_colours
from worksystem.site.charts.kept import Drawings
from worksystem.site.charts.parts import chart_parts
from worksystem.site.charts.runtime import copy_runtime, has_chart

__all__ = [
    "Drawings",
    "chart_files",
    "chart_parts",
    "copy_runtime",
    "draw_ahead",
    "draw_panels",
    "has_chart",
    "light_colours",
]
