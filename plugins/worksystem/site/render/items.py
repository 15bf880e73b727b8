"""Pages of items, and the big table of all of them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from worksystem.model import Item
from worksystem.model.entry import Entry
from worksystem.model.words import count_of, list_words
from worksystem.site.charts import chart_files
from worksystem.site.html import rooted
from worksystem.site.page import Page, SearchText
from worksystem.site.render.canvas import Canvas, folder_of
from worksystem.site.urls import ROWS, items_path, path_of
from worksystem.views.card import Card
from worksystem.views.cards import build_cards, due_order
from worksystem.views.item import ItemPage, build_item
from worksystem.views.reference import Ref
from worksystem.views.sequence import build_neighbours

__all__ = ["item_pages", "items_part", "table_pages"]

Row = list[object]


def item_pages(canvas: Canvas) -> Iterator[Page]:
    """A page for every item."""
    template = canvas.environment.get_template("item.html.j2")
    around = build_neighbours(canvas.scope)
    for id, entry in canvas.scope.workspace.items.items():
        page = build_item(canvas.scope, id)
        url = path_of("item", id)
        html = template.render(
            page=page,
            around=around.get(id),
            folder=folder_of(page.path),
            today=canvas.scope.as_of,
            done=sum(check.done for check in page.acceptance),
        )
        card = page.card
        yield Page(
            url=url,
            title=f"{card.id} {card.title}",
            description=_describe(page),
            html=rooted(html, url),
            search=SearchText(f"{card.id} {card.title}", _search(card), card.labels),
            data=_data(page),
            source_path=entry.path or None,
            section="items",
            files=chart_files(page.burn_up, canvas.drawings) if page.burn_up is not None else {},
        )


def _describe(page: ItemPage) -> str:
    card = page.card
    owner = f"owned by {card.owner.title}" if card.owner else "owned by nobody"
    return f"{card.title}: {card.state.name.lower()}, {owner}" + (f", due {card.due.text}" if card.due else "")


def _search(card: Card) -> str:
    return " · ".join(part for part in (card.owner.title if card.owner else "", card.state.name) if part)


def _id(ref: Ref | None) -> str | None:
    return ref.id if ref else None


def _data(page: ItemPage) -> dict[str, Any]:
    card = page.card
    found: dict[str, Any] = {
        "id": card.id,
        "title": card.title,
        "state": card.state.id,
        "category": card.state.category,
        "type": _id(card.type),
        "workflow": _id(page.workflow),
        "owner": _id(card.owner),
        "team": _id(card.team),
        "goal": _id(card.goal),
        "parent": page.parents[-1].id if page.parents else None,
        "due": card.due.text if card.due else None,
        "promised": {"to": _id(card.promised_to), "date": card.promised.text} if card.promised else None,
        "priority": card.priority,
        "outcome": page.outcome,
        "description": page.description,
        "acceptance": [{"text": check.text, "done": check.done} for check in page.acceptance],
        "blocked": {"reason": card.blocked.reason, "days": card.blocked.days} if card.blocked else None,
        "children": [child.id for child in page.children],
        "links": {group.label: [*(each.id for each in group.cards), *group.others] for group in page.links},
        "facts": {fact.label: [_word(value) for value in fact.values] for fact in page.facts},
        "labels": list(card.labels),
        "attention": list(card.attention),
        "history": _history(page),
        "findings": [{"code": each.code, "message": each.message} for each in page.findings],
        "path": page.path,
    }
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}


def _history(page: ItemPage) -> dict[str, Any]:
    """The item's past: stays in states, and changes as they are written in the source, oldest first."""
    line, age = page.lifeline, page.card.age
    found: dict[str, Any] = {
        "states": [
            {"state": each.state.id, "from": each.first.isoformat(), "to": each.last and each.last.isoformat()}
            | {"category": each.state.category, "days": each.days}
            for each in line.stretches
        ],
        "events": [
            {"field": each.field, "old": each.old, "new": each.new, "at": each.at, "commit": each.commit}
            for each in line.events
        ],
        "days_in_state": age.days if age else None,
        "age": age.total if age else None,
        "cycle_time": line.took,
        "doubts": list(line.doubts),
    }
    return {key: value for key, value in found.items() if value not in (None, [])}


def _word(value: object) -> str:
    return value.id if isinstance(value, Ref) else str(value)


def table_pages(canvas: Canvas) -> Iterator[Page]:
    """The big table, so many rows a page; the data of all rows lies beside the first page."""
    scope = canvas.scope
    cards = sorted(build_cards(scope, scope.workspace.items.values()), key=due_order)
    pages = max(1, -(-len(cards) // ROWS))
    opened = [card for card in cards if card.open]
    pressing = sum(bool(card.attention) for card in opened)
    parts = [f"{count_of(len(opened), 'item is', 'items are')} open"]
    parts.append(f"{count_of(pressing, 'needs', 'need')} someone" if pressing else "none needs someone")
    closed = len(cards) - len(opened)
    answer = f"{list_words(parts)}; {count_of(closed, 'is', 'are') if closed else 'none is'} closed."
    if not cards:
        answer = "no items yet."
    for number in range(1, pages + 1):
        url = items_path(number)
        shown = cards[(number - 1) * ROWS : number * ROWS]
        html = canvas.html(
            "items.html.j2",
            url,
            {
                "answer": answer[0].upper() + answer[1:],
                "cards": shown,
                "pages": pages,
                "current": number,
                "broken": [broken for broken in scope.workspace.broken if broken.kind == "item"] if number == 1 else [],
                "data": "index.json" if number == 1 else "../index.json",
            },
        )
        title = "Items" if number == 1 else f"Items, page {number}"
        yield Page(
            url=url,
            title=title,
            description="Every item, to be filtered and sorted",
            html=html,
            search=SearchText("Items", "Every item, to be filtered and sorted") if number == 1 else None,
            data=_rows(canvas, cards) if number == 1 else None,
            section="items",
        )


def _rows(canvas: Canvas, cards: Sequence[Card]) -> dict[str, Any]:
    """The table as data: names once, rows as lists; ids of owners and the like are spelled out in `names`."""
    names: dict[str, dict[str, str]] = {"owner": {}, "team": {}, "type": {}, "goal": {}}
    rows: list[Row] = []
    workspace = canvas.scope.workspace
    for card in cards:
        for key, ref in (("owner", card.owner), ("team", card.team), ("type", card.type), ("goal", card.goal)):
            if ref:
                names[key][ref.id] = ref.title
        needs = card.attention[0] if card.attention else ""
        held = bool(card.blocked or card.waits_for)
        rows.append(
            [
                card.id,
                card.title,
                card.state.name,
                card.state.category,
                _id(card.owner) or "",
                _id(card.team) or "",
                _id(card.type) or "",
                card.due.day.isoformat() if card.due else "",
                card.priority,
                _id(card.goal) or "",
                needs,
                int(held),
                workflow.id if (workflow := workspace.workflow_of(workspace.items[card.id])) else "",
                path_of("item", card.id),
                card.age.days if card.age else "",
                card.age.expected if card.age and card.age.over else "",
                card.changed.isoformat() if card.changed else "",
            ]
        )
    columns = [
        "id",
        "title",
        "state",
        "category",
        "owner",
        "team",
        "type",
        "due",
        "priority",
        "goal",
        "needs",
        "held",
        "workflow",
        "url",
        "age",
        "expected",
        "changed",
    ]
    return {"columns": columns, "names": names, "rows": rows}


def items_part(canvas: Canvas, items: Iterable[Entry[Item]]) -> str:
    """A table of some items, for a page of the handbook; the root is still to be filled in."""
    cards = sorted(build_cards(canvas.scope, items), key=due_order)
    return canvas.part("_items.html.j2", {"cards": cards, "data": ""})
