"""The library that makes charts interactive comes with the package; pages load it once a chart is about to be seen."""

import shutil
from pathlib import Path

__all__ = ["PLACE", "copy_runtime", "has_chart"]

PLACE = "assets/worksystem/vega"
_LIBRARY = Path(__file__).parents[1] / "vendor" / "vega"


def has_chart(html: str) -> bool:
    """Whether a page has a chart that was drawn."""
    return "data-ws-chart=" in html


def copy_runtime(site: Path) -> None:
    """Put the library and its licence into the site."""
    (site / PLACE).mkdir(parents=True, exist_ok=True)
    for name in ("vega.min.js", "vega-lite.min.js", "LICENSE.txt"):
        shutil.copyfile(_LIBRARY / name, site / PLACE / name)
