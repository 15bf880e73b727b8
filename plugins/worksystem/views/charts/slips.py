"""Due dates that moved: first promise, last promise, and the day it was finished."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from worksystem.model.words import day_words
from worksystem.views.chart import Panel
from worksystem.views.charts.style import (
    INK,
    QUIET,
    Layer,
    axis_of_days,
    colour,
    figure,
    panel,
    text_layer,
    when,
)

__all__ = ["Slip", "slips"]

_ROW = 40
_KEY = "○ first due   ❘ last due   ◆ finished"


class Slip(Struct, frozen=True):
    """An item with the first day it was promised for, the last, and when it was finished, `None` while it is not."""

    name: str
    first: date
    last: date
    finished: date | None = None
    url: str = ""


def slips(rows: Sequence[Slip], *, as_of: date) -> Panel:
    """A line for each item, from a ring (first promised) to a tick (last promised); a diamond is when it was finished.

    Shape: at least one item, drawn in the order given.
    """
    days = [day for row in rows for day in (row.first, row.last, row.finished or as_of)]
    x = axis_of_days(min(days), max(days))
    values: list[dict[str, Any]] = []
    for index, row in enumerate(rows):
        moved = (row.last - row.first).days
        shift = f", {figure(abs(moved), 'days')} {'later' if moved > 0 else 'earlier'}" if moved else ""
        told = [
            row.name,
            f"first due {day_words(row.first)}",
            f"last due {day_words(row.last)}{shift}",
            f"finished {day_words(row.finished)}" if row.finished else "not finished",
        ]
        values.append(
            {
                "row": index + 1.36, "first": when(row.first), "last": when(row.last), "tip": "\n".join(told),
                **({"finished": when(row.finished)} if row.finished else {}), **({"url": row.url} if row.url else {}),
            }
        )  # fmt: skip
    scale = {"domain": [0, len(rows) + 0.7], "nice": False, "reverse": True}
    y: Layer = {"field": "row", "type": "quantitative", "scale": scale, "axis": None}
    tip = {"tooltip": {"field": "tip"}}

    def mark(field: str, **how: Any) -> Layer:
        place = {"x": x | {"field": field}, "y": y}
        shown: Layer = {"mark": {"type": "point", "opacity": 1, **how}, "encoding": place | tip}
        return {"transform": [{"filter": "isValid(datum.finished)"}]} | shown if field == "finished" else shown

    drawn = {
        "data": {"values": values},
        "layer": [
            {
                "mark": {"type": "rule", "color": QUIET, "strokeWidth": 2},
                "encoding": {"x": x | {"field": "first"}, "x2": {"field": "last"}, "y": y} | tip,
            },
            mark("first", shape="circle", filled=False, fill="var(--ws-ground)", stroke=QUIET, strokeWidth=2, size=70),
            mark("last", shape="stroke", angle=90, filled=False, stroke=INK, strokeWidth=3, size=160),
            mark("finished", shape="diamond", filled=True, color=colour("done"), size=120),
        ],
    }
    names = [{"row": index + 0.98, "name": row.name} for index, row in enumerate(rows)]
    key = text_layer([{"row": 0.2, "name": _KEY}], {"x": {"value": 0}, "y": y}, align="left", baseline="middle")
    label = text_layer(
        names, {"x": {"value": 0}, "y": y}, align="left", baseline="middle", color=INK, limit={"expr": "width"}
    )
    return panel([drawn, label, key], height=_ROW * len(rows) + 58)
