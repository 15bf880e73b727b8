"""How long open items have been where they are, what is said of a past that is not known in full, what changed."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from msgspec.structs import replace

from tests.histories import make_history, moves
from tests.systems import TODAY, make_system
from tests.views.seen import past_scope, small_scope
from tests.views.small import FILES, PAST
from worksystem.history import BulkCommit, Coverage, Gap, Unreadable
from worksystem.load.history import load_history
from worksystem.metrics.population import Selection
from worksystem.views.ages import find_age
from worksystem.views.card import Age
from worksystem.views.changed import build_changed
from worksystem.views.coverage import build_ground
from worksystem.views.figures import WHOLE, find_population, list_figures, withheld_why
from worksystem.views.flow_page import build_dashboard, build_figure_page, build_overview
from worksystem.views.lifeline import build_lifeline
from worksystem.views.measures import measure
from worksystem.views.scope import Scope


def scope_with(folder: Path, changes: Mapping[str, str]) -> Scope:
    system = make_system(folder, {**FILES, **PAST, **changes})
    return Scope(system.workspace, TODAY, history=load_history(system))


def ages(scope: Scope) -> dict[str, Age | None]:
    return {id: find_age(scope, entry) for id, entry in scope.workspace.items.items()}


def test_an_open_item_says_how_long_it_is_in_its_state_and_in_progress(tmp_path: Path) -> None:
    found = ages(past_scope(tmp_path))["OPS-A"]
    assert found is not None
    assert (found.days, str(found.since), found.expected, found.total) == (14, "2026-11-09", 3.0, 14)
    assert found.over


def test_what_is_closed_or_in_a_state_no_commit_knows_has_no_age(tmp_path: Path) -> None:
    moved = FILES["work/items/OPS-B.yml"].replace("status: doing", "status: ready")
    found = ages(scope_with(tmp_path, {"work/items/OPS-B.yml": moved}))
    assert {id: age is not None for id, age in found.items()} == {
        "OPS-A": True,
        "OPS-B": False,  # its file says ready, the past says doing
        "OPS-C": False,  # nothing is known of it
        "OPS-D": False,  # done
    }


def test_the_line_of_finished_work_ends_with_its_last_move_and_says_what_it_took(tmp_path: Path) -> None:
    line = build_lifeline(past_scope(tmp_path), "OPS-D")
    assert [(each.state.id, each.days, each.span.length > 0) for each in line.stretches] == [
        ("ready", 5, True),
        ("doing", 5, True),
        ("done", 45, False),
    ]
    assert (str(line.first), str(line.last), line.took) == ("2026-10-01", "2026-10-09", 5)


def test_an_item_without_a_past_says_when_its_line_will_begin(tmp_path: Path) -> None:
    line = build_lifeline(past_scope(tmp_path), "OPS-C")
    assert line.stretches == ()
    assert line.doubts == ("No commit knows of it yet; its line begins with the first one that holds its file.",)


def test_without_any_past_nothing_is_said_of_single_items(tmp_path: Path) -> None:
    scope = small_scope(tmp_path)
    assert build_lifeline(scope, "OPS-A").doubts == ()
    assert build_changed(scope) == ()


DOUBTS = {
    "unreadable": (
        Coverage(unreadable=(Unreadable("work/items/OPS-A.yml", "c1", "2026-11-03T00:00:00+00:00", "no mapping"),)),
        "One version of its file could not be read; what was known before counts on.",
    ),
    "gap": (
        Coverage(gaps=(Gap("OPS-A", "2026-11-03T08:00:00+00:00", "2026-11-05T08:00:00+00:00"),)),
        "Its file was gone from 2026-11-03 to 2026-11-05.",
    ),
    "uncommitted": (
        Coverage(uncommitted=("OPS-A",)),
        "What its file says now is in no commit yet, so its line ends before that.",
    ),
    "twice": (
        Coverage(twice=("OPS-A",)),
        "Several files had its id at the same time; only this one's past is shown.",
    ),
}


@pytest.mark.parametrize("name", DOUBTS)
def test_what_git_cannot_tell_of_an_item_stands_on_its_page(name: str, tmp_path: Path) -> None:
    coverage, says = DOUBTS[name]
    system = make_system(tmp_path, FILES)
    history = make_history(moves("OPS-A", "2026-11-02 ready", "2026-11-09 doing"), as_of=str(TODAY))
    lives = {key: replace(life, path="work/items/OPS-A.yml") for key, life in history.lives.items()}
    scope = Scope(system.workspace, TODAY, history=replace(history, lives=lives, coverage=coverage))
    assert says in build_lifeline(scope, "OPS-A").doubts


def test_a_move_in_a_commit_of_many_is_said_to_be_one(tmp_path: Path) -> None:
    lines = [{**line, "commit": "c1", "bulk": True} for line in moves("OPS-A", "2026-11-09 doing")]
    history = make_history(lines, as_of=str(TODAY))
    coverage = Coverage(bulk=(BulkCommit("c1", "2026-11-09T12:00:00+00:00", 31),))
    scope = Scope(make_system(tmp_path, FILES).workspace, TODAY, history=replace(history, coverage=coverage))
    assert build_lifeline(scope, "OPS-A").doubts == (
        "It was moved in one commit with 30 other items on 9 Nov 2026, so that day may not be when it really moved.",
    )


def test_what_changed_is_told_once_the_latest_first(tmp_path: Path) -> None:
    found = build_changed(past_scope(tmp_path))
    assert [(each.card.id, str(each.day), each.says) for each in found] == [
        ("OPS-A", "2026-11-19", "blocked"),
        ("OPS-B", "2026-11-18", "new"),
    ]


def test_a_field_that_may_not_be_shown_is_not_told_of_in_the_past_either(tmp_path: Path) -> None:
    settings = "version: 1\nname: X\npublish: {audience: internal, without: [blocked, due]}\n"
    scope = scope_with(tmp_path, {"work/worksystem.yml": settings})
    line = build_lifeline(scope, "OPS-A")
    assert line.marks == ()
    assert {change.field for change in line.changes} == {"State", "Owner"}
    assert [each.card.id for each in build_changed(scope)] == ["OPS-B"]


def test_a_group_of_too_few_people_has_a_page_that_says_so_and_nothing_else(tmp_path: Path) -> None:
    scope = past_scope(tmp_path)
    board = build_dashboard(scope, "team", "platform")
    assert "fewer than 5 people" in board.withheld
    assert (board.answer, board.rows, board.charts) == ((), (), ())
    assert find_population(scope, Selection(team="platform")) is None
    assert list_figures(scope, Selection(team="platform")) == {}


def test_figures_are_worked_out_once(tmp_path: Path) -> None:
    scope = past_scope(tmp_path)
    assert list_figures(scope, WHOLE, ("wip",))["wip"] is list_figures(scope)["wip"]
    assert find_population(scope) is find_population(scope)


def test_without_a_past_every_page_of_figures_says_what_to_do(tmp_path: Path) -> None:
    scope = small_scope(tmp_path)
    overview = build_overview(scope)
    assert "commit the files under work/" in overview.ground.next
    assert overview.whole.rows == ()
    assert build_figure_page(scope, "cycle_time").figure is None
    assert withheld_why(scope, Selection(team="platform")) == ""
    assert build_dashboard(scope, "team", "platform").withheld == ""


def test_a_folder_that_git_does_not_know_says_so_beside_its_figures(tmp_path: Path) -> None:
    ground = build_ground(scope_with(tmp_path, {}))
    assert ground.says == "Three items, known from no commits and 13 events brought along."
    assert any("here is no git repository here" in note for note in ground.notes)
    assert ground.next == ""


def test_a_principle_may_name_a_figure_of_the_past(tmp_path: Path) -> None:
    past, today = measure(past_scope(tmp_path / "a"), "throughput"), measure(small_scope(tmp_path / "b"), "throughput")
    assert past is not None
    assert (past.about, past.share) == ("throughput", None)
    assert past.says.startswith("One item finished since")
    assert today is not None
    assert today.says == "nothing is known of the past yet"
