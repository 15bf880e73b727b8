"""Pages that come with the package, as HTML: their links lead about the site, those to pages it lacks to nowhere."""

import posixpath
import re
from collections.abc import Collection

from markdown import Markdown

from worksystem.site.text import ROOT

__all__ = ["convert_page", "link_known"]

_LINK = re.compile(r'href="([^":#]+)\.md(#[^"]*)?"')
_ANCHOR = re.compile(rf'<a href="{ROOT}([^"#]*)[^"]*">(.*?)</a>', re.DOTALL)
_GENERATED = ("metrics/", "reference/rules/")


def convert_page(text: str, folder: str) -> str:
    """A page's Markdown as HTML; `folder` is where it lies in the handbook. The site's root is still to fill in."""
    markdown = Markdown(extensions=["tables", "pymdownx.superfences", "pymdownx.highlight"], output_format="html")
    return _LINK.sub(lambda match: f'href="{ROOT}{_lead(match[1], folder)}{match[2] or ""}"', markdown.convert(text))


def link_known(html: str, handbook: Collection[str]) -> str:
    """The same, with links to pages that the site lacks left as their words; `handbook` are those somebody wrote."""
    return _ANCHOR.sub(
        lambda match: match[0] if match[1] in handbook or match[1].startswith(_GENERATED) else match[2], html
    )


def _lead(target: str, folder: str) -> str:
    """The address of the page made of a Markdown file."""
    path = posixpath.normpath(posixpath.join(folder, target))
    return f"{posixpath.dirname(path) if posixpath.basename(path) == 'index' else path}/"
