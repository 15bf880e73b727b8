"""The line of an item's life as HTML: drawn, then said, then every change. In Python, because every item has one."""

from collections.abc import Iterator
from html import escape

from markupsafe import Markup

from worksystem.site.html import icon
from worksystem.site.marks import Marks
from worksystem.views.lifeline import Change, Lifeline, Span, Stretch

__all__ = ["draw_lifeline"]


def draw_lifeline(line: Lifeline, marks: Marks, *, closed: bool) -> Markup:
    """The section; empty where there is nothing to say."""
    doubts = "".join(_doubt(text) for text in line.doubts)
    if not line.stretches:
        return Markup(_section(doubts) if doubts else "")
    took = f"<p>It took {_days(line.took)} from start to finish.</p>" if line.took is not None else ""
    parts = (_band(line, marks, closed), _stays(line, marks, closed), took, _marks(line, marks), doubts)
    return Markup(_section("".join(parts) + _changes(line, marks)))


def _section(html: str) -> str:
    return f'<section class="ws-lifeline" id="life"><h2>The line of its life</h2>{html}</section>'


def _doubt(text: str) -> str:
    return f'<p class="ws-quiet ws-doubt">{icon("material/information-outline")}<span>{escape(text)}</span></p>'


def _days(days: int) -> str:
    return f"{days}&nbsp;{'day' if days == 1 else 'days'}"


def _place(span: Span, *, wide: bool = True) -> str:
    left = f"left:{span.start * 100:.4g}%"
    return f"{left};width:{span.length * 100:.4g}%" if wide else left


def _band(line: Lifeline, marks: Marks, closed: bool) -> str:
    states = "".join(map(_stretch, (each for each in line.stretches if each.span.length)))
    under = "".join(
        f'<span class="ws-band__{mark.kind}" style="{_place(mark.span, wide=mark.kind == "block")}"></span>'
        for mark in line.marks
    )
    under = f'<div class="ws-band__marks">{under}</div>' if under else ""
    first, last = (marks.day(each) if each else "" for each in (line.first, line.last))
    ends = f"<span>{first}</span><span>{last if closed else 'today'}</span>"
    return (
        f'<div class="ws-band" aria-hidden="true"><div class="ws-band__states">{states}</div>{under}'
        f'<div class="ws-band__ends">{ends}</div></div>'
    )


def _stretch(each: Stretch) -> str:
    """A stay, with its name where that fits, else with its days."""
    share = each.span.length
    label = f"{each.days}&nbsp;d" if share > 0.05 else ""
    if share * 95 > len(each.state.name) + 5:
        label = f"{escape(each.state.name)} {label}"
    waiting = " ws-band__state--waiting" if each.waiting else ""
    kind = f"ws-band__state ws-band__state--{escape(each.state.category)}{waiting}"
    return f'<span class="{kind}" style="{_place(each.span)}">{label}</span>'


def _stays(line: Lifeline, marks: Marks, closed: bool) -> str:
    said = []
    for each in line.stretches:
        is_end = closed and each.last is None
        how = marks.day(each.first) if is_end else _days(each.days)
        said.append(f'<li>{marks.state(each.state)}<span class="ws-quiet">{how}</span></li>')
    return f'<ol class="ws-list ws-stays">{"".join(said)}</ol>'


def _marks(line: Lifeline, marks: Marks) -> str:
    if not line.marks:
        return ""
    said = (
        f'<li><span class="ws-band__{mark.kind}" aria-hidden="true"></span>'
        f"<span>{marks.texts.words(mark.says)}</span></li>"
        for mark in line.marks
    )
    return f'<ul class="ws-list ws-marks">{"".join(said)}</ul>'


_HEADS = "".join(f'<th scope="col">{name}</th>' for name in ("When", "What", "From", "To", "Commit"))


def _changes(line: Lifeline, marks: Marks) -> str:
    count = len(line.changes)
    rows = "".join(_rows(line.changes, marks))
    return (
        f'<details class="ws-details"><summary>{count} {"change" if count == 1 else "changes"}, the latest first'
        '</summary><div class="ws-scroll" tabindex="0" role="region" aria-label="Changes">'
        f'<table class="ws-table ws-changes"><thead><tr>{_HEADS}</tr></thead><tbody>{rows}</tbody></table>'
        "</div></details>"
    )


def _rows(changes: tuple[Change, ...], marks: Marks) -> Iterator[str]:
    for each in changes:
        old = marks.value(each.old) if each.old is not None else ""
        new = marks.value(each.new) if each.new is not None else '<span class="ws-quiet">taken out</span>'
        yield (
            f'<tr><td class="ws-nowrap">{marks.day(each.day)}</td><th scope="row">{escape(each.field)}</th>'
            f'<td>{old}</td><td>{new}</td><td class="ws-id">{each.commit or "brought along"}</td></tr>'
        )
