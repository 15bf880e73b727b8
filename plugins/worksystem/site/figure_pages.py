"""The definition of each figure as HTML, from the page that comes with the package."""

import re
from collections.abc import Collection
from functools import cache
from importlib.resources import files

from markupsafe import Markup, escape

from worksystem.metrics.registry import DEFINITIONS
from worksystem.site.shipped import convert_page, link_known

__all__ = ["definition_html"]

_TITLE = re.compile(r"<h1>.*?</h1>\s*", re.DOTALL)


@cache
def _text(name: str) -> str:
    page = files("worksystem.metrics").joinpath("pages").joinpath(f"{name}.md")
    if not page.is_file():
        return f"<p>{escape(DEFINITIONS[name].says)}.</p>"
    return _TITLE.sub("", convert_page(page.read_text(encoding="utf-8"), "metrics"), count=1)


def definition_html(name: str, handbook: Collection[str]) -> Markup:
    """How a figure is counted, without its title; the root of the site is still to be filled in.

    Shape: `handbook` are the addresses of pages that somebody wrote. Errors: `KeyError` if there is no such figure.
    """
    return Markup(link_known(_text(name), handbook))
