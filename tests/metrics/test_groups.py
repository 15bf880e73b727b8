"""Groups with few people behind them are never told apart, nor found by subtraction."""

from worksystem.metrics.groups import Groups, split_groups


def people(count: int, of: str = "p") -> frozenset[str]:
    return frozenset(f"{of}{number}" for number in range(count))


def test_a_group_is_shown_from_the_smallest_size_on() -> None:
    assert split_groups({"b": people(5), "a": people(6)}, 5) == Groups(("a", "b"), ())


def test_small_groups_stand_together_if_enough_people_are_behind_them() -> None:
    groups = {"a": people(3, "x"), "b": people(2, "y"), "c": people(9)}
    assert split_groups(groups, 5) == Groups(("c",), ("a", "b"))


def test_one_small_group_takes_the_next_one_with_it() -> None:
    groups = {"a": people(3, "x"), "b": people(9), "c": people(6, "z"), "d": people(6, "w")}
    assert split_groups(groups, 5) == Groups(("b", "d"), ("a", "c"))


def test_people_in_two_groups_count_once() -> None:
    groups = {"a": people(3), "b": people(4), "c": people(9)}
    assert split_groups(groups, 5) == Groups((), ("a", "b", "c"))
