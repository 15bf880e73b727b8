"""Cumulative flow, and a peer's eighteen items through the whole of it: from events to every figure."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from tests.histories import moves
from tests.metrics.flows import make_flow
from tests.metrics.reference import SHARED, read_cases
from worksystem.history import StateMeaning
from worksystem.metrics.age import ages_of
from worksystem.metrics.cumulative import cumulative_flow
from worksystem.metrics.cycle_time import cycle_times
from worksystem.metrics.net_flow import net_by_day
from worksystem.metrics.population import Population
from worksystem.metrics.spread import percentiles
from worksystem.metrics.states import stages_of
from worksystem.metrics.throughput import finished_by_day
from worksystem.metrics.wip import wip_by_day

JAM = read_cases("jam_items.json")
STAGES = ("Backlog", "Committed", "Build", "Test", "Done")
STATES = dict(zip(STAGES, map(StateMeaning, ("backlog", "active", "active", "active", "done")), strict=True))


def reached(population: Population) -> list[tuple[int, ...]]:
    return [day.reached for day in cumulative_flow(population).days]


def test_a_skipped_state_is_reached_with_the_next_one() -> None:
    # The course is ready, doing, review, done (as the events bring them up); A skips review.
    events = [
        *moves("B", "2026-03-01 ready", "2026-03-01T13:00:00+00:00 doing", "2026-03-02 review", "2026-03-03 done"),
        *moves("A", "2026-03-01 ready", "2026-03-02 doing", "2026-03-03 done"),
    ]
    made = make_flow(events, end="2026-03-03")

    assert [stage.id for stage in cumulative_flow(made).course] == ["ready", "doing", "review", "done"]
    assert reached(made) == [(2, 1, 0, 0), (2, 2, 1, 0), (2, 2, 2, 2)]


def test_what_stands_where_is_the_distance_of_two_lines() -> None:
    events = [*moves("A", "2026-03-01 ready", "2026-03-02 doing"), *moves("B", "2026-03-01 ready")]

    assert cumulative_flow(make_flow(events, end="2026-03-02")).held == ((2, 1), (0, 1))


def test_what_was_dropped_or_first_seen_done_is_left_out() -> None:
    events = [
        *moves("A", "2026-03-01 ready", "2026-03-02 dropped"),
        *moves("B", "2026-03-01 done"),
        *moves("C", "2026-03-01 ready", "2026-03-02 done"),
    ]

    assert reached(make_flow(events, end="2026-03-02")) == [(1, 0), (1, 1)]


def test_several_workflows_share_the_categories_of_their_states() -> None:
    made = make_flow(
        [
            *moves("A", "2026-03-01 ready", "2026-03-02 doing"),
            *moves("B", "2026-03-01 proposed", "2026-03-02 review"),
            *moves("C", "2026-03-01 doing", "2026-03-02 done"),
        ],
        end="2026-03-02",
    )
    lives = (*made.lives[:-1], replace(made.lives[-1], workflow="other"))
    flow = cumulative_flow(replace(made, lives=lives))

    assert [stage.name for stage in flow.course] == ["Backlog", "Queue", "In progress", "Done"]
    assert [day.reached for day in flow.days] == [(3, 2, 1, 0), (3, 3, 3, 1)]
    assert [stage.id for stage in stages_of(made)] == ["proposed", "ready", "doing", "review", "done"]


def test_an_empty_scope_has_an_empty_diagram() -> None:
    assert cumulative_flow(make_flow([], end="2026-03-01")).course == ()


def jam(**conventions: Any) -> Population:
    """The peer's items as moves at noon; two states reached on one day come an hour after each other."""
    events = []
    for item in JAM["items"]:
        path = [f"{item[stage]}T{9 + hour:02}:00:00+00:00 {stage}" for hour, stage in enumerate(STAGES) if item[stage]]
        events += moves(item["key"], *path)
    return make_flow(events, start="2018-01-01", end="2018-01-09", states=STATES, **conventions)


class TestPeer:
    """jira-agile-metrics: no day added, percentiles on the straight line; ours beside it."""

    pytestmark = SHARED

    def test_the_cumulative_flow_is_theirs(self) -> None:
        assert reached(jam()) == [tuple(day[stage] for stage in STAGES) for day in JAM["expected"]["cfd"]]

    def test_work_in_progress_is_theirs(self) -> None:
        assert [count for _, count in wip_by_day(jam())] == [day["wip"] for day in JAM["expected"]["wip"]]

    def test_net_flow_is_theirs(self) -> None:
        days = net_by_day(jam())

        assert JAM["expected"]["net_flow"] == {
            "arrivals": [day.arrivals for day in days],
            "departures": [day.departures for day in days],
            "net": [day.net for day in days],
        }

    def test_throughput_is_theirs(self) -> None:
        found = [[day.isoformat(), count] for day, count in finished_by_day(jam()) if count]

        assert found == JAM["expected"]["throughput_daily"]

    @pytest.mark.parametrize("both_ends", [False, True])
    def test_cycle_times_are_theirs_and_with_both_ends_those_of_vacanti(self, both_ends: bool) -> None:
        known = JAM["also"]["vacanti_convention"] if both_ends else JAM["expected"]

        assert {each.item: each.days for each in cycle_times(jam(both_ends=both_ends))} == known["cycle_times"]

    def test_percentiles_are_theirs_on_the_straight_line(self) -> None:
        made = jam(both_ends=False, percentile="linear", few=1)
        found = percentiles((each.days for each in cycle_times(made)), made.conventions)

        assert found[0.5] == JAM["expected"]["percentiles_linear"]["0.5"]

    @pytest.mark.parametrize("both_ends", [False, True])
    def test_ages_on_the_tenth_are_theirs(self, both_ends: bool) -> None:
        made = jam(both_ends=both_ends).during(date(2018, 1, 1), date(2018, 1, 10))
        found = {each.item: [each.state, each.days] for each in ages_of(made)}
        plain = JAM["expected"]["ageing_on_2018_01_10"]
        vacanti = JAM["also"]["vacanti_convention"]["ageing_on_2018_01_10"]

        assert found == ({item: [plain[item][0], days] for item, days in vacanti.items()} if both_ends else plain)
