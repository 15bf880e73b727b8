"""One page of the site as plain values: what is rendered, and what is filled into the shell.

Whoever renders pages knows no site generator; whoever adapts a site generator knows no record.
"""

from collections.abc import Mapping

from msgspec import Struct, field

__all__ = ["Page", "SearchText"]


class SearchText(Struct, frozen=True):
    """What the site's search knows of a page: short on purpose, so that 10,000 pages stay a small index."""

    title: str
    text: str
    tags: tuple[str, ...] = ()


class Page(Struct, frozen=True):
    """One generated page.

    Shape: `url` has no leading slash and ends in `/` (`records/items/OPS-1/`); `title` and `description` are plain
    text, not escaped; `html` is all below the site's header, heading included, with links relative to `url`; `data` is
    written beside the page as `index.json` if it is not `None`, and so are `files`, by name; `source_path` is relative
    to the repository, for the edit link; `section` is the entry of the navigation the page belongs to (`boards`,
    `items`, `ownership`, `metrics`, `records`, `findings`).
    """

    url: str
    title: str
    description: str
    html: str
    search: SearchText | None = None
    data: object | None = None
    source_path: str | None = None
    section: str = "records"
    files: Mapping[str, str] = field(default_factory=dict)
