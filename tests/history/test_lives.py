"""Events as lives: stays in states, blocks, values over time."""

from collections.abc import Mapping
from typing import Any

import pytest

from tests.histories import make_history, moves
from worksystem.history import Life


def life(*events: Mapping[str, Any], as_of: str = "2026-12-31", **more: Any) -> Life:
    found = make_history(events, as_of=as_of, **more).life("A")
    assert found is not None
    return found


def field(name: str, old: Any, new: Any, day: str) -> dict[str, Any]:
    return {"item": "A", "field": name, "old": old, "new": new, "at": f"{day}T12:00:00+00:00"}


def stays(of: Life) -> list[tuple[str, str | None, str, str | None]]:
    return [(s.state, s.category, f"{s.start:%m-%d}", f"{s.end:%m-%d}" if s.end else None) for s in of.spells]


def blocks(of: Life) -> list[tuple[str, str | None, str, str]]:
    return [(f"{b.start:%m-%d}", f"{b.end:%m-%d}" if b.end else None, b.reason, b.waiting_for) for b in of.blocks]


def test_stays_follow_each_other_and_the_last_one_lasts() -> None:
    found = life(*moves("A", "2026-03-02 ready", "2026-03-05 doing", "2026-03-09 review"))
    assert stays(found) == [
        ("ready", "queue", "03-02", "03-05"),
        ("doing", "active", "03-05", "03-09"),
        ("review", "active", "03-09", None),
    ]
    assert (found.spell and found.spell.waiting, found.born_done) == (True, False)


def test_a_word_that_is_no_state_keeps_the_category_of_the_stay_before() -> None:
    found = life(*moves("A", "2026-03-02 stuck", "2026-03-05 doing", "2026-03-09 dooing"))
    assert [each[:2] for each in stays(found)] == [("stuck", None), ("doing", "active"), ("dooing", "active")]


def test_the_same_state_written_in_another_way_is_one_stay() -> None:
    again = [field("status", "done", "done", "2026-03-09")]
    found = life(*moves("A", "2026-03-02 ready", "2026-03-05 done"), *again)
    assert stays(found) == [("ready", "queue", "03-02", "03-05"), ("done", "done", "03-05", None)]


@pytest.mark.parametrize(("first", "born_done"), [("done", True), ("dropped", True), ("ready", False)])
def test_what_is_first_seen_over_was_born_done(first: str, born_done: bool) -> None:
    assert life(*moves("A", f"2026-03-02 {first}", "2026-03-05 doing", "2026-03-06 done")).born_done is born_done


def test_values_hold_from_the_moment_at_which_they_were_said() -> None:
    found = life(field("owner", None, "ada", "2026-03-02"), field("owner", "ada", None, "2026-03-05"))
    (first, _), (second, _) = found.changes("owner")
    assert (found.value("owner", first), found.value("owner", second), found.value("owner")) == ("ada", None, None)
    assert found.value("team") is None


def test_a_life_ends_with_the_day_asked_about() -> None:
    events = moves("A", "2026-03-02 ready", "2026-03-05T23:30:00+00:00 doing")
    assert [each[0] for each in stays(life(*events, as_of="2026-03-04"))] == ["ready"]
    assert [each[0] for each in stays(life(*events, as_of="2026-03-05"))] == ["ready", "doing"]
    east = life(*events, as_of="2026-03-05", timezone="Asia/Tokyo")
    assert [each[0] for each in stays(east)] == ["ready"]
    assert make_history(events, as_of="2026-03-01").life("A") is None


class TestBlocks:
    start = moves("A", "2026-03-02 doing")

    def test_a_block_begins_on_the_day_that_it_names(self) -> None:
        said = {"since": "2026-03-04", "reason": "bank", "waiting_for": "finance"}
        found = life(
            *self.start, field("blocked", None, said, "2026-03-06"), field("blocked", said, None, "2026-03-09")
        )
        assert blocks(found) == [("03-04", "03-09", "bank", "finance")]

    def test_but_not_before_the_item(self) -> None:
        found = life(*self.start, field("blocked", None, {"since": "2026-01-01", "reason": "bank"}, "2026-03-06"))
        assert blocks(found) == [("03-02", None, "bank", "")]

    def test_a_day_to_come_or_no_day_counts_from_the_change(self) -> None:
        for since in ("2027-01-01", "soon", None):
            found = life(*self.start, field("blocked", None, {"since": since, "reason": "bank"}, "2026-03-06"))
            assert blocks(found) == [("03-06", None, "bank", "")]

    def test_the_short_form_is_the_reason(self) -> None:
        assert blocks(life(*self.start, field("blocked", None, "bank", "2026-03-06"))) == [("03-06", None, "bank", "")]

    def test_other_words_for_it_are_the_same_block(self) -> None:
        found = life(
            *self.start, field("blocked", None, "bank", "2026-03-06"), field("blocked", "bank", "law", "2026-03-08")
        )
        assert blocks(found) == [("03-06", None, "law", "")]

    def test_it_ends_with_the_work(self) -> None:
        done = field("status", "doing", "done", "2026-03-09")
        found = life(*self.start, field("blocked", None, "bank", "2026-03-06"), done)
        assert blocks(found) == [("03-06", "03-09", "bank", "")]
