"""Blocked time: days by reason, the heaviest first, and what is blocked now."""

from tests.histories import moves
from tests.metrics.flows import blocks, make_flow
from worksystem.metrics.blocked import NO_REASON, Reason, blocked_time, reasons_of

START = [*moves("A", "2026-03-01 doing"), *moves("B", "2026-03-01 doing"), *moves("C", "2026-02-01 doing")]


def test_every_day_touched_by_a_block_counts_once() -> None:
    # The 3rd to the 5th are 3 days, without both ends 2.
    events = [*START, *blocks("A", "2026-03-03", "2026-03-05", "bank")]

    assert reasons_of(make_flow(events)) == (Reason("bank", 3, 1),)
    assert reasons_of(make_flow(events, both_ends=False)) == (Reason("bank", 2, 1),)


def test_a_day_on_which_one_block_ends_and_another_begins_is_one_day_of_the_item() -> None:
    # Bank 3rd to 5th (3 days), free for an hour, law 5th to 6th (2 days): by reason 5, of the item 4 (3rd to 6th).
    events = [
        *START,
        *blocks("A", "2026-03-03", "2026-03-05", "bank"),
        *blocks("A", "2026-03-05T13:00:00+00:00", "2026-03-06", "law"),
    ]

    assert reasons_of(make_flow(events)) == (Reason("bank", 3, 1), Reason("law", 2, 1))
    assert blocked_time(make_flow(events)).value == 4


def test_reasons_come_by_weight_and_differ_by_more_than_letter_case() -> None:
    events = [
        *START,
        *blocks("A", "2026-03-03", "2026-03-04", "Bank"),
        *blocks("B", "2026-03-03", "2026-03-05", "bank "),
        *blocks("C", "2026-03-03", "2026-03-08", ""),
    ]

    assert reasons_of(make_flow(events)) == (Reason(NO_REASON, 6, 1), Reason("Bank", 5, 2))


def test_only_the_days_of_the_window_count() -> None:
    # From 20 February to 2 March: 2 days of March. From 30 March, still: 2 days up to the 31st.
    events = [
        *START,
        *blocks("C", "2026-02-20", "2026-03-02", "law"),
        *blocks("A", "2026-03-30", reason="bank"),
        *blocks("B", "2026-02-03", "2026-02-05", "long ago"),
    ]
    figure = blocked_time(make_flow([*events, *moves("B", "2026-02-01 doing")]))

    assert (figure.value, figure.n) == (4, 2)
    assert figure.says == "Two items were blocked for 4 days since 1 Mar 2026, 50% of it for “bank”; one blocked now"
    assert figure.detail == {
        "reasons": [
            {"reason": "bank", "days": 2, "items": 1, "share": 0.5},
            {"reason": "law", "days": 2, "items": 1, "share": 0.5},
        ],
        "now": [{"item": "A", "since": "2026-03-30", "days": 2, "reason": "bank"}],
    }


def test_a_block_ends_when_the_item_is_over() -> None:
    events = [*moves("A", "2026-03-01 doing", "2026-03-06 done"), *blocks("A", "2026-03-05", reason="bank")]
    figure = blocked_time(make_flow(events))

    assert (figure.value, figure.detail["now"]) == (2, [])


def test_whom_an_item_waits_for_is_not_told() -> None:
    event = blocks("A", "2026-03-30")[0]
    event["new"] = {"reason": "answer", "waiting_for": "grace"}

    assert "grace" not in str(blocked_time(make_flow([*START, event])))


def test_nothing_blocked_is_zero_and_no_lives_is_no_number() -> None:
    assert blocked_time(make_flow(START)).says == "Nothing was blocked since 1 Mar 2026"
    assert blocked_time(make_flow(START)).value == 0
    assert blocked_time(make_flow([])).value is None
