"""Ownership pages: by person, by team, by role, and who does what in each workflow."""

from collections.abc import Iterator
from typing import Any, Final

from worksystem.model.words import count_of, list_words
from worksystem.site.page import Page, SearchText
from worksystem.site.render.canvas import Canvas, plain
from worksystem.views.holders import build_roles
from worksystem.views.matrix import build_matrix
from worksystem.views.ownership import build_people, build_teams
from worksystem.views.record import Cell, Table

__all__ = ["OWNERSHIP", "ownership_pages", "ownership_part"]

OWNERSHIP: Final = ("people", "teams", "roles", "matrix")
_TITLES: Final = {
    "people": "Ownership by person",
    "teams": "Ownership by team",
    "roles": "Ownership by role",
    "matrix": "Who does what",
}


def ownership_pages(canvas: Canvas) -> Iterator[Page]:
    """The overview shows teams and roles; then a page for each way of reading."""
    yield _page(canvas, "ownership/", "", "Ownership", ("teams", "roles"))
    for part in OWNERSHIP:
        yield _page(canvas, f"ownership/{part}/", part, _TITLES[part], (part,))


def _page(canvas: Canvas, url: str, part: str, title: str, parts: tuple[str, ...]) -> Page:
    values: dict[str, Any] = {}
    for each in parts:
        values |= _values(canvas, each)
    html = canvas.html("ownership.html.j2", url, {"title": title, "part": part, "answer": _answer(canvas), **values})
    data = (
        {key: plain(value) for key, value in values.items() if key != "loads"} if part in ("roles", "matrix") else None
    )
    return Page(url, title, _answer(canvas), html, SearchText(title, ""), data, None, "ownership")


def _values(canvas: Canvas, part: str) -> dict[str, Any]:
    scope = canvas.scope
    if part == "people":
        return {"people": build_people(scope), "loads": scope.may_show("person", "load")}
    if part == "teams":
        return {"teams": build_teams(scope)}
    if part == "roles":
        return {"roles": build_roles(scope)}
    matrices = tuple(
        build_matrix(scope, id) for id, each in scope.workspace.workflows.items() if each.record.transitions
    )
    return {"matrices": matrices, "duties": _duties(canvas)}


def _duties(canvas: Canvas) -> Table | None:
    found: dict[str, dict[str, list[str]]] = {}
    for id, role in canvas.scope.workspace.roles.items():
        record = role.record
        for letter, texts in (
            ("R", record.responsible_for),
            ("A", record.accountable_for),
            ("C", record.consulted_on),
            ("I", record.informed_of),
        ):
            for text in texts:
                found.setdefault(text, {}).setdefault(letter, []).append(id)
    rows: list[tuple[Cell, ...]] = [
        ((duty,), *(canvas.scope.refs("role", letters.get(letter, ())) for letter in "RACI"))
        for duty, letters in sorted(found.items(), key=lambda pair: pair[0].casefold())
    ]
    return Table(("Duty", "Responsible", "Accountable", "Consulted", "Informed"), tuple(rows)) if rows else None


def _answer(canvas: Canvas) -> str:
    """The sentence above every ownership page."""
    scope = canvas.scope
    nobody = sum(not item.record.owner for item in scope.workspace.open_items)
    roles = build_roles(scope)
    single = [row.role.title for row in roles if row.critical and row.single]
    missing = [row.role.title for row in roles if row.missing]
    parts = [
        f"{count_of(nobody, 'open item has', 'open items have')} no owner" if nobody else "Every open item has an owner"
    ]
    if not scope.workspace.open_items:
        parts = ["No work is open"]
    if single:
        parts.append(f"{list_words(single)} {'hangs' if len(single) == 1 else 'hang'} on one person")
    if missing:
        parts.append(f"nobody holds {list_words(missing, 'or')}")
    text = "; ".join(parts) + "."
    return text[0].upper() + text[1:]


def ownership_part(canvas: Canvas, part: str) -> str:
    """An ownership table for a page of the handbook; the root is still to be filled in.

    Errors: `KeyError` for a part that does not exist.
    """
    if part not in OWNERSHIP:
        raise KeyError(part)
    return canvas.part("_ownership.html.j2", _values(canvas, part))
