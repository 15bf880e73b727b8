"""Due dates that moved: how often, how far, and of how many items."""

from tests.histories import moves
from tests.metrics.populations import Make, figure_of, make_population, says
from worksystem.metrics.slips import list_replanned


def test_every_move_in_the_window_is_counted_with_its_days(make_system: Make) -> None:
    events = [
        *moves("A", "2026-02-02 doing"),
        *says("A", "due", ("2026-02-01", "2026-02-20"), ("2026-02-19", "2026-03-06"), ("2026-03-05", "2026-03-20")),
        *moves("B", "2026-03-02 doing", "2026-03-20 done"),
        *says("B", "due", ("2026-03-01", "2026-03-25"), ("2026-03-10", "2026-03-22"), ("2026-03-21", "2026-04-30")),
        *moves("C", "2026-03-02 ready"),
        *says("C", "due", ("2026-03-01", "2026-03-25")),
        *moves("D", "2026-03-02 ready"),
    ]
    found = figure_of(make_population(make_system, events), "slips")
    assert found.value == 2 / 3
    assert found.says == "67% of three items with a due date had it moved, two times in all; one slip came to 14 days"
    assert found.detail == {
        "items": 3,
        "replanned": 2,
        "moves": 2,
        "moves_later": 1,
        "moves_earlier": 1,
        "days_later": 14,
        "days_earlier": 3,
        "moved_too_often": [],
        "unread": 0,
        "values": [{"item": "A", "day": "2026-03-05", "days": 14}, {"item": "B", "day": "2026-03-10", "days": -3}],
    }


def test_a_date_that_becomes_more_precise_did_not_move(make_system: Make) -> None:
    events = [
        *moves("A", "2026-03-02 doing"),
        *says("A", "due", ("2026-03-01", "2026-Q2"), ("2026-03-10", "2026-05"), ("2026-03-20", "2026-05-12")),
    ]
    ((item,), _) = list_replanned(make_population(make_system, events))
    assert (item.replans, str(item.first), str(item.last)) == ((), "2026-Q2", "2026-05-12")


def test_a_date_taken_out_and_written_again_moved(make_system: Make) -> None:
    events = [
        *moves("A", "2026-03-02 doing"),
        *says("A", "due", ("2026-03-01", "2026-03-10"), ("2026-03-09", None), ("2026-03-12", "2026-03-17")),
    ]
    ((item,), _) = list_replanned(make_population(make_system, events))
    assert [each.days for each in item.replans] == [7]


def test_items_moved_more_often_than_agreed_are_named(make_system: Make) -> None:
    dates = [(f"2026-03-0{day}", f"2026-04-{day:02}") for day in range(1, 5)]
    events = [*moves("A", "2026-03-01 doing"), *says("A", "due", *dates)]
    assert figure_of(make_population(make_system, events), "slips").detail["moved_too_often"] == ["A"]


def test_what_was_over_before_the_window_is_not_in_it(make_system: Make) -> None:
    events = [*moves("A", "2026-02-01 doing", "2026-02-20 done"), *says("A", "due", ("2026-02-01", "2026-02-20"))]
    found = figure_of(make_population(make_system, events), "slips")
    assert (found.value, found.n) == (None, 0)


def test_when_nothing_moved_it_says_so(make_system: Make) -> None:
    events = [*moves("A", "2026-03-01 doing"), *says("A", "due", ("2026-03-01", "2026-04-01"))]
    found = figure_of(make_population(make_system, events), "slips")
    assert (found.value, found.says) == (0.0, "The one open item with a due date never had it moved")
