"""The pictures of flow: what each finds, its table, and what it leaves out when there is little to show."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from tests.histories import moves
from tests.metrics.flows import blocks, make_flow, sets
from worksystem.metrics.population import Population
from worksystem.views.chart import Chart
from worksystem.views.charts import Moment
from worksystem.views.flow.aging import build_aging
from worksystem.views.flow.blocked import build_blocked
from worksystem.views.flow.control import build_cycle_time_behaviour, build_throughput_behaviour
from worksystem.views.flow.cumulative import build_cumulative_flow
from worksystem.views.flow.cycle_time import build_cycle_time
from worksystem.views.flow.littles_law import build_littles_law
from worksystem.views.flow.net_flow import build_net_flow
from worksystem.views.flow.state_time import build_flow_efficiency, build_time_in_state
from worksystem.views.flow.throughput import build_throughput
from worksystem.views.flow.wip import build_wip
from worksystem.views.reference import Ref, StateMark

PICTURES: tuple[Callable[[Population], Chart], ...] = (
    build_aging,
    build_blocked,
    build_cumulative_flow,
    build_cycle_time,
    build_cycle_time_behaviour,
    build_flow_efficiency,
    build_littles_law,
    build_net_flow,
    build_throughput,
    build_throughput_behaviour,
    build_time_in_state,
    build_wip,
)


def item(id: str) -> Ref:
    return Ref("item", id, id, known=False)


def finished(count: int) -> list[dict[str, Any]]:
    """Items started on 1 March at eight and in review from noon on; done a day later, the next two days, and so on."""
    return [
        event
        for number in range(2, count + 2)
        for event in moves(
            f"I{number:02}", "2026-03-01T08:00:00+00:00 doing", "2026-03-01 review", f"2026-03-{number:02} done"
        )
    ]


# Eleven are finished, one is open and blocked.
EVENTS = [*finished(11), *moves("OPEN", "2026-03-10 doing"), *blocks("OPEN", "2026-03-12", reason="bank")]


def texts(chart: Chart) -> str:
    return str([panel.spec for panel in chart.panels])


def test_the_scatterplot_says_the_percentiles_and_draws_them() -> None:
    # 2 to 12 days: half within the 6th, 7 days, 85% within the 10th, 11 days.
    chart = build_cycle_time(make_flow(EVENTS))

    assert chart.title == "Half of the items were finished within 7 days, 85% within 11 days"
    assert chart.summary.endswith("Eleven items since 1 Mar 2026.")
    assert chart.columns == ("Item", "Finished", "Days")
    assert chart.rows[0] == (item("I02"), date(2026, 3, 2), 2)
    assert len(chart.rows) == 11
    assert [panel.width for panel in chart.panels] == [470, 190]
    assert "85% 11 days" in texts(chart)
    assert chart.convention == (
        "1 Mar 2026 to 31 Mar 2026; calendar days, both ends counted; percentiles by nearest rank."
    )
    assert chart.definition == "metrics/cycle_time/"


def test_few_items_are_dots_without_lines_and_bars() -> None:
    chart = build_cycle_time(make_flow(finished(10)))

    assert chart.title == "Ten items were finished since 1 Mar 2026, in 2 to 11 days"
    assert chart.summary.endswith("These are too few for percentiles.")
    assert (len(chart.panels), len(chart.rows)) == (1, 10)
    assert "50%" not in texts(chart)


def test_a_dot_leads_to_the_page_of_its_item_and_an_experiment_is_marked() -> None:
    chart = build_cycle_time(
        make_flow(EVENTS),
        address=lambda id: f"records/items/{id}/",
        moments=[Moment(date(2026, 3, 5), "Two reviewers")],
    )

    assert "records/items/I02/" in texts(chart)
    assert "Two reviewers" in texts(chart)


def test_what_is_counted_apart_is_said_below() -> None:
    chart = build_cycle_time(make_flow([*EVENTS, *moves("OLD", "2026-03-02 done")]))

    assert chart.convention.endswith("; one item counted apart.")


def test_aging_shows_open_items_by_state_on_the_pace_of_finished_ones() -> None:
    # Everything left review on its last day, 2 to 12 days old, and doing on the first.
    chart = build_aging(make_flow(EVENTS))

    assert chart.title == "The one item in progress, OPEN, is 22 days old"
    assert "one above the highest" in chart.summary
    assert chart.rows == ((item("OPEN"), StateMark("doing", "Doing", "active"), 22, "blocked"),)
    assert "85%" in texts(chart)
    assert "85%" not in texts(build_aging(make_flow(EVENTS[3:])))


def test_the_cumulative_flow_names_the_band_that_grew() -> None:
    chart = build_cumulative_flow(make_flow(EVENTS, end="2026-03-12"))

    assert chart.title == "“Doing” grew by one item since 1 Mar 2026"
    assert chart.columns == ("Day", "Doing", "Review", "Done")
    assert chart.rows[0] == (date(2026, 3, 1), 0, 11, 0)
    assert chart.rows[-1] == (date(2026, 3, 12), 1, 0, 11)


def test_throughput_has_a_row_for_each_whole_week() -> None:
    # Weeks from the 2nd: the 2nd to the 8th have seven, the 9th to the 12th four.
    chart = build_throughput(make_flow(EVENTS))

    assert chart.title == "Eleven items finished since 1 Mar 2026, 2.5 a week"
    assert chart.rows == (
        (date(2026, 3, 2), 7),
        (date(2026, 3, 9), 4),
        (date(2026, 3, 16), 0),
        (date(2026, 3, 23), 0),
    )
    assert len(chart.panels) == 2


def test_the_behaviour_of_cycle_times_marks_what_is_no_noise() -> None:
    # 2 to 12 by one: mean 7, ranges of 1, limits 7 +- 2.66, that is 4.34 to 9.66.
    chart = build_cycle_time_behaviour(make_flow(EVENTS))

    assert chart.title == "Ten of eleven items differ from the others by more than noise"
    assert "The mean is 7.0 days, and noise alone reaches up to 9.7." in chart.summary
    assert chart.rows[0][:3] == (date(2026, 3, 2), item("I02"), 2)
    assert "beyond the limits" in str(chart.rows[0][3])
    assert len(chart.panels) == 2


def test_few_weeks_have_no_limits() -> None:
    chart = build_throughput_behaviour(make_flow(EVENTS))

    assert chart.title == "Four weeks, too few to tell signal from noise"
    assert len(chart.panels) == 1
    assert "upper" not in texts(chart)


def test_work_in_progress_and_its_age_stand_side_by_side() -> None:
    chart = build_wip(make_flow(EVENTS, end="2026-03-12"))

    # On the 1st eleven, one day old each; on the 12th OPEN alone, three days old.
    assert (chart.rows[0], chart.rows[-1]) == ((date(2026, 3, 1), 11, 11), (date(2026, 3, 12), 1, 3))
    assert [panel.title for panel in chart.panels] == ["Items in progress", "Total age"]


def test_net_flow_has_both_sides_of_each_week() -> None:
    chart = build_net_flow(make_flow(EVENTS, end="2026-03-15"))

    assert (
        chart.title == "Twelve items were started and eleven left since 1 Mar 2026: work in progress grew by one item"
    )
    assert chart.rows == ((date(2026, 3, 2), 0, 7, -7), (date(2026, 3, 9), 1, 4, -3))


def test_time_in_state_has_a_row_for_each_state() -> None:
    # In review for 1 to 11 days, 6 on average and in the middle. The open item has stood in doing since the 10th at
    # noon, 21.5 days to the end of the 31st; the others were there for four hours.
    chart = build_time_in_state(make_flow(EVENTS))

    assert chart.title == "An item was 6 days in Review on average, longer than in any other state"
    assert [row[0] for row in chart.rows] == [
        StateMark("doing", "Doing", "active"),
        StateMark("review", "Review", "active"),
    ]
    assert chart.rows[0][1:] == (0.17, 0.17, 11, 1, 21.5)
    assert chart.rows[1][1:] == (6.0, 6.0, 11, 0, None)


def test_flow_efficiency_says_what_it_assumes_and_what_to_do_without() -> None:
    events = moves("A", "2026-03-02 doing", "2026-03-05 review", "2026-03-06 done")
    chart, none = build_flow_efficiency(make_flow(events)), build_flow_efficiency(make_flow([]))

    assert chart.rows == (("worked on", 3.0), ("waiting", 1.0), ("blocked", 0.0))
    assert "It assumes that in an active state" in chart.summary
    assert none.empty.startswith("Nothing was finished")


def test_blocked_days_stand_by_reason() -> None:
    chart = build_blocked(make_flow(EVENTS))

    assert chart.title == "One item was blocked for 20 days since 1 Mar 2026, 100% of it for “bank”"
    assert chart.rows == (("bank", 20, 1),)


def test_littles_law_shows_both_stays_from_day_to_day() -> None:
    chart = build_littles_law(make_flow(EVENTS, end="2026-03-12"))

    assert [row[0] for row in chart.rows] == [date(2026, 3, number) for number in range(2, 13)]
    # The eleven left 1 to 11 days and four hours after their start; OPEN adds two days until noon of the 12th.
    assert chart.rows[-1][1] == pytest.approx(6 + 1 / 6)
    assert chart.rows[-1][2] == pytest.approx(6 + 1 / 6 + 2 / 11)


@pytest.mark.parametrize("build", PICTURES, ids=lambda build: build.__name__)
class TestEveryPicture:
    def test_an_empty_scope_draws_nothing_and_says_what_to_do(self, build: Callable[[Population], Chart]) -> None:
        chart = build(make_flow([]))

        assert (chart.panels, chart.rows) == ((), ())
        assert chart.title
        assert chart.empty.endswith(".")

    def test_rows_fit_the_columns_and_the_definition_is_linked(self, build: Callable[[Population], Chart]) -> None:
        chart = build(make_flow(EVENTS))

        assert {len(row) for row in chart.rows} == {len(chart.columns)}
        assert chart.panels
        assert chart.definition.startswith("metrics/")

    def test_nobody_is_named(self, build: Callable[[Population], Chart]) -> None:
        owned = [*EVENTS, *(sets(f"I{number:02}", "owner", "grace", "2026-03-01") for number in range(2, 13))]

        assert "grace" not in str(build(make_flow(owned)))
