"""Pages of health: the overview, a page for each principle, the assessment; with their badges."""

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from worksystem.model.words import day_words
from worksystem.site.badge import badge_files
from worksystem.site.charts import chart_files
from worksystem.site.page import Page, SearchText
from worksystem.site.render.canvas import Canvas, plain
from worksystem.site.render.home import finding_data
from worksystem.site.urls import health_path
from worksystem.views.assessment import TeamAnswers, build_assessment
from worksystem.views.chart import Chart
from worksystem.views.health import build_health, build_principle_health, list_principles

__all__ = ["health_pages"]

_SECTION = "health"
_ASSESSMENT = "health/assessment/"


def health_pages(canvas: Canvas) -> Iterator[Page]:
    """The overview, principles, the assessment."""
    yield _overview(canvas)
    for id in list_principles(canvas.scope):
        yield _principle(canvas, id)
    yield _assessment(canvas)


def _overview(canvas: Canvas) -> Page:
    page, url = build_health(canvas.scope), health_path()
    badge = badge_files(page.tally)
    html = canvas.html("health.html.j2", url, {"page": page, "badge": Markup(badge["badge.svg"])})
    search = SearchText("Health", "Findings by principle and team, over time, and what to do next")
    files = badge | _files(canvas, page.trend)
    return Page(url, "Health", page.answer, html, search, plain(page), None, _SECTION, files)


def _principle(canvas: Canvas, id: str) -> Page:
    page, url = build_principle_health(canvas.scope, id), health_path(id)
    html = canvas.html("principle_health.html.j2", url, {"page": page})
    title = page.principle.title
    data: dict[str, Any] = {
        "principle": plain(page.principle),
        "tally": plain(page.tally),
        "causes": plain(page.causes),
        "teams": [
            {
                "team": plain(each.team),
                "tally": plain(each.tally),
                "findings": [finding_data(found) for found, _ in each.found],
            }
            for each in page.teams
        ],
        "trend": plain(page.trend),
    }
    search = SearchText(f"Health: {title}", page.statement or page.answer, ("Health",))
    files = badge_files(page.tally, title.lower()) | _files(canvas, page.trend)
    return Page(url, f"Health: {title}", page.answer, html, search, data, None, _SECTION, files)


def _assessment(canvas: Canvas) -> Page:
    page = build_assessment(canvas.scope)
    tables = [(each, _columns(each)) for each in page.answers]
    html = canvas.html("assessment.html.j2", _ASSESSMENT, {"page": page, "answers": tables})
    search = SearchText(
        "Assessment", "What the repository shows of each component, and the next best step", ("Health",)
    )
    return Page(_ASSESSMENT, "Assessment", page.answer, html, search, plain(page), None, _SECTION)


def _columns(each: TeamAnswers) -> tuple[str, ...]:
    earlier = (f"Yes on {day_words(each.earlier)}",) if each.earlier is not None else ()
    return ("Question", "Yes", "Partly", "No", *earlier)


def _files(canvas: Canvas, trend: Chart | None) -> dict[str, str]:
    return chart_files(trend, canvas.drawings) if trend is not None else {}
