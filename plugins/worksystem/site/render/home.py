"""The first page's part, the findings page, and the parts that pages of the handbook ask for."""

from typing import Any

from markupsafe import Markup

from worksystem.diagnostics import Diagnostic
from worksystem.metrics.population import Selection
from worksystem.model.words import count_of, list_words, number_of
from worksystem.site.page import Page, SearchText
from worksystem.site.render.canvas import Canvas, plain
from worksystem.site.render.records import build_record
from worksystem.site.text import ROOT
from worksystem.views.findings import Findings, build_findings
from worksystem.views.home import Home, build_home
from worksystem.views.measures import measure
from worksystem.views.record import Bar

__all__ = ["figure_part", "finding_data", "findings_page", "findings_part", "home_part", "principle_part"]


def home_part(canvas: Canvas) -> str:
    """The first page; the root is still to be filled in."""
    home = build_home(canvas.scope)
    return canvas.part("_home.html.j2", {"home": home, "answer": home_answer(home)})


def home_answer(home: Home) -> Markup:
    """What a manager would say aloud: what needs someone, what is due, whether promises hold; each with its list."""
    if not home.open:
        return Markup("No work is open. Add an item under work/items and it shows here.")
    parts = []
    if needs := len(home.attention):
        parts.append(_linked(count_of(needs, "item needs", "items need") + " someone", "items/?needs=someone"))
    else:
        parts.append(Markup("Nothing needs someone"))
    if due := sum(card.due is not None and card.due.nearness == "soon" for card in home.due):
        parts.append(_linked(count_of(due, "is", "are") + " due within a week", "items/?sort=due"))
    if home.promises:
        parts.append(_linked(_promises(home), "#promises"))
    return _capital(_listed(parts)) + Markup(".")


def _promises(home: Home) -> str:
    """Whether promises hold: `two of four promises are at risk`, `all four promises hold`."""
    made, risky = len(home.promises), sum(bool(promise.risk) for promise in home.promises)
    if not risky:
        return "the one promise holds" if made == 1 else f"all {count_of(made, 'promise', 'promises')} hold"
    if made == 1:
        return "the one promise is at risk"
    if made == risky:
        return f"all {count_of(made, 'promise', 'promises')} are at risk"
    return f"{number_of(risky)} of {number_of(made)} promises {'is' if risky == 1 else 'are'} at risk"


def _linked(text: str, target: str) -> Markup:
    root = "" if target.startswith("#") else ROOT
    return Markup('<a href="{}">{}</a>').format(Markup(root) + target, text)


def _listed(parts: list[Markup]) -> Markup:
    """A list in a sentence, of marked up parts."""
    return Markup(list_words([str(part) for part in parts]))


def _capital(text: Markup) -> Markup:
    """The first letter that is read, as a capital."""
    start = text.index(">") + 1 if text.startswith("<") else 0
    return Markup(text[:start] + text[start : start + 1].upper() + text[start + 1 :])


def findings_answer(findings: Findings) -> str:
    """The sentence above the findings."""
    start = f"{count_of(len(findings.broken), 'file')} could not be read; " if findings.broken else ""
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
        "findings": [finding_data(each) for each in canvas.scope.shown],
        "broken": plain(findings.broken),
    }
    return Page("findings/", "Findings", answer, html, SearchText("Findings", answer), data, None, "findings")


def finding_data(finding: Diagnostic) -> dict[str, Any]:
    """A finding in the data beside a page."""
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "path": finding.place.path,
        "line": finding.place.span.start.line,
        "help": finding.help,
        "principle": finding.principle,
    }


def findings_part(canvas: Canvas) -> str:
    """The findings for a page of the handbook; the root is still to be filled in."""
    return canvas.part("_findings.html.j2", {"findings": build_findings(canvas.scope)})


def principle_part(canvas: Canvas, id: str) -> str:
    """What protects and shows a principle, for a page of the handbook. Errors: `KeyError` if there is none."""
    return canvas.part("_principle.html.j2", {"page": build_record(canvas, "principle", id)})


def figure_part(canvas: Canvas, name: str, selection: Selection) -> str:
    """One figure with its bar, for a page of the handbook. Errors: `KeyError` if there is no such figure."""
    figure = measure(canvas.scope, name, selection)
    if figure is None:
        raise KeyError(name)
    return canvas.part(
        "_figure.html.j2", {"bar": Bar(figure.title, figure.share, figure.says, figure.value, figure.about)}
    )
