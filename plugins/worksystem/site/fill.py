"""One page that a site generator rendered becomes the shell of all generated pages: header, search, scripts, footer.

A shell is parsed once and laid out once for each depth and section; filling a page is joining strings.
"""

import re
from functools import lru_cache
from html import escape
from typing import Self
from urllib.parse import quote

from msgspec import Struct

from worksystem.site.page import Page

__all__ = ["CONTENT", "ROOT", "SHELL_URL", "SLOT", "Shell", "fill", "root_of"]

# The shell is rendered so deep down that its way up to the root is found nowhere else in its text.
SHELL_URL = ".worksystem/1/2/3/4/5/shell/"
ROOT = "/".join([".."] * SHELL_URL.count("/"))
# What the generator is given as title, description and addresses of the shell.
SLOT = "worksystem-slot-{}"
# Holds a heading, because the theme adds one of its own to a page that has none.
CONTENT = "<!--worksystem-slot-content <h1-->"

_PIECES = re.compile(
    rf"""
      <meta\ name="description"\ content="(?P<description>{SLOT.format("description")})">\s*
    | <link\ rel="canonical"\ href="(?P<canonical>{SLOT.format("canonical")})">\s*
    | <a\ href="(?P<edit>{SLOT.format("edit")})".*?</a>\s*
    | (?P<tab><li\ class="md-tabs__item)(?=">\s*<a\ href="{re.escape(ROOT)}/(?P<section>[\w.-]+)/)
    | (?P<drawer><li\ class="md-nav__item)(?=">\s*<a\ href="{re.escape(ROOT)}/(?P<entry>[\w.-]+)/)
    | (?P<content>{re.escape(CONTENT)})
    | (?P<title>{SLOT.format("title")})
    | (?P<root>{re.escape(ROOT)}(?=["'/#?]))
    """,
    re.VERBOSE | re.DOTALL,
)
_OPTIONAL = ("description", "canonical", "edit")


class _Slot(Struct, frozen=True):
    """A place that differs from page to page; without a value the text around it is left out too."""

    name: str
    before: str = ""
    after: str = ""


class _Mark(Struct, frozen=True):
    """A place that only differs between sections of the navigation: the entry of the page's own section."""

    text: str
    section: str
    active: str


class Shell(Struct, frozen=True, eq=False, dict=True):
    """The parsed shell: fixed text, the way to the root, entries of the navigation, and slots."""

    parts: tuple[str | _Slot | _Mark | None, ...]

    @classmethod
    def parse(cls, html: str) -> Self:
        """Split the rendered shell.

        Errors: `ValueError` if the theme left out the place of the content, which nothing could be filled into.
        """
        parts: list[str | _Slot | _Mark | None] = []
        last = 0
        for match in _PIECES.finditer(html):
            parts.append(html[last : match.start()])
            last = match.end()
            parts.append(_piece(match))
        parts.append(html[last:])
        if _Slot("content") not in parts:
            raise ValueError("the theme rendered the shell without the place for the content of a page")
        return cls(tuple(parts))

    @lru_cache(maxsize=256)  # noqa: B019 - a shell lives as long as a build
    def layout(self, depth: int, section: str) -> tuple[str | _Slot, ...]:
        """What all pages at a depth in a section share, in one string between any two slots."""
        root = root_of(depth)
        laid: list[str | _Slot] = [""]
        for part in self.parts:
            if isinstance(part, _Slot):
                laid += [part, ""]
                continue
            if part is None:
                part = root
            elif isinstance(part, _Mark):
                part = f"{part.text} {part.active}" if part.section == section else part.text
            laid[-1] = f"{laid[-1]}{part}"
        return tuple(laid)


def _piece(match: re.Match[str]) -> _Slot | _Mark | None:
    name = match.lastgroup
    if match["tab"]:
        return _Mark(match["tab"], match["section"], "md-tabs__item--active")
    if match["drawer"]:
        return _Mark(match["drawer"], match["entry"], "md-nav__item--active")
    if name in _OPTIONAL:
        before, after = match[0].split(match[name])
        return _Slot(name, before, after)
    return None if match["root"] else _Slot(str(name))


def root_of(depth: int) -> str:
    """The way from a page up to the site's root, without a slash at its end; depth 0 is the root itself."""
    return "/".join([".."] * depth) or "."


def fill(shell: Shell, page: Page, *, site_url: str = "", edit_url: str = "") -> str:
    """The complete HTML of a page.

    Shape: `site_url` and `edit_url` are what the page's address and its file's path are put behind; where one is empty,
    so is the page's canonical address or its edit link.
    """
    source = page.source_path if edit_url and page.source_path and not page.source_path.startswith("../") else ""
    values = {
        "title": escape(page.title),
        "description": escape(page.description),
        "canonical": escape(site_url + quote(page.url)) if site_url else "",
        "edit": escape(edit_url + quote(source)) if source else "",
        "content": page.html,
    }
    text: list[str] = []
    for part in shell.layout(page.url.count("/"), page.section):
        if isinstance(part, str):
            text.append(part)
        elif value := values[part.name]:
            text += (part.before, value, part.after)
    return "".join(text)
