"""Record texts as HTML: Markdown in, a tight allow-list out. Texts are data: never a template, never trusted.

Ids of items and bare web addresses in a text become links; the root of the site stands in them as `ROOT`.
"""

import posixpath
import re
from collections.abc import Callable
from html import unescape

import nh3
from markdown import Markdown
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

# What makes a text more than paragraphs of words. A dash or a number counts only where it opens a line.
_MARKUP = re.compile(r"[*`\[\]<>#|\\~&!]|(?<!\w)_|_(?!\w)|^(?: {4}|\t)|^\s*(?:\d+[.)]|[-+:=])|  $", re.MULTILINE)
_TAG = re.compile(r"(<[^>\"]*(?:\"[^\"]*\"[^>\"]*)*>)")
_LINKED = re.compile(r"https?://[^\s<>\"')]+[^\s<>\"').,;:!?]|\b[A-Z][A-Z0-9]*-[A-Za-z0-9]+\b")
_HREF = re.compile(r'<a href="([^"]*)"')
_HEADING = re.compile(r"<(/?)h([1-6])>")
_PARAGRAPHS = re.compile(r"\n[ \t]*\n\s*")


class TextRenderer:
    """Renders and remembers texts of records.

    Shape: `find_item` gives the path of an item's page below the root, or `None` for what is no item; `source_url` is
    where files of the repository can be read (`https://.../blob/main/`), empty if nowhere.
    """

    def __init__(self, find_item: Callable[[str], str | None], source_url: str = "") -> None:
        self._find_item = find_item
        self._source_url = source_url
        self._markdown = Markdown(extensions=["tables", "fenced_code", "sane_lists"], output_format="html")
        self._seen: dict[tuple[str, str, bool], Markup] = {}

    def block(self, text: str | None, folder: str = "") -> Markup:
        """A text of paragraphs, lists and tables; headings start at the third level. Empty stays empty.

        Shape: `folder` is where the text's file lies, for its relative links.
        """
        return self._remembered(text, folder, inline=False)

    def line(self, text: str | None, folder: str = "") -> Markup:
        """A text that stands within a line, such as a comment of one sentence; more paragraphs stay paragraphs."""
        return self._remembered(text, folder, inline=True)

    def _remembered(self, text: str | None, folder: str, *, inline: bool) -> Markup:
        if not text:
            return Markup("")
        key = (text, folder, inline)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = Markup(self._render(text, folder, inline=inline))
        return found

    def _render(self, text: str, folder: str, *, inline: bool) -> str:
        text = text.strip()
        if _MARKUP.search(text):
            html = self._clean(text, folder)
            if inline and html.startswith("<p>") and html.count("<p>") == 1 and html.endswith("</p>"):
                html = html[3:-4]
        else:
            parts = [str(escape(part)) for part in _PARAGRAPHS.split(text)]
            html = parts[0] if inline and len(parts) == 1 else "\n".join(f"<p>{part}</p>" for part in parts)
        return self._link(html)

    def _clean(self, text: str, folder: str) -> str:
        dirty = self._markdown.reset().convert(text)
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
        for name in (posixpath.splitext(posixpath.basename(resolved))[0], posixpath.basename(posixpath.dirname(resolved))):
            page = self._find_item(name)
            if page:
                return f'<a href="{ROOT}{page}"'
        if not self._source_url or resolved.startswith(".."):
            return "<a"
        return f'<a rel="noopener noreferrer" href="{escape(self._source_url + resolved + ("#" + fragment if fragment else ""))}"'

    def _link(self, html: str) -> str:
        if "-" not in html and "://" not in html:
            return html
        closed = 0
        parts = _TAG.split(html)
        for index, part in enumerate(parts):
            if index % 2:
                if part.startswith(("<a", "<pre", "<code")) and not part.startswith("<abbr"):
                    closed += 1
                elif part.startswith(("</a>", "</pre", "</code")):
                    closed -= 1
            elif not closed and part:
                parts[index] = _LINKED.sub(self._found, part)
        return "".join(parts)

    def _found(self, match: re.Match[str]) -> str:
        word = match[0]
        if word.startswith("http"):
            return f'<a rel="noopener noreferrer" href="{word}">{word}</a>'
        page = self._find_item(word)
        return f'<a class="ws-id" href="{ROOT}{page}">{word}</a>' if page else word
