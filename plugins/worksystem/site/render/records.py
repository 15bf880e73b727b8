"""Pages of every record that is no item, and the tables that list them."""

from collections.abc import Callable, Iterator, Mapping
from typing import Final

from worksystem.model.kinds import KINDS
from worksystem.model.words import count_of
from worksystem.site.charts import chart_files
from worksystem.site.page import Page, SearchText
from worksystem.site.render.canvas import Canvas, folder_of, plain
from worksystem.site.urls import LISTED, PLURALS, path_of
from worksystem.views.catalog import build_tool, build_type
from worksystem.views.goal import build_goal, build_portfolio
from worksystem.views.handbook import (
    LAYERS,
    build_cadence,
    build_discipline,
    build_principle,
    build_standard,
)
from worksystem.views.listing import LISTINGS, build_listing
from worksystem.views.party import build_person, build_role, build_team
from worksystem.views.record import RecordPage, Table
from worksystem.views.retrospective import build_retrospective
from worksystem.views.scope import Scope
from worksystem.views.workflow import build_workflow

__all__ = ["build_record", "listing_pages", "record_pages"]

_BUILDERS: Final[Mapping[str, Callable[[Scope, str], RecordPage]]] = {
    "person": build_person,
    "team": build_team,
    "role": build_role,
    "tool": build_tool,
    "item_type": build_type,
    "workflow": build_workflow,
    "goal": build_goal,
    "portfolio": build_portfolio,
    "cadence": build_cadence,
    "standard": build_standard,
    "discipline": build_discipline,
    "retrospective": build_retrospective,
}
_EMPTY: Final = "The reference says what a record of this kind holds and where its file goes."


def build_record(canvas: Canvas, kind: str, id: str) -> RecordPage:
    """The view of one record. Errors: `KeyError` if there is none."""
    if kind == "principle":
        return build_principle(canvas.scope, id, canvas.scope.rules)
    return _BUILDERS[kind](canvas.scope, id)


def record_pages(canvas: Canvas) -> Iterator[Page]:
    """A page for every record that is no item."""
    for kind in LISTED:
        one = KINDS[kind].title
        for id, entry in canvas.scope.workspace.of_kind(kind).items():
            page = build_record(canvas, kind, id)
            url = path_of(kind, id)
            html = canvas.html(
                "record.html.j2",
                url,
                {"page": page, "plural_title": LISTINGS[kind][0], "folder": folder_of(page.path)},
            )
            yield Page(
                url=url,
                title=page.title,
                description=page.lead or page.answer or page.title,
                html=html,
                search=SearchText(page.title, f"{one}. {page.lead}".strip(), (one,)),
                data=plain(page),
                source_path=entry.path or None,
                section="records",
                files=_files(canvas, page),
            )


def _files(canvas: Canvas, page: RecordPage) -> dict[str, str]:
    found: dict[str, str] = {}
    for section in page.sections:
        for chart in section.charts:
            found |= chart_files(chart, canvas.drawings)
    return found


def listing_pages(canvas: Canvas) -> Iterator[Page]:
    """One table for each kind, and the page that names them all."""
    scope = canvas.scope
    rows = []
    for kind in LISTED:
        title, _, _ = LISTINGS[kind]
        table = build_listing(scope, kind)
        rows.append((kind, title, len(table.rows)))
        answer = f"{count_of(len(table.rows), 'record')}, alphabetically." if table.rows else f"no {title.lower()} yet."
        tables = [("", table)]
        if kind == "discipline":
            answer = _gaps(scope)
            tables = _layers(table)
        url = f"records/{PLURALS[kind]}/"
        html = canvas.html(
            "listing.html.j2",
            url,
            {"title": title, "answer": answer[0].upper() + answer[1:], "tables": tables, "empty": _EMPTY},
        )
        yield Page(
            url,
            title,
            f"All {title.lower()}",
            html,
            SearchText(title, f"All {title.lower()}"),
            plain(table),
            None,
            "records",
        )
    html = canvas.html("records.html.j2", "records/", {"rows": rows, "items": len(scope.workspace.items)})
    yield Page(
        "records/",
        "Records",
        "Every kind of record",
        html,
        SearchText("Records", "Every kind of record"),
        None,
        None,
        "records",
    )


def _layers(table: Table) -> list[tuple[str, Table]]:
    """The disciplines of each layer in a table of their own, without the column that says the layer."""
    columns = (table.columns[0], *table.columns[2:])
    found = []
    for layer, text in LAYERS.items():
        rows = tuple((row[0], *row[2:]) for row in table.rows if row[1] == (layer,))
        found.append((text, Table(columns, rows)))
    return found


def _gaps(scope: Scope) -> str:
    """The sentence above the disciplines: what nothing carries."""
    gaps = [id for id in scope.workspace.disciplines if build_discipline(scope, id).answer.startswith("Nothing")]
    text = count_of(len(scope.workspace.disciplines), "discipline") + " in three layers"
    return (
        f"{text}; nothing in the work system carries {count_of(len(gaps), 'of them', 'of them')}."
        if gaps
        else f"{text}, each carried by something."
    )
