"""Board pages: one for each workflow, one for each team, and the overview."""

from collections.abc import Iterator

from worksystem.model.words import count_of, list_words
from worksystem.site.page import Page, SearchText
from worksystem.site.render.canvas import Canvas, plain
from worksystem.site.urls import board_path, team_board_path
from worksystem.views.board import Board, build_board, build_team_boards
from worksystem.views.boards import board_teams, build_board_rows

__all__ = ["board_pages", "board_part"]


def board_pages(canvas: Canvas) -> Iterator[Page]:
    """The overview, then workflows, then teams."""
    scope = canvas.scope
    workflows, teams = build_board_rows(scope)
    over = sum(row.over for row in workflows)
    answer = f"{count_of(sum(row.open for row in workflows), 'open item')} on {count_of(len(workflows), 'board')}; "
    answer += (
        f"{count_of(over, 'state holds', 'states hold')} more than was agreed."
        if over
        else "no state is over its limit."
    )
    if not workflows:
        answer = "no boards yet."
    url = "boards/"
    html = canvas.html(
        "boards.html.j2", url, {"answer": answer[0].upper() + answer[1:], "workflows": workflows, "teams": teams}
    )
    yield Page(
        url, "Boards", "Every board, by workflow and by team", html, SearchText("Boards", "By workflow and by team"),
        {"workflows": plain(workflows), "teams": plain(teams)}, None, "boards",
    )  # fmt: skip
    for id in scope.workspace.workflows:
        board = build_board(scope, id)
        yield _page(canvas, board_path(id), board.workflow.title, (board,), board.purpose)
    for id in board_teams(scope):
        boards = build_team_boards(scope, id)
        yield _page(
            canvas, team_board_path(id), scope.ref("team", id).title, boards, scope.workspace.teams[id].record.purpose
        )


def _page(canvas: Canvas, url: str, name: str, boards: tuple[Board, ...], purpose: str) -> Page:
    html = canvas.html(
        "board.html.j2",
        url,
        {"title": name, "answer": board_answer(boards), **_values(boards), "embedded": False},
    )
    data = [
        {
            "workflow": board.workflow.id,
            "states": [
                {
                    "id": column.id,
                    "name": column.name,
                    "category": column.category,
                    "count": column.count,
                    "limit": column.limit,
                    "items": [card.id for card in column.cards],
                    "beside": [card.id for card in column.beside],
                }
                for column in board.columns
            ],
        }
        for board in boards
    ]
    title = f"{name} board"
    return Page(url, title, purpose or title, html, SearchText(title, purpose), {"boards": data}, None, "boards")


def _values(boards: tuple[Board, ...]) -> dict[str, object]:
    owners = {owner.id: owner for board in boards for owner in board.owners}
    return {"boards": boards, "owners": sorted(owners.values(), key=lambda ref: (ref.title.casefold(), ref.id))}


def board_answer(boards: tuple[Board, ...]) -> str:
    """The sentence above a board: what is open, what needs someone, what is over its limit."""
    opened = sum(board.open for board in boards)
    pressing = len({card.id for board in boards for card in board.cards if card.attention})
    over = [column.name for board in boards for column in board.columns if column.over]
    parts = [f"{count_of(opened, 'item is', 'items are')} open"]
    others = len({card.id for board in boards for column in board.columns for card in column.beside})
    if others:
        parts.append(f"{count_of(others, 'stands', 'stand')} here beside another state")
    if pressing:
        parts.append(f"{count_of(pressing, 'needs', 'need')} someone")
    if over:
        names = list_words(list(dict.fromkeys(over)))
        parts.append(f"{names} {'holds' if len(set(over)) == 1 else 'hold'} more than was agreed")
    if not pressing and not over:
        parts.append("nothing is late, blocked or nobody’s")
    text = "; ".join((list_words(parts[:2]), *parts[2:])) + "."
    return text[0].upper() + text[1:]


def board_part(canvas: Canvas, board: Board) -> str:
    """A board for a page of the handbook; the root is still to be filled in."""
    return canvas.part("_boards.html.j2", {**_values((board,)), "embedded": True})
