"""HTML of macros in handbook pages: kept out of Markdown, which would read record texts as markup of its own.

A macro leaves a comment behind that Markdown passes through; the comment becomes the HTML when the page is done.
"""

import re

from msgspec import Struct, field

__all__ = ["Embeds"]

_MARK = re.compile(r"<!--worksystem:(block|text):(\d+)-->")


class Embeds(Struct, dict=True):
    """The HTML that macros of one build produced, by the number that stands in their comments.

    Shape: `files` are what else they offer, by path below the site's root.
    """

    _html: list[str] = field(default_factory=list)
    files: dict[str, str] = field(default_factory=dict)

    def keep(self, html: str, *, text: bool = False) -> str:
        """The comment to leave in the Markdown; a text is read by the search, a block is not."""
        self._html.append(html)
        return f"<!--worksystem:{'text' if text else 'block'}:{len(self._html) - 1}-->"

    def place(self, html: str, *, text: bool = False) -> str:
        """Put the kept HTML, of texts or of blocks, where its comments stand."""
        kind = "text" if text else "block"
        if "<!--worksystem:" not in html:
            return html
        return _MARK.sub(lambda match: self._html[int(match[2])] if match[1] == kind else match[0], html)
