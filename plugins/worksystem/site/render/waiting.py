"""Pages between teams and people: what waits for whose approval, and the map of handoffs."""

from collections.abc import Iterable

from worksystem.model.words import capital, count_of, list_words
from worksystem.site.handoff_map import draw_handoffs
from worksystem.site.page import Page, SearchText
from worksystem.site.render.canvas import Canvas, plain
from worksystem.views.approvals import Waiting
from worksystem.views.handoffs import HandoffMap
from worksystem.workflow.paths import gates_of

__all__ = ["approvals_page", "handoffs_page"]


def approvals_page(canvas: Canvas) -> Page:
    """What waits for whose approval."""
    waiting, workflows = canvas.scope.approvals, canvas.scope.workspace.workflows.values()
    gates = sum(len(gates_of(entry.record)) for entry in workflows)
    answer = _approvals_answer(waiting)
    html = canvas.html("approvals.html.j2", "approvals/", {"waiting": waiting, "gates": gates, "answer": answer})
    search = SearchText("Approvals", "What waits for whose approval")
    return Page("approvals/", "Approvals", answer, html, search, {"waiting": plain(waiting)}, None, "ownership")


def handoffs_page(canvas: Canvas) -> Page:
    """Which team hands work to which."""
    page = canvas.scope.handoffs
    answer = _handoffs_answer(page)
    html = canvas.html(
        "handoffs.html.j2", "handoffs/", {"page": page, "answer": answer, "drawing": draw_handoffs(page)}
    )
    search = SearchText("Handoffs", "Which team hands work to which")
    return Page("handoffs/", "Handoffs", answer, html, search, plain(page), None, "metrics")


def _approvals_answer(waiting: Iterable[Waiting]) -> str:
    items = {each.card.id: each for each in waiting}
    if not items:
        return "Nothing waits for an approval."
    late = {each.card.id for each in items.values() if each.card.due and each.card.due.nearness == "past"}
    stuck = {each.card.id for each in waiting if not each.able}
    parts = [f"{count_of(len(items), 'item waits', 'items wait')} for an approval"]
    if late:
        parts.append(f"{count_of(len(late), 'is', 'are')} past the due day")
    if stuck:
        parts.append(f"for {count_of(len(stuck), 'of them', 'of them')} nobody can give it")
    return f"{capital('; '.join(parts))}."


def _handoffs_answer(page: HandoffMap) -> str:
    if not page.routes:
        return "No team hands work to another that we know of."
    teams = {team.id for each in page.routes for team in (each.source, each.target)}
    says = f"work goes between {count_of(len(teams), 'team')} on {count_of(len(page.routes), 'route')}"
    odd = []
    if page.undeclared:
        odd.append(f"{count_of(len(page.undeclared), 'is', 'are')} declared by no workflow")
    if page.unused:
        odd.append(f"{count_of(len(page.unused), 'is', 'are')} declared and never used")
    return capital(says) + (f"; {list_words(odd)}." if odd else ".")
