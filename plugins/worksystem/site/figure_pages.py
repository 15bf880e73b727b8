"""The definition of each figure as HTML: the page that comes with the package, its links leading about the site."""

import posixpath
import re
from functools import lru_cache
from importlib.resources import files
from typing import Final

from markdown import Markdown
from markupsafe import Markup

from worksystem.metrics.registry import DEFINITIONS
from worksystem.site.text import ROOT

__all__ = ["FOLDER", "definition_html", "figure_path", "figure_urls"]

FOLDER: Final = "metrics"
_TITLE = re.compile(r"<h1>.*?</h1>\s*", re.DOTALL)
_LINK = re.compile(r'href="([^":#]+)\.md(#[^"]*)?"')


def figure_path(name: str) -> str:
    """The page of a figure: `metrics/cycle_time/`."""
    return f"{FOLDER}/{name}/"


def figure_urls() -> tuple[str, ...]:
    """The address of every figure's page."""
    return tuple(map(figure_path, DEFINITIONS))


@lru_cache(maxsize=1)
def _texts() -> dict[str, Markup]:
    markdown = Markdown(extensions=["tables", "pymdownx.superfences", "pymdownx.highlight"], output_format="html")
    folder = files("worksystem.metrics").joinpath("pages")
    found = {}
    for name in DEFINITIONS:
        page = folder.joinpath(f"{name}.md")
        if page.is_file():
            html = markdown.reset().convert(page.read_text(encoding="utf-8"))
            found[name] = Markup(_LINK.sub(_lead, _TITLE.sub("", html, count=1)))
    return found


def definition_html(name: str) -> Markup:
    """How a figure is counted, without its title; the root of the site is still to be filled in."""
    return _texts().get(name, Markup("<p>{}.</p>").format(DEFINITIONS[name].says))


def _lead(match: re.Match[str]) -> str:
    """A link to a Markdown file, seen from the folder of the pages, as a link to the page made of it."""
    path = posixpath.normpath(posixpath.join(FOLDER, match[1]))
    path = posixpath.dirname(path) if posixpath.basename(path) == "index" else path
    return f'href="{ROOT}{path}/{match[2] or ""}"'
