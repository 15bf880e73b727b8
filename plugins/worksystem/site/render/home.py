"""The first page's part, the findings page, and the parts that pages of the handbook ask for."""

from typing import Any

from worksystem.site.page import Page, SearchText
from worksystem.site.render.canvas import Canvas, plain
from worksystem.site.render.records import build_record
from worksystem.views.findings import Findings, build_findings
from worksystem.views.home import Home, build_home
from worksystem.views.measures import measure
from worksystem.views.record import Bar
from worksystem.views.words import count_of, list_words

__all__ = ["figure_part", "findings_page", "findings_part", "home_part", "principle_part"]


def home_part(canvas: Canvas) -> str:
    """The first page; the root is still to be filled in."""
    home = build_home(canvas.scope)
    clarity = "clarity_over_chaos" in canvas.scope.workspace.principles
    return canvas.part("_home.html.j2", {"home": home, "answer": home_answer(home), "has_clarity": clarity})


def home_answer(home: Home) -> str:
    """What a manager would say aloud: how many items need someone, which promises slip, what is due."""
    if not home.open:
        return "No work is open. Add an item under work/items and it shows here."
    slipping = sum(card.promised is not None and card.promised.nearness == "past" for card in home.promises)
    near = sum(card.promised is not None and card.promised.nearness == "soon" for card in home.promises)
    needs = len(home.attention)
    first = f"{count_of(needs, 'of', 'of')} {home.open} open items {'needs' if needs == 1 else 'need'} someone"
    parts = [first if needs else f"All {home.open} open items have what they need"]
    if slipping:
        parts.append(f"{count_of(slipping, 'promise is', 'promises are')} past their day" if slipping > 1 else "one promise is past its day")
    if near:
        parts.append(f"{count_of(near, 'promise falls', 'promises fall')} due this week")
    if home.blocked:
        parts.append(f"{count_of(home.blocked, 'is', 'are')} blocked")
    text = f"{list_words(parts)}."
    return text[0].upper() + text[1:]


def findings_answer(findings: Findings) -> str:
    """The sentence above the findings."""
    if findings.broken:
        start = f"{count_of(len(findings.broken), 'file')} could not be read; "
    else:
        start = ""
    if not findings.total:
        return (start + "the checker finds nothing to mend.").capitalize()
    names = {"error": "error", "warning": "warning", "note": "note"}
    counts = [count_of(findings.counts[key], name) for key, name in names.items() if findings.counts.get(key)]
    rules = {rule.code for group in findings.groups for part in group.principles for rule in part.rules}
    text = f"{start}{list_words(counts)} from {count_of(len(rules), 'rule')}."
    return text[0].upper() + text[1:]


def findings_page(canvas: Canvas) -> Page:
    """The findings page."""
    findings = build_findings(canvas.scope)
    answer = findings_answer(findings)
    html = canvas.html("findings.html.j2", "findings/", {"findings": findings, "answer": answer})
    data: dict[str, Any] = {
        "findings": [
            {
                "code": each.code,
                "name": each.name,
                "severity": each.severity.value,
                "message": each.message,
                "path": each.place.path,
                "line": each.place.span.start.line,
                "help": each.help,
                "principle": each.principle,
            }
            for each in canvas.scope.shown
        ],
        "broken": plain(findings.broken),
    }
    return Page("findings/", "Findings", answer, html, SearchText("Findings", answer), data, None, "findings")


def findings_part(canvas: Canvas) -> str:
    """The findings for a page of the handbook; the root is still to be filled in."""
    return canvas.part("_findings.html.j2", {"findings": build_findings(canvas.scope)})


def principle_part(canvas: Canvas, id: str) -> str:
    """What protects and shows a principle, for a page of the handbook. Errors: `KeyError` if there is none."""
    return canvas.part("_principle.html.j2", {"page": build_record(canvas, "principle", id)})


def figure_part(canvas: Canvas, name: str) -> str:
    """One figure with its bar, for a page of the handbook. Errors: `KeyError` if there is no such figure."""
    figure = measure(canvas.scope, name)
    if figure is None:
        raise KeyError(name)
    return canvas.part("_figure.html.j2", {"bar": Bar(figure.title, figure.share, figure.says)})
