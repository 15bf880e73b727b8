"""Entries of generated pages for the site's own search, added to the index that the theme wrote."""

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path
from urllib.parse import quote

from worksystem.site.page import Page

__all__ = ["add_entries", "build_entry"]

Entry = dict[str, str | list[str]]


def build_entry(page: Page) -> Entry | None:
    """What the search knows of a page; `None` if it is not to be found.

    Shape: title, text and tags are HTML to the search, which shows them as they are, so they are escaped here.
    """
    if page.search is None:
        return None
    title, text = escape(page.search.title, quote=False), escape(page.search.text, quote=False)
    entry: Entry = {"location": quote(page.url), "title": title, "text": text}
    if page.search.tags:
        entry["tags"] = [escape(tag, quote=False) for tag in page.search.tags]
    return entry


def add_entries(index: Path, entries: Sequence[Entry]) -> None:
    """Add entries to an index file; without one, search is off and there is nothing to do.

    Shape: the file is `{"config": ..., "docs": [...]}`, as MkDocs and Material both write it.
    """
    if not index.is_file():
        return
    data = json.loads(index.read_text(encoding="utf-8"))
    data["docs"].extend(entries)
    index.write_text(json.dumps(data, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
