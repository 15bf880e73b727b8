"""The site of a past revision: the line that says so on every page, and a navigation without pages that came later."""

from collections.abc import Callable
from datetime import date
from typing import Any

from markupsafe import Markup

from worksystem.site.html import day
from worksystem.source.checkout import Checkout

__all__ = ["keep_known", "past_note"]

_SHORT = 10
_NOTE = Markup("""
<aside class="md-banner ws-past"><div class="md-banner__inner md-grid md-typeset">
Everything here is as it was {then}, shown as of {day}.</div></aside>""")


def past_note(checkout: Checkout, as_of: date) -> str:
    """The line above the page; empty where today's files are shown."""
    if not checkout.revision:
        return ""
    commit = Markup("commit <code>{}</code>").format(checkout.revision[:_SHORT])
    named = checkout.named
    then = Markup("at {}").format(commit)
    if not checkout.revision.startswith(named):
        then = Markup("at <b>{}</b> ({})").format(named, commit)
    return str(_NOTE.format(then=then, day=day(as_of)))


def keep_known(nav: Any, is_known: Callable[[str], bool]) -> Any:
    """A navigation as mkdocs.yml writes it, less the Markdown pages that do not exist and sections left without any.

    Shape: `None` if nothing is left.
    """
    if isinstance(nav, list):
        return [kept for each in nav if (kept := keep_known(each, is_known)) is not None] or None
    if isinstance(nav, dict):
        return {title: kept for title, each in nav.items() if (kept := keep_known(each, is_known)) is not None} or None
    return None if isinstance(nav, str) and nav.endswith(".md") and "://" not in nav and not is_known(nav) else nav
