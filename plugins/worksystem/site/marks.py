"""The small pieces that pages are made of: a state, a person, a day, a line, a card. Built once each, asked for often.

These are written in Python because a big site has millions of them; whole pages are templates.
"""

from collections.abc import Iterable
from datetime import date
from functools import cached_property
from html import escape
from typing import Any, Final, cast

from markupsafe import Markup

from worksystem.model.words import days_words
from worksystem.site.html import day, icon, link, place
from worksystem.site.text import TextRenderer
from worksystem.views.card import Age, Card
from worksystem.views.record import CellValue, Place
from worksystem.views.reference import DayMark, Fact, Ref, StateMark

__all__ = ["Marks"]

_NOBODY: Final = Markup(
    '<span class="ws-who ws-late"><span class="ws-face ws-face--nobody" aria-hidden="true">?</span>'
    "<span>nobody</span></span>"
)
_WITH_FACE: Final = frozenset({"person", "team", "role"})


class Marks:
    """The pieces of one build; `today` is the day asked about."""

    def __init__(self, today: date, texts: TextRenderer) -> None:
        self.today = today
        self.texts = texts

    @cached_property
    def _seen(self) -> dict[Any, Markup]:
        return {}

    def state(self, mark: StateMark) -> Markup:
        """A state: its shape in the colour of its category, and its name."""
        key = ("state", mark.category, mark.name)
        found = self._seen.get(key)
        if found is None:
            html = f'<span class="ws-state ws-state--{escape(mark.category)}">{escape(mark.name)}</span>'
            found = self._seen[key] = Markup(html)
        return found

    def glyph(self, mark: StateMark) -> Markup:
        """A state as its shape alone; the name is there for those who hear it, and on hover."""
        key = ("glyph", mark.category, mark.name)
        found = self._seen.get(key)
        if found is None:
            name = escape(mark.name)
            html = (
                f'<span class="ws-state ws-state--{escape(mark.category)}" title="{name}">'
                f'<span class="ws-state__name">{name}</span></span>'
            )
            found = self._seen[key] = Markup(html)
        return found

    def ref(self, ref: Ref) -> Markup:
        """A name that leads to the record's page, if it has one."""
        key = (ref.kind, ref.id, ref.title)
        found = self._seen.get(key)
        if found is None:
            title = escape(ref.title)
            found = Markup(f'<a href="{link(ref.kind, ref.id)}">{title}</a>' if ref.known else title)
            self._seen[key] = found
        return found

    def face(self, ref: Ref) -> Markup:
        """Initials, for a person round, for others square."""
        html = f'<span class="ws-face ws-face--{escape(ref.kind)}" aria-hidden="true">{escape(ref.initials)}</span>'
        return Markup(html)

    def who(self, ref: Ref | None) -> Markup:
        """A person, team or role with initials; nobody stands out."""
        if ref is None:
            return _NOBODY
        key = ("who", ref.kind, ref.id, ref.title)
        found = self._seen.get(key)
        if found is None:
            found = Markup(f'<span class="ws-who">{self.face(ref)}<span>{self.ref(ref)}</span></span>')
            self._seen[key] = found
        return found

    def nobody(self) -> Markup:
        """Where an owner should be."""
        return _NOBODY

    def day(self, value: date) -> Markup:
        """A date as people say it."""
        found = self._seen.get(value)
        if found is None:
            found = self._seen[value] = day(value, self.today)
        return found

    def due(self, mark: DayMark | None, word: str = "") -> Markup:
        """A day that matters: late and soon stand out."""
        if mark is None:
            return Markup("")
        said = f"{escape(word)}{self.day(mark.day)}"
        if mark.nearness == "past":
            late = f"{icon('material/calendar-alert')}<span>{said}, {-mark.days}&nbsp;d late</span>"
            return Markup(f'<span class="ws-late">{late}</span>')
        if mark.nearness == "soon":
            return Markup(f'<span class="ws-soon">{icon("material/calendar-clock")}<span>{said}</span></span>')
        return Markup(f"<span>{said}</span>")

    def age(self, age: Age | None) -> Markup:
        """How long an item has been in its state: `4 d`, said in full to those who hear it; too long stands out."""
        if age is None:
            return Markup("")
        since = f"{age.since.day} {age.since:%B %Y}"
        full = f"{days_words(age.days)} in this state, since {since}"
        full += f"; {days_words(age.total)} in progress" if age.total is not None else ""
        if not age.over:
            return Markup(
                f'<span class="ws-age" title="{full}"><span aria-hidden="true">{age.days}&nbsp;d</span>'
                f'<span class="ws-visually-hidden">{full}</span></span>'
            )
        full += f"; at most {days_words(age.expected or 0)} are expected"
        return Markup(
            f'<span class="ws-age ws-soon" title="{full}">{icon("material/timer-alert-outline")}'
            f'<span aria-hidden="true">{age.days}&nbsp;d, {age.expected:g} expected</span>'
            f'<span class="ws-visually-hidden">{full}</span></span>'
        )

    def value(self, value: CellValue) -> Markup:
        """One value of a fact or a table."""
        if isinstance(value, str):
            if value == "nobody":
                return _NOBODY
            if value in ("error", "warning"):
                return Markup(f'<span class="ws-tag ws-tag--{value}">{value}</span>')
            if value == "critical":
                return Markup('<span class="ws-tag">critical</span>')
            return self.texts.words(value)
        if isinstance(value, Ref):
            return self.who(value) if value.kind in _WITH_FACE else self.ref(value)
        if isinstance(value, StateMark):
            return self.state(value)
        if isinstance(value, Place):
            return Markup(f'<a href="{place(value)}">{escape(value.title)}</a>')
        return self.day(value) if isinstance(value, date) else Markup(value)

    def facts(self, facts: Iterable[Fact]) -> Markup:
        """Labels and values."""
        parts = ['<dl class="ws-facts">']
        for fact in facts:
            parts.append(f"<dt>{escape(fact.label)}</dt><dd>")
            for index, value in enumerate(fact.values):
                if index:
                    parts.append("<br>" if fact.lines or isinstance(value, Ref) else ", ")
                parts.append(self.value(value))
            parts.append("</dd>")
        parts.append("</dl>")
        return Markup("".join(parts))

    def line(self, card: Card, *, why: bool = True) -> Markup:
        """An item in a line of a list: state, id, title, what presses, owner."""
        key = ("line", card.id, why)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = self._line(card, why=why)
        return found

    def _line(self, card: Card, *, why: bool) -> Markup:
        end = ""
        if why and card.attention:
            end = f'<span class="ws-late">{escape(card.attention[0])}</span>'
        elif card.due and card.open:
            end = str(self.due(card.due))
        if card.owner:
            name = escape(card.owner.title)
            end += (
                f'<span class="ws-face ws-face--{escape(card.owner.kind)}" role="img" aria-label="{name}" '
                f'title="{name}">{escape(card.owner.initials)}</span>'
            )
        elif card.open:
            end += '<span class="ws-face ws-face--nobody" role="img" aria-label="nobody">?</span>'
        return Markup(
            f'<li class="ws-line">{self.glyph(card.state)}<span class="ws-id">{escape(card.id)}</span>'
            f'<span class="ws-line__title"><a href="{link("item", card.id)}">{escape(card.title)}</a></span>'
            f'<span class="ws-line__end">{end}</span></li>'
        )

    def lines(self, cards: Iterable[Card], *, why: bool = True) -> Markup:
        """A list of items."""
        found = "\n".join(self.line(card, why=why) for card in cards)
        return Markup(f'<ul class="ws-list">{found}</ul>')

    def links(self, cards: Iterable[Card]) -> Markup:
        """A narrow list of items: state, id, title."""
        parts = [
            f'<li class="ws-link">{self.glyph(card.state)}<a href="{link("item", card.id)}">'
            f'<span class="ws-id">{escape(card.id)}</span> {escape(card.title)}</a></li>'
            for card in cards
        ]
        return Markup(f'<ul class="ws-list">{"".join(parts)}</ul>')

    def card(self, card: Card, *, beside: bool = False) -> Markup:
        """A card on a board: what is normal is quiet; what is late, blocked or nobody's stands out.

        Shape: `beside` says that the item is in another state of its own workflow, which the card names.
        """
        key = ("card beside" if beside else "card", card.id)
        found = self._seen.get(key)
        if found is None:
            found = self._seen[key] = self._card(
                card, f"<span>beside {escape(card.state.name)}</span>" if beside else ""
            )
        return found

    def _card(self, card: Card, note: str) -> Markup:
        owner = f' data-owner="{escape(card.owner.id)}"' if card.owner else ""
        owner += f' data-team="{escape(card.team.title)}"' if card.team else ""
        when = ""
        if card.open:
            when = self.due(card.due) if card.due else self.due(card.promised, "promised ")
        why = ""
        if card.blocked:
            days = card.blocked.days
            said = f" {days}&nbsp;{'day' if days == 1 else 'days'}" if days else ""
            said += f": {escape(card.blocked.reason)}" if card.blocked.reason else ""
            why = f'<p class="ws-card__why">{icon("material/minus-circle")}<span>blocked{said}</span></p>'
        return Markup(
            f'<article class="ws-card{" ws-card--alarm" if card.attention else ""}"{owner}>'
            f'<div class="ws-card__top"><span class="ws-id">{escape(card.id)}</span>{when}</div>'
            f'<h3 class="ws-card__title"><a href="{link("item", card.id)}">{escape(card.title)}</a></h3>'
            f'{why}<div class="ws-card__foot">{note}{self._foot(card)}</div></article>'
        )

    def _foot(self, card: Card) -> str:
        parts: list[str] = []
        if card.owner:
            parts.append(f'<span class="ws-who">{self.face(card.owner)}<span>{escape(card.owner.title)}</span></span>')
        elif card.open:
            parts.append(_NOBODY)
        if card.expedite:
            parts.append(f'<span class="ws-late">{icon("material/flash")}expedited</span>')
        if card.waits_for:
            parts.append(f"<span>{icon('material/timer-sand')}waits for {card.waits_for}</span>")
        if card.children:
            said = f'<span class="ws-visually-hidden">parts done</span>{card.children_done} / {card.children}'
            parts.append(f"<span>{icon('material/file-tree')}{said}</span>")
        if card.priority in ("critical", "high") and card.open:
            parts.append(f"<span>{card.priority}</span>")
        if card.age:
            parts.append(self.age(card.age))
        return "".join(parts)

    @property
    def globals(self) -> dict[str, Any]:
        """What templates may call."""
        names = (
            "state", "glyph", "ref", "face", "who", "nobody", "due", "value", "facts", "line", "lines", "links", "card",
            "age",
        )  # fmt: skip
        return cast("dict[str, Any]", {name: getattr(self, name) for name in names})
