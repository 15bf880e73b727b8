"""Outcomes of the work system: a trend by whole months, and whether the last one differs by more than noise."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

import pytest

from tests.histories import STATES, make_history, moves
from worksystem.history import StateRule, WorkflowVersion
from worksystem.load import WorkSystem
from worksystem.metrics.conventions import Conventions
from worksystem.metrics.population import Population
from worksystem.metrics.system_outcomes import SystemOutcome, list_system_outcomes, say_value
from worksystem.metrics.trend import Trend, trend_of
from worksystem.metrics.xmr import Limits

STEADY = (10, 12, 10, 12, 10, 12)
# mean 11, mean moving range 2: 11 ± 2.66 · 2
WITHIN = Limits(11, 11 - 5.32, 11 + 5.32, 2, 3.268 * 2, zero_bounded=True)


class TestTrend:
    def test_beyond_the_limits_of_the_values_before_it_is_a_change(self) -> None:
        assert trend_of([*STEADY, 17], "lower") == Trend((*STEADY, 17), WITHIN, "worse", ("beyond_limits",))
        assert trend_of([*STEADY, 17], "higher").verdict == "better"
        assert trend_of([*STEADY, 5], "lower").verdict == "better"
        assert trend_of([*STEADY, 17], None).verdict == "changed"

    def test_within_them_it_is_noise(self) -> None:
        assert trend_of([*STEADY, 16], "lower").verdict == "no_change"

    def test_the_last_of_eight_on_one_side_is_a_change_within_the_limits(self) -> None:
        values = [*STEADY, 30, 11, 12, 12, 12, 12, 12, 12, 12, 12]
        found = trend_of(values, "lower")
        assert found.limits is not None
        assert (found.verdict, found.rules) == ("better", ("run_of_8",))

    def test_a_signal_further_back_says_nothing_of_today(self) -> None:
        assert trend_of([*STEADY, 60, *STEADY], "lower").verdict == "no_change"

    def test_six_values_are_needed_before_it_and_gaps_are_none(self) -> None:
        assert trend_of([None, *STEADY[1:], 40], "lower").verdict == "too_early"
        assert trend_of([*STEADY[:3], None, *STEADY[3:], 17], "lower").limits == WITHIN

    def test_without_a_last_value_there_is_nothing(self) -> None:
        assert trend_of([*STEADY, None], "lower") == Trend((*STEADY, None), None, "nothing")
        assert trend_of([], "lower") == Trend((), None, "nothing")


RULES = {id: StateRule(id, meaning.category) for id, meaning in STATES.items()}


@pytest.fixture
def past(make_system: Callable[[Mapping[str, str]], WorkSystem]) -> Callable[..., Population]:
    def build(events: Iterable[dict[str, Any]], as_of: str) -> Population:
        day = date.fromisoformat(as_of)
        flow = WorkflowVersion("flow", None, 1, "ready", RULES, ())
        history = make_history(list(events), as_of=as_of, workflows={"flow": (flow,)})
        lives = tuple(history.lives.values())
        return Population(history, make_system({}).workspace, lives, date(2026, 6, 1), day, Conventions(few=1))

    return build


def item(id: str, month: str, last: int, *, due: int, back: bool = False) -> list[dict[str, Any]]:
    """An item begun on the second of a month and finished on another day of it."""
    path = [f"{month}-01 ready", f"{month}-02 doing"]
    path += [f"{month}-03 review", f"{month}-04 doing"] if back else []
    field = {"item": id, "field": "due", "old": None, "new": f"{month}-{due:02}", "at": f"{month}-01T12:00:00+00:00"}
    return [*moves(id, *path, f"{month}-{last:02} done"), field]


def year(*, last: int, due: int, back: bool) -> list[dict[str, Any]]:
    """Two items a month from January on, alike until the last month."""
    events = [
        event
        for month in range(1, 8)
        for number in (1, 2)
        for event in item(f"T{month}{number}", f"2026-{month:02}", 5 + number, due=10)
    ]
    return [
        *events,
        *(event for number in (1, 2) for event in item(f"T8{number}", "2026-08", last, due=due, back=back)),
    ]


def by_title(population: Population) -> dict[str, SystemOutcome]:
    return {each.title: each for each in list_system_outcomes(population)}


class TestSystemOutcomes:
    def test_a_bad_month_is_worse_in_each_figure_that_it_touches(self, past: Callable[..., Population]) -> None:
        found = by_title(past(year(last=25, due=10, back=True), "2026-08-31"))
        # of two items the nearest-rank median is the lower one: begun on the 2nd, done on the 6th
        assert list(found["Cycle time"].trend.values) == [5, 5, 5, 5, 5, 5, 5, 24]
        assert list(found["Rework"].trend.values) == [0, 0, 0, 0, 0, 0, 0, 1]
        assert list(found["Deadlines"].trend.values) == [1, 1, 1, 1, 1, 1, 1, 0]
        assert {title: each.trend.verdict for title, each in found.items()} == {
            "Deadlines": "worse",
            "Rework": "worse",
            "Cycle time": "worse",
            "Predictability": "better",
            "Urgency": "no_change",
            "Outcomes against activity": "nothing",
        }
        assert found["Cycle time"].says == (
            "Worse: 24 days in Aug 2026; the seven months before lead to expect 5 days to 5 days"
        )
        assert found["Urgency"].says == (
            "No change beyond noise: 0% in Aug 2026; the seven months before lead to expect 0% to 0%"
        )

    def test_a_month_under_way_is_not_looked_at(self, past: Callable[..., Population]) -> None:
        found = by_title(past(year(last=25, due=10, back=True), "2026-08-30"))
        assert found["Cycle time"].months[-1] == date(2026, 7, 1)
        assert found["Cycle time"].trend.verdict == "no_change"

    def test_twelve_months_at_most(self, past: Callable[..., Population]) -> None:
        months = [f"{year}-{month:02}" for year in (2025, 2026) for month in range(1, 13)]
        events = [event for month in months for event in item(f"A{month}", month, 6, due=10)]
        found = by_title(past(events, "2026-10-15"))["Rework"].months
        assert (len(found), found[0], found[-1]) == (12, date(2025, 10, 1), date(2026, 9, 1))

    def test_a_young_system_is_too_early_to_tell(self, past: Callable[..., Population]) -> None:
        events = [event for month in (6, 7, 8) for event in item(f"A{month}", f"2026-{month:02}", 6, due=10)]
        found = by_title(past(events, "2026-08-31"))["Rework"]
        assert (found.trend.verdict, found.says) == (
            "too_early",
            "Too early to tell: 0% in Aug 2026, and two months before it; six are needed",
        )

    def test_nothing_to_count(self, past: Callable[..., Population]) -> None:
        found = list_system_outcomes(past([], "2026-08-31"))
        assert len(found) == 6
        assert {(each.trend.verdict, each.months, each.says) for each in found} == {
            ("nothing", (), "No month is over yet")
        }
        quiet = by_title(past(item("A", "2026-01", 6, due=10), "2026-08-31"))["Cycle time"]
        assert quiet.says == "Nothing, or too little, to count in the last whole month"


def test_values_are_said_with_their_unit() -> None:
    assert [say_value(0.125, "share"), say_value(1, "days"), say_value(2.25, "times")] == ["12%", "1 day", "2.2 times"]
