"""The Jinja2 environment of the templates: autoescaped, compiled once; words for dates, counts and links.

Templates are ours alone. Everything from records enters as a value.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup, escape

from worksystem.site.text import ROOT, TextRenderer
from worksystem.site.urls import PLURALS, board_path, flow_path, health_path, items_path, path_of, team_board_path
from worksystem.views.record import Place

__all__ = ["environment", "icon", "link", "rooted"]


@lru_cache(maxsize=131_072)
def link(kind: str, id: str) -> Markup:
    """The `href` of a record's page, with the root still to be filled in."""
    return Markup(ROOT + quote(path_of(kind, id)))


def rooted(html: str, url: str) -> str:
    """The finished HTML of the page at `url`: links lead from there to the site's root."""
    return html.replace(ROOT, "../" * url.count("/") or "./")


@lru_cache(maxsize=256)
def icon(name: str, label: str = "") -> Markup:
    """One of Material's bundled icons as inline SVG; with a label it says something, without it is an ornament."""
    spec = find_spec("material")
    if spec is None or not spec.submodule_search_locations:
        return Markup("")
    base = Path(spec.submodule_search_locations[0]) / "templates" / ".icons"
    svg = (base / f"{name}.svg").read_text(encoding="utf-8")
    said = f'role="img" aria-label="{escape(label)}"' if label else 'aria-hidden="true"'
    return Markup(svg.replace("<svg ", f'<svg class="ws-icon" {said} ', 1))


MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day(value: date | None, today: date | None = None) -> Markup:
    """A date as people say it: `1 Dec`, with the year when it is another one; the exact date is in the markup."""
    if value is None:
        return Markup("")
    text = f"{value.day} {MONTHS[value.month - 1]}"
    if today is None or value.year != today.year:
        text += f" {value.year}"
    exact = f"{value:%A} {value.day} {value:%B %Y}"
    return Markup(f'<time datetime="{value.isoformat()}" title="{exact}">{text}</time>')


def in_days(days: int) -> str:
    """How far off a day is: `today`, `tomorrow`, `in 9 days`, `3 days ago`."""
    if days in (-1, 0, 1):
        return ("yesterday", "today", "tomorrow")[days + 1]
    return f"in {days} days" if days > 0 else f"{-days} days ago"


WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")


def number(value: int, *, start: bool = False) -> str:
    """A count in a sentence: words up to twelve, digits beyond."""
    text = WORDS[value] if 0 <= value < len(WORDS) else f"{value:,}"
    return text[0].upper() + text[1:] if start else text


def plural(value: int, one: str, many: str = "") -> str:
    """The noun that goes with a count."""
    return one if value == 1 else many or one + "s"


def percent(value: float | None) -> str:
    """A share of 0 to 1 as whole per cent; nothing known is a dash."""
    return "–" if value is None else f"{round(value * 100)}%"


def sentence(text: str) -> str:
    """A message of the checker as a sentence begins."""
    return text[:1].upper() + text[1:] if text[:1].islower() and "_" not in text.split(" ")[0] else text


def cut(text: str, length: int) -> str:
    """A text that fits a drawing."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"


def environment(texts: TextRenderer, source_of: Callable[[str], str], marks: Mapping[str, Any]) -> Environment:
    """The environment for one build; templates are compiled when first asked for and kept.

    Shape: `source_of` gives the address of a file of the repository, or ""; `marks` are the pieces templates may call.
    """
    env = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.globals.update(
        icon=icon,
        link=link,
        place=place,
        source_of=lru_cache(maxsize=None)(source_of),
        R=Markup(ROOT),
        plurals=PLURALS,
        board_path=board_path,
        team_board_path=team_board_path,
        items_path=items_path,
        path_of=path_of,
        flow_path=flow_path,
        health_path=health_path,
        **marks,
    )
    env.filters.update(
        block=texts.block,
        capfirst=capfirst,
        cut=cut,
        day=day,
        in_days=in_days,
        line=texts.line,
        number=number,
        percent=percent,
        plural=plural,
        sentence=sentence,
        words=texts.words,
    )
    return env


def capfirst(html: str) -> str:
    """The first letter of plain text as a capital; markup stays as it is."""
    return html if html.startswith("<") else type(html)(html[:1].upper() + html[1:])


def place(where: Place) -> Markup:
    """The `href` of a page that is no record."""
    if where.kind == "board":
        target = board_path(where.id)
    elif where.kind == "column":
        workflow, _, state = where.id.partition("#")
        target = f"{board_path(workflow)}#{quote(state)}"
    elif where.kind == "team board":
        target = team_board_path(where.id)
    elif where.kind == "open items":
        key, _, value = where.id.partition("=")
        target = f"items/?{key}={quote(value)}"
    elif where.kind == "items" and where.id:
        key, _, value = where.id.partition("=")
        target = f"items/?{key}={quote(value)}&show=all"
    elif where.kind == "flow":
        target = flow_path(*where.id.split(":", 1))
    elif where.kind == "health":
        target = health_path(where.id)
    elif where.kind == "rule":
        target = f"reference/rules/{where.id}/"
    else:
        target = f"{where.kind}/"
    return Markup(ROOT + str(escape(target)))
