"""Cycle time and lead time: from start, and from the first word, to finish."""

from datetime import date

from tests.histories import moves
from tests.metrics.flows import make_flow
from worksystem.metrics.cycle_time import Finished, cycle_time, cycle_times, lead_time


def many(count: int) -> list[dict[str, object]]:
    """Items written down in February and started on 1 March; the first is done that day, the next a day later."""
    return [
        event
        for number in range(1, count + 1)
        for event in moves(f"I{number:02}", "2026-02-20 ready", "2026-03-01 doing", f"2026-03-{number:02} done")
    ]


def test_both_ends_count() -> None:
    made = make_flow(moves("A", "2026-03-02 doing", "2026-03-02T18:00:00+00:00 done"))

    assert cycle_times(made) == (Finished("A", date(2026, 3, 2), 1),)
    assert cycle_times(make_flow(moves("A", "2026-03-02 doing", "2026-03-04 done"), both_ends=False))[0].days == 2


def test_days_are_those_of_the_calendar() -> None:
    # From 23:30 UTC on the 30th to noon of the 31st are two days in UTC; in Lisbon it is one, as it was past midnight.
    events = moves("A", "2026-03-30T23:30:00+00:00 doing", "2026-03-31 done")

    assert cycle_times(make_flow(events))[0].days == 2
    assert cycle_times(make_flow(events, timezone="Europe/Lisbon"))[0].days == 1


def test_eleven_items_have_percentiles() -> None:
    # Cycle times 1 to 11; nearest rank: half is the 6th of 11 (5.5 rounded up), 85% the 10th (9.35), 95% the 11th.
    figure = cycle_time(make_flow(many(11)))

    assert (figure.value, figure.n) == (6, 11)
    assert figure.says == (
        "Half of the items were finished within 6 days, 85% within 10 days; eleven items since 1 Mar 2026"
    )
    assert figure.detail == {
        "least": 1, "most": 11, "p50": 6, "p70": 8, "p85": 10, "p95": 11, "average": 6.0,
        "never_started": 0, "apart": 0,
    }  # fmt: skip


def test_ten_items_are_shown_one_by_one() -> None:
    figure = cycle_time(make_flow(many(10)))

    assert (figure.value, figure.n) == (None, 10)
    assert figure.says == "Ten items were finished since 1 Mar 2026, in 1 to 10 days"
    assert figure.detail["values"][0] == {"item": "I01", "days": 1}
    assert not {"p50", "p85", "average"} & set(figure.detail)


def test_lead_time_begins_when_the_item_was_written_down() -> None:
    # From 20 February, 9 days more than from 1 March: 10 to 20 days, half within 15.
    assert lead_time(make_flow(many(11))).value == 15


def test_a_move_back_keeps_the_clock_running_unless_it_restarts_it() -> None:
    events = moves("A", "2026-03-02 doing", "2026-03-04 ready", "2026-03-08 doing", "2026-03-09 done")

    assert cycle_times(make_flow(events))[0].days == 8
    assert cycle_times(make_flow(events, back="restart"))[0].days == 2


def test_a_reopened_item_took_until_it_was_done_again() -> None:
    events = moves("A", "2026-03-02 doing", "2026-03-03 done", "2026-03-05 doing", "2026-03-07 done")

    assert cycle_times(make_flow(events)) == (Finished("A", date(2026, 3, 7), 6),)


def test_what_was_never_started_has_no_cycle_time_but_a_lead_time() -> None:
    made = make_flow(moves("A", "2026-03-02 ready", "2026-03-05 done"))

    assert cycle_time(made).says == "Nothing that was finished had been started first"
    assert cycle_time(made).detail["never_started"] == 1
    assert lead_time(made).says == "One item was finished since 1 Mar 2026, in 4 days"


def test_what_is_counted_apart_is_in_no_percentile() -> None:
    bulk = moves("Z", "2026-01-02 doing", "2026-03-05 done")
    bulk[-1]["bulk"] = True
    figure = cycle_time(make_flow([*many(11), *moves("Y", "2026-03-05 done"), *bulk]))

    assert (figure.n, figure.detail["most"], figure.detail["apart"]) == (11, 11, 2)


def test_percentiles_follow_the_rule_of_the_settings() -> None:
    # Linear: 85% of 1 to 11 lies at rank 0.85 * 10 + 1 = 9.5.
    assert cycle_time(make_flow(many(11), percentile="linear")).detail["p85"] == 9.5


def test_without_anything_finished_a_sentence_says_so() -> None:
    assert cycle_time(make_flow([])).says == "Nothing was finished since 1 Mar 2026"
    assert lead_time(make_flow(moves("A", "2026-03-02 doing"))).value is None
