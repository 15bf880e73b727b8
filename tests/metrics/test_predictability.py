"""Predictability: how far times spread, and which weeks and items stand out from the noise."""

from datetime import date

from tests.histories import moves
from tests.metrics.flows import make_flow
from worksystem.metrics.predictability import cycle_time_behaviour, predictability, throughput_behaviour


def each_day(count: int, **longer: int) -> list[dict[str, object]]:
    """Items finished one a day from 1 March on after two days each; those named take longer."""
    found: list[dict[str, object]] = []
    for number in range(1, count + 1):
        start = date(2026, 3, number).toordinal() + 1 - longer.get(f"I{number:02}", 2)
        found += moves(f"I{number:02}", f"{date.fromordinal(start)} doing", f"2026-03-{number:02} done")
    return found


def test_the_ratio_compares_the_expectation_with_the_median() -> None:
    # Twelve items: nine of 2 days, three of 6: the median is 2, the 85th (11th of 12, 10.2 rounded up) is 6.
    figure = predictability(make_flow(each_day(12, I04=6, I08=6, I12=6)))

    assert (figure.value, figure.n) == (3.0, 12)
    assert figure.says == (
        "85% of the items are finished within 3.0 times the median; "
        "four whole weeks of throughput are too few to tell signal from noise"
    )


def test_an_item_beyond_the_limits_is_a_signal() -> None:
    # Nineteen values of 2 and one of 20: mean 2.9, ranges 18 and 18 of 19, mean 36/19 = 1.895; upper 2.9 + 2.66 * 1.895
    # = 7.94. The 20 is beyond it. The others lie below the mean, eight and more in a row.
    behaviour = cycle_time_behaviour(make_flow(each_day(20, I10=20)))

    assert behaviour.limits is not None
    assert round(behaviour.limits.upper, 2) == 7.94
    assert [behaviour.values[each.index][2] for each in behaviour.signals if each.rule == "beyond_limits"] == ["I10"]


def test_weeks_have_limits_from_eleven_on() -> None:
    # 2 March to 17 May are eleven whole weeks; in each of them one item is finished, in the sixth (6 April) ten.
    events: list[dict[str, object]] = []
    for week in range(11):
        day = date.fromordinal(date(2026, 3, 4).toordinal() + 7 * week)
        for number in range(10 if week == 5 else 1):
            events += moves(f"W{week}-{number}", f"{day} doing", f"{day}T13:00:00+00:00 done")
    made = make_flow(events, start="2026-03-02", end="2026-05-17")
    behaviour = throughput_behaviour(made)

    assert [value for _, value, _ in behaviour.values] == [1, 1, 1, 1, 1, 10, 1, 1, 1, 1, 1]
    assert [(each.index, each.rule) for each in behaviour.signals] == [(5, "beyond_limits")]
    assert predictability(made).says.endswith("the throughput of one of eleven weeks differs by more than noise")
    assert throughput_behaviour(made.during(date(2026, 3, 9), made.end)).limits is None


def test_few_items_have_no_ratio() -> None:
    figure = predictability(make_flow(each_day(10)))

    assert (figure.value, figure.says) == (None, "Ten items finished, too few to say how far their times spread")
    assert figure.detail["cycle_time"]["upper"] is None


def test_nothing_finished_is_a_sentence() -> None:
    assert predictability(make_flow([])).says == "Nothing was finished that had been started"


def test_a_median_of_no_days_has_no_multiple() -> None:
    events = [
        event
        for number in range(11)
        for event in moves(f"I{number:02}", "2026-03-02 doing", "2026-03-02T13:00:00+00:00 done")
    ]

    assert predictability(make_flow(events, both_ends=False)).value is None
