"""Drawing many charts at once: the engine lets others work while it draws, so every processor gets one."""

import os
from collections.abc import Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor

from worksystem.site.charts.draw import draw_panel, drawing_name
from worksystem.views.chart import Chart

__all__ = ["draw_ahead"]


def draw_ahead(charts: Iterable[Chart], cache: MutableMapping[str, str]) -> None:
    """Draw what is not in the cache yet."""
    named = {drawing_name(panel): panel for chart in charts for panel in chart.panels}
    missing = {name: panel for name, panel in named.items() if name not in cache}
    if not missing:
        return
    with ThreadPoolExecutor(min(8, os.cpu_count() or 1)) as pool:
        for name, drawing in zip(missing, pool.map(draw_panel, missing.values()), strict=True):
            cache[name] = drawing
