"""A chart as plain values: what it finds, how it is drawn (Vega-Lite), and the table of what it shows. No HTML."""

from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from worksystem.views.record import CellValue

__all__ = ["Chart", "ChartCell", "Panel"]

ChartCell = CellValue | float | None


class Panel(Struct, frozen=True):
    """One drawing of a chart; panels stand side by side where there is room for their widths, else below each other.

    Shape: `spec` is a Vega-Lite specification of a single or layered view with its data inline, `width` and `height` in
    pixels as it is pre-drawn; colours are CSS variables (`var(--ws-active)`), so one drawing serves light, dark and
    paper. No text from records may stand in it but in data: expressions and addresses are never made of them.
    """

    spec: Mapping[str, Any]
    title: str = ""

    @property
    def width(self) -> int:
        """Pixels, all that is drawn included."""
        return int(self.spec["width"])

    @property
    def height(self) -> int:
        """Pixels, all that is drawn included."""
        return int(self.spec["height"])


class Chart(Struct, frozen=True):
    """A chart as a page shows it.

    Shape: `id` is unique within its page and made of `a-z`, `0-9` and `-`; it also names the files for download.
    `title` says the finding in words, `summary` in one to three sentences what the picture shows, for whoever does not
    see it. `rows` are under `columns`, in the order to be read, `None` where there is no value; without rows nothing is
    drawn, and `empty` says what to do so that there is something. `definition` is the address below the site's root
    of the page that says how it is counted, and `convention` how, in few words.
    """

    id: str
    title: str
    summary: str
    panels: tuple[Panel, ...]
    columns: tuple[str, ...]
    rows: tuple[tuple[ChartCell, ...], ...]
    empty: str
    convention: str = ""
    definition: str = ""
