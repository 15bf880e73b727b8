"""Record texts as HTML: Markdown in, a tight allow-list out. Texts are data: never a template, never trusted.

GitHub's own flavour, so that a text reads here as it does on the forge. Ids of items become links; the root of the site
stands in them as `ROOT`.
"""

import posixpath
import re
from collections.abc import Callable
from html import unescape

import nh3
from cmarkgfm import github_flavored_markdown_to_html
from markupsafe import Markup, escape

__all__ = ["ROOT", "TextRenderer"]

# Stands for the way from a page up to the site's root until the page is complete; control characters are no text.
ROOT = "\x02"

TAGS = {
    "a", "abbr", "b", "blockquote", "br", "code", "dd", "del", "dl", "dt", "em", "h1", "h2", "h3", "h4", "h5", "h6",
    "hr", "i", "ins", "kbd", "li", "ol", "p", "pre", "s", "strong", "sub", "sup", "table", "tbody", "td", "th", "thead",
    "tr", "ul",
}  # fmt: skip
ATTRIBUTES = {"a": {"href", "title"}, "abbr": {"title"}, "ol": {"start"}}
SCHEMES = {"http", "https", "mailto"}

_TAG = re.compile(r"(<[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>)")
_ID = re.compile(r"\b[A-Z][A-Z0-9]*-[A-Za-z0-9]+\b")
_ADDRESS = re.compile(r"\b(https?://[^\s<>&\"']+[^\s<>&\"').,;:!?])")
_IMAGE = re.compile(r'<img src="[^"]*" alt="([^"]*)"[^>]*>')
_BOX = re.compile(r'<input type="checkbox"( checked="")? disabled="" />')
_HREF = re.compile(r'<a href="([^"]*)"')
# Quotes in quotes, deeper than anybody reads: cleaning takes the square of their depth.
_WELL = re.compile(r"^(?:[ \t]*(?:>|[-+*][ \t]|\d{1,9}[.)][ \t])){100}", re.MULTILINE)
_HEADING = re.compile(r"<(/?)h([1-6])>")


class TextRenderer:
    """Renders and remembers texts of records.

    Shape: `find_item` gives the path of an item's page below the root, or `None` for what is no item; `source_url` is
    where files of the repository can be read (`https://.../blob/main/`), empty if nowhere.
    """

    def __init__(self, find_item: Callable[[str], str | None], source_url: str = "") -> None:
        self._find_item = find_item
        self._source_url = source_url
        self._seen: dict[tuple[str, str, bool], Markup] = {}
        self._plain: dict[str, Markup] = {}

    def block(self, text: str | None, folder: str = "") -> Markup:
        """A text of paragraphs, lists and tables; headings start at the third level. Empty stays empty.

        Shape: `folder` is where the text's file lies, for its relative links.
        """
        return self._remembered(text, folder, inline=False)

    def line(self, text: str | None, folder: str = "") -> Markup:
        """A text that stands within a line, such as a comment of one sentence; more paragraphs stay paragraphs."""
        return self._remembered(text, folder, inline=True)

    def words(self, text: str) -> Markup:
        """A text that is no Markdown: ids of items and web addresses become links, nothing else changes."""
        found = self._plain.get(text)
        if found is None:
            html = _ADDRESS.sub(r'<a rel="noopener noreferrer" href="\1">\1</a>', str(escape(text)))
            found = self._plain[text] = Markup(self._link(html))
        return found

    def _remembered(self, text: str | None, folder: str, *, inline: bool) -> Markup:
        if not text:
            return Markup("")
        key = (text, folder, inline)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = Markup(self._render(text, folder, inline=inline))
        return found

    def _render(self, text: str, folder: str, *, inline: bool) -> str:
        html = self._clean(text.strip(), folder)
        if inline and html.startswith("<p>") and html.count("<p>") == 1 and html.endswith("</p>"):
            html = html[3:-4]
        return self._link(html)

    def _clean(self, text: str, folder: str) -> str:
        if _WELL.search(text):
            return f"<pre>{escape(text)}</pre>"
        dirty = github_flavored_markdown_to_html(text)
        if "<i" in dirty:  # pictures would be fetched from elsewhere; of a box to tick only its mark is left
            dirty = _IMAGE.sub(r"\1", _BOX.sub(lambda match: "☑" if match[1] else "☐", dirty))
        html = nh3.clean(
            dirty, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None, strip_comments=True
        ).strip()
        html = _HEADING.sub(lambda match: f"<{match[1]}h{min(6, int(match[2]) + 2)}>", html)
        return _HREF.sub(lambda match: self._anchor(unescape(match[1]), folder), html)

    def _anchor(self, target: str, folder: str) -> str:
        """The opening tag of a link: outside, to an item, to a file of the repository, or to nothing."""
        if re.match(r"(?i)(?:https?|mailto):", target):
            return f'<a rel="noopener noreferrer" href="{escape(target)}"'
        if target.startswith(("#", "//", "/", "\\")) or ":" in target.split("/")[0]:
            return "<a"
        path, _, fragment = target.partition("#")
        resolved = posixpath.normpath(posixpath.join(folder, path))
        for name in (
            posixpath.splitext(posixpath.basename(resolved))[0],
            posixpath.basename(posixpath.dirname(resolved)),
        ):
            page = self._find_item(name)
            if page:
                return f'<a href="{ROOT}{page}"'
        if not self._source_url or resolved.startswith(".."):
            return "<a"
        address = self._source_url + resolved + ("#" + fragment if fragment else "")
        return f'<a rel="noopener noreferrer" href="{escape(address)}"'

    def _link(self, html: str) -> str:
        if not _ID.search(html):
            return html
        closed = 0
        parts = _TAG.split(html)
        for index, part in enumerate(parts):
            if index % 2:
                if part.startswith(("<a ", "<a>", "<pre", "<code")):
                    closed += 1
                elif part.startswith(("</a>", "</pre", "</code")):
                    closed -= 1
            elif not closed and part:
                parts[index] = _ID.sub(self._found, part)
        return "".join(parts)

    def _found(self, match: re.Match[str]) -> str:
        word = match[0]
        page = self._find_item(word)
        return f'<a class="ws-id" href="{ROOT}{page}">{word}</a>' if page else word
