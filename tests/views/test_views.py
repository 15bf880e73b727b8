"""Each view has one expected output, made from one small system; and what the expected outputs cannot say."""

import json
from pathlib import Path

import pytest

from tests.systems import TODAY, make_system
from tests.views.seen import EXPECTED, PAST_VIEWS, VIEWS, past_scope, render, small_scope
from tests.views.small import FILES
from worksystem.diagnostics import Diagnostic, Severity
from worksystem.position import Place
from worksystem.site.render.canvas import plain
from worksystem.views.board import build_board
from worksystem.views.cards import build_cards
from worksystem.views.item import build_item
from worksystem.views.ownership import build_people
from worksystem.views.party import build_person
from worksystem.views.privacy import may_show, may_show_finding
from worksystem.views.scope import Scope
from worksystem.views.sequence import build_neighbours
from worksystem.views.web import build_web


@pytest.mark.parametrize("name", VIEWS)
def test_a_view_shows_what_was_agreed(name: str, tmp_path: Path) -> None:
    scope = small_scope(tmp_path, findings=name in ("findings", "home", "principle"))
    assert render(scope, name) == (EXPECTED / f"{name}.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAST_VIEWS)
def test_a_view_of_the_past_shows_what_was_agreed(name: str, tmp_path: Path) -> None:
    assert render(past_scope(tmp_path), name) == (EXPECTED / f"{name}.json").read_text(encoding="utf-8")


def test_the_most_pressing_reason_is_named_first(tmp_path: Path) -> None:
    scope = small_scope(tmp_path)
    cards = {card.id: card.attention for card in build_cards(scope, scope.workspace.items.values())}
    assert cards == {
        "OPS-A": ("2 days late", "blocked 3 days"),
        "OPS-B": ("nobody owns it",),
        "OPS-C": (),
        "OPS-D": (),
    }


def test_an_item_in_an_unknown_state_stays_on_the_board(tmp_path: Path) -> None:
    files = {**FILES, "work/items/OPS-E.yml": "title: Lost\nstatus: nowhere\ntype: change\nowner: ada\n"}
    scope = Scope(make_system(tmp_path, files).workspace, TODAY)
    board = build_board(scope, "delivery")
    assert [(card.id, card.state.category) for card in board.strays] == [("OPS-E", "unknown")]
    assert board.open == 4


def test_a_file_that_cannot_be_read_is_on_every_board(tmp_path: Path) -> None:
    files = {**FILES, "work/items/OPS-F.yml": "title: [\n"}
    scope = Scope(make_system(tmp_path, files).workspace, TODAY)
    assert [broken.path for broken in build_board(scope, "delivery").broken] == ["work/items/OPS-F.yml"]


def test_closed_work_leaves_the_board_but_is_counted(tmp_path: Path) -> None:
    more = {f"work/items/OPS-Z{n}.yml": f"title: Old {n}\nstatus: done\ntype: change\n" for n in range(9)}
    scope = Scope(make_system(tmp_path, {**FILES, **more}).workspace, TODAY)
    done = build_board(scope, "delivery").columns[2]
    assert (done.count, len(done.cards), done.hidden) == (10, 6, 4)


def test_items_that_wait_for_each_other_are_drawn_once(tmp_path: Path) -> None:
    files = {**FILES, "work/items/OPS-B.yml": "title: B\nstatus: doing\ntype: change\ndepends_on: [OPS-A]\n"}
    scope = Scope(make_system(tmp_path, files).workspace, TODAY)
    web = build_web(scope, "OPS-A")
    assert web is not None
    assert [(node.id, node.column) for node in web.nodes] == [("OPS-B", 0), ("OPS-A", 1)]
    assert web.edges == ((0, 1), (1, 0))


def test_a_long_list_of_neighbours_is_cut_and_counted(tmp_path: Path) -> None:
    names = [f"OPS-N{n}" for n in range(9)]
    many = {f"work/items/{name}.yml": f"title: {name}\nstatus: ready\ntype: change\n" for name in names}
    waits = f"title: B\nstatus: doing\ntype: change\ndepends_on: [{', '.join(names)}]\n"
    scope = Scope(make_system(tmp_path, {**FILES, **many, "work/items/OPS-B.yml": waits}).workspace, TODAY)
    web = build_web(scope, "OPS-B")
    assert web is not None
    assert (web.rows, web.hidden) == (6, 3)


def test_a_public_reader_sees_no_load_leave_identity_or_time(tmp_path: Path) -> None:
    inside, outside = small_scope(tmp_path), small_scope(tmp_path, audience="public")
    told = json.dumps([plain(build_person(inside, "ada")), plain(build_person(inside, "bo"))])
    kept = json.dumps([plain(build_person(outside, "ada")), plain(build_person(outside, "bo"))])
    for secret in ("32 hours", "kubernetes", "bo-l", "2027-01-02"):
        assert secret in told
        assert secret not in kept
    assert [row.load for row in build_people(inside)] == ["1 in work of 3, 32 hours a week", "0 in work of 3"]
    assert [row.load for row in build_people(outside)] == ["", ""]
    assert build_item(inside, "OPS-A").spent == "3 hours"
    assert build_item(outside, "OPS-A").spent == ""


def test_the_settings_leave_a_field_out_for_everybody(tmp_path: Path) -> None:
    settings = "version: 1\nname: X\npublish: {audience: internal, without: [comments, item.outcome, risk]}\n"
    scope = Scope(make_system(tmp_path, {**FILES, "work/worksystem.yml": settings}).workspace, TODAY)
    page = build_item(scope, "OPS-A")
    assert page.outcome == ""
    assert "comment" not in {happening.kind for happening in page.happenings}
    assert "Risk" not in {fact.label for fact in page.facts}


@pytest.mark.parametrize(
    ("audience", "kind", "field", "without", "shown"),
    [
        ("public", "person", "capacity", (), False),
        ("public", "person", "title", (), True),
        ("public", "item", "time", (), False),
        ("internal", "person", "capacity", (), True),
        ("internal", "person", "title", ("person.title",), False),
        ("internal", "team", "title", ("person.title",), True),
    ],
)
def test_one_function_decides_what_is_shown(
    audience: str, kind: str, field: str, without: tuple[str, ...], shown: bool
) -> None:
    assert may_show(audience, kind, field, without) is shown


@pytest.mark.parametrize(
    ("field", "message", "shown"),
    [
        ("ada.leave[0].to", "a date ends before it begins", False),
        ("owner", "ada has more than her capacity", False),
        ("owner", "write to ada@example.org", False),
        ("owner", "no person or team is called ada", True),
    ],
)
def test_a_public_reader_sees_no_finding_about_private_things(field: str, message: str, shown: bool) -> None:
    finding = Diagnostic("WS203", "unknown-owner", Severity.ERROR, message, Place("work/people.yml", field=field))
    assert may_show_finding("public", finding) is shown
    assert may_show_finding("internal", finding)


@pytest.mark.parametrize(
    "code",
    [
        *("WS402", "WS406", "WS407", "WS410", "WS412", "WS418", "WS419", "WS507", "WS516", "WS519", "WS520"),
        *("WS701", "WS750", "WS752", "WS754"),
    ],
)
def test_a_public_reader_sees_no_finding_about_what_somebody_has_to_do(code: str) -> None:
    finding = Diagnostic(code, "some-rule", Severity.NOTE, "OPS-1 is planned", Place("work/a.yml", field="start"))
    assert not may_show_finding("public", finding)
    assert may_show_finding("internal", finding)


def test_an_item_knows_its_neighbours_in_its_column(tmp_path: Path) -> None:
    scope = small_scope(tmp_path)
    around = build_neighbours(scope)
    for column in build_board(scope, next(iter(scope.workspace.workflows)), closed_shown=1000).columns:
        ids = [card.id for card in column.cards]
        found = [around[id] for id in ids]
        assert [each.position for each in found] == list(range(1, len(ids) + 1))
        assert {(each.column, each.count) for each in found} <= {(column.name, len(ids))}
        assert [each.after.id if each.after else None for each in found] == [*ids[1:], None][: len(ids)]
        assert [each.before.id if each.before else None for each in found] == [None, *ids[:-1]][: len(ids)]
