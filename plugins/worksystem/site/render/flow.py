"""Pages of how work flows: the overview of all figures, a page for each of them, a dashboard for each group of work."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from msgspec import to_builtins

from worksystem.metrics.population import Selection
from worksystem.metrics.registry import DEFINITIONS
from worksystem.model.words import capital
from worksystem.site.charts import chart_files, draw_ahead
from worksystem.site.figure_pages import definition_html
from worksystem.site.page import Page, SearchText
from worksystem.site.render.canvas import Canvas, plain
from worksystem.site.urls import figure_path, flow_path
from worksystem.views.chart import Chart
from worksystem.views.figures import KINDS, find_population, list_figures, withheld_why
from worksystem.views.flow_page import (
    Clause,
    Dashboard,
    FigurePage,
    FlowOverview,
    build_chart,
    build_dashboard,
    build_figure_page,
    build_overview,
)

__all__ = ["chart_part", "flow_pages"]

_NOUNS = {
    "team": "Team",
    "workflow": "Workflow",
    "item_type": "Item type",
    "goal": "Goal",
    "portfolio": "Portfolio",
}
_URL = "metrics/"


def flow_pages(canvas: Canvas, handbook: Collection[str]) -> Iterator[Page]:
    """The overview, then figures, then groups; all their charts are drawn before the first page.

    Shape: `handbook` are the addresses of pages that somebody wrote; others are not linked.
    """
    scope = canvas.scope
    overview = build_overview(scope, address=canvas.address)
    figures = [build_figure_page(scope, name, address=canvas.address) for name in DEFINITIONS]
    boards = [
        build_dashboard(scope, kind, id, address=canvas.address)
        for kind in KINDS
        for id in scope.workspace.of_kind(kind)
    ]
    charts = [*overview.whole.charts, *(chart for page in figures for chart in page.charts)]
    charts += [chart for board in boards for chart in board.charts]
    charts += [each.chart for each in overview.experiments if each.chart is not None]
    draw_ahead(charts, canvas.drawings)
    yield _overview_page(canvas, overview, handbook)
    for page in figures:
        yield _figure_page(canvas, page, handbook)
    for board in boards:
        yield _dashboard_page(canvas, board)


def _overview_page(canvas: Canvas, overview: FlowOverview, handbook: Collection[str]) -> Page:
    whole = overview.whole
    answer = _sentence(whole.answer) or overview.ground.says
    charts = (*whole.charts, *(each.chart for each in overview.experiments if each.chart is not None))
    html = canvas.html("metrics.html.j2", _URL, {"page": overview, "whole": whole, "handbook": handbook})
    about = "How work flows: every figure, and what it rests on"
    data = {**_data(canvas, whole), "coverage": _coverage(canvas), "outcomes": plain(overview.outcomes)}
    return Page(
        _URL, "Flow", answer, html, SearchText("Flow", about, ("Figures",)), data, None, "metrics",
        _files(canvas, charts),
    )  # fmt: skip


def _figure_page(canvas: Canvas, page: FigurePage, handbook: Collection[str]) -> Page:
    definition, figure = page.definition, page.figure
    url = figure_path(definition.name)
    values = {"page": page, "text": definition_html(definition.name, handbook), "handbook": handbook}
    html = canvas.html("figure.html.j2", url, values)
    data = {
        "definition": plain(definition),
        "figure": plain(figure) if figure is not None else None,
        "conventions": to_builtins(canvas.scope.conventions),
        "coverage": _coverage(canvas),
    }
    return Page(
        url=url,
        title=definition.title,
        description=definition.says,
        html=html,
        search=SearchText(definition.title, definition.says, ("Figures",)),
        data=data,
        section="metrics",
        files=_files(canvas, (*page.charts, *(each.chart for each in page.experiments if each.chart is not None))),
    )


def _dashboard_page(canvas: Canvas, board: Dashboard) -> Page:
    url = flow_path(board.kind, board.id)
    title = f"Flow of {board.title}"
    html = canvas.html("flow.html.j2", url, {"page": board, "noun": _NOUNS[board.kind]})
    answer = _sentence(board.answer) or f"{capital(board.withheld or 'nothing is known of the past')}."
    return Page(
        url=url,
        title=title,
        description=answer,
        html=html,
        search=None if board.withheld else SearchText(title, answer),
        data=_data(canvas, board),
        section="metrics",
        files=_files(canvas, board.charts),
    )


def _sentence(clauses: Iterable[Clause]) -> str:
    said = "; ".join(clause.says for clause in clauses)
    return f"{said}." if said else ""


def _data(canvas: Canvas, board: Dashboard) -> dict[str, Any]:
    selection = Selection(**{KINDS[board.kind]: board.id}) if board.kind else Selection()
    population = find_population(canvas.scope, selection)
    window = {"start": plain(population.start), "end": plain(population.end)} if population is not None else None
    return {
        "scope": dict(selection.parts),
        "window": window,
        "withheld": board.withheld,
        "conventions": to_builtins(canvas.scope.conventions),
        "figures": [
            {"definition": name, **plain(figure)}
            for name, figure in list_figures(canvas.scope, selection, [row.name for row in board.rows]).items()
        ],
    }


def _coverage(canvas: Canvas) -> Any:
    history = canvas.scope.history
    return plain(history.coverage) if history is not None else None


def chart_part(canvas: Canvas, name: str, selection: Selection) -> tuple[str, dict[str, str]]:
    """A chart for a page of the handbook, and the files it offers; the root is still to be filled in.

    Errors: `KeyError` if there is no such chart.
    """
    chart = build_chart(canvas.scope, name, selection, address=canvas.address)
    html = canvas.part("chart.html.j2", {"chart": chart, "why": withheld_why(canvas.scope, selection)})
    return html, chart_files(chart, canvas.drawings) if chart is not None else {}


def _files(canvas: Canvas, charts: Iterable[Chart]) -> dict[str, str]:
    found: dict[str, str] = {}
    for chart in charts:
        found |= chart_files(chart, canvas.drawings)
    return found
