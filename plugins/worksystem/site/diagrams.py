"""Diagrams: the library that draws them comes with the package and is loaded only where a page has one.

Without it the theme would fetch the library from elsewhere; it does not when it finds one already there.
"""

import re
import shutil
from pathlib import Path

__all__ = ["copy_library", "has_diagram", "with_library"]

_LIBRARY = Path(__file__).parent / "vendor" / "mermaid"
_PLACE = "assets/worksystem/mermaid"
_THEME_SCRIPT = re.compile(r"(?=<script [^>]*assets/javascripts/bundle\.)")


def has_diagram(html: str) -> bool:
    """Whether there is anything to draw."""
    return 'class="mermaid"' in html


def with_library(html: str, root: str) -> str:
    """A whole page with the library before the theme's script; `root` is the way to the site's root, with its slash."""
    script = f'<script src="{root}{_PLACE}/mermaid.min.js"></script>'
    return _THEME_SCRIPT.sub(script, html, count=1)


def copy_library(site: Path) -> None:
    """Put the library and its licence into the site."""
    (site / _PLACE).mkdir(parents=True, exist_ok=True)
    for name in ("mermaid.min.js", "LICENSE.txt"):
        shutil.copyfile(_LIBRARY / name, site / _PLACE / name)
