"""Age of what is in progress, item by item and together."""

from tests.histories import moves
from tests.metrics.flows import blocks, make_flow
from worksystem.metrics.age import Aged, ages_of, total_age, total_age_by_day, work_item_age

EVENTS = [
    *moves("A", "2026-03-01 doing", "2026-03-04 review"),
    *moves("B", "2026-03-02 doing", "2026-03-03 done"),
    *moves("C", "2026-03-04 doing"),
    *blocks("C", "2026-03-05", reason="bank"),
]


def test_age_counts_the_day_of_the_start_and_today() -> None:
    # On the 5th A is 5 days old (1st to 5th), C 2 days; B is done.
    assert ages_of(make_flow(EVENTS, end="2026-03-05")) == (
        Aged("A", "review", 5),
        Aged("C", "doing", 2, blocked=True),
    )
    assert [each.days for each in ages_of(make_flow(EVENTS, end="2026-03-05", both_ends=False))] == [4, 1]


def test_few_ages_are_told_one_by_one() -> None:
    figure = work_item_age(make_flow(EVENTS, end="2026-03-05"))

    assert (figure.value, figure.n) == (None, 2)
    assert figure.says == "The oldest of two items in progress, A, is 5 days old"
    assert figure.detail["values"] == [{"item": "C", "days": 2}, {"item": "A", "days": 5}]


def test_of_many_half_are_told() -> None:
    # Started on the 1st to the 11th, on the 11th 11 days to 1 day old: the 6th is 6 days old.
    events = [event for day in range(1, 12) for event in moves(f"I{day:02}", f"2026-03-{day:02} doing")]
    figure = work_item_age(make_flow(events, end="2026-03-11"))

    assert figure.value == 6
    assert (
        figure.says
        == "The oldest of eleven items in progress, I01, is 11 days old; half of them are 6 days old at most"
    )


def test_total_age_is_the_sum_of_the_ages_on_each_day() -> None:
    # 1st: A 1; 2nd: A 2, B 1; 3rd: A 3, B has left; 4th: A 4, C 1; 5th: A 5, C 2
    made = make_flow(EVENTS, end="2026-03-05")

    assert [total for _, total in total_age_by_day(made)] == [1, 3, 3, 5, 7]
    assert total_age(made).value == sum(each.days for each in ages_of(made)) == 7
    assert total_age(made).says == (
        "What is in progress on 5 Mar 2026 is 7 days old together, 6 days more than on 1 Mar 2026"
    )


def test_by_the_other_conventions_the_sum_follows() -> None:
    # Without both ends one day less for each item; with the finishing day B counts on the 3rd, 2 days old.
    assert [n for _, n in total_age_by_day(make_flow(EVENTS, end="2026-03-05", both_ends=False))] == [0, 1, 2, 3, 5]
    assert [n for _, n in total_age_by_day(make_flow(EVENTS, end="2026-03-05", finishing_day=True))] == [1, 3, 5, 5, 7]


def test_a_reopened_item_is_as_old_as_since_its_first_start() -> None:
    events = moves("A", "2026-03-02 doing", "2026-03-03 done", "2026-03-05 doing")

    assert ages_of(make_flow(events, end="2026-03-06")) == (Aged("A", "doing", 5),)


def test_nothing_in_progress_has_no_age() -> None:
    assert work_item_age(make_flow([])).says == "Nothing is in progress on 31 Mar 2026"
    assert total_age(make_flow([])).value is None
    assert total_age(make_flow(moves("A", "2026-03-02 ready"))).value == 0
