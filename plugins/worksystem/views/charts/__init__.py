"""The shapes of charts: plain numbers and dates in, panels out, each a Vega-Lite specification with inline data."""

from worksystem.views.charts.area import Band, cumulative_flow
from worksystem.views.charts.bars import Bar, Cause, Part, pareto, stacked_bars
from worksystem.views.charts.control import xmr
from worksystem.views.charts.histogram import histogram
from worksystem.views.charts.lines import Series, burn_up, lines, littles_law
from worksystem.views.charts.net import Period, net_flow
from worksystem.views.charts.pace import Aged, Pace, aging
from worksystem.views.charts.scatter import Point, scatter
from worksystem.views.charts.slips import Slip, slips
from worksystem.views.charts.style import Level, Moment

__all__ = [
    "Aged",
    "Band",
    "Bar",
    "Cause",
    "Level",
    "Moment",
    "Pace",
    "Part",
    "Period",
    "Point",
    "Series",
    "Slip",
    "aging",
    "burn_up",
    "cumulative_flow",
    "histogram",
    "lines",
    "littles_law",
    "net_flow",
    "pareto",
    "scatter",
    "slips",
    "stacked_bars",
    "xmr",
]
