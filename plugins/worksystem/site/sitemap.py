"""Generated pages in the site's sitemap."""

import re
from collections.abc import Iterable
from html import escape
from urllib.parse import quote

from worksystem.site.fill import SHELL_URL

__all__ = ["add_urls"]

_SHELL = re.compile(rf"\s*<url>\s*<loc>[^<]*{re.escape(SHELL_URL)}</loc>.*?</url>", re.DOTALL)


def add_urls(sitemap: str, site_url: str, urls: Iterable[str]) -> str:
    """The sitemap with generated pages in it, if the site has an address, and without the shell."""
    sitemap = _SHELL.sub("", sitemap)
    if not site_url:
        return sitemap
    entries = "".join(f"\n    <url>\n         <loc>{escape(site_url + quote(url))}</loc>\n    </url>" for url in urls)
    return sitemap.replace("\n</urlset>", f"{entries}\n</urlset>")
