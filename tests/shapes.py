"""A chart of every shape on small numbers, with names of the caller's choice."""

from datetime import date, timedelta

from tests.systems import TODAY
from worksystem.metrics.xmr import limits, signals
from worksystem.views.chart import Chart, Panel
from worksystem.views.charts import (
    Aged,
    Band,
    Bar,
    Cause,
    Level,
    Moment,
    Pace,
    Part,
    Period,
    Point,
    Series,
    Slip,
    aging,
    burn_up,
    cumulative_flow,
    histogram,
    lines,
    littles_law,
    net_flow,
    pareto,
    scatter,
    slips,
    stacked_bars,
    xmr,
)

__all__ = ["SHAPES", "make_chart", "make_panels"]

_DAYS = tuple(TODAY - timedelta(27 - offset) for offset in range(28))
_WEEKS = tuple(TODAY - timedelta(7 * (9 - week)) for week in range(10))
_WEEKLY = (20.0, 22, 19, 21, 20, 23, 18, 21, 6, 7)

SHAPES = (
    "aging", "burn_up", "cumulative_flow", "histogram", "lines", "littles_law", "net_flow", "pareto", "scatter",
    "slips", "stacked_bars", "xmr",
)  # fmt: skip


def make_chart(shape: str, name: str = "OPS-1 Rotate the certificates", *, id: str = "") -> Chart:
    """A chart of a shape with a table of one row; `name` stands wherever a name can stand."""
    rows = ((name, date(2026, 11, 3), 12, 3.5, None),)
    columns = (name, "Day", "Count", "Mean", "Nothing")
    panels = make_panels(shape, name)
    return Chart(id or shape.replace("_", "-"), name, name, panels, columns, rows, "Finish an item.", name)


def make_panels(shape: str, name: str) -> tuple[Panel, ...]:
    """The panels of a shape."""
    levels = (Level(name, 5), Level(name, 6))
    moment = (Moment(_DAYS[9], name),)
    rising = Series(name, tuple((day, None if index == 3 else index) for index, day in enumerate(_DAYS)), "done")
    flat = Series(name, tuple((day, 30) for day in _DAYS), "quiet", dashed=True)
    match shape:
        case "aging":
            states = (
                Pace(name, "active", (3, 5, 8)),
                Pace(f"{name} 2", "queue"),
                Pace(f"{name} 3", "active", (4, 6, 9)),
            )
            items = (Aged(name, 4, name, "records/items/OPS-1/"), Aged(f"{name} 2", 9, name, blocked=True))
            return (aging(states, items),)
        case "burn_up":
            return (burn_up(flat, rising, (flat,)),)
        case "cumulative_flow":
            counts = tuple(range(28))
            return (cumulative_flow(_DAYS, (Band(name, "active", counts), Band(name, "done", counts))),)
        case "histogram":
            return (histogram((1, 2, 2, 3, 14), levels),)
        case "lines":
            return (lines((rising, flat), levels, moment, unit="items", dots=True, title=name),)
        case "littles_law":
            return (littles_law(rising, flat),)
        case "net_flow":
            return (net_flow(tuple(Period(week, 3, 4) for week in _WEEKS), arrived=name, departed=name),)
        case "pareto":
            return (pareto((Cause(name, 4), Cause(name, 9))),)
        case "scatter":
            points = (Point(_DAYS[2], 4, name, "records/items/OPS-1/"), Point(_DAYS[8], 11, name))
            return (scatter(points, levels, moment, first=_DAYS[0], last=_DAYS[-1]),)
        case "slips":
            kept = Slip(name, _DAYS[4], _DAYS[4], _DAYS[3])
            return (slips((Slip(name, _DAYS[0], _DAYS[9], None, "records/items/OPS-1/"), kept), as_of=TODAY),)
        case "stacked_bars":
            parts = (Part(name, "active", 4), Part(name, "queue", 2))
            return (stacked_bars((Bar(name, parts), Bar(name, ()))), stacked_bars((Bar(name, parts),), share=True))
        case _:
            found = limits(_WEEKLY[:8])
            return xmr(tuple(zip(_WEEKS, _WEEKLY, strict=True)), found, signals(_WEEKLY, found), moment, unit="days")
